import type { DuckDBConnection } from '@duckdb/node-api';
import type { Manifest } from './manifest.js';
import { schemaOf, type TableName } from './schema.js';
import { identifier, literal } from './sql.js';
import { scanOf } from './views.js';

/** SQL for the key that names a post within its board: its number, or for ids that are no numbers a negative key from their MD5. */
export function postKeySql(fid: string): string {
  return `coalesce(TRY_CAST(CASE WHEN regexp_full_match(${fid}, '[0-9]{1,18}') THEN ${fid} END AS BIGINT), -1 - (md5_number_lower(${fid}) >> 1)::BIGINT)`;
}

/** How much a row of a post is trusted: a dump of the board itself beats a re-telling, which beats a mere mention. */
export const origins = ['mention', 'listing', 'release', 'board'] as const;
export type Origin = (typeof origins)[number];

/** SQL for the rank of an origin, 0 to 3. */
export function originRank(column: string): string {
  return `(CASE ${column} ${origins.map((origin, rank) => `WHEN '${origin}' THEN ${rank}`).join(' ')} END)::TINYINT`;
}

/**
 * The tables a load fills before it is committed, as tables `in_NAME` of its in-memory database: the columns of the lake's table and
 * `load_id`. `in_posts` also says how many records of the file a post stands for (`records`) and whether these bring
 * something else, too (`implied`); its `tag_origin` is whose tags the post brings, NULL for none. `in_post_tags` is narrow: (board, load_id, post_key, tag_id, rating_level) with
 * the board as its number. `dictionary` maps (board, tag_name) to tag_id: the lake's tags,
 * then new ones. `in_excluded` (board, post_key, load_id) holds posts that must not be in the lake; load_id 0: found by earlier loads.
 */
export class Inbox {
  private readonly boards: string[] = [];
  private made = new Set<TableName>();
  private lastTagId = 0;

  /** SQL of the tags of the lake and of this load: (booru, tag_name, tag_cat, board_tag_id). */
  readonly vocabulary: string;

  private constructor(readonly connection: DuckDBConnection, tags: string, private readonly lakeLabels: string) {
    const columns = 'booru, tag_name, tag_cat, board_tag_id';
    this.vocabulary = `SELECT ${columns} FROM (${tags}) UNION ALL SELECT ${columns} FROM in_tags`;
  }

  static async open(connection: DuckDBConnection, manifest: Manifest, root: string): Promise<Inbox> {
    const tags = scanOf(manifest, 'tags', root);
    const inbox = new Inbox(connection, tags, scanOf(manifest, 'labels', root));
    await connection.run('CREATE TABLE in_post_tags (board UTINYINT, load_id INTEGER, post_key BIGINT, tag_id INTEGER, rating_level TINYINT)');
    await connection.run('CREATE TABLE dictionary (board UTINYINT, tag_name VARCHAR, tag_id INTEGER)');
    await connection.run('CREATE TABLE in_excluded (board UTINYINT, post_key BIGINT, load_id INTEGER)');
    const known = await connection.run(`SELECT booru, max(tag_id) FROM (${tags}) GROUP BY booru ORDER BY booru`);
    for (const [booru, last] of (await known.getRowsJS()) as [string, number][]) {
      await connection.run(`INSERT INTO dictionary SELECT ${inbox.board(booru)}, tag_name, tag_id FROM (${tags}) WHERE booru = ${literal(booru)}`);
      inbox.lastTagId = Math.max(inbox.lastTagId, last);
    }
    for (const table of ['posts', 'tags', 'rejects', 'loads', 'runs'] as const) await inbox.table(table);
    const excluded = `SELECT DISTINCT split_part(raw, ' ', 1) AS booru, substr(raw, strpos(raw, ' ') + 1) AS fid FROM (${scanOf(manifest, 'rejects', root)}) WHERE reason = 'excluded' AND raw IS NOT NULL`;
    const shut = await connection.run(`SELECT booru, list(fid) FROM (${excluded}) GROUP BY booru ORDER BY booru`);
    for (const [booru] of (await shut.getRowsJS()) as [string][]) {
      await connection.run(`INSERT INTO in_excluded SELECT ${inbox.board(booru)}, ${postKeySql('fid')}, 0 FROM (${excluded}) WHERE booru = ${literal(booru)}`);
    }
    return inbox;
  }

  /** Takes the tables of the inbox away. */
  async drop(): Promise<void> {
    for (const table of ['in_post_tags', 'dictionary', 'in_excluded', ...this.tables.map((name) => `in_${name}`)]) await this.connection.run(`DROP TABLE IF EXISTS ${table}`);
  }

  /** The number of a board in the inbox. */
  board(booru: string): number {
    const at = this.boards.indexOf(booru);
    return at >= 0 ? at : this.boards.push(booru) - 1;
  }

