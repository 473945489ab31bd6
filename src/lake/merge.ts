/** SQL that joins what a load brought (the inbox) with what the lake holds, table by table. */
import type { Inbox } from './inbox.js';
import { originRank } from './inbox.js';
import { filesOf, type Manifest } from './manifest.js';
import { fileColumns, schemaOf, type TableName } from './schema.js';
import { identifier, literal } from './sql.js';
import { pictureTables, scanOf } from './views.js';

/** Post keys a part of the posts tables spans: 2^19. */
const partBits = 19;

/** SQL for the number of the part a post belongs to; ids that are no numbers (negative keys) share part -1. */
const partOf = (key: string) => `greatest(${key} >> ${partBits}, -1)`;

/** A part to write: the rows come from `select`, already in file order. */
export interface PartWrite {
  table: TableName;
  part: string;
  select: string;
}

interface PostPart {
  booru: string;
  board: number;
  number: number;
  name: string;
}

/** True of the rows of a part: as a range of keys, so that DuckDB passes over the rest of the inbox by its least and greatest keys. */
function inPart({ number }: PostPart, key = 'post_key'): string {
  const first = (of: number) => BigInt(of) << BigInt(partBits);
  return number < 0 ? `${key} < 0` : `${key} >= ${first(number)} AND ${key} < ${first(number + 1)}`;
}

const ofBoard = (part: PostPart) => `booru = ${literal(part.booru)} AND ${inPart(part)}`;

const columnsOf = (table: TableName) => Object.keys(schemaOf(table).columns).map(identifier).join(', ');

const orderOf = (table: TableName) => schemaOf(table).key.map(identifier).join(', ');

/** Merges a table whose newer rows replace older ones of the same key, whole. */
export function plainMerge(inbox: Inbox, manifest: Manifest, table: TableName, root: string): PartWrite[] {
  const schema = schemaOf(table);
  const excluded = pictureTables.includes(table) ? `ANTI JOIN ${excludedPosts(inbox)} AS excluded USING (booru, post_key)` : '';
  if (schema.filled) return filledMerge(manifest, table, root, excluded);
  const key = schema.key.map(identifier);
  const newest = `SELECT * FROM in_${table} QUALIFY row_number() OVER (PARTITION BY ${key.join(', ')} ORDER BY load_id DESC, rowid DESC) = 1`;
  const match = key.map((column) => `old.${column} IS NOT DISTINCT FROM new.${column}`).join(' AND ');
  const kept = `SELECT ${columnsOf(table)} FROM (${scanOf(manifest, table, root)}) AS old ANTI JOIN in_${table} AS new ON ${match}`;
  const select = `SELECT ${columnsOf(table)} FROM (SELECT ${columnsOf(table)} FROM (${newest}) UNION ALL ${kept}) ${excluded} ORDER BY ${orderOf(table)}`;
  return [{ table, part: '', select }];
}

const excludedPosts = (inbox: Inbox, which = 'true') => `(SELECT b.name AS booru, post_key FROM in_excluded JOIN ${inbox.boardTable()} AS b USING (board) WHERE ${which})`;

/** Makes the inbox of tables that hold pictures of posts this load excludes, so that they are written anew without them. */
export async function touchExcludedPictures(inbox: Inbox, manifest: Manifest, root: string): Promise<void> {
  for (const table of pictureTables) {
    const found = await inbox.connection.run(`SELECT 1 FROM (${scanOf(manifest, table, root)}) SEMI JOIN ${excludedPosts(inbox, 'load_id > 0')} AS excluded USING (booru, post_key) LIMIT 1`);
    if (found.rowCount > 0) await inbox.table(table);
  }
}

/**
 * SQL of one row a key with the newest known value of each other column. `rows` has the columns `load_id` and `place`.
 * Aggregates in order are dear, so they take only keys that stand there more than once.
 */
