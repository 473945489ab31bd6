const reach = 18;

/** Lets a chart be read by pointer and by keys: one mark after another, or all that stand at one place of x. */
function openChart(room: HTMLElement, svg: SVGSVGElement, tip: Tip): void {
  const marks = takeMarks(svg);
  const plot = plotOf(marks[0]);
  if (!plot) return;
  const kind = /\bbl-(\w+)$/.exec(svg.getAttribute('class') ?? '')?.[1] ?? '';
  const plane = kind === 'scatter' ? new Plane(room, svg, plot, marks) : undefined;
  const stops = kind === 'line' || kind === 'area' ? columnsOf(marks) : marks.map((mark) => [mark]);
  const cross = draw('line', { class: 'cross', y1: 0, y2: spanOf(svg, 'y')?.size ?? 0 });
  let at = -1;

  const show = (stop: number, place?: { x: number; y: number }): void => {
    at = stop;
    const here = stops[stop]!;
    const box = here[0]!.shape.getBoundingClientRect();
    if (here.length > 1 || kind === 'line' || kind === 'area') {
      cross.setAttribute('transform', `translate(${here[0]!.x},0)`);
      if (!cross.parentNode) plot.append(cross);
    }
    tip.show(here, place ?? { x: box.left + box.width / 2, y: box.top });
  };
  const hide = (): void => {
    cross.remove();
    tip.hide();
  };
  const nearest = (event: PointerEvent): number => {
    if (kind === 'line' || kind === 'area') {
      const { x } = pointIn(plot, event);
      return least(stops.map(([mark]) => Math.abs(mark!.x - x)), Infinity);
    }
    if (kind !== 'scatter') return marks.findIndex(({ shape }) => shape === event.target);
    return least(marks.map(({ shape }) => {
      const { left, top, width, height } = shape.getBoundingClientRect();
      return width === 0 ? Infinity : Math.hypot(left + width / 2 - event.clientX, top + height / 2 - event.clientY) - width / 2;
    }), reach);
  };

  svg.addEventListener('pointermove', (event) => {
    const stop = plane?.isDragging ? -1 : nearest(event);
    if (stop < 0) hide();
    else show(stop, { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'touch') return;
    hide();
    at = -1;
  });
  document.addEventListener('pointerdown', (event) => {
    if (!room.contains(event.target as Node)) hide();
  });
  room.tabIndex = 0;
  room.setAttribute('role', 'group');
  room.setAttribute('aria-label', `${svg.getAttribute('aria-label') ?? 'Chart'}: arrow keys read the values${plane ? ', Enter picks one, plus and minus zoom, Shift and arrow keys move' : ''}`);
  room.addEventListener('blur', hide);
  room.addEventListener('keydown', (event) => {
    if (event.target !== room || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 } as Record<string, number>)[event.key];
    const last = stops.length - 1;
    if (plane?.key(event, stops[at]?.[0])) hide();
    else if (event.key === 'Escape') hide();
    else if (event.key === 'Home') show(0);
    else if (event.key === 'End') show(last);
    else if (step !== undefined) show(at < 0 && step < 0 ? last : Math.min(Math.max(at + step, 0), last));
    else return;
    event.preventDefault();
  });
}

function columnsOf(marks: readonly ChartMark[]): ChartMark[][] {
  const columns = new Map<number, ChartMark[]>();
  for (const mark of marks) {
    const place = Math.round(mark.x * 10);
    columns.set(place, [...(columns.get(place) ?? []), mark]);
  }
  return [...columns].sort(([a], [b]) => a - b).map(([, column]) => column.sort((a, b) => a.y - b.y));
}

/** The number of the least value below a bound, or -1. */
function least(values: readonly number[], bound: number): number {
  let found = -1;
  for (const [i, value] of values.entries()) {
    if (value >= bound) continue;
    bound = value;
    found = i;
  }
  return found;
}
