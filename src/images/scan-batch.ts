import { postKeySql } from '../lake/inbox.js';
import type { PartWrite } from '../lake/merge.js';
import { schemaOf } from '../lake/schema.js';
import { identifier, literal } from '../lake/sql.js';
import type { LakeWriter } from '../lake/writer.js';
import { ratingLevels, ratingLevelSql } from '../tags/ratings.js';
import { replaceRows } from './picture-rows.js';
import { postsSql, scanFormat } from './picture-post.js';
import { filledColumns } from './scan-rows.js';
import { scanStep } from './scan-triage.js';

/** What became of some files that were looked at. */
export interface BatchCounts {
  loaded: number;
  /** Of the loaded: with a post, with one of which the lake knows more than the picture tells, and with the extension of another type. */
  withPost: number;
  ofKnownPost: number;
  misnamed: number;
  /** Rejects by reason. */
  rejects: Record<string, number>;
}

export interface BatchPlace {
  readonly loadId: number;
  /** What the user named. */
  readonly root: string;
  /** The folder that rejects without a name are filed under. */
  readonly place: string;
  readonly board: string | null;
}

/** Broken pictures that are not looked at again while the file stays as it is; for others a second look may go better. */
export const settledReasons = ['bad_picture', 'too_large'];

/**
 * Finds the posts of files that were looked at (the table `scanned`), puts their rejects and mentions of posts the lake does not have into the inbox, and gives the
 * writes of the tables of pictures; rows of the same paths are replaced.
 */
export async function settleBatch(writer: LakeWriter, { loadId, root, place, board }: BatchPlace): Promise<{ writes: PartWrite[]; counts: BatchCounts }> {
  const { connection, inbox } = writer;
  await connection.run(`CREATE OR REPLACE TABLE scan_posts AS ${postsSql('scanned', { posts: writer.scan('posts'), images: writer.scan('images'), board })}`);
  await connection.run(`CREATE OR REPLACE TABLE settled AS
    SELECT *, is_excluded_post OR coalesce(exclusion = 'always' OR (exclusion = 'unless safe' AND level > ${ratingLevels.sensitive}), false) AS is_excluded FROM (
      SELECT s.*, p.booru, p.fid, p.post_key, k.post_key IS NOT NULL AS is_known, x.post_key IS NOT NULL AS is_excluded_post,
        CASE WHEN p.booru IS NOT NULL THEN coalesce(k.rating_level, ${ratingLevelSql('NULL', 'p.booru')}) END AS level
      FROM scanned AS s LEFT JOIN (SELECT *, ${postKeySql('fid')} AS post_key FROM scan_posts) AS p USING (path)
      LEFT JOIN (SELECT booru, post_key, rating_level FROM (${writer.scan('posts')})) AS k ON k.booru = p.booru AND k.post_key = p.post_key
      LEFT JOIN (SELECT DISTINCT booru, post_key FROM (${inbox.excluded})) AS x ON x.booru = p.booru AND x.post_key = p.post_key)`);
  await inbox.insert('rejects', `SELECT ${loadId} AS load_id, CASE WHEN is_excluded THEN ${literal(place)} ELSE path END AS file, row, CASE WHEN is_excluded THEN 'excluded' ELSE reason END AS reason,
      CASE WHEN NOT is_excluded THEN detail END AS detail, 1 AS records, CASE WHEN is_excluded_post THEN booru || ' ' || fid END AS raw
    FROM settled WHERE is_excluded OR reason IS NOT NULL`);
  await mentionPosts(writer, loadId, place);
  return { writes: picturesOf(writer, root), counts: await countsOf(writer) };
}

const fidNumberSql = (fid: string) => `TRY_CAST(CASE WHEN regexp_full_match(${fid}, '[0-9]{1,18}') THEN ${fid} END AS BIGINT)`;

