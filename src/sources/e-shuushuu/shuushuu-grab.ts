import { isUtf8 } from 'node:buffer';
import { literal } from '../../lake/sql.js';
import { linesOf, rawText, type Line } from '../bytes.js';
import { sizeSql } from '../booru-chars/release-text.js';
import { partlyTagged } from '../partly-tagged.js';
import type { FileRecord, Source } from '../source.js';
import { unreadRule } from '../unread.js';
import { quotedTags } from './quoted-tags.js';
import { shuushuuBoard, shuushuuUrl } from './shuushuu-tag.js';

const blockNames: Readonly<Record<string, string>> = { '': 'general', COPYRS: 'copyr', ARTIS: 'artis', CHARS: 'chars' };
/** White space around the tags was written as `\\t`. */
const block = /^(?:(COPYRS|ARTIS|CHARS):)?(?:\\t|\s)*(".*")(?:\\t|\s)*$/;

/** One line: name, time, size and favourites, then blocks of tags, told by what they begin with, and EOL. */
function recordOf({ number: line, bytes, tooLong }: Line): FileRecord {
  const raw = () => rawText(bytes);
  if (tooLong) return { line, raw, reason: 'line_too_long' };
  if (!isUtf8(bytes)) return { line, raw, reason: 'bad_encoding' };
  const text = bytes.toString('utf8').trim();
  const failed = /^\d+;(NOPAGE|FAIL)\b/.exec(text);
  if (text === 'EOL' || failed) return { line, raw, reason: 'board_error', detail: `the scraper read no page${failed ? `: ${failed[1]}` : ''}` };
  const fields = text.split('\t').map((field) => field.trim());
  if (fields.pop() !== 'EOL') return { line, raw, reason: 'bad_columns', detail: 'the row does not end with EOL' };
  const [filename, submitted, dimensions, favorites, ...blocks] = fields;
  // The line of a picture that is gone may end after its name.
  if (favorites === undefined && !filename!.endsWith('.no')) return { line, raw, reason: 'bad_columns', detail: `${fields.length} fields before EOL` };
  const values: Record<string, unknown> = { filename, submitted, dimensions, favorites };
  for (const field of blocks) {
    const found = block.exec(field);
    const name = blockNames[found?.[1] ?? '']!;
    if (field === '') continue;
    if (!found || values[name] !== undefined) return { line, raw, reason: 'bad_columns', detail: 'a field is no list of tags, or a second one' };
    values[name] = found[2];
  }
  return { line, raw, values };
}

async function* grabRecords(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const line of linesOf(bytes)) if (line.bytes.some((byte) => byte > 32)) yield recordOf(line);
}

const categories = { general: 0, copyr: 3, artis: 1, chars: 4 } as const;
const lists = Object.keys(categories) as (keyof typeof categories)[];
const size = `regexp_extract(dimensions, '^[0-9]+x[0-9]+')`;

/** The pages of images as aperveyev's scraper printed them (format reference A5.3): TAB, each block of tags there only when it is not empty. */
export const shuushuuGrab: Source = {
  id: 'e-shuushuu-grab',
  code: 'Es',
  title: 'e-shuushuu images: scraped pages, TAB without header',
  detect: ({ shape, text }) => shape === 'text' && /^\d{4}-\d\d-\d\d-\d+\.[A-Za-z0-9]+\t(?:.*\t)?EOL\r?$/m.test(text),
  format: { kind: 'custom', read: grabRecords },
  fields: { filename: 'VARCHAR', submitted: 'VARCHAR', dimensions: 'VARCHAR', favorites: 'INTEGER', general: 'VARCHAR', copyr: 'VARCHAR', artis: 'VARCHAR', chars: 'VARCHAR' },
  derived: [{
    fid: `canonical_fid(nullif(regexp_extract(filename, '^[0-9]{4}-[0-9]{2}-[0-9]{2}-([0-9]{1,18})\\.[A-Za-z0-9]+$', 1), ''))`, is_gone: `ends_with(filename, '.no')`, posted: 'ordinal_time(submitted)',
    ...Object.fromEntries(lists.map((name) => [name, quotedTags(name)])),
  }],
  required: ['filename'],
  identity: 'fid',
  rules: () => [
    { reason: 'bad_value', when: 'fid IS NULL', detail: literal('field filename') },
    unreadRule('submitted', 'posted'), unreadRule('dimensions', `nullif(${size}, '')`),
  ],
  emit: () => [
    ...partlyTagged({
      table: 'posts', origin: 'release',
      select: `SELECT '${shuushuuBoard}' AS booru, fid, _row, posted AS created_at, CASE WHEN posted IS NOT NULL THEN 'minute' END AS created_precision, NULL::VARCHAR AS rating_std, favorites AS favs,
        CASE WHEN NOT is_gone THEN url_ext(filename) END AS file_ext, nullif(${sizeSql(size, 'w')}, 0) AS width, nullif(${sizeSql(size, 'h')}, 0) AS height, CASE WHEN NOT is_gone THEN ${shuushuuUrl('filename')} END AS file_url,
        CASE WHEN is_gone THEN 'deleted' END AS status, ${lists.join(' || ')} AS tags FROM record`,
    }),
    {
      table: 'tags',
      select: `SELECT '${shuushuuBoard}' AS booru, tag_name, max(tag_cat)::TINYINT AS tag_cat FROM (${lists.map((name) => `SELECT unnest(${name}) AS tag_name, ${categories[name]} AS tag_cat FROM record`).join(' UNION ALL ')})
        WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name`,
    },
  ],
};
