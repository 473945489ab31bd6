import type { Inbox } from '../lake/inbox.js';
import { schemaOf, type TableName } from '../lake/schema.js';
import { identifier, literal } from '../lake/sql.js';
import { pictureTables } from '../lake/views.js';
import { excludedTags, excludedUnlessSafe } from '../tags/exclusions.js';
import { ratingLevels, ratingLevelSql } from '../tags/ratings.js';
import { literalList } from '../tags/words.js';
import type { Provenance } from './provenance.js';
import type { Emission, Source } from './source.js';

/** Puts the rows of an emission into the inbox. */
export async function insertEmission(inbox: Inbox, source: Source, emission: Emission, from: Provenance): Promise<void> {
  const { connection } = inbox;
  if (emission.table === 'posts') return insertPosts(inbox, source, emission, from);
  if (emission.table === 'cooccurrence') return insertPairs(inbox, emission.select, from);
  await connection.run(`CREATE OR REPLACE TEMP TABLE emitted AS ${emission.select}`);
  const has = await columnsOf(inbox, 'emitted');
  const taken = new Set(Object.keys(schemaOf(emission.table).columns));
  const isPlaced = has.has('_row');
  const extra = isPlaced ? ['load_id'] : [`${from.whole.load} AS load_id`];
  if (taken.has('src_file')) extra.push(isPlaced ? 'src_file' : `${literal(from.whole.file)} AS src_file`);
  if (taken.has('src_format')) extra.push(`${literal(source.code)} AS src_format`);
  if (taken.has('src_row') && isPlaced) extra.push('src_row');
  if (taken.has('post_key')) extra.push('post_key_of(fid) AS post_key');
  if (emission.table === 'tags') await learnEmitted(inbox, 'emitted');
  const rows = isPlaced ? from.placed('emitted') : 'emitted';
  for (const [table, columns, condition] of targetsOf(emission.table, has)) {
    await inbox.insert(table, `SELECT ${[...columns, ...extra].join(', ')} FROM ${rows}${condition}`);
    if (taken.has('post_key')) await connection.run(`DELETE FROM in_${table} WHERE ${from.mine} AND ${isExcludedSql(inbox)}`);
  }
}

/** The tables that emitted rows go to, each with the SQL of its columns and a WHERE clause. What is measured on a picture has a table beside that of the facts. */
function targetsOf(table: TableName, has: ReadonlySet<string>): [table: TableName, columns: string[], condition: string][] {
  if (table !== 'images') return [[table, [...has].filter((name) => name !== '_row').map(identifier), '']];
  const [facts, measures] = (['images', 'image_stats'] as const).map((name) => [...has].filter((column) => column in schemaOf(name).columns)) as [string[], string[]];
  const measured = measures.filter((column) => !facts.includes(column) && column !== 'measured_on' && column !== 'edge_radius');
  const targets: ReturnType<typeof targetsOf> = [['images', facts.map(identifier), '']];
  if (measured.length > 0) targets.push(['image_stats', measures.map(identifier), ` WHERE coalesce(${measured.map((column) => `${column}::VARCHAR`).join(', ')}) IS NOT NULL`]);
  return targets;
}

/** SQL that is true of rows with booru and post_key whose post must not be in the lake. */
function isExcludedSql(inbox: Inbox): string {
  return `(booru, post_key) IN (SELECT (b.name, post_key) FROM in_excluded JOIN ${inbox.boardTable()} AS b USING (board))`;
}

async function columnsOf(inbox: Inbox, name: string): Promise<Set<string>> {
  return new Set((await inbox.connection.run(`SELECT * FROM ${name} LIMIT 0`)).columnNames());
}

async function distinctBoards(inbox: Inbox, relation: string): Promise<string[]> {
  const found = await inbox.connection.run(`SELECT DISTINCT booru FROM ${relation} ORDER BY booru`);
  return ((await found.getRowsJS()) as [string][]).map(([name]) => name);
}

async function learnEmitted(inbox: Inbox, relation: string): Promise<void> {
  for (const booru of await distinctBoards(inbox, relation)) {
    await inbox.learnTags(booru, `SELECT tag_name FROM ${relation} WHERE booru = ${literal(booru)}`);
  }
}

async function insertPosts(inbox: Inbox, source: Source, emission: Extract<Emission, { table: 'posts' }>, from: Provenance): Promise<void> {
  const { connection } = inbox;
  const has = await columnsOf(inbox, `(${emission.select})`);
  const level = ratingLevelSql('rating_std', 'booru', has.has('rating_raw') ? 'rating_raw' : 'NULL');
  await connection.run(`CREATE OR REPLACE TEMP VIEW unit AS SELECT *, post_key_of(fid) AS post_key, ${level} AS rating_level FROM (${emission.select})`);
  const tagged = has.has('tags') || emission.pairs !== undefined;
  const kept = [...has, 'post_key', 'rating_level'].filter((name) => name !== '_row' && name !== 'tags').map(identifier);
  await inbox.insert('posts', `SELECT ${kept.join(', ')}, fid_number(fid) AS fid_num, ${has.has('records') ? '' : '1 AS records, '}
    load_id, ${tagged ? literal(emission.tagOrigin ?? emission.origin) : 'NULL'} AS tag_origin, ${literal(emission.origin)} AS origin, ${emission.implied === true} AS implied,
    src_file, ${literal(source.code)} AS src_format, src_row FROM ${from.placed('unit')}`);
  const boards = await distinctBoards(inbox, `(SELECT booru FROM in_posts WHERE ${from.mine})`);
  for (const booru of boards) {
    if (emission.pairs !== undefined) await insertTagPairs(inbox, booru, from, emission.pairs);
    else if (tagged) await insertTagRows(inbox, booru, from, boards.length === 1);
  }
  await excludePosts(inbox, from);
}

