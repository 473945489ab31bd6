import { isUtf8 } from 'node:buffer';
import { ratingStdSql } from '../../tags/ratings.js';
import { rawText } from '../bytes.js';
import { recordLimit } from '../reject.js';
import type { FileRecord, Source } from '../source.js';
import { readElement, unescapeXml } from '../xml-element.js';
import { zerochanBoard, zerochanIdRule, zerochanPosts } from './zerochan-json.js';

/** The items of a feed, read on Latin-1 text, in which every character is a byte; what stands around them is no record. */
async function* itemRecords(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  let text = '';
  let line = 1;
  const move = (to: number): void => {
    line += text.slice(0, to).split('\n').length - 1;
    text = text.slice(to);
  };
  for await (const chunk of bytes) {
    text += chunk.toString('latin1');
    for (let start = text.search(/<item[\s>]/); start >= 0; start = text.search(/<item[\s>]/)) {
      move(start);
      // An item that is not closed costs itself only.
      const end = /<\/item\s*>|<item[\s>]/.exec(text.slice(5));
      if (end === null) break;
      const length = 5 + end.index + (end[0].startsWith('</') ? end[0].length : 0);
      yield itemOf(text.slice(0, length), line);
      move(length);
    }
    if (text.length > recordLimit && text.startsWith('<item')) {
      yield { line, raw: begin(text), reason: 'line_too_long' };
      move(text.length);
    }
  }
  if (text.startsWith('<item')) yield { line, raw: begin(text), reason: 'bad_markup', detail: 'the file ends inside of an item' };
}

const begin = (text: string) => () => rawText(Buffer.from(text, 'latin1'));

/** An item's children, with the address and size of its picture as `content_*` and that of its thumbnail. */
function itemOf(latin: string, line: number): FileRecord {
  const raw = begin(latin);
  const bytes = Buffer.from(latin, 'latin1');
  if (!isUtf8(bytes)) return { line, raw, reason: 'bad_encoding' };
  const text = bytes.toString('utf8');
  const item = readElement(text, 0, 'item');
  if (typeof item === 'string') return { line, raw, reason: 'bad_markup' };
  const values: Record<string, string> = { title: item.values['title'] ?? '', link: item.values['link'] ?? '', keywords: item.values['media:keywords'] ?? '', rating: item.values['media:rating'] ?? '' };
  for (const [, element, attributes] of text.matchAll(/<media:(content|thumbnail)\s([^>]*)>/g)) {
    for (const [, name, value] of attributes!.matchAll(/(\w+)\s*=\s*"([^"]*)"/g)) values[`${element!}_${name!}`] = unescapeXml(value!);
  }
  return { line, raw, values };
}

const isSample = `coalesce(content_expression = 'sample', false)`;
const ofFile = (column: string) => `CASE WHEN NOT ${isSample} THEN ${column} END`;
const ofSample = (column: string) => `CASE WHEN ${isSample} THEN ${column} END`;

/** The feed of a tag (format reference A6.3): its list of tags is broken over lines, also inside of a tag. Sizes are those of the picture its address is of. */
export const zerochanRss: Source = {
  id: 'zerochan-rss',
  code: 'Z',
  title: 'Zerochan feeds: RSS',
  detect: ({ shape, text }) => shape === 'markup' && /<rss[\s>]/.test(text) && /<link>\s*(?:https?:)?\/\/(?:www\.)?zerochan\.net\//.test(text),
  format: { kind: 'custom', read: itemRecords },
  fields: {
    title: 'VARCHAR', link: 'VARCHAR', keywords: 'VARCHAR', rating: 'VARCHAR', content_url: 'VARCHAR', content_width: 'INTEGER', content_height: 'INTEGER', content_expression: 'VARCHAR', thumbnail_url: 'VARCHAR',
  },
  derived: [
    { fid: `canonical_fid(regexp_extract(link, '/([0-9]{1,18})/?(?:[?#].*)?$', 1))`, main: 'spaced_tag(title)', keywords: 'spaced_tag(keywords)', rating: 'blank_null(rating)' },
    { names: `list_filter(list_transform(string_split(keywords, ', '), lambda t: rtrim(t, ',')), lambda t: t <> '')` },
  ],
  required: ['link'],
  identity: 'fid',
  rules: () => [zerochanIdRule],
  emit: () => zerochanPosts('listing', `SELECT '${zerochanBoard}' AS booru, fid, _row, rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, ${ofFile('url_ext(content_url)')} AS file_ext,
    ${ofFile('nullif(content_width, 0)')} AS width, ${ofFile('nullif(content_height, 0)')} AS height, ${ofSample('nullif(content_width, 0)')} AS sample_width, ${ofSample('nullif(content_height, 0)')} AS sample_height,
    ${ofFile('whole_url(content_url)')} AS file_url, ${ofSample('whole_url(content_url)')} AS sample_url, whole_url(thumbnail_url) AS preview_url, main, names AS tags FROM record`),
};
