import { unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { mentionedPosts, postOfRow } from './mentioned-posts.js';
import { fileNameSql, folderSql } from './picture-name.js';
import { numberRule, numberSql, sizeRule, sizeSql } from './release-text.js';
import type { Source } from '../source.js';

const format = { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' } as const;
const facts = `board AS booru, post AS fid, ${sizeSql('IMAGESIZE', 'w')} AS width, ${sizeSql('IMAGESIZE', 'h')} AS height, ${numberSql('FILESIZE')} AS file_size, real_md5(FMD5) AS file_md5`;

/** BOORU CHARS 2021: the files of its main archive (format reference B4). */
export const bcsArch: Source = {
  id: 'bcs-arch',
  code: 'BCS',
  title: 'BOORU CHARS 2021: BCS_arch.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'FVOLUME', 'FILENAME', 'IMAGESIZE', 'FILESIZE', 'FMD5']),
  format,
  fields: { BOORU: 'VARCHAR', FID: 'VARCHAR', FVOLUME: 'VARCHAR', FILENAME: 'VARCHAR', IMAGESIZE: 'VARCHAR', FILESIZE: 'VARCHAR', JPEGQ: 'VARCHAR', FMD5: 'VARCHAR' },
  derived: postOfRow,
  required: ['BOORU', 'FID', 'FILENAME'],
  identity: 'row(board, post, picture_path(FVOLUME, FILENAME))',
  rules: () => [unknownBoardRule('BOORU'), numberRule(['FILESIZE']), sizeRule(['IMAGESIZE'])],
  emit: () => [
    mentionedPosts('FILENAME'),
    // ExifTool's guess of the quality may be a word.
    { table: 'images', select: `SELECT ${facts}, picture_path(FVOLUME, FILENAME) AS path, FILENAME AS file_name, ${numberSql('JPEGQ')} AS jpeg_quality, _row FROM record` },
  ],
};

/** BOORU CHARS 2021: the files of the torrents it was made from; FDATE is the date of the file, not of the post (format reference B4). */
export const bcsTorr: Source = {
  id: 'bcs-torr',
  code: 'BCS',
  title: 'BOORU CHARS 2021: BCS_torr.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['TORR', 'BOORU', 'FID', 'SOURCEFILE', 'IMAGESIZE', 'FILESIZE', 'FDATE', 'FMD5']),
  format,
  fields: {
    TORR: 'VARCHAR', BOORU: 'VARCHAR', FID: 'VARCHAR', SOURCEFILE: 'VARCHAR', IMAGESIZE: 'VARCHAR', FILESIZE: 'VARCHAR', IFMT: 'VARCHAR', FDATE: 'VARCHAR', FMD5: 'VARCHAR', ZPATH: 'VARCHAR',
  },
  derived: [...postOfRow, { place: `concat_ws('/', blank_null(TORR), blank_null(ZPATH), ${folderSql('SOURCEFILE')})`, picture: fileNameSql('SOURCEFILE') }],
  required: ['BOORU', 'FID', 'SOURCEFILE'],
  identity: 'row(board, post, picture_path(place, picture))',
  rules: () => [
    unknownBoardRule('BOORU'), numberRule(['FILESIZE']), sizeRule(['IMAGESIZE']),
    { reason: 'bad_value', when: `blank_null(FDATE) IS NOT NULL AND TRY_CAST(FDATE AS TIMESTAMP) IS NULL`, detail: `'field FDATE'` },
  ],
  emit: () => [
    mentionedPosts('picture'),
    {
      table: 'images',
      select: `SELECT ${facts}, picture_path(place, picture) AS path, picture AS file_name, blank_null(IFMT) AS file_type, TRY_CAST(FDATE AS TIMESTAMP) AT TIME ZONE 'UTC' AS file_dt, _row FROM record`,
    },
  ],
};