async function insertTagRows(inbox: Inbox, booru: string, from: Provenance, only: boolean): Promise<void> {
  const board = inbox.board(booru);
  const [source, load] = from.load === 'load_id' ? [from.placed('unit'), 'load_id, '] : ['unit', ''];
  const rows = `SELECT ${load}post_key, rating_level, unnest(tags) AS tag_name FROM ${source}${only ? '' : ` WHERE booru = ${literal(booru)}`}`;
  await inbox.learnTags(booru, `SELECT tag_name FROM (${rows})`);
  await inbox.insertPairs(board, from, `SELECT ${from.load} AS load_id, post_key, tag_id, rating_level
    FROM (${rows}) JOIN (SELECT tag_name, tag_id FROM dictionary WHERE board = ${board}) AS known USING (tag_name)`);
}

async function insertTagPairs(inbox: Inbox, booru: string, from: Provenance, pairs: string): Promise<void> {
  const board = inbox.board(booru);
  const rows = `SELECT fid, tag_name FROM (${pairs}) WHERE booru = ${literal(booru)}`;
  await inbox.learnTags(booru, `SELECT tag_name FROM (${rows})`);
  await inbox.insertPairs(board, from, `SELECT load_id, post_key, tag_id, rating_level
    FROM (${rows}) JOIN (SELECT load_id, fid, post_key, rating_level FROM in_posts WHERE ${from.mine} AND booru = ${literal(booru)}) AS post USING (fid)
    JOIN (SELECT tag_name, tag_id FROM dictionary WHERE board = ${board}) AS known USING (tag_name)`);
}

/** Takes posts on the exclusion list, or found on it before, out of the inbox and into the rejects, whichever file brought them. */
async function excludePosts(inbox: Inbox, { mine }: Provenance): Promise<void> {
  const { connection } = inbox;
  const ids = (names: readonly string[]) => `SELECT tag_id FROM dictionary WHERE normal_tag(tag_name) IN (${literalList(names)})`;
  await connection.run(`INSERT INTO in_excluded SELECT DISTINCT board, post_key, load_id FROM in_post_tags
    WHERE ${mine} AND (tag_id IN (${ids(excludedTags)}) OR (rating_level > ${ratingLevels.sensitive} AND tag_id IN (${ids(excludedUnlessSafe)})))`);
  const anyone = await connection.run('SELECT 1 FROM in_excluded LIMIT 1');
  if (anyone.rowCount === 0) return;
  const isExcluded = isExcludedSql(inbox);
  await inbox.insert('rejects', `SELECT load_id, src_file AS file, src_row AS row, 'excluded' AS reason, sum(records) AS records, booru || ' ' || fid AS raw
    FROM in_posts WHERE ${isExcluded} GROUP BY ALL`);
  await connection.run(`DELETE FROM in_posts WHERE ${isExcluded}`);
  await connection.run('DELETE FROM in_post_tags WHERE (board, post_key) IN (SELECT (board, post_key) FROM in_excluded)');
  for (const table of inbox.tables.filter((name) => pictureTables.includes(name))) await connection.run(`DELETE FROM in_${table} WHERE ${isExcluded}`);
}

async function insertPairs(inbox: Inbox, select: string, { whole }: Provenance): Promise<void> {
  await inbox.connection.run(`CREATE OR REPLACE TEMP TABLE emitted AS ${select}`);
  await learnEmitted(inbox, '(SELECT booru, tag_a AS tag_name FROM emitted UNION ALL SELECT booru, tag_b FROM emitted)');
  for (const booru of await distinctBoards(inbox, 'emitted')) {
    // A condition on the board of both tags, not on their names alone, may be taken for a way to join all tags with all.
    const known = `(SELECT tag_name, tag_id FROM dictionary WHERE board = ${inbox.board(booru)})`;
    await inbox.insert('cooccurrence', `SELECT booru, least(a.tag_id, b.tag_id) AS tag_id_a, greatest(a.tag_id, b.tag_id) AS tag_id_b, posts_both,
        CASE WHEN a.tag_id < b.tag_id THEN posts_a ELSE posts_b END AS posts_a, CASE WHEN a.tag_id < b.tag_id THEN posts_b ELSE posts_a END AS posts_b,
        origin, ${literal(whole.file)} AS src_file, ${whole.load} AS load_id
      FROM emitted JOIN ${known} AS a ON a.tag_name = tag_a JOIN ${known} AS b ON b.tag_name = tag_b WHERE booru = ${literal(booru)}`);
  }
}
