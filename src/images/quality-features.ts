import type { TableName } from '../lake/schema.js';
import { scales } from './scene-scale.js';

const width = 'CASE WHEN posts.width > 0 AND posts.height > 0 THEN posts.width ELSE images.width END';
const height = 'CASE WHEN posts.width > 0 AND posts.height > 0 THEN posts.height ELSE images.height END';
/** Columns of image_stats and compositions that features are made of. */
const measured = [
  ...['entropy', 'skew', 'mean', 'stddev', 'colors', 'chroma_mean', 'chroma_max', 'r_mean', 'g_mean', 'b_mean', 'edge'].map((name) => `stats.${name}`),
  ...['face_share', 'offset_x', 'offset_y', 'figures', 'depth', 'scale'].map((name) => `compositions.${name}`),
];
const bytes = 'CASE WHEN posts.width > 0 AND posts.height > 0 AND posts.file_size > 0 THEN posts.file_size / (posts.width::DOUBLE * posts.height) ELSE images.file_size / (images.width::DOUBLE * images.height) END';

/**
 * What quality is told by: SQL of each feature. The size is that of the board's own file where the board tells it, since what lies on the disk may be a
 * thumbnail. Pictures of no known scale are what the scales are compared with.
 */
export const qualityFeatures: Readonly<Record<string, string>> = {
  entropy: 'entropy', skew: 'skew', mean: 'mean', stddev: 'stddev', log_colors: 'log10(nullif(colors, 0))', chroma_mean: 'chroma_mean', chroma_max: 'chroma_max',
  warmth: 'r_mean - b_mean', greenness: 'g_mean - (r_mean + b_mean) / 2', edge: 'edge',
  face_share: 'face_share', face_off_centre: 'abs(offset_x)', face_below_centre: 'offset_y', log_figures: 'ln(1 + figures)', log_depth: 'ln(depth)',
  ...Object.fromEntries(scales.map((scale) => [`is_${scale.replace(/\W/g, '_')}`, `(scale IS NOT DISTINCT FROM '${scale}')`])),
  log_megapixels: `ln(nullif(w::DOUBLE * h, 0) / 1e6)`, log_aspect: 'ln(nullif(w, 0)::DOUBLE / nullif(h, 0))', jpeg_quality: 'jpeg_quality', log_bytes_per_pixel: 'ln(nullif(bytes_per_pixel, 0))',
};

/** The weight functions of BOORU CHARS 2021 (format reference B4). A picture that does not fulfil the conditions of the main one has none. */
export const presets = {
  bc_main: 'CASE WHEN colors > 50000 AND entropy > 0.5 AND stddev > 0.15 AND chroma_mean > 0.1 THEN (entropy - 0.3) * (log10(colors) - 3) * (stddev - 0.1) END',
  bc_reverse: '(entropy + 0.3) * (chroma_mean + 0.1) * (stddev + 0.1)',
} as const;

/** A source of more posts than this names a place, not a picture. */
const mostOfSource = 20;

const linkOf = (key: string, when: string) => `CASE WHEN ${when} THEN min(row) OVER (PARTITION BY ${key}) ELSE row END`;

/** What joins pictures that show the same: SQL of the lowest row of each, by name. */
export const samePicture = {
  post: linkOf('booru, post_key', 'post_key IS NOT NULL'), file: linkOf('file_md5', 'file_md5 IS NOT NULL'), board_file: linkOf('md5', 'md5 IS NOT NULL'),
  family: linkOf('booru, coalesce(parent_fid, fid)', 'fid IS NOT NULL'), work: linkOf('pixiv_id', 'pixiv_id IS NOT NULL'), copies: linkOf('copies', 'copies IS NOT NULL'),
  place: linkOf('source', `source LIKE 'http%' AND count(*) OVER (PARTITION BY source) <= ${mostOfSource}`),
} as const;

/**
 * SQL of a row for each of `images`, in order of its key: row (from 0), the columns that say which picture, target, the presets, the features and the
 * columns of samePicture.
 */
export function qualityRowsSql(scan: (table: TableName) => string): string {
  const on = (table: string) => `${table}.booru IS NOT DISTINCT FROM images.booru AND ${table}.post_key IS NOT DISTINCT FROM images.post_key AND ${table}.path IS NOT DISTINCT FROM images.path`;
  const columns = Object.entries({ ...presets, ...qualityFeatures }).map(([name, sql]) => `(${sql})::DOUBLE AS f_${name}`);
  const links = Object.entries(samePicture).map(([name, sql]) => `(${sql})::INTEGER AS same_${name}`);
  return `WITH copies AS (SELECT path, min(concat_ws(' ', tool, dup_group)) AS copies FROM (${scan('duplicates')}) WHERE path IS NOT NULL GROUP BY path),
    joined AS (SELECT images.booru, images.fid, images.post_key, images.path, images.file_name, images.file_md5, posts.md5, posts.parent_fid, posts.pixiv_id, posts.source, copies.copies, images.jpeg_quality,
        ${width} AS w, ${height} AS h, ${bytes} AS bytes_per_pixel, ${measured.join(', ')}, target
      FROM (${scan('images')}) AS images LEFT JOIN (${scan('image_stats')}) AS stats ON ${on('stats')} LEFT JOIN (${scan('compositions')}) AS compositions ON ${on('compositions')}
        LEFT JOIN (${scan('posts')}) AS posts ON posts.booru = images.booru AND posts.post_key = images.post_key
        LEFT JOIN (${targetsSql(scan)}) AS targets ON targets.booru = images.booru AND targets.post_key = images.post_key LEFT JOIN copies ON copies.path = images.path),
    numbered AS (SELECT *, (row_number() OVER (ORDER BY booru, post_key, path) - 1)::INTEGER AS row FROM joined)
    SELECT row, booru, fid, post_key, path, file_name, target, ${columns.join(', ')}, ${links.join(', ')} FROM numbered ORDER BY row`;
}

/** A cell of fewer posts is compared with a larger one. */
export const leastInCell = 20;

/**
 * SQL of what quality is fitted to, for posts of boards that rate: the share of the posts of its board, year and rating that a post's score leaves behind,
 * half of its equals among them. A board that keeps more favourites than scores is taken by these. Where fewer than leastInCell posts share board, year and
 * rating, those of board and year count, then those of the board; where these are too few, there is no target.
 */
export function targetsSql(scan: (table: TableName) => string): string {
  const cells = { of_rating: 'booru, year, rating_std', of_year: 'booru, year', of_board: 'booru' };
  const share = (cell: string) => `(rank() OVER (PARTITION BY ${cell} ORDER BY liking) - 1 + count(*) OVER (PARTITION BY ${cell}, liking) / 2) / count(*) OVER (PARTITION BY ${cell})`;
  const size = (cell: string) => `count(*) OVER (PARTITION BY ${cell})`;
  const choice = Object.values(cells).map((cell) => `WHEN ${size(cell)} >= ${leastInCell} THEN ${share(cell)}`);
  return `SELECT booru, post_key, CASE ${choice.join(' ')} END::DOUBLE AS target
    FROM (SELECT posts.booru, post_key, year(created_at) AS year, rating_std, CASE WHEN by_score THEN score ELSE favs END AS liking FROM (${scan('posts')}) AS posts
      JOIN (SELECT booru, count(score) >= count(favs) AS by_score FROM (${scan('posts')}) GROUP BY booru) AS board ON board.booru = posts.booru)
    WHERE liking IS NOT NULL`;
}