/** Posts of pictures that the lake does not have: only of a post that it knows can it tell how it is rated, or that nothing rates it. */
async function mentionPosts({ inbox }: LakeWriter, loadId: number, place: string): Promise<void> {
  const isNamed = 'name_booru = booru AND name_fid = fid';
  const told = (column: string, as = column) => `CASE WHEN ${isNamed} THEN ${column} END AS ${as}`;
  await inbox.insert('posts', `SELECT booru, fid, post_key, ${fidNumberSql('fid')} AS fid_num, level AS rating_level, ${told('frame')}, ${told('copyr')}, ${told('chars')}, ${told('artis')}, ${told('frest')}, ${told('variant', 'parse_variant')},
      'mention' AS origin, 1 AS records, true AS implied, ${loadId} AS load_id, ${literal(place)} AS src_file, ${literal(scanFormat)} AS src_format, row AS src_row
    FROM settled WHERE booru IS NOT NULL AND NOT is_known AND NOT is_excluded QUALIFY row_number() OVER (PARTITION BY booru, post_key ORDER BY row) = 1`);
}

function picturesOf(writer: LakeWriter, root: string): PartWrite[] {
  const picture = 'booru, fid, post_key, path, file_name';
  const supplier = `${literal(root)} AS src_file, ${literal(scanFormat)} AS src_format, row AS src_row`;
  const time = 'make_timestamp(changed)::TIMESTAMPTZ AS file_dt';
  const good = 'NOT is_excluded AND reason IS NULL';
  const write = (table: 'images' | 'image_stats', own: string): PartWrite => {
    const columns = filledColumns[table].map(identifier).join(', ');
    const others = Object.keys(schemaOf(table).columns).filter((column) => isOthers(table, column));
    // What other tools told of a picture stays, but only until its file changes.
    const kept = `SELECT path, ${others.map((column) => `max(${identifier(column)}) AS ${identifier(column)}`).join(', ')} FROM (${writer.scan(table)}) WHERE src_format IS DISTINCT FROM ${literal(scanFormat)} GROUP BY path`;
    const made = `SELECT ${picture}, ${own}, ${columns}, ${others.map(identifier).join(', ')}, ${supplier} FROM settled LEFT JOIN (${kept}) AS others USING (path) WHERE ${good}`;
    return replaceRows(writer, table, made, 'SELECT path FROM scanned', ['path']);
  };
  const steps = `SELECT ${picture}, ${literal(scanStep)} AS step, seen_size AS file_size, ${time}, (reason IS NULL)::INTEGER AS found
    FROM settled WHERE NOT is_excluded AND (reason IS NULL OR reason IN (${settledReasons.map(literal).join(', ')}))`;
  return [write('images', `file_size, ${time}`), write('image_stats', `'thumb512' AS measured_on`), replaceRows(writer, 'picture_steps', steps, 'SELECT path FROM scanned', ['path'])];
}

/** True of columns that only other tools fill. */
function isOthers(table: 'images' | 'image_stats', column: string): boolean {
  const own = ['booru', 'fid', 'post_key', 'path', 'file_name', 'file_size', 'file_dt', 'measured_on', 'src_file', 'src_format', 'src_row', ...filledColumns[table]];
  return !own.includes(column);
}

async function countsOf({ connection }: LakeWriter): Promise<BatchCounts> {
  const good = 'NOT is_excluded AND reason IS NULL';
  const found = await connection.run(`SELECT count(*) FILTER (${good}), count(*) FILTER (${good} AND booru IS NOT NULL), count(*) FILTER (${good} AND is_known), count(*) FILTER (${good} AND is_misnamed) FROM settled`);
  const [loaded, withPost, ofKnownPost, misnamed] = ((await found.getRowsJS())[0] as bigint[]).map(Number) as [number, number, number, number];
  const reasons = await connection.run(`SELECT CASE WHEN is_excluded THEN 'excluded' ELSE reason END AS reason, count(*) FROM settled WHERE is_excluded OR reason IS NOT NULL GROUP BY ALL ORDER BY ALL`);
  return { loaded, withPost, ofKnownPost, misnamed, rejects: Object.fromEntries(((await reasons.getRowsJS()) as [string, bigint][]).map(([reason, count]) => [reason, Number(count)])) };
}
