import { ratingStdSql } from '../../tags/ratings.js';
import { boardOfRow, keyRules, namedBoard, postIdentity } from '../board-of-row.js';
import { numberRule, numberSql, sizeRule, sizeSql } from '../booru-chars/release-text.js';
import { hasHeader } from '../header.js';
import { startsWithLine } from '../id-lines.js';
import type { LoadContext, RecordFormat, Source } from '../source.js';

const tsv = { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' } as const satisfies RecordFormat;

const texts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'VARCHAR']));
const sizeOf = (column: string) => `nullif(${numberSql(column)}, 0)`;
const fid = 'canonical_fid(id) AS fid, _row';
const posts = async (context: LoadContext) => `(SELECT *, ${await boardOfRow(context)} AS booru FROM record)`;
const common = { required: ['POST_ID'], identity: postIdentity } satisfies Partial<Source>;

/** What the post tables say of a post, of columns that only some of them have. */
const known = `rating_text AS rating_raw, ${ratingStdSql('rating_text')} AS rating_std, ${numberSql('SCORE')} AS score, ${sizeOf('IMG_WIDTH')} AS width, ${sizeOf('IMG_HEIGHT')} AS height, ${sizeOf('FILE_SIZE')} AS file_size,
  whole_url(FILE_URL) AS file_url, whole_url(SAMPLE_URL) AS sample_url`;

const columns = [
  'POST_ID', 'CREATED_AT', 'SCORE', 'RATING', 'IMG_WIDTH', 'IMG_HEIGHT', 'FILE_EXT', 'FILE_SIZE', 'FILE_URL', 'SAMPLE_WIDTH', 'SAMPLE_HEIGHT', 'SAMPLE_SIZE', 'SAMPLE_URL', 'JPEG_SIZE', 'JPEG_URL', 'AUTHOR', 'FILE_MD5', 'PARENT_ID',
];
const withoutExt = columns.filter((name) => name !== 'FILE_EXT');
const isHeaded = (sample: Parameters<Source['detect']>[0]) => hasHeader(sample, '\t', withoutExt);

/** `yndr_posts.tsv` and `kona_posts.tsv`, of which only the first part has a header and only yande.re's a FILE_EXT (format reference A3.4). */
export const moebooruReleasePosts: Source = {
  ...common,
  id: 'moebooru-release-posts',
  code: 'Y',
  title: 'Yande.re and konachan posts: yndr_posts.tsv, kona_posts.tsv',
  detect: (sample) => isHeaded(sample) || (sample.shape === 'text' && startsWithLine(sample.text, /^\d+\t\d{4}-\d\d-\d\d \d\d:\d\d\t-?\d*\t[A-Za-z]*(?:\t[^\t]*){13,14}$/)),
  format: (sample) => (isHeaded(sample) ? tsv : { ...tsv, columns: sample.header('\t').length === columns.length ? columns : withoutExt }),
  fields: texts(columns),
  derived: [{ id: 'trim(POST_ID)', rating_text: 'blank_null(RATING)', ...namedBoard(['FILE_URL', 'SAMPLE_URL', 'JPEG_URL']), posted: `TRY_CAST(CREATED_AT AS TIMESTAMP) AT TIME ZONE 'UTC'` }],
  rules: async (context) => [
    ...keyRules(await boardOfRow(context)),
    numberRule(['SCORE', 'IMG_WIDTH', 'IMG_HEIGHT', 'FILE_SIZE', 'SAMPLE_WIDTH', 'SAMPLE_HEIGHT', 'PARENT_ID']),
    { reason: 'bad_value', when: 'CREATED_AT IS NOT NULL AND posted IS NULL', detail: `'field CREATED_AT'` },
  ],
  emit: async (context) => [{
    table: 'posts', origin: 'release',
    select: `SELECT booru, ${fid}, real_time(posted) AS created_at, CASE WHEN real_time(posted) IS NOT NULL THEN 'minute' END AS created_precision, ${known}, real_md5(FILE_MD5) AS md5,
      coalesce(lower(blank_null(FILE_EXT)), url_ext(FILE_URL)) AS file_ext, ${sizeOf('SAMPLE_WIDTH')} AS sample_width, ${sizeOf('SAMPLE_HEIGHT')} AS sample_height,
      ${sizeOf('PARENT_ID')}::BIGINT::VARCHAR AS parent_fid, blank_null(AUTHOR) AS uploader FROM ${await posts(context)}`,
  }],
};

