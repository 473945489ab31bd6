/** The colours a picture is made of, the most frequent first: #rrggbb, and which share of its pixels (0 to 1, together 1) is nearest to each. */
export interface Palette {
  readonly colours: string[];
  readonly shares: number[];
}

/** Bits of a channel that tell colours apart. */
const bits = 4;
const rounds = 4;

/** Mean colour of pixels, and how many. */
interface Colour {
  readonly rgb: readonly [number, number, number];
  readonly pixels: number;
}

/** Number and sums of R, G and B of each cell of the colour cube; zeros again after use. */
let cube: Uint32Array | null = null;

/** Pixels that share the top bits of each channel, as one mean colour each, in order of these bits. */
function colourCells(rgb: Uint8Array): Colour[] {
  const sums = cube ??= new Uint32Array(4 << (3 * bits));
  for (let i = 0; i < rgb.length; i += 3) {
    const r = rgb[i]!;
    const g = rgb[i + 1]!;
    const b = rgb[i + 2]!;
    const at = ((r & 0xf0) << 6) | ((g & 0xf0) << 2) | ((b & 0xf0) >> 2);
    sums[at]!++;
    sums[at + 1]! += r;
    sums[at + 2]! += g;
    sums[at + 3]! += b;
  }
  const cells: Colour[] = [];
  for (let at = 0; at < sums.length; at += 4) {
    const pixels = sums[at]!;
    if (pixels > 0) cells.push({ rgb: [sums[at + 1]! / pixels, sums[at + 2]! / pixels, sums[at + 3]! / pixels], pixels });
  }
  sums.fill(0);
  return cells;
}

function meanOf(cells: readonly Colour[]): Colour {
  const sum: [number, number, number] = [0, 0, 0];
  let pixels = 0;
  for (const cell of cells) {
    pixels += cell.pixels;
    for (const c of channels) sum[c] += cell.rgb[c] * cell.pixels;
  }
  return { rgb: [sum[0] / pixels, sum[1] / pixels, sum[2] / pixels], pixels };
}

const channels = [0, 1, 2] as const;

/** A set of cells, and along which channel it is widest: the sum of squares from its mean. */
interface Box {
  readonly cells: readonly Colour[];
  readonly channel: 0 | 1 | 2;
  readonly mean: number;
  readonly squares: number;
}

function boxOf(cells: readonly Colour[]): Box {
  const { rgb } = meanOf(cells);
  const squares = channels.map((c) => cells.reduce((sum, cell) => sum + cell.pixels * (cell.rgb[c] - rgb[c]) ** 2, 0));
  const channel = channels.reduce((best, c) => (squares[c]! > squares[best]! ? c : best));
  return { cells, channel, mean: rgb[channel], squares: squares[channel]! };
}

/** Cuts the widest box at its mean until there are enough (Heckbert's median cut, by variance as in Wan et al. 1990). */
function cutBoxes(cells: readonly Colour[], count: number): Colour[] {
  const boxes = [boxOf(cells)];
  while (boxes.length < count) {
    const widest = boxes.reduce((best, box, i) => (box.squares > boxes[best]!.squares ? i : best), 0);
    const { channel, mean, squares, cells: all } = boxes[widest]!;
    const low = all.filter((cell) => cell.rgb[channel] <= mean);
    if (squares === 0 || low.length === all.length) break;
    boxes.splice(widest, 1, boxOf(low), boxOf(all.filter((cell) => cell.rgb[channel] > mean)));
  }
  return boxes.map((box) => meanOf(box.cells));
}

/** One round of k-means: each cell to the nearest colour, each colour to the mean of its cells; one with no cell is dropped. */
function moved(cells: readonly Colour[], colours: readonly Colour[]): Colour[] {
  const groups: Colour[][] = colours.map(() => []);
  for (const cell of cells) {
    let [nearest, least] = [0, Infinity];
    for (let i = 0; i < colours.length; i++) {
      const distance = (cell.rgb[0] - colours[i]!.rgb[0]) ** 2 + (cell.rgb[1] - colours[i]!.rgb[1]) ** 2 + (cell.rgb[2] - colours[i]!.rgb[2]) ** 2;
      if (distance < least) [nearest, least] = [i, distance];
    }
    groups[nearest]!.push(cell);
  }
  return groups.filter((group) => group.length > 0).map(meanOf);
}

/**
 * At most `count` colours of an 8-bit picture (rows from the top, 3 bytes a pixel), fewer when it has fewer, none when it has no pixels. The
 * same picture always gives the same colours.
 */
export function palette(rgb: Uint8Array, width: number, height: number, count: number): Palette {
  if (rgb.length !== 3 * width * height) throw new RangeError(`${rgb.length} bytes are not a picture of ${width} x ${height} pixels`);
  const cells = colourCells(rgb);
  if (cells.length === 0 || count < 1) return { colours: [], shares: [] };
  let colours = cutBoxes(cells, count);
  for (let round = 0; round < rounds; round++) colours = moved(cells, colours);
  const byShare = colours.map(({ rgb: mean, pixels }) => ({ hex: `#${mean.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`, share: pixels / (width * height) }))
    .sort((a, b) => b.share - a.share || (a.hex < b.hex ? -1 : 1));
  return { colours: byShare.map(({ hex }) => hex), shares: byShare.map(({ share }) => share) };
}
