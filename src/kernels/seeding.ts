import type { NearestCentre } from './nearest-centre.js';
import type { Random } from './random.js';

/**
 * Starting centres (k x d, relative to the points' origin) by greedy k-means++: each is, of 2 + ln k points drawn with a
 * chance proportional to the squared distance to the nearest centre so far, the one that leaves the smallest sum of them
 * (D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007). When all points lie on a
 * centre already, fewer than k are given.
 */
export function seedCentres(points: NearestCentre, k: number, random: Random): Float64Array {
  const { n, d } = points;
  const centres = new Float64Array(k * d);
  const trials = 2 + Math.floor(Math.log(k));
  const candidates = new Float64Array(trials * d);
  const distances = new Float64Array(trials);
  const sums = new Float64Array(trials);
  points.addTo(centres, 0, random.int(n), 1);
  let closest = new Float64Array(n);
  for (let row = 0; row < n; row++) closest[row] = points.distance(row, centres, 0);
  const nearer = Array.from({ length: trials }, () => new Float64Array(n));
  for (let c = 1; c < k; c++) {
    const drawn = draw(closest, trials, random);
    if (drawn === null) return centres.slice(0, c * d);
    candidates.fill(0);
    drawn.forEach((row, trial) => points.addTo(candidates, trial * d, row, 1));
    points.prepare(candidates, trials);
    sums.fill(0);
    points.forEachRow(trials, distances, (row) => {
      for (let trial = 0; trial < trials; trial++) {
        // The point drawn is at no distance from itself, whatever rounding says.
        const distance = row === drawn[trial] ? 0 : Math.min(closest[row]!, distances[trial]!);
        nearer[trial]![row] = distance;
        sums[trial]! += distance;
      }
    });
    const best = sums.indexOf(Math.min(...sums));
    centres.set(candidates.subarray(best * d, (best + 1) * d), c * d);
    [closest, nearer[best]] = [nearer[best]!, closest];
  }
  return centres;
}

/** Rows drawn with a chance proportional to their weight; null when all weights are 0. */
function draw(weights: Float64Array, count: number, random: Random): number[] | null {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) upTo[i] = sum += weights[i]!;
  if (!(sum > 0)) return null;
  return Array.from({ length: count }, () => {
    const goal = random.uniform() * sum;
    let [low, high] = [0, weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > goal) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
