import { INTEGER, TINYINT, type DuckDBConnection } from '@duckdb/node-api';
import { hammingDistance, hammingPairs, type Hashes } from '../kernels/hamming-pairs.js';
import { createColumnTable } from '../lake/column-table.js';
import { toColumns } from '../lake/result.js';

/** Looks with one phash that are more than this are too common to say anything: of them only equal ones are taken. */
const commonLooks = 300;

export interface NearLooks {
  /** Different pairs of phash and dhash that were compared. */
  readonly looks: number;
  /** phashes that are too common. */
  readonly common: number;
}

/**
 * Makes the table `look_pair` (a, b, phash, dhash: bits that differ) of the looks in `dup_entry` that are near by both hashes, each with itself
 * where several pictures have it. `onProgress` gets the share done and lets others work.
 */
export async function createLookPairs(connection: DuckDBConnection, { phash, dhash }: { phash: number; dhash: number }, onProgress: (share: number) => Promise<void>): Promise<NearLooks> {
  const words = (hash: string) => `(${hash} >> 32)::UINTEGER AS ${hash}_high, (${hash} & 4294967295::UBIGINT)::UINTEGER AS ${hash}_low`;
  const columns = toColumns(await connection.run(`SELECT ${words('phash')}, ${words('dhash')} FROM (SELECT DISTINCT look, phash, dhash FROM dup_entry WHERE look IS NOT NULL) ORDER BY look`));
  const words32 = (name: string) => Uint32Array.from(columns[name] as ArrayLike<number>);
  const [high, low] = [words32('phash_high'), words32('phash_low')];
  const dhashes: Hashes = { high: words32('dhash_high'), low: words32('dhash_low') };
  const starts: number[] = [];
  for (let look = 0; look < high.length; look++) if (look === 0 || high[look] !== high[look - 1] || low[look] !== low[look - 1]) starts.push(look);
  const ends = [...starts.slice(1), high.length];
  const isCommon = starts.map((start, i) => ends[i]! - start > commonLooks);
  const found: { a: number[]; b: number[]; phash: number[]; dhash: number[] } = { a: [], b: [], phash: [], dhash: [] };
  const add = (a: number, b: number, bits: number) => {
    const other = a === b ? 0 : hammingDistance(dhashes, a, dhashes, b);
    if (other > dhash) return;
    found.a.push(a);
    found.b.push(b);
    found.phash.push(bits);
    found.dhash.push(other);
  };
  starts.forEach((start, i) => {
    for (let a = start; a < ends[i]!; a++) for (let b = a; b < (isCommon[i] ? a + 1 : ends[i]!); b++) add(a, b, 0);
  });
  const distinct: Hashes = { high: Uint32Array.from(starts, (look) => high[look]!), low: Uint32Array.from(starts, (look) => low[look]!) };
  const work = hammingPairs(distinct, phash, (i, j, bits) => {
    if (bits === 0 || isCommon[i] || isCommon[j]) return;
    for (let a = starts[i]!; a < ends[i]!; a++) for (let b = starts[j]!; b < ends[j]!; b++) add(a, b, bits);
  });
  for (const share of work) await onProgress(share);
  await createColumnTable(connection, 'look_pair', {
    a: { type: INTEGER, values: found.a }, b: { type: INTEGER, values: found.b }, phash: { type: TINYINT, values: found.phash }, dhash: { type: TINYINT, values: found.dhash },
  });
  return { looks: high.length, common: isCommon.filter(Boolean).length };
}