function filledRows(rows: string, key: readonly string[], cells: readonly string[]): string {
  const keys = key.join(', ');
  const newest = cells.map((cell) => `last(${cell} ORDER BY load_id, place) FILTER (${cell} IS NOT NULL) AS ${cell}`);
  const again = `(SELECT ${keys} FROM (${rows}) GROUP BY ALL HAVING count(*) > 1) AS again ON ${key.map((cell) => `one.${cell} IS NOT DISTINCT FROM again.${cell}`).join(' AND ')}`;
  return `SELECT ${[...key, ...cells].join(', ')} FROM (${rows}) AS one ANTI JOIN ${again}
    UNION ALL SELECT ${keys}, ${newest.join(', ')} FROM (FROM (${rows}) AS one SEMI JOIN ${again}) GROUP BY ${keys}`;
}

/** Merges a table of which every source knows a part: the newest known value of each column. */
function filledMerge(manifest: Manifest, table: TableName, root: string, excluded: string): PartWrite[] {
  const { columns, key } = schemaOf(table);
  const cells = Object.keys(columns).map(identifier);
  const keys = key.map(identifier);
  const rows = `SELECT ${cells.join(', ')}, load_id, rowid AS place FROM in_${table} UNION ALL SELECT ${cells.join(', ')}, 0, 0 FROM (${scanOf(manifest, table, root)})`;
  const filled = filledRows(rows, keys, cells.filter((cell) => !keys.includes(cell)));
  return [{ table, part: '', select: `SELECT ${columnsOf(table)} FROM (${filled}) ${excluded} ORDER BY ${orderOf(table)}` }];
}

/** Merges the vocabulary: the newest known value of each column, under the number the tag was first given. */
export async function tagMerge(inbox: Inbox, manifest: Manifest, root: string): Promise<PartWrite[]> {
  const facts = Object.keys(schemaOf('tags').columns).filter((column) => !['booru', 'tag_id', 'tag_name', 'tag_name_norm'].includes(column));
  const brought = filledRows('SELECT *, rowid AS place FROM in_tags', ['booru', 'tag_name'], facts);
  const merged = facts.map((column) => `coalesce(new.${column}, old.${column}${column === 'tag_cat' ? ', -1' : ''}) AS ${column}`);
  await inbox.connection.run(`CREATE OR REPLACE TABLE merged_tags AS
    WITH names AS (SELECT b.name AS booru, tag_name, tag_id FROM dictionary JOIN ${inbox.boardTable()} AS b USING (board)),
    new AS (${brought}),
    old AS (${scanOf(manifest, 'tags', root)})
    SELECT names.booru, names.tag_id, names.tag_name, replace(nfc_normalize(lower(nfc_normalize(names.tag_name))), ' ', '_') AS tag_name_norm, ${merged.join(', ')}
    FROM names LEFT JOIN new USING (booru, tag_name) LEFT JOIN old USING (tag_id)`);
  return [{ table: 'tags', part: '', select: `SELECT ${columnsOf('tags')} FROM merged_tags ORDER BY ${orderOf('tags')}` }];
}

/**
 * Merges posts with their tags, part by part. Of several rows of a post the one of the best origin stays, among these
 * the newest by `updated_at`, among these the last loaded; a post's tags come from the best row that brings tags,
 * and its rating from the best row that has one.
 * Rows that lose to one loaded before them become rejects with reason `superseded`.
 */
export async function postMerge(inbox: Inbox, manifest: Manifest, root: string): Promise<PartWrite[]> {
  const parts = await touchedParts(inbox);
  const clean = await isFresh(inbox, manifest, parts);
  if (!clean) await settleContest(inbox, manifest, root, parts);
  const writes: PartWrite[] = [];
  for (const part of parts) {
    const pairs = clean ? freshPairs(part, parts) : settledPairs(part, scanPart(manifest, 'post_tags', [part], root));
    const inOrder = (order: string) => `SELECT ${order}, rating_level FROM (${pairs}) ORDER BY ${order}`;
    writes.push(
      { table: 'posts', part: part.name, select: clean ? await freshPosts(inbox, part) : settledPosts(part, scanPart(manifest, 'posts', [part], root)) },
      { table: 'post_tags', part: part.name, select: inOrder('post_key, tag_id') },
      { table: 'tag_posts', part: part.name, select: inOrder('tag_id, post_key') },
    );
  }
  return writes;
}

