import { lineRecords } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from '../tools/picture.js';
import { fieldsByName, rowsByName } from './name-rows.js';
import { numberRule, numberSql } from './release-text.js';
import type { FileRecord, Source } from '../source.js';

const md5Line = /^([0-9a-fA-F]{32}) [ *]?(\S.*)$/;

/** The rows of fciv, without its words about itself, or of md5sum. */
function sums(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  return lineRecords(bytes, (text) => {
    if (text.startsWith('//')) return null;
    const [, md5, path] = md5Line.exec(text) ?? [];
    return path === undefined ? { reason: 'bad_columns', detail: 'not an MD5 and a path' } : { values: { file_md5: md5!.toLowerCase(), ...pictureOf(path) } };
  });
}

/** MD5 sums of pictures by fciv or md5sum (format reference B7: FCIV_EXT). */
export const md5List: Source = {
  id: 'md5-list',
  code: 'MD5',
  title: 'MD5 sums of pictures: fciv, md5sum',
  detect: ({ shape, text }) => shape === 'text' && md5Line.test(/^(?!\/\/|\s*$).*/m.exec(text)?.[0].trimEnd() ?? ''),
  format: { kind: 'custom', read: sums },
  fields: { ...pictureFields, file_md5: 'VARCHAR' },
  required: [],
  identity: 'path',
  rules: () => pictureRules(),
  emit: () => [postsOfPictures(), { table: 'images', select: `SELECT ${pictureColumns}, file_md5, _row FROM record` }],
};

const numbers = { IWIDTH: 'thumb_w', IHEIGHT: 'thumb_h', TENTR: 'entropy', TSKEW: 'skew', TCOLORS: 'colors', MEANG: 'chroma_mean' } as const;
const columns = ['FNAME', 'IBPP', ...Object.keys(numbers), 'WIDTH2', 'HEIGHT2', 'ENTR2'];
const bareId = `regexp_extract(file_name, '^0*([0-9]+)\\.[A-Za-z]+$', 1)`;

/** BOORU CHARS' statistics of danbooru's thumbnails of 512 pixels, black borders cut off, without a header (format reference B3: LOAD_IM_DANB). */
export const danbooru512: Source = {
  id: 'danbooru-512',
  code: 'IM_DANB',
  title: 'BOORU CHARS: danbooru_512all_imagick, no header',
  detect: ({ shape, firstLine }) => shape === 'text' && /^"[^"]+";[^;\\/"]*;\d+;\d+;(?:-?[\d.][\d.e+-]*;){4}\d+;\d+;-?[\d.][\d.e+-]*$/.test(firstLine),
  format: rowsByName({ delimiter: ';', columns }),
  fields: fieldsByName(['FNAME', ...Object.keys(numbers)]),
  // A name may be the bare id: all are danbooru's.
  derived: [{ bare: `nullif(${bareId}, '')` }, { website: `coalesce(website, CASE WHEN bare IS NOT NULL THEN 'danbooru' END)`, booru: `coalesce(booru, CASE WHEN bare IS NOT NULL THEN 'danbooru.donmai.us' END)`, fid: 'coalesce(fid, bare)' }],
  required: ['FNAME'],
  identity: 'path',
  rules: () => [...pictureRules(), numberRule(Object.keys(numbers))],
  emit: () => [
    postsOfPictures(),
    {
      table: 'images',
      select: `SELECT ${pictureColumns}, ${Object.entries(numbers).map(([column, to]) => `${numberSql(column)} AS ${to}`).join(', ')}, 'thumb512' AS measured_on, _row FROM record`,
    },
  ],
};
