import { join } from 'node:path';
import { macroStatements } from './macros.js';
import { filesOf, type LakeFile, type Manifest } from './manifest.js';
import { postTables, schemaOf, schemas, type TableName, type TableSchema } from './schema.js';
import { identifier, literal } from './sql.js';
import { calendarMacros } from './calendar.js';

/** What a session shows: safe = general and safe; sensitive adds sensitive; all shows every post. */
export type Rating = 'safe' | 'sensitive' | 'all';

export const ratings: readonly Rating[] = ['safe', 'sensitive', 'all'];

/** The highest `rating_level` a session shows (0 general, 1 safe, 2 sensitive, 3 questionable or unrated, 4 explicit). */
export const highestLevel: Readonly<Record<Rating, number>> = { safe: 1, sensitive: 2, all: 4 };

/** Tables of what is seen in the pictures of posts. */
export const pictureTables: readonly TableName[] = [
  'images', 'image_stats', 'picture_hashes', 'faces', 'detections', 'compositions', 'picture_tags', 'duplicates', 'picture_quality', 'picture_steps',
];

/** SQL that is true of boxes which are no parts of bodies: those NudeNet gives any other name than a face are, and those any detector calls by such a name. */
const isNoBodyPart = `(NOT coalesce(starts_with(lower(detector), 'nudenet') OR regexp_matches(lower(label), 'exposed|covered|breast|nipple|genital|buttock|anus|penis|vagina|pussy'), false)
  OR coalesce(contains(upper(label), 'FACE'), false))`;

/** SQL of all rows of a table, hidden ones too: for the lake's own work, never for a view. */
export function scanOf(manifest: Manifest, table: TableName, root: string): string {
  const files = filesOf(manifest, table);
  if (files.length === 0) return emptyTable(schemaOf(table));
  const columns = Object.keys(schemaOf(table).columns).map(identifier).join(', ');
  const read = (some: readonly LakeFile[], hive: string) =>
    `read_parquet([${some.map((file) => literal(root === '' ? file.path : join(root, file.path))).join(', ')}], hive_partitioning = ${hive})`;
  if (!postTables.includes(table)) return `SELECT ${columns} FROM ${read(files, 'false')}`;
  if (!/[\\/]booru=/.test(root)) return `SELECT ${columns} FROM ${read(files, 'true, hive_types_autocast = false')}`;
  // Below a folder of that name the board in a file's path would be taken from it.
  const boards = new Set(files.map((file) => /^booru=([^/]*)/.exec(file.part)![1]!));
  return [...boards].map((board) => `SELECT ${columns} FROM (SELECT ${literal(decodeURIComponent(board))} AS booru, * FROM
    ${read(files.filter((file) => file.part.startsWith(`booru=${board}/`)), 'false')})`).join(' UNION ALL ');
}

function emptyTable(schema: TableSchema): string {
  const columns = Object.entries(schema.columns).map(([name, type]) => `NULL::${type} AS ${identifier(name)}`);
  return `SELECT ${columns.join(', ')} WHERE false`;
}

/** The SQL of all rows of a table, hidden ones too. */
export type Scan = (table: TableName) => string;

function viewBody(scanOf: Scan, table: TableName, rating: Rating): string {
  const scan = scanOf(table);
  const level = highestLevel[rating];
  if (table === 'works') return `SELECT * FROM (${scan}) AS work SEMI JOIN posts USING (booru, post_key)`;
  if (table === 'crossposts') {
    const shown = (end: 'a' | 'b') => `SEMI JOIN posts AS ${end} ON ${end}.booru = booru_${end} AND ${end}.post_key = post_key_${end}`;
    return `SELECT * FROM (${scan}) AS link ${shown('a')} ${shown('b')}`;
  }
  if (rating === 'all') return scan;
  if (postTables.includes(table)) return `SELECT * FROM (${scan}) WHERE rating_level <= ${level}`;
  const hiddenPosts = (columns: string) => `(SELECT ${columns} FROM (${scanOf('posts')}) WHERE rating_level > ${level})`;
  if (pictureTables.includes(table)) {
    return `SELECT * FROM (${scan}) AS picture ANTI JOIN ${hiddenPosts('booru, post_key')} AS hidden USING (booru, post_key)${table === 'detections' ? ` WHERE ${isNoBodyPart}` : ''}`;
  }
  if (table === 'predictions') {
    return `SELECT * FROM (${scan}) AS told ANTI JOIN ${hiddenPosts('booru, fid AS subject')} AS hidden ON told.task <> 'category' AND told.booru = hidden.booru AND told.subject = hidden.subject`;
  }
  if (table === 'decisions') {
    const hidden = hiddenPosts("booru || '/' || fid AS key");
    const shown = (key: string) => `ANTI JOIN ${hidden} AS hidden_${key} ON decided.kind = 'crossposts' AND decided.${key} = hidden_${key}.key`;
    return `SELECT * FROM (${scan}) AS decided ${shown('left_key')} ${shown('right_key')}`;
  }
  if (table === 'pools') {
    return `SELECT pool.* REPLACE (CASE WHEN hidden_fids IS NULL THEN post_fids ELSE [fid FOR fid IN post_fids IF NOT list_contains(hidden_fids, fid)] END AS post_fids)
      FROM (${scan}) AS pool LEFT JOIN (SELECT booru, pool_id, list(fid) AS hidden_fids
        FROM (SELECT DISTINCT booru, pool_id, unnest(post_fids) AS fid FROM (${scan})) SEMI JOIN ${hiddenPosts('booru, fid')} AS hidden USING (booru, fid) GROUP BY ALL) USING (booru, pool_id)`;
  }
  if (table === 'duplicate_pairs') return `SELECT * FROM (${scan}) WHERE path_a IN (SELECT path FROM images) AND path_b IN (SELECT path FROM images)`;
  return scan;
}

