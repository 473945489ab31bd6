export type Point = readonly [x: number, y: number];

/** Points scaled into the unit square, undefined where a coordinate is no number; the outermost hundredth on either side to its edge. */
export function placesOf(points: readonly Point[]): (Point | undefined)[] {
  const known = points.filter((point) => point.every(Number.isFinite));
  const scale = (axis: 0 | 1) => {
    const values = known.map((point) => point[axis]).sort((a, b) => a - b);
    const cut = Math.floor(values.length / 100);
    const [least = 0, most = 0] = [values[cut], values[values.length - 1 - cut]];
    return (value: number) => (most > least ? Math.min(Math.max((value - least) / (most - least), 0), 1) : 0.5);
  };
  const [across, up] = [scale(0), scale(1)];
  return points.map((point) => (point.every(Number.isFinite) ? [across(point[0]), up(point[1])] : undefined));
}

/** Room that a picture takes on the plane, in parts of its width and height. */
const room = [0.056, 0.09] as const;

/** Numbers of points, in their order, that stand so far apart that their pictures do not cover each other. */
export function apart(points: readonly (Point | undefined)[], limit: number): number[] {
  const taken: number[] = [];
  for (const [i, point] of points.entries()) {
    if (taken.length >= limit) break;
    if (point && taken.every((j) => Math.abs(points[j]![0] - point[0]) > room[0] || Math.abs(points[j]![1] - point[1]) > room[1])) taken.push(i);
  }
  return taken;
}
