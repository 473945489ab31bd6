const mostZoom = 40;

interface Point {
  x: number;
  y: number;
}

/** A scatter that can be zoomed, moved and selected from; only places change, marks and words keep their size. */
class Plane {
  isDragging = false;
  private zoom = 1;
  private shift: Point = { x: 0, y: 0 };
  private readonly width: number;
  private readonly height: number;
  private readonly spans: { x: Span; y: Span } | undefined;
  private readonly names: { shape: SVGElement; x: number; y: number }[];
  private readonly own = draw('g', { class: 'axes' });
  private readonly fixed: SVGElement[];
  private readonly brush: Brush;
  private readonly buttons: Record<'in' | 'out' | 'whole' | 'select' | 'move', HTMLButtonElement>;
  private readonly pinch = new Map<number, Point>();

  constructor(private readonly room: HTMLElement, private readonly svg: SVGSVGElement, private readonly plot: SVGGElement, private readonly marks: readonly ChartMark[]) {
    const [x, y] = [spanOf(svg, 'x'), spanOf(svg, 'y')];
    this.spans = x && y ? { x, y } : undefined;
    [this.width, this.height] = [x?.size ?? 0, y?.size ?? 0];
    this.fixed = [...svg.querySelectorAll<SVGElement>('[data-part=axis]')];
    this.names = [...svg.querySelectorAll<SVGElement>('[data-part=marks] text')].map((shape) => {
      const [left = 0, top = 0] = placeOf(shape);
      return { shape, x: left, y: top };
    });
    this.brush = new Brush(room, plot, marks, () => this.enable());
    const button = (text: string, act: () => void) => {
      const made = make('button', { type: 'button' }, text);
      made.addEventListener('click', act);
      return made;
    };
    const toggle = (which: 'select' | 'move') => this.drags(this.dragged === which ? '' : which);
    this.buttons = {
      in: button('Zoom in', () => this.zoomAt(1.6)), out: button('Zoom out', () => this.zoomAt(1 / 1.6)), whole: button('Reset', () => this.reset()),
      select: button('Select', () => toggle('select')), move: button('Move', () => toggle('move')),
    };
    room.before(make('div', { class: `tools${room.classList.contains('narrow') ? ' narrow' : room.classList.contains('wide') ? ' wide' : ''}`, role: 'group', 'aria-label': 'Chart' }, ...Object.values(this.buttons), this.brush.said));
    this.drags(matchMedia('(pointer:fine)').matches ? 'select' : '');
    this.listen();
    this.place();
  }

  private get dragged(): 'select' | 'move' | '' {
    return this.buttons.move.ariaPressed === 'true' ? 'move' : this.buttons.select.ariaPressed === 'true' ? 'select' : '';
  }

  private drags(what: 'select' | 'move' | ''): void {
    this.buttons.select.ariaPressed = String(what === 'select');
    this.buttons.move.ariaPressed = String(what === 'move');
    this.svg.style.touchAction = what ? 'none' : 'pan-x pan-y';
    this.svg.style.cursor = { select: 'crosshair', move: 'grab', '': '' }[what];
  }

