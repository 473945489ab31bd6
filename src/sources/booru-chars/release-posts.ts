import { boardSql } from '../board-sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { fidSql, frameSql, numberSql, sizeSql } from './release-text.js';
import type { Emission, Rule } from '../source.js';

/** The columns of a release that tell of the post; of several for one fact the first filled one counts. */
export interface PostColumns {
  date: string;
  rating: string;
  /** SQL that is true where the rating s means sensitive. */
  newScheme?: string;
  score: string;
  favs?: string;
  ext: string;
  md5: readonly string[];
  bytes: readonly string[];
  size: readonly string[];
  tags: TagColumns;
}

/** Columns of space-separated tags: their category (null: several in one) and the word that stands for none. */
export type TagColumns = Readonly<Record<string, readonly [category: number | null, none: string]>>;

const booru = boardSql('BOORU');
const fid = fidSql('FID');
const firstOf = (columns: readonly string[], sql: (column: string) => string) => `coalesce(${columns.map(sql).join(', ')})`;
const tagsOf = (column: string, none: string) => `coalesce(split_tags(nullif(${column}, '${none}')), [])`;

/** Posts with their tags; a post may be in several pictures or frames, of which the last tells of it. */
export function releasePosts({ date, rating, newScheme, score, favs, ext, md5, bytes, size, tags }: PostColumns): Emission {
  const all = Object.entries(tags).map(([column, [, none]]) => tagsOf(column, none));
  return {
    table: 'posts', origin: 'release',
    select: `SELECT ${booru} AS booru, ${fid} AS fid, _row, count(*) OVER same AS records, ${frameSql('FID')} AS frame,
      TRY_CAST(${date} AS TIMESTAMP) AT TIME ZONE 'UTC' AS created_at, CASE WHEN length(${date}) > 10 THEN 'minute' WHEN ${date} IS NOT NULL THEN 'day' END AS created_precision,
      ${rating} AS rating_raw, ${ratingStdSql(rating, newScheme)} AS rating_std, ${numberSql(score)} AS score, ${favs === undefined ? 'NULL' : numberSql(favs)} AS favs,
      ${firstOf(md5, (column) => `real_md5(${column})`)} AS md5, lower(ltrim(trim(${ext}), '.')) AS file_ext, ${firstOf(bytes, numberSql)} AS file_size,
      ${firstOf(size, (column) => sizeSql(column, 'w'))} AS width, ${firstOf(size, (column) => sizeSql(column, 'h'))} AS height, ${all.join(' || ')} AS tags
      FROM record WINDOW same AS (PARTITION BY ${booru}, ${fid}) QUALIFY row_number() OVER (PARTITION BY ${booru}, ${fid} ORDER BY _row DESC) = 1`,
  };
}

/** The tags of all rows with the categories of their columns. */
export function releaseTags(tags: TagColumns): Emission {
  const named = Object.entries(tags).map(([column, [category, none]]) => `SELECT ${booru} AS booru, unnest(${tagsOf(column, none)}) AS tag_name, ${category ?? 'NULL'}::TINYINT AS tag_cat FROM record`);
  return { table: 'tags', select: `SELECT booru, tag_name, max(tag_cat) AS tag_cat FROM (${named.join(' UNION ALL ')}) GROUP BY booru, tag_name ORDER BY booru, tag_name` };
}

/** Rejects rows whose date is none. */
export function dateRule(column: string): Rule {
  return { reason: 'bad_value', when: `${column} IS NOT NULL AND TRY_CAST(${column} AS TIMESTAMP) IS NULL`, detail: `'field ${column}'` };
}

/** SQL for columns of `images`: numbers by the column they fill, the trim box, and the key. */
export function measuredSql(numbers: Readonly<Record<string, string | null>>): string {
  const filled = Object.entries(numbers).flatMap(([column, to]) => (to === null ? [] : [`${numberSql(column)} AS ${to}`]));
  const box = (['w', 'h', 'x', 'y'] as const).map((part) => `${sizeSql('BOUNDBOX', part)} AS bound_${part}`);
  return `${booru} AS booru, ${fid} AS fid, ${box.join(', ')}, ${filled.join(', ')}`;
}
