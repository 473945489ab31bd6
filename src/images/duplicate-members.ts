import { INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { createColumnTable } from '../lake/column-table.js';
import { toColumns, toRows } from '../lake/result.js';
import { hammingDistance, type Hashes } from '../kernels/hamming-pairs.js';
import type { PlanFile } from './duplicate-plan.js';

let tables = 0;

/** Makes a table of some numbers of pictures and gives its name. */
async function chosen(connection: DuckDBConnection, ids: readonly number[]): Promise<string> {
  const name = `chosen_${tables++}`;
  await createColumnTable(connection, name, { id: { type: INTEGER, values: [...new Set(ids)] } });
  return name;
}

/** The hashes of some pictures, whole and without frame. */
export class BaseHashes {
  private constructor(private readonly places: ReadonlyMap<number, readonly number[]>, private readonly phashes: Hashes, private readonly dhashes: Hashes) {}

  static async read(connection: DuckDBConnection, pairs: readonly { readonly a: number; readonly b: number }[]): Promise<BaseHashes> {
    const name = await chosen(connection, pairs.flatMap(({ a, b }) => [a, b]));
    const words = (hash: string) => `(${hash} >> 32)::UINTEGER AS ${hash}_high, (${hash} & 4294967295::UBIGINT)::UINTEGER AS ${hash}_low`;
    const columns = toColumns(await connection.run(`SELECT id, ${words('phash')}, ${words('dhash')} FROM dup_entry SEMI JOIN ${name} USING (id) WHERE kind <= 1 ORDER BY id, kind`));
    const column = (of: string) => Uint32Array.from(columns[of] as ArrayLike<number>);
    const places = new Map<number, number[]>();
    column('id').forEach((id, place) => places.set(id, [...(places.get(id) ?? []), place]));
    return new BaseHashes(places, { high: column('phash_high'), low: column('phash_low') }, { high: column('dhash_high'), low: column('dhash_low') });
  }

  private of(a: number, b: number): { phash: number; dhash: number }[] {
    const { phashes, dhashes, places } = this;
    return (places.get(a) ?? []).flatMap((i) => (places.get(b) ?? []).map((j) => ({ phash: hammingDistance(phashes, i, phashes, j), dhash: hammingDistance(dhashes, i, dhashes, j) })));
  }

  /** Whether two pictures are as near as that; those without hashes count as near. */
  areNear(a: number, b: number, phash: number, dhash: number): boolean {
    const found = this.of(a, b);
    return found.length === 0 || found.some((pair) => pair.phash <= phash && pair.dhash <= dhash);
  }

  /** Bits in which the phashes of two pictures differ, or null where one has none. */
  distance(a: number, b: number): number | null {
    const found = this.of(a, b).map(({ phash }) => phash);
    return found.length === 0 ? null : Math.min(...found);
  }
}

/** What the plan weighs of some pictures, and their MD5. */
export async function planFiles(connection: DuckDBConnection, ids: readonly number[]): Promise<Map<number, PlanFile & { readonly md5: string | null }>> {
  const name = await chosen(connection, ids);
  const { rows } = await toRows(await connection.run(`SELECT id, path, width, height, inner_w, inner_h, file_type, jpeg_quality, file_size, booru, epoch_ms(created_at) AS posted_at, file_md5 FROM dup_file SEMI JOIN ${name} USING (id)`));
  return new Map((rows as unknown as Row[]).map((row) => [row.id, {
    path: row.path, width: row.width, height: row.height, inner: row.inner_w === null || row.inner_h === null ? null : { width: row.inner_w, height: row.inner_h },
    fileType: row.file_type, jpegQuality: row.jpeg_quality, fileSize: row.file_size, booru: row.booru, postedAt: row.posted_at, md5: row.file_md5,
  }]));
}

interface Row {
  id: number;
  path: string;
  width: number | null;
  height: number | null;
  inner_w: number | null;
  inner_h: number | null;
  file_type: string | null;
  jpeg_quality: number | null;
  file_size: number | null;
  booru: string | null;
  posted_at: number | null;
  file_md5: string | null;
}
