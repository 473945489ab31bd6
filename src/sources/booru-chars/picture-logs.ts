import { csvRecords } from '../csv-records.js';
import { mentionedPosts, postOfPath, unknownNameRule } from './mentioned-posts.js';
import { numberRule, numberSql } from './release-text.js';
import type { Sample } from '../sample.js';
import type { FileRecord, Source } from '../source.js';

const place = 'board AS booru, post AS fid, folder AS path, picture AS file_name';
/** Lists of files are written by programs of Windows that say little besides. */
const oneColumn = { kind: 'csv', delimiter: '\x01', quoted: false, columns: ['LINE'], fallback: 'windows-1251' } as const;

/** The rows of Microsoft's fciv, without its words about itself. */
async function* fcivRows(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const record of csvRecords(bytes, oneColumn)) {
    const isWord = 'values' in record && /^\s*(?:\/\/|$)/.test(String(record.values['LINE']));
    if (!isWord) yield record;
  }
}

const firstRow = ({ text }: Sample) => /^(?!\/\/|\s*$).*/m.exec(text)?.[0].trimEnd() ?? '';

/** MD5 sums of pictures as fciv prints them (format reference B7: FCIV_EXT). */
export const md5List: Source = {
  id: 'md5-list',
  code: 'FCIV',
  title: 'MD5 sums of pictures: fciv, md5sum',
  detect: (sample) => (sample.shape === 'text' || sample.firstLine.startsWith('//')) && /^[0-9a-fA-F]{32} [ *]?\S.*$/.test(firstRow(sample)),
  format: { kind: 'custom', read: fcivRows },
  fields: { LINE: 'VARCHAR' },
  derived: [{ md5: `real_md5(left(LINE, 32))`, file_path: `nullif(regexp_extract(LINE, '^[0-9a-fA-F]{32} [ *]?(\\S.*)$', 1), '')` }, ...postOfPath('file_path')],
  required: ['LINE'],
  identity: 'file_path',
  rules: () => [{ reason: 'bad_value', when: 'file_path IS NULL', detail: `'not an MD5 and a path'` }, unknownNameRule],
  emit: () => [mentionedPosts('picture'), { table: 'images', select: `SELECT ${place}, md5 AS file_md5, _row FROM record` }],
};

const pictureEnd = '\\.(?:jpe?g|png|gif|webp|bmp|avif)$';

/** Full Windows paths, one a line, as `dir /b /s` prints them (format reference B7: DIR_BS_EXT). */
export const directoryList: Source = {
  id: 'directory-list',
  code: 'DIR',
  title: 'Paths of pictures: dir /b /s',
  detect: ({ shape, text }) => shape === 'text' && /^[A-Za-z]:\\[^\t;"|<>*?]*\r?\n/.test(`${text}\n`) && new RegExp(`^[A-Za-z]:\\\\[^\\t;"|<>*?]*${pictureEnd}`, 'im').test(text.replaceAll('\r', '')),
  format: oneColumn,
  fields: { LINE: 'VARCHAR' },
  derived: postOfPath('LINE'),
  required: ['LINE'],
  identity: 'LINE',
  rules: () => [{ reason: 'not_a_record', when: `NOT regexp_matches(LINE, '(?i)${pictureEnd}')`, detail: `'not the path of a picture'` }, unknownNameRule],
  emit: () => [mentionedPosts('picture'), { table: 'images', select: `SELECT ${place}, _row FROM record` }],
};

const numbers = { IWIDTH: 'thumb_w', IHEIGHT: 'thumb_h', TENTR: 'entropy', TSKEW: 'skew', TCOLORS: 'colors', MEANG: 'chroma_mean' } as const;
const unused = ['IBPP', 'WIDTH2', 'HEIGHT2', 'ENTR2'];
const columns = ['IFILE', 'IBPP', ...Object.keys(numbers), 'WIDTH2', 'HEIGHT2', 'ENTR2'];

/** BOORU CHARS' statistics of danbooru's thumbnails of 512 pixels, black borders cut off, without a header (format reference B3: LOAD_IM_DANB). */
export const danbooru512: Source = {
  id: 'danbooru-512',
  code: 'IM_DANB',
  title: 'BOORU CHARS: danbooru_512all_imagick, no header',
  detect: ({ shape, firstLine }) => shape === 'text' && /^"[^"]+";[^;\\/"]*;\d+;\d+;(?:-?[\d.][\d.e+-]*;){4}\d+;\d+;-?[\d.][\d.e+-]*$/.test(firstLine),
  format: { kind: 'csv', delimiter: ';', quoted: false, columns, wide: 'IFILE', fallback: 'windows-1251' },
  fields: Object.fromEntries(columns.filter((name) => !unused.includes(name)).map((name) => [name, 'VARCHAR'])),
  derived: [{ IFILE: `regexp_replace(trim(IFILE), '^"(.*)"$', '\\1')` }, ...postOfPath('IFILE'), {
    // All are danbooru's; a name may be the bare id.
    board: `CASE WHEN regexp_full_match(picture, '[0-9]+\\.[A-Za-z]+') THEN 'danbooru.donmai.us' ELSE board END`,
    post: `coalesce(post, canonical_fid(nullif(regexp_extract(picture, '^([0-9]+)\\.[A-Za-z]+$', 1), '')))`,
  }],
  required: ['IFILE'],
  identity: 'IFILE',
  rules: () => [unknownNameRule, numberRule(Object.keys(numbers))],
  emit: () => [
    mentionedPosts('picture'),
    {
      table: 'images',
      select: `SELECT ${place}, ${Object.entries(numbers).map(([column, to]) => `${numberSql(column)} AS ${to}`).join(', ')}, 'thumb512' AS measured_on, _row FROM record`,
    },
  ],
};