  /** SQL of the posts that must not be in the lake: (booru, post_key). */
  get excluded(): string {
    return `SELECT b.name AS booru, post_key FROM in_excluded JOIN ${this.boardTable()} AS b USING (board)`;
  }

  /** SQL of the boards as a table (board, name). */
  boardTable(): string {
    const rows = this.boards.map((name, board) => `(${board}, ${literal(name)})`);
    return `(FROM (VALUES ${rows.length > 0 ? rows.join(', ') : "(NULL, NULL)"}) AS b (board, name))`;
  }

  /** SQL of the labels of the lake and of this load: (booru, tag_name, kind, id). */
  get labels(): string {
    const columns = 'booru, tag_name, kind, id';
    return `SELECT ${columns} FROM (${this.lakeLabels})${this.made.has('labels') ? ` UNION ALL SELECT ${columns} FROM in_labels` : ''}`;
  }

  /** Tables that were written to. */
  get tables(): TableName[] {
    return [...this.made];
  }

  /** The name of a table's inbox, made when first asked for. */
  async table(name: TableName): Promise<string> {
    const inboxName = `in_${name}`;
    if (name === 'post_tags' || this.made.has(name)) return inboxName;
    const columns: Record<string, string> = { ...schemaOf(name).columns, load_id: 'INTEGER' };
    if (name === 'posts') Object.assign(columns, { records: 'BIGINT', implied: 'BOOLEAN' });
    const list = Object.entries(columns).map(([column, type]) => `${identifier(column)} ${type}`);
    await this.connection.run(`CREATE TABLE ${inboxName} (${list.join(', ')})`);
    this.made.add(name);
    return inboxName;
  }

  /** Does all of the work in the inbox or, when it throws, nothing of it. */
  async whole<T>(work: () => Promise<T>): Promise<T> {
    const made = new Set(this.made);
    const { lastTagId } = this;
    await this.connection.run('BEGIN');
    try {
      const result = await work();
      await this.connection.run('COMMIT');
      return result;
    } catch (error) {
      await this.connection.run('ROLLBACK').catch(() => undefined);
      this.made = made;
      this.lastTagId = lastTagId;
      throw error;
    }
  }

  /** Adds the rows of a SELECT by column name; columns it does not name stay NULL. */
  async insert(name: TableName, select: string): Promise<number> {
    return (await this.connection.run(`INSERT INTO ${await this.table(name)} BY NAME ${select}`)).rowsChanged;
  }

  /** Gives every new tag name of `SELECT tag_name ...` a number, in order of name; `learned` then holds the distinct names. */
  async learnTags(booru: string, names: string): Promise<void> {
    const board = this.board(booru);
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE learned AS SELECT DISTINCT tag_name FROM (${names}) WHERE tag_name <> ''`);
    const fresh = `SELECT tag_name FROM learned ANTI JOIN (SELECT tag_name FROM dictionary WHERE board = ${board}) AS known USING (tag_name)`;
    const added = await this.connection.run(
      `INSERT INTO dictionary SELECT ${board}, tag_name, ${this.lastTagId} + row_number() OVER (ORDER BY tag_name) FROM (${fresh})`,
    );
    this.lastTagId += added.rowsChanged;
  }

  /** Adds the pairs (load_id, post_key, tag_id, rating_level) of some loads, each once. */
  async insertPairs(board: number, loads: Loads, pairs: string): Promise<void> {
    await this.connection.run(`INSERT INTO in_post_tags SELECT ${board}, load_id, post_key, tag_id, rating_level FROM (${pairs})`);
    const mine = `board = ${board} AND ${loads.mine}`;
    const order = [...(loads.count > 1 ? ['load_id'] : []), 'post_key', 'tag_id'];
    // A look at neighbours in sorted order takes a tenth of the time of a DISTINCT, and there is seldom anything to drop.
    const repeated = await this.connection.run(`SELECT 1 FROM (
      SELECT ${order.map((column) => `lag(${column}) OVER () = ${column}`).join(' AND ')} AS again
      FROM (SELECT ${order.join(', ')} FROM in_post_tags WHERE ${mine} ORDER BY ${order.join(', ')})) WHERE again LIMIT 1`);
    if (repeated.rowCount === 0) return;
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE once AS SELECT DISTINCT * FROM in_post_tags WHERE ${mine}`);
    await this.connection.run(`DELETE FROM in_post_tags WHERE ${mine}`);
    await this.connection.run('INSERT INTO in_post_tags SELECT * FROM once');
    await this.connection.run('DROP TABLE once');
  }
}

/** Some loads of the ledger. */
export interface Loads {
  count: number;
  /** SQL that is true of rows whose load_id is theirs. */
  mine: string;
}