/** The statements that make a view of every table, and the macros, showing posts up to the rating. `root` '' writes paths below the lake. */
export function viewStatements(manifest: Manifest, rating: Rating, root: string): string[] {
  return viewsOver((table) => scanOf(manifest, table, root), rating);
}

/** The same views and macros over tables that are kept elsewhere. */
export function viewsOver(scanOf: Scan, rating: Rating): string[] {
  const views = [...schemas.keys()].map((table) => `CREATE OR REPLACE VIEW ${identifier(table)} AS ${viewBody(scanOf, table, rating)}`);
  views.push(`CREATE OR REPLACE VIEW post_tag_names AS
SELECT t.booru, p.fid, t.post_key, t.tag_id, n.tag_name, n.tag_cat
FROM post_tags t JOIN tags n USING (tag_id) JOIN posts p ON p.booru = t.booru AND p.post_key = t.post_key`);
  views.push(...unifiedViews, ...calendarMacros, ...macroStatements);
  return views;
}

/** Views of tags by their names across boards; they read the views of posts, so they show what the session's rating shows. */
const unifiedViews: readonly string[] = [
  // Of several spellings of one tag on a post the unified one stays, else the first. Only tags that have other spellings on their board are looked at again: DISTINCT would sort every pair of the lake.
  `CREATE OR REPLACE VIEW unified_post_tags AS
WITH called AS (
  SELECT n.tag_id, coalesce(u.unified_id, n.tag_id) AS unified_id, coalesce(u.unified_name, n.tag_name) AS tag_name, coalesce(u.unified_cat, n.tag_cat) AS tag_cat, count(*) OVER (PARTITION BY n.booru, coalesce(u.unified_id, n.tag_id)) > 1 AS has_spellings
  FROM tags n LEFT JOIN unified_tags u USING (tag_id))
SELECT t.booru, t.post_key, t.tag_id, unified_id, tag_name, tag_cat FROM post_tags t JOIN called USING (tag_id) WHERE NOT has_spellings
UNION ALL
SELECT t.booru, t.post_key, arg_min(t.tag_id, (t.tag_id <> unified_id, t.tag_id)), unified_id, tag_name, tag_cat FROM post_tags t JOIN called USING (tag_id) WHERE has_spellings GROUP BY t.booru, t.post_key, unified_id, tag_name, tag_cat`,
  // Implications are closed when asked, so that a new one takes effect at once; UNION ends circles.
  `CREATE OR REPLACE VIEW unified_implications AS
WITH RECURSIVE named AS (SELECT n.booru, n.tag_name_norm, coalesce(u.unified_id, n.tag_id) AS id FROM tags n LEFT JOIN unified_tags u USING (tag_id)),
direct AS (
  SELECT DISTINCT a.id AS unified_id, c.id AS implied_id FROM tag_implications i
  JOIN named a ON a.booru = i.booru AND a.tag_name_norm = lower(i.antecedent) JOIN named c ON c.booru = i.booru AND c.tag_name_norm = lower(i.consequent) WHERE i.status = 'active' AND a.id <> c.id),
closed AS (SELECT * FROM direct UNION SELECT closed.unified_id, direct.implied_id FROM closed JOIN direct ON direct.unified_id = closed.implied_id)
SELECT unified_id, implied_id FROM closed WHERE unified_id <> implied_id`,
  `CREATE OR REPLACE VIEW unified_post_tags_implied AS
SELECT booru, post_key, unified_id, tag_name, tag_cat, false AS is_implied FROM unified_post_tags
UNION ALL
SELECT DISTINCT p.booru, p.post_key, i.implied_id, coalesce(u.unified_name, n.tag_name), coalesce(u.unified_cat, n.tag_cat), true
FROM unified_post_tags p JOIN unified_implications i USING (unified_id) JOIN tags n ON n.tag_id = i.implied_id LEFT JOIN unified_tags u ON u.tag_id = i.implied_id
WHERE NOT EXISTS (SELECT 1 FROM unified_post_tags own WHERE own.booru = p.booru AND own.post_key = p.post_key AND own.unified_id = i.implied_id)`,
];

/** Text of `views.sql`: the same views for a plain DuckDB shell started in the lake folder. */
export function viewsFile(manifest: Manifest): string {
  return [
    '-- The tables of this lake as views. In the lake folder: duckdb -init views.sql',
    '-- Posts rated questionable or explicit are left out, as in boorulab without --rating all.',
    "SET TimeZone = 'UTC';",
    ...viewStatements(manifest, 'sensitive', '').map((statement) => `${statement};`),
    '',
  ].join('\n');
}
