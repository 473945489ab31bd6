/** The part of a scatter that the reader picked: its marks stand out, and the table below shows their rows alone. */
class Brush {
  readonly said = make('span', { role: 'status' });
  isSet = false;
  private readonly frame = draw('rect', { class: 'brush' });
  private box = { left: 0, right: 0, top: 0, bottom: 0 };
  private readonly figures: HTMLDetailsElement | null;

  constructor(room: HTMLElement, private readonly plot: SVGGElement, private readonly marks: readonly ChartMark[], private readonly changed: () => void) {
    const next = room.closest('figure')?.nextElementSibling;
    this.figures = next instanceof HTMLDetailsElement ? next : null;
  }

  drag(from: { x: number; y: number }, to: { x: number; y: number }): void {
    this.box = { left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) };
    const { left, right, top, bottom } = this.box;
    for (const [key, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) this.frame.setAttribute(key, String(value));
    if (!this.frame.parentNode) this.plot.append(this.frame);
  }

  settle(): void {
    const { left, right, top, bottom } = this.box;
    this.choose(this.marks.filter(({ shape }) => {
      const [x = NaN, y = NaN] = placeOf(shape);
      return shape.style.display !== 'none' && x >= left && x <= right && y >= top && y <= bottom;
    }));
  }

  choose(marks: readonly ChartMark[]): void {
    if (marks.length === 0) return this.clear();
    this.isSet = true;
    const chosen = new Set(marks);
    for (const mark of this.marks) mark.shape.classList.toggle('dim', !chosen.has(mark));
    this.said.textContent = `${counted(marks.length)} of ${counted(this.marks.length)} picked`;
    this.show(new Set(marks.flatMap(({ row }) => row ?? [])));
  }

  clear(): void {
    this.isSet = false;
    this.hideFrame();
    for (const { shape } of this.marks) shape.classList.remove('dim');
    this.said.textContent = '';
    this.show(null);
  }

  /** The middle of what was drawn round, while it is shown. */
  get middle(): { x: number; y: number } | undefined {
    return this.frame.parentNode ? { x: (this.box.left + this.box.right) / 2, y: (this.box.top + this.box.bottom) / 2 } : undefined;
  }

  hideFrame(): void {
    this.frame.remove();
  }

  private show(rows: ReadonlySet<number> | null): void {
    this.changed();
    const table = this.figures?.querySelector('table');
    if (!this.figures || !table) return;
    if (rows) this.figures.open = true;
    viewsOfRows.get(table)?.choose(rows);
  }
}
