import { BIGINT, VARCHAR } from '@duckdb/node-api';
import { createColumnTable } from '../lake/column-table.js';
import { postKeySql } from '../lake/inbox.js';
import { literal } from '../lake/sql.js';
import type { LakeTables } from '../lake/reader.js';
import type { FoundFile } from './picture-files.js';
import { isBareIdSql, postOfName, scanFormat } from './picture-post.js';
import { splitPath } from '../tags/file-name.js';

/** What is to be done with a file: look at it, or nothing, since it was looked at before or is of a post that must not be in the lake. */
export type Verdict = 'look' | 'unchanged' | 'unchanged archive' | 'excluded' | 'excluded before';

/** Names in `picture_steps`. */
export const scanStep = 'scan';
export const archiveStep = 'scan archive';

/** SQL that is true of paths below a folder or archive (SQL of its path), or of itself. */
const isUnder = (path: string, root: string): string =>
  `(${path} = ${root} OR starts_with(${path}, rtrim(${root}, '/') || '/') OR (${root} = '.' AND NOT starts_with(${path}, '/') AND NOT starts_with(${path}, '../')))`;

/** What earlier scans saw, and which files this one finds. Its tables are in the database of the session: `scan_seen`, `scan_found`. */
export class ScanTriage {
  private constructor(private readonly lake: LakeTables, private readonly board: string | null) {}

  static async open(lake: LakeTables, board: string | null): Promise<ScanTriage> {
    const { connection } = lake;
    const isKept = (table: 'images' | 'image_stats') => `path IN (SELECT path FROM (${lake.scan(table)}) WHERE src_format = ${literal(scanFormat)})`;
    // A row of the steps alone does not count: its picture or its reject may have gone with a damaged file of the lake.
    await connection.run(`CREATE OR REPLACE TABLE scan_seen AS SELECT path, file_size AS size, epoch_us(file_dt) AS changed, booru FROM (${lake.scan('picture_steps')})
      WHERE step = ${literal(scanStep)} AND CASE WHEN found > 0 THEN ${isKept('images')} AND ${isKept('image_stats')} ELSE path IN (SELECT file FROM (${lake.scan('rejects')})) END`);
    await connection.run(`CREATE OR REPLACE TABLE scan_archives AS SELECT path, file_size AS size, epoch_us(file_dt) AS changed FROM (${lake.scan('picture_steps')}) AS archive
      WHERE step = ${literal(archiveStep)} AND found = (SELECT count(*) FROM scan_seen WHERE starts_with(scan_seen.path, archive.path || '/'))`);
    await connection.run(`CREATE OR REPLACE TABLE scan_excluded AS SELECT file, raw FROM (${lake.scan('rejects')}) WHERE load_id < 0 AND reason = 'excluded'`);
    await connection.run('CREATE OR REPLACE TABLE scan_found (path VARCHAR)');
    return new ScanTriage(lake, board);
  }

  /** What to do with each of some files; they count as found. `place` is what rejects of files without a name are filed under. */
  async verdicts(files: readonly FoundFile[], place: string): Promise<Verdict[]> {
    const { connection, inbox } = this.lake;
    const names = files.map(({ path }) => postOfName(path));
    await connection.run('DROP TABLE IF EXISTS scan_batch');
    await createColumnTable(connection, 'scan_batch', {
      at: { type: BIGINT, values: files.map((_, at) => BigInt(at)) }, path: { type: VARCHAR, values: files.map(({ path }) => path) },
      file_name: { type: VARCHAR, values: files.map(({ path }) => splitPath(path).name) },
      size: { type: BIGINT, values: files.map(({ size }) => BigInt(size)) }, changed: { type: BIGINT, values: files.map(({ changed }) => BigInt(changed)) },
      booru: { type: VARCHAR, values: names.map((name) => name?.booru ?? null) }, fid: { type: VARCHAR, values: names.map((name) => name?.fid ?? null) },
    });
    await connection.run('INSERT INTO scan_found SELECT path FROM scan_batch');
    await connection.run(`INSERT INTO scan_found SELECT scan_seen.path FROM scan_seen JOIN ${sameFile('scan_archives')} ON starts_with(scan_seen.path, b.path || '/')`);
    const mayHaveBoard = this.board === null ? 'false' : `(s.booru IS NULL AND ${isBareIdSql('b.file_name')})`;
    const found = await connection.run(`SELECT CASE
        WHEN EXISTS (FROM (${inbox.excluded}) AS x WHERE x.booru = b.booru AND x.post_key = b.post_key) THEN CASE WHEN EXISTS (FROM scan_excluded AS r WHERE r.file = ${literal(place)} AND r.raw = b.booru || ' ' || b.fid) THEN 'excluded before' ELSE 'excluded' END
        WHEN s.path IS NOT NULL AND NOT ${mayHaveBoard} THEN 'unchanged' WHEN a.path IS NOT NULL THEN 'unchanged archive' ELSE 'look' END
      FROM (SELECT *, ${postKeySql('fid')} AS post_key FROM scan_batch) AS b
      LEFT JOIN scan_seen AS s ON s.path = b.path AND s.size = b.size AND s.changed = b.changed
      LEFT JOIN scan_archives AS a ON a.path = b.path AND a.size = b.size AND a.changed = b.changed ORDER BY b.at`);
    return ((await found.getRowsJS()) as [Verdict][]).map(([verdict]) => verdict);
  }

  /** How many pictures below a path earlier scans saw: of an archive that has not changed, all that are in it. */
  async seenBelow(path: string): Promise<number> {
    return this.count(`SELECT count(*) FROM scan_seen WHERE starts_with(path, ${literal(`${path}/`)})`);
  }

  /** How many pictures below a root earlier scans saw, and how many of these this one found. */
  async seenUnder(root: string): Promise<{ seen: number; found: number }> {
    const under = `FROM scan_seen WHERE ${isUnder('path', literal(root))}`;
    return { seen: await this.count(`SELECT count(*) ${under}`), found: await this.count(`SELECT count(*) ${under} AND path IN (FROM scan_found)`) };
  }

  /** What the lake knows that decides which files are looked at, in a text that is the same only for the same. */
  async state(): Promise<string> {
    const digest = (from: string) => `SELECT concat_ws(' ', count(*), bit_xor(md5_number(t::VARCHAR))) AS part FROM (${from}) AS t`;
    const found = await this.lake.connection.run(`SELECT string_agg(part, ' ') FROM (${['FROM scan_seen', 'FROM scan_archives', 'FROM scan_excluded', this.lake.inbox.excluded].map(digest).join(' UNION ALL ')})`);
    return String((await found.getRowsJS())[0]![0]);
  }

  private async count(sql: string): Promise<number> {
    return Number((await (await this.lake.connection.run(sql)).getRowsJS())[0]![0]);
  }
}

/** SQL of the files of the batch that a table holds unchanged, as `b`. */
const sameFile = (table: string): string => `(SELECT b.path FROM scan_batch AS b JOIN ${table} AS a ON a.path = b.path AND a.size = b.size AND a.changed = b.changed) AS b`;