/** Number columns of the picture tables, to the columns of `images` they fill. */
const measures = { SAMPLE_SIZE: 'file_size', SAMPLE_WIDTH: 'width', SAMPLE_HEIGHT: 'height', ENTHROPY: 'entropy', SKEWNESS: 'skew', STDDEV: 'stddev', COLORS: 'colors', HCL_MEAN: 'chroma_mean', EDGES: 'edge' } as const;
const ripMeasures = {
  ...measures, POST_RANK: 'rank_all', RES_X: 'res_x', RES_Y: 'res_y', JPEG_QUALITY: 'jpeg_quality', IMEAN: 'mean', HCL_MAX: 'chroma_max', RED_MEAN: 'r_mean', GREEN_MEAN: 'g_mean', BLUE_MEAN: 'b_mean',
} as const;
const filled = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([column, to]) => `${numberSql(column)} AS ${to}`).join(', ');
const facts = ['SCORE', 'IMG_WIDTH', 'IMG_HEIGHT', 'FILE_SIZE'];
const isPath = `coalesce(LOCAL_PATH NOT IN ('DEDUPLICATED', 'EXPLICIT', 'EXCLUDED'), false)`;

/** `yndr_rip.tsv` and `kona_rip.tsv`: posts with what was measured on the picture that was kept of them (format reference A3.4). Words stand for the path of a picture that was left out. */
export const moebooruRip: Source = {
  ...common,
  id: 'moebooru-rip',
  code: 'Y',
  title: 'Yande.re and konachan pictures: yndr_rip.tsv, kona_rip.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['POST_ID', 'POST_RANK', 'LOCAL_FILE_NAME', 'LOCAL_PATH', 'BOUNDBOX', 'ENTHROPY', 'ARIA_MOVE']),
  format: tsv,
  fields: texts(['POST_ID', 'RATING', 'SAMPLE_URL', 'FILE_URL', 'LOCAL_FILE_NAME', 'LOCAL_PATH', 'BOUNDBOX', 'COLORSPACE', 'RES_UNIT', ...facts, ...Object.keys(ripMeasures)]),
  derived: [{ id: 'trim(POST_ID)', rating_text: 'blank_null(RATING)', ...namedBoard(['FILE_URL', 'SAMPLE_URL']) }],
  rules: async (context) => [...keyRules(await boardOfRow(context)), numberRule([...facts, ...Object.keys(ripMeasures)]), sizeRule(['BOUNDBOX'])],
  emit: async (context) => [
    { table: 'posts', origin: 'listing', select: `SELECT booru, ${fid}, ${known}, url_ext(FILE_URL) AS file_ext FROM ${await posts(context)}` },
    {
      table: 'images',
      select: `SELECT booru, ${fid}, picture_path(CASE WHEN ${isPath} THEN LOCAL_PATH END, LOCAL_FILE_NAME) AS path, LOCAL_FILE_NAME AS file_name, ${filled(ripMeasures)}, RES_UNIT AS res_unit, COLORSPACE AS colorspace,
        ${(['w', 'h', 'x', 'y'] as const).map((part) => `${sizeSql('BOUNDBOX', part)} AS bound_${part}`).join(', ')}, 2 AS edge_radius, 'original' AS measured_on
        FROM ${await posts(context)} WHERE ${isPath} OR ENTHROPY IS NOT NULL`,
    },
  ],
};

/** `kona_repack.tsv`: what was measured on pictures before and after they were packed again; the figures before are kept (format reference A3.4). */
export const moebooruRepack: Source = {
  ...common,
  id: 'moebooru-repack',
  code: 'Y',
  title: 'Konachan pictures packed again: kona_repack.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['POST_ID', 'GRAB_SRC', 'JPEG_Q', 'JPEG_Q_M', 'ENTHR_DELTA', 'EDGES_D_RANK']),
  format: tsv,
  fields: texts(['POST_ID', 'GRAB_SRC', 'JPEG_Q', ...Object.keys(measures)]),
  derived: [{ id: 'trim(POST_ID)', named_board: `'konachan.com'` }],
  rules: async (context) => [...keyRules(await boardOfRow(context)), numberRule(['JPEG_Q', ...Object.keys(measures)])],
  emit: async (context) => [
    { table: 'posts', origin: 'mention', select: `SELECT booru, ${fid}, NULL::VARCHAR AS rating_std FROM ${await posts(context)}` },
    {
      table: 'images',
      select: `SELECT booru, ${fid}, ${filled({ ...measures, JPEG_Q: 'jpeg_quality' })}, 2 AS edge_radius,
        CASE left(trim(GRAB_SRC), 1) WHEN 'S' THEN 'sample' WHEN 'J' THEN 'jpeg' WHEN 'F' THEN 'original' END AS measured_on FROM ${await posts(context)}`,
    },
  ],
};
