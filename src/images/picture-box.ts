import { BIGINT, DOUBLE, INTEGER, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { createColumnTable } from '../lake/column-table.js';
import type { Letterbox } from './decode.js';

/** Something seen in a picture. */
export interface PictureBox {
  readonly label: string;
  readonly level: string | null;
  /** How sure it is, 0 to 1. */
  readonly prob: number | null;
  /** x, y, width, height in px of a picture of ref px (width, height). */
  readonly px: readonly [number, number, number, number];
  readonly ref: readonly [number, number];
  /** The same in parts of the picture, cut at its edges. */
  readonly rel: readonly [number, number, number, number];
  /** The same in px of the picture itself, upright. */
  readonly orig: readonly [number, number, number, number];
}

/** Where the picture lies in the square it was fitted into, and how large it is itself, px. */
export type Frame = Pick<Letterbox, 'left' | 'top' | 'width' | 'height' | 'fullWidth' | 'fullHeight'>;

/** A box in px of the square as a box of the picture; null when it lies beside it. */
export function placeBox([x, y, w, h]: readonly [number, number, number, number], frame: Frame): Pick<PictureBox, 'rel' | 'orig'> | null {
  const across = cut(x - frame.left, w, frame.width, frame.fullWidth);
  const down = cut(y - frame.top, h, frame.height, frame.fullHeight);
  if (across === null || down === null) return null;
  return { rel: [across.rel[0], down.rel[0], across.rel[1], down.rel[1]], orig: [across.orig[0], down.orig[0], across.orig[1], down.orig[1]] };
}

/** Start and length along one side. */
function cut(start: number, length: number, side: number, full: number): { rel: [number, number]; orig: [number, number] } | null {
  const from = Math.max(0, start);
  const to = Math.min(side, start + length);
  if (to <= from) return null;
  const first = Math.min(full - 1, Math.round((from / side) * full));
  return { rel: [from / side, (to - from) / side], orig: [first, Math.max(1, Math.round((to / side) * full) - first)] };
}

/** What a step saw in a picture file of a size (bytes) and date (ms since 1970). */
export interface SeenPicture {
  readonly path: string;
  readonly fileSize: number;
  readonly fileTime: number;
  /** Best first. */
  readonly boxes: readonly PictureBox[];
}

/** Makes the tables `seen` (path, file_size, file_dt, found) and `seen_boxes` (path, rank and the columns of boxes). */
export async function createSeenTables(connection: DuckDBConnection, seen: readonly SeenPicture[]): Promise<void> {
  await createColumnTable(connection, 'seen_files', {
    path: { type: VARCHAR, values: seen.map(({ path }) => path) },
    file_size: { type: BIGINT, values: seen.map(({ fileSize }) => BigInt(fileSize)) },
    ms: { type: BIGINT, values: seen.map(({ fileTime }) => BigInt(fileTime)) },
    found: { type: INTEGER, values: seen.map(({ boxes }) => boxes.length) },
  });
  await connection.run('CREATE TABLE seen AS SELECT path, file_size, make_timestamp(ms * 1000)::TIMESTAMPTZ AS file_dt, found FROM seen_files');
  const rows = seen.flatMap(({ path, boxes }) => boxes.map((box, i) => ({ path, rank: i + 1, ...box })));
  const four = (prefix: string, suffix: string, of: 'px' | 'rel' | 'orig') =>
    Object.fromEntries(['x', 'y', 'w', 'h'].map((side, i) => [`${prefix}${side}${suffix}`, { type: of === 'rel' ? DOUBLE : INTEGER, values: rows.map((row) => row[of][i]!) }]));
  await createColumnTable(connection, 'seen_boxes', {
    path: { type: VARCHAR, values: rows.map(({ path }) => path) }, rank: { type: INTEGER, values: rows.map(({ rank }) => rank) },
    label: { type: VARCHAR, values: rows.map(({ label }) => label) }, level: { type: VARCHAR, values: rows.map(({ level }) => level) }, prob: { type: DOUBLE, values: rows.map(({ prob }) => prob) },
    ...four('', '', 'px'), ...four('', '_rel', 'rel'), ...four('', '_orig', 'orig'),
    ref_w: { type: INTEGER, values: rows.map(({ ref }) => ref[0]) }, ref_h: { type: INTEGER, values: rows.map(({ ref }) => ref[1]) },
  });
}
