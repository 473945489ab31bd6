/** Steps of the standard luminance and chrominance tables (ITU-T T.81, tables K.1 and K.2), rows from the top. */
const standard = [
  [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
  ],
  [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  ],
] as const;

/** Place in the block, rows from the top, of the n-th value in zigzag order. */
const zigzag = zigzagOrder();

function zigzagOrder(): number[] {
  const places = Array.from({ length: 64 }, (_, at) => ({ at, x: at & 7, y: at >> 3 }));
  const along = ({ x, y }: { x: number; y: number }) => ((x + y) % 2 === 0 ? x : y);
  return places.sort((a, b) => a.x + a.y - b.x - b.y || along(a) - along(b)).map(({ at }) => at);
}

/** A standard table as the encoder of the Independent JPEG Group scales it for a quality of 1 to 100. */
function scaledTable(table: readonly number[], quality: number): number[] {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return table.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
}

interface Marks {
  /** Sum of four steps that tell qualities apart. */
  hash: number;
  /** Sum of all steps. */
  sum: number;
}

function marksOf(luminance: readonly number[], chrominance: readonly number[] | undefined): Marks {
  const total = (table: readonly number[]) => table.reduce((sum, step) => sum + step, 0);
  const hash = luminance[2]! + luminance[53]!;
  return chrominance === undefined ? { hash, sum: total(luminance) } : { hash: hash + chrominance[0]! + chrominance[63]!, sum: total(luminance) + total(chrominance) };
}

const qualities = Array.from({ length: 100 }, (_, at) => at + 1);
const marksOfColour = qualities.map((quality) => marksOf(scaledTable(standard[0], quality), scaledTable(standard[1], quality)));
const marksOfGrey = qualities.map((quality) => marksOf(scaledTable(standard[0], quality), undefined));

/** The quantisation tables 0 and 1 of a JPEG, each of 64 steps with rows from the top, up to its first scan. */
function tablesOf(bytes: Uint8Array): (number[] | undefined)[] {
  const tables: (number[] | undefined)[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (marker === 0xdb && end <= bytes.length) readTables(bytes.subarray(at + 4, end), tables);
    at = Math.max(end, at + 4);
  }
  return tables;
}

function readTables(segment: Uint8Array, tables: (number[] | undefined)[]): void {
  for (let at = 0; at < segment.length; ) {
    const width = segment[at]! >> 4 === 0 ? 1 : 2;
    const id = segment[at]! & 15;
    const start = at + 1;
    at = start + 64 * width;
    if (at > segment.length || id > 3) return;
    const table = standard[0].map(() => 0);
    zigzag.forEach((place, n) => (table[place] = width === 1 ? segment[start + n]! : (segment[start + 2 * n]! << 8) | segment[start + 2 * n + 1]!));
    tables[id] = table;
  }
}

/**
 * The quality (1 to 100) a JPEG was saved with, judged by its quantisation tables as ImageMagick does it (`JPEGSetImageQuality` in
 * coders/jpeg.c; ExifTool's JPEGQualityEstimate is the same): the highest quality whose tables, as the Independent JPEG Group scales those
 * of ITU-T T.81 annex K, are no finer in four chosen steps or in the sum of all. Null when there are no tables, or they are like none of these.
 */
export function jpegQuality(bytes: Uint8Array): number | null {
  const [luminance, chrominance] = tablesOf(bytes);
  if (luminance === undefined) return null;
  const own = marksOf(luminance, chrominance);
  const known = chrominance === undefined ? marksOfGrey : marksOfColour;
  const at = known.findIndex(({ hash, sum }) => own.hash >= hash || own.sum >= sum);
  if (at < 0) return null;
  const { hash, sum } = known[at]!;
  return (own.hash <= hash && own.sum <= sum) || at >= 50 ? at + 1 : null;
}
