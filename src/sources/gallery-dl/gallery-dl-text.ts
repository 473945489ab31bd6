import { literal } from '../../lake/sql.js';
import { boardSql, unknownBoardRule } from '../board-sql.js';
import { isTagLines, pictureNameOf } from '../picture-text.js';
import type { FileRecord, RecordReader, Source } from '../source.js';
import { linesOfWhole } from '../whole-text.js';

const named = /^([a-z0-9-]+)_(\d{1,18}|[A-Za-z0-9]{8,16})_(?:.*?_)?([0-9a-f]{32,40}).*\.([a-z0-9]+)$/i;

/** What gallery-dl's usual name of a picture says: category, id and hash. */
function partsOf(name: string): { category: string; id: string; hash: string; extension: string } | null {
  const found = named.exec(pictureNameOf(name) ?? '');
  return found === null ? null : { category: found[1]!, id: found[2]!, hash: found[3]!, extension: found[4]! };
}

const read: RecordReader = async function* (bytes, sample): AsyncIterable<FileRecord> {
  const text = await linesOfWhole(bytes);
  yield 'reason' in text || !('lines' in text) ? text : { line: 1, raw: text.raw, values: { ...partsOf(sample.name), tags: text.lines.join('\n') } };
};

/**
 * Tags of a post, one a line, in a file named after its picture, `danbooru_294929_MD5.jpg.txt`, as `--write-tags` leaves
 * it (format reference A8.1): it tells the tags and nothing else.
 */
export const galleryDlText: Source = {
  id: 'gallery-dl-tags',
  code: 'GD',
  title: 'Gallery-dl: texts of tags beside pictures',
  detect: (sample) => partsOf(sample.name) !== null && isTagLines(sample) && !/^https?:/m.test(sample.text),
  named: true,
  sidecar: true,
  format: { kind: 'custom', read },
  fields: { category: 'VARCHAR', id: 'VARCHAR', hash: 'VARCHAR', extension: 'VARCHAR', tags: 'VARCHAR' },
  derived: [{ booru: boardSql('category'), unescaped: 'html_unescape(tags)' }],
  required: ['category', 'id'],
  identity: `booru || ' ' || canonical_fid(id)`,
  rules: () => [
    unknownBoardRule('category'),
    { reason: 'bad_value', when: `booru <> 'chan.sankakucomplex.com' AND NOT regexp_full_match(id, '[0-9]+')`, detail: literal('the id is not a number') },
  ],
  emit: () => [{
    // Safebooru.org and tbib.org name their files by another hash.
    table: 'posts', origin: 'listing',
    select: `SELECT booru, canonical_fid(id) AS fid, _row, NULL::VARCHAR AS rating_std, CASE WHEN booru NOT IN ('safebooru.org', 'tbib.org') THEN real_md5(hash) END AS md5, lower(extension) AS file_ext,
      string_split(CASE WHEN booru IN ('gelbooru.com', 'safebooru.org', 'tbib.org') THEN unescaped ELSE tags END, chr(10)) AS tags FROM record`,
  }],
};