async function touchedParts(inbox: Inbox): Promise<PostPart[]> {
  const found = await inbox.connection.run(`SELECT booru, ${partOf('post_key')} AS part FROM in_posts
    UNION SELECT booru, ${partOf('post_key')} FROM ${excludedPosts(inbox, 'load_id > 0')} ORDER BY ALL`);
  return ((await found.getRowsJS()) as [string, bigint][]).map(([booru, part]) => {
    const number = Number(part);
    return { booru, board: inbox.board(booru), number, name: `booru=${folderOf(booru)}/${number < 0 ? 'text' : number}` };
  });
}

/** A board's name in the name of a folder. No sign stays that means something in a path or a pattern of paths, and no name that hive folders have for NULL. */
function folderOf(booru: string): string {
  const escaped = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  return encodeURIComponent(booru).replace(/[!'()*_~]|^n(?=ull$)/gi, escaped);
}

/** True when no post of the inbox is in it twice or in the lake already: then there is nothing to settle. */
async function isFresh(inbox: Inbox, manifest: Manifest, parts: PostPart[]): Promise<boolean> {
  const held = new Set(filesOf(manifest, 'posts').map((file) => file.part));
  if (parts.some((part) => held.has(part.name))) return false;
  const loads = await inbox.connection.run('SELECT count(DISTINCT load_id) FROM in_posts');
  if (Number((await loads.getRowsJS())[0]![0]) <= 1) return true;
  const twice = await inbox.connection.run('SELECT 1 FROM in_posts GROUP BY booru, post_key HAVING count(*) > 1 LIMIT 1');
  return twice.rowCount === 0;
}

function scanPart(manifest: Manifest, table: 'posts' | 'post_tags', parts: PostPart[], root: string): string {
  const files = filesOf(manifest, table).filter((file) => parts.some((part) => part.name === file.part));
  return scanOf({ ...manifest, tables: { [table]: files } }, table, root);
}

const postColumns = fileColumns('posts').map(identifier).join(', ');

/** The rows of a part that meets nothing; a dump in order of its ids, as most are, is not sorted again. */
async function freshPosts(inbox: Inbox, part: PostPart): Promise<string> {
  const rows = `FROM in_posts WHERE ${ofBoard(part)}`;
  const unordered = await inbox.connection.run(`SELECT 1 FROM (SELECT post_key < lag(post_key) OVER () AS falls ${rows}) WHERE falls LIMIT 1`);
  return `SELECT ${postColumns} ${rows} ${unordered.rowCount > 0 ? 'ORDER BY post_key' : ''}`;
}

function freshPairs(part: PostPart, parts: PostPart[]): string {
  const alone = parts.filter((other) => other.booru === part.booru).length === 1;
  return `SELECT post_key, tag_id, rating_level FROM in_post_tags WHERE board = ${part.board}${alone ? '' : ` AND ${inPart(part)}`}`;
}

/**
 * Fills `contest` (every row of a post that is in the inbox; load 0 is the lake's) and `winner` (which load gives a
 * post its row, and which its tags, with the rating and tag origin the post then has).
 */
async function settleContest(inbox: Inbox, manifest: Manifest, root: string, parts: PostPart[]): Promise<void> {
  const { connection } = inbox;
  const unknown = '-9223372036854775807';
  const facts = (load: string, tagsUpdated: string) => `booru, post_key, ${load} AS load_id, ${originRank('origin')} AS post_rank, ${originRank('tag_origin')} AS tag_rank,
    coalesce(epoch_us(updated_at), ${unknown}) AS updated, ${tagsUpdated} AS tags_updated, rating_level, rating_raw, rating_std, tag_origin`;
  // A row without a rating takes no rating away, not even one that cannot be read, or a hidden post could come to be shown.
  const known = (column: string) => `max_by(${column}, (rating_std IS NOT NULL, CASE WHEN rating_std IS NULL THEN rating_level END, post_rank, updated, load_id)) FILTER (${column} IS NOT NULL) AS ${column}`;
  // The lake's row says how new its tags are only when they came with it.
  await connection.run(`CREATE OR REPLACE TABLE contest AS
    SELECT ${facts('0', `CASE WHEN tag_origin = origin THEN updated ELSE ${unknown} END`)} FROM (${scanPart(manifest, 'posts', parts, root)}) SEMI JOIN in_posts USING (booru, post_key)
    UNION ALL SELECT ${facts('load_id', 'updated')} FROM in_posts`);
  await connection.run(`CREATE OR REPLACE TABLE winner AS
    SELECT booru, post_key, max_by(load_id, (post_rank, updated, load_id)) AS post_load,
      ${known('rating_raw')}, ${known('rating_std')}, ${known('rating_level')},
      max_by(load_id, (tag_rank, tags_updated, load_id)) FILTER (tag_rank IS NOT NULL) AS tag_load,
      max_by(tag_origin, (tag_rank, tags_updated, load_id)) FILTER (tag_rank IS NOT NULL) AS tag_origin
    FROM contest GROUP BY booru, post_key`);
  await connection.run(`INSERT INTO in_rejects BY NAME
    SELECT p.load_id, p.src_file AS file, p.src_row AS row, 'superseded' AS reason, '${supersededByLake}' AS detail, p.records, p.booru || ' ' || p.fid AS raw
    FROM in_posts AS p JOIN winner USING (booru, post_key) WHERE NOT coalesce(p.implied, false) AND winner.post_load < p.load_id AND coalesce(winner.tag_load, 0) <> p.load_id`);
}

/** Detail of the rejects that are found only when the posts of all files are settled. */
export const supersededByLake = 'the lake has a newer row of this post';

const notExcluded = (part: PostPart) => `ANTI JOIN (SELECT post_key FROM in_excluded WHERE board = ${part.board}) AS excluded USING (post_key)`;

function settledPosts(part: PostPart, scan: string): string {
  const ofWinner = postColumns.replace('"tag_origin"', 'w.tag_origin').replace('"post_key"', 'p.post_key').replace('"rating_level"', 'w.rating_level').replace('"rating_std"', 'w.rating_std').replace('"rating_raw"', 'coalesce(w.rating_raw, p.rating_raw) AS rating_raw');
  return `SELECT ${postColumns} FROM (
      SELECT ${ofWinner} FROM (SELECT *, 0 AS load_id FROM (${scan}) UNION ALL BY NAME SELECT * EXCLUDE (records) FROM in_posts WHERE ${ofBoard(part)}) AS p
      JOIN (SELECT * FROM winner WHERE ${ofBoard(part)}) AS w ON w.post_key = p.post_key AND w.post_load = p.load_id
      UNION ALL BY NAME
      SELECT ${postColumns} FROM (${scan}) ANTI JOIN (SELECT post_key FROM winner WHERE ${ofBoard(part)}) AS contested USING (post_key) ${notExcluded(part)}
    ) ORDER BY post_key`;
}

function settledPairs(part: PostPart, scan: string): string {
  const winner = `(SELECT post_key, tag_load, rating_level FROM winner WHERE ${ofBoard(part)})`;
  return `SELECT t.post_key, t.tag_id, w.rating_level FROM in_post_tags AS t JOIN ${winner} AS w ON w.post_key = t.post_key AND w.tag_load = t.load_id
      WHERE t.board = ${part.board} AND ${inPart(part, 't.post_key')}
    UNION ALL
    SELECT post_key, old.tag_id, coalesce(w.rating_level, old.rating_level)
      FROM (${scan}) AS old LEFT JOIN ${winner} AS w USING (post_key) ${notExcluded(part)} WHERE coalesce(w.tag_load, 0) = 0`;
}
