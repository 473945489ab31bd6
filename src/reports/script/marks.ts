interface ChartMark {
  readonly shape: SVGElement;
  /** What it stands for, in words. */
  readonly text: string;
  /** Its row in the table, where the drawing tells. */
  readonly row: number | undefined;
  /** Place of a point in the plot, px of the drawing. */
  readonly x: number;
  readonly y: number;
}

/** The marks of a chart. Their titles are taken off, so that the browser does not show them too. */
function takeMarks(svg: SVGSVGElement): ChartMark[] {
  return [...svg.querySelectorAll<SVGElement>(':scope path,:scope rect')].flatMap((shape) => {
    const title = shape.querySelector('title');
    if (!title) return [];
    title.remove();
    const [x = 0, y = 0] = placeOf(shape);
    const row = shape.getAttribute('data-row');
    return [{ shape, text: title.textContent ?? '', row: row === null ? undefined : Number(row), x, y }];
  });
}

function placeOf(shape: Element): number[] {
  return /^translate\(([^,]+),([^)]+)\)/.exec(shape.getAttribute('transform') ?? '')?.slice(1).map(Number) ?? [];
}

/** The drawing's part that holds the marks: its own coordinates are the plot's. */
function plotOf(mark: ChartMark | undefined): SVGGElement | null {
  return (mark?.shape.closest('[data-part=marks]')?.parentNode ?? null) as SVGGElement | null;
}

/** Where a pointer is in the plot, px of the drawing. */
function pointIn(plot: SVGGElement, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const matrix = plot.getScreenCTM();
  return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
}
