/**
 * Mean (0 to 255) of a picture (3 bytes a pixel) after an edge filter: each sample becomes n times itself less the n samples of the square of
 * `radius` pixels around it, cut to 0 to 255. Beyond its sides the picture goes on as it ends.
 */
export function edgeMean(rgb: Uint8Array, width: number, height: number, radius: number): number {
  const side = 2 * radius + 1;
  const area = side * side;
  const samples = 3 * width;
  const margin = 3 * radius;
  // Sums of the columns above and below a sample, with a margin at both ends.
  const columns = new Int32Array(samples + 2 * margin);
  const row = (y: number): number => Math.min(Math.max(y, 0), height - 1) * samples;
  for (let y = -radius; y < radius; y++) for (let i = 0, from = row(y); i < samples; i++) columns[margin + i]! += rgb[from + i]!;
  let total = 0;
  for (let y = 0; y < height; y++) {
    const at = y * samples;
    const enters = row(y + radius);
    for (let i = 0; i < samples; i++) columns[margin + i]! += rgb[enters + i]!;
    for (let i = 0; i < margin; i++) {
      columns[i] = columns[margin + (i % 3)]!;
      columns[margin + samples + i] = columns[samples + margin - 3 + (i % 3)]!;
    }
    total += rowSum(rgb, at, samples, columns, side, area);
    const leaves = row(y - radius);
    for (let i = 0; i < samples; i++) columns[margin + i]! -= rgb[leaves + i]!;
  }
  return total / (samples * height);
}

function rowSum(rgb: Uint8Array, at: number, samples: number, columns: Int32Array, side: number, area: number): number {
  let [r, g, b, total] = [0, 0, 0, 0];
  const reach = 3 * (side - 1);
  for (let i = 0; i < reach; i += 3) {
    r += columns[i]!;
    g += columns[i + 1]!;
    b += columns[i + 2]!;
  }
  for (let i = 0; i < samples; i += 3) {
    r += columns[i + reach]!;
    g += columns[i + reach + 1]!;
    b += columns[i + reach + 2]!;
    total += cut(area * rgb[at + i]! - r) + cut(area * rgb[at + i + 1]! - g) + cut(area * rgb[at + i + 2]! - b);
    r -= columns[i]!;
    g -= columns[i + 1]!;
    b -= columns[i + 2]!;
  }
  return total;
}

/** Within 0 to 255, without a jump. */
function cut(value: number): number {
  const over = value - 255;
  return (255 + (over & (over >> 31))) & ~(value >> 31);
}
