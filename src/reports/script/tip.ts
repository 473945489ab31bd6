/** The one box of words beside what the reader points at. */
class Tip {
  private readonly box = make('div', { class: 'tip', role: 'status' });
  private lit: readonly Element[] = [];

  constructor() {
    document.querySelector('main')?.append(this.box);
    document.addEventListener('scroll', () => this.hide(), { passive: true, capture: true });
  }

  /** Shows what marks stand for: several stand under what they have in common. */
  show(marks: readonly ChartMark[], at: { x: number; y: number }): void {
    this.light(marks.map(({ shape }) => shape));
    const head = marks.length > 1 ? commonHead(marks.map(({ text }) => text)) : '';
    const lines = marks.map(({ shape, text }) => {
      const swatch = make('i', {});
      swatch.style.background = shape.getAttribute('fill') ?? '';
      return make('span', {}, swatch, text.slice(head.length));
    });
    this.box.replaceChildren(...(head ? [make('b', {}, head.replace(/[,:] $/, ''))] : []), ...lines);
    this.box.classList.add('on');
    const { width, height } = this.box.getBoundingClientRect();
    this.box.style.left = `${Math.max(4, Math.min(at.x + 14, document.documentElement.clientWidth - width - 4))}px`;
    this.box.style.top = `${at.y - height - 12 < 4 ? at.y + 18 : at.y - height - 12}px`;
  }

  hide(): void {
    this.light([]);
    this.box.classList.remove('on');
    this.box.replaceChildren();
  }

  private light(shapes: readonly Element[]): void {
    for (const shape of this.lit) shape.classList.remove('lit');
    for (const shape of shapes) shape.classList.add('lit');
    this.lit = shapes;
  }
}

/** What all texts begin with, up to a comma or colon: the place they share. */
function commonHead(texts: readonly string[]): string {
  const head = /^[^,:]*[,:] /.exec(texts[0] ?? '')?.[0] ?? '';
  return texts.every((text) => text.startsWith(head)) ? head : '';
}