  private listen(): void {
    let from: Point | undefined;
    let last: Point = { x: 0, y: 0 };
    this.svg.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'touch') this.pinch.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (event.button !== 0 || !this.dragged || this.pinch.size > 1) return;
      from = last = pointIn(this.plot, event);
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener('pointermove', (event) => {
      if (this.pinch.size === 2 && this.pinch.has(event.pointerId)) return this.pinched(event);
      if (!from) return;
      const at = pointIn(this.plot, event);
      this.isDragging ||= Math.hypot(at.x - from.x, at.y - from.y) > 4;
      if (!this.isDragging) return;
      if (this.dragged === 'move') this.moveBy(at.x - last.x, at.y - last.y);
      else this.brush.drag(from, at);
      last = at;
    });
    const end = (event: PointerEvent): void => {
      this.pinch.delete(event.pointerId);
      if (from && this.dragged === 'select') {
        if (this.isDragging) this.brush.settle();
        else this.brush.clear();
      }
      from = undefined;
      this.isDragging = false;
    };
    this.svg.addEventListener('pointerup', end);
    this.svg.addEventListener('pointercancel', end);
    this.svg.addEventListener('wheel', (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoomAt(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.003)), pointIn(this.plot, event));
    }, { passive: false });
    this.svg.addEventListener('touchmove', (event) => {
      if (event.touches.length > 1) event.preventDefault();
    }, { passive: false });
  }

  private pinched(event: PointerEvent): void {
    const [a, b] = [...this.pinch.values()] as [Point, Point];
    this.pinch.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [c, d] = [...this.pinch.values()] as [Point, Point];
    const spread = Math.hypot(a.x - b.x, a.y - b.y) || 1;
    this.zoomAt(Math.hypot(c.x - d.x, c.y - d.y) / spread, pointIn(this.plot, { clientX: (c.x + d.x) / 2, clientY: (c.y + d.y) / 2 }));
  }

  /** Does what a key asks for; false when it asks for nothing here. */
  key({ key, shiftKey }: KeyboardEvent, mark: ChartMark | undefined): boolean {
    const way = ({ ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as Record<string, [number, number]>)[key];
    if (key === '+' || key === '=') this.zoomAt(1.6);
    else if (key === '-') this.zoomAt(1 / 1.6);
    else if (key === '0') this.reset();
    else if (key === 'Enter' && mark) this.brush.choose([mark]);
    else if (key === 'Escape' && this.brush.isSet) this.brush.clear();
    else if (shiftKey && way) this.moveBy((way[0] * this.width) / 8, (way[1] * this.height) / 8);
    else return false;
    return true;
  }

  private zoomAt(times: number, { x, y }: Point = this.brush.middle ?? { x: this.width / 2, y: this.height / 2 }): void {
    const zoom = Math.min(Math.max(this.zoom * times, 1), mostZoom);
    const by = zoom / this.zoom;
    this.shift = { x: x - (x - this.shift.x) * by, y: y - (y - this.shift.y) * by };
    this.zoom = zoom;
    this.place();
  }

  private moveBy(x: number, y: number): void {
    this.shift = { x: this.shift.x + x, y: this.shift.y + y };
    this.place();
  }

  private reset(): void {
    this.zoom = 1;
    this.brush.clear();
    this.place();
  }

  private enable(): void {
    this.buttons.out.disabled = this.zoom === 1;
    this.buttons.whole.disabled = this.zoom === 1 && !this.brush.isSet;
  }

  private place(): void {
    const { zoom, width, height } = this;
    this.shift = { x: Math.min(0, Math.max(this.shift.x, width - width * zoom)), y: Math.min(0, Math.max(this.shift.y, height - height * zoom)) };
    const put = (shape: SVGElement, x: number, y: number, dx: number, dy: number): void => {
      const [left, top] = [x * zoom + this.shift.x, y * zoom + this.shift.y];
      shape.setAttribute('transform', `translate(${left + dx},${top + dy})`);
      shape.style.display = left < -1 || top < -1 || left > width + 1 || top > height + 1 ? 'none' : '';
    };
    for (const { shape, x, y } of this.marks) put(shape, x, y, 0, 0);
    for (const { shape, x, y } of this.names) put(shape, x - 8, y - 3, 8, 3);
    this.brush.hideFrame();
    this.enable();
    for (const part of this.fixed) part.style.display = zoom === 1 ? '' : 'none';
    this.own.remove();
    if (zoom > 1) this.drawAxes();
  }

  private drawAxes(): void {
    if (!this.spans) return;
    const { zoom, width, height, shift: { x, y } } = this;
    const line = { stroke: 'var(--bl-rule)', 'stroke-width': 1 };
    const text = (words: string, place: Record<string, string | number>) => {
      const made = draw('text', { 'font-size': '12px', fill: 'var(--bl-soft)', ...place });
      made.textContent = words;
      return made;
    };
    const across = ticksWithin(this.spans.x, -x / (width * zoom), (width - x) / (width * zoom)).map((tick) => ({ ...tick, place: tick.at * width * zoom + x }));
    const up = ticksWithin(this.spans.y, 1 - (height - y) / (height * zoom), 1 + y / (height * zoom)).map((tick) => ({ ...tick, place: (1 - tick.at) * height * zoom + y }));
    this.own.replaceChildren(
      ...across.flatMap(({ place, text: words }) => [draw('line', { x1: place, x2: place, y2: height, ...line }), text(words, { x: place, y: height + 15, 'text-anchor': 'middle' })]),
      ...up.flatMap(({ place, text: words }) => [draw('line', { y1: place, y2: place, x2: width, ...line }), text(words, { x: -6, y: place + 4, 'text-anchor': 'end' })]),
    );
    this.plot.prepend(this.own);
  }
}
