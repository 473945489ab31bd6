import { byteSizeSql } from '../amount.js';
import { sizeSql } from '../booru-chars/release-text.js';
import { attributeOf, beginningOf, htmlReader, textOf } from '../html-page.js';
import { partlyTagged } from '../partly-tagged.js';
import type { FileRecord, Source } from '../source.js';
import { unreadRule } from '../unread.js';
import { shuushuuNames, shuushuuTagsType, shuushuuVocabulary, wholeShuushuuUrl } from './shuushuu-images.js';
import { shuushuuBoard } from './shuushuu-tag.js';

const facts: Readonly<Record<string, string>> = { 'Submitted By': 'uploader', 'Submitted On': 'submitted', 'File size': 'file_size', Dimensions: 'dimensions', Favorites: 'favorites' };
/** Lists of tags, to the number of their type. */
const lists: Readonly<Record<string, number>> = { Tag: 1, Tags: 1, Source: 2, Sources: 2, Artist: 3, Artists: 3, Character: 4, Characters: 4 };

const blockStart = /<div\b[^>]*\sclass="image_block\b[^>]*>/g;

/** The images of a page, each a block with a list of facts. */
function* imagesOf(html: string): Iterable<FileRecord> {
  const starts = [...html.matchAll(blockStart)].map((found) => found.index);
  let line = 1;
  for (const [i, start] of starts.entries()) {
    line += html.slice(starts[i - 1] ?? 0, start).split('\n').length - 1;
    const next = html.slice(start, starts[i + 1]);
    // What follows the list of facts is of the next image.
    const end = next.indexOf('</dl>');
    const block = end < 0 ? next : next.slice(0, end);
    yield { line, raw: () => beginningOf(block), values: imageOf(block) };
  }
}

function imageOf(block: string): Record<string, unknown> {
  const link = [...block.matchAll(/<a\b[^>]*>/g)].map(([tag]) => tag).find((tag) => /\bthumb_image\b/.test(attributeOf(tag, 'class') ?? ''));
  const file = link === undefined ? null : attributeOf(link, 'href');
  const picture = /<img\b[^>]*>/.exec(block)?.[0];
  const tags: unknown[] = [];
  const values: Record<string, unknown> = {
    image_id: /href="\/image\/(\d+)\/?"/.exec(block)?.[1] ?? /\/\d{4}-\d\d-\d\d-(\d+)\.\w+$/.exec(file ?? '')?.[1], file, tags, preview: picture === undefined ? null : attributeOf(picture, 'src'),
  };
  for (const [, label, content] of block.matchAll(/<dt\b[^>]*>\s*([^<:]+?)\s*:?\s*<\/dt>\s*<dd\b[^>]*>([^]*?)<\/dd>/g)) {
    const type = lists[label!];
    if (type === undefined) values[facts[label!] ?? label!] = textOf(content!);
    else for (const [, tag_id, title] of content!.matchAll(/<a\b[^>]*\shref="\/tags\/(\d+)\/?"[^>]*>([^<]*)<\/a>/g)) tags.push({ tag_id, title: textOf(title!), type });
  }
  return values;
}

const size = `regexp_extract(dimensions, '^[0-9]+x[0-9]+')`;

/** Saved pages of the old site, of one image or of several (format reference A5.2). */
export const shuushuuPages: Source = {
  id: 'e-shuushuu-pages',
  code: 'Es',
  title: 'e-shuushuu images: saved pages of the old site',
  detect: ({ shape, text }) => shape === 'markup' && /<div\b[^>]*\sclass="image_block\b/.test(text) && /\bclass="thumb_image"|\shref="\/image\/\d+\/?"/.test(text),
  format: { kind: 'custom', read: htmlReader(imagesOf) },
  fields: { image_id: 'BIGINT', file: 'VARCHAR', preview: 'VARCHAR', uploader: 'VARCHAR', submitted: 'VARCHAR', file_size: 'VARCHAR', dimensions: 'VARCHAR', favorites: 'INTEGER', tags: shuushuuTagsType },
  derived: [{ ...shuushuuNames, posted: 'ordinal_time(submitted)', file_bytes: byteSizeSql('file_size') }],
  required: ['image_id'],
  identity: 'image_id',
  sidecar: true,
  rules: () => [unreadRule('submitted', 'posted'), unreadRule('file_size', 'file_bytes'), unreadRule('dimensions', `nullif(${size}, '')`)],
  emit: () => [
    ...partlyTagged({
      table: 'posts', origin: 'release',
      select: `SELECT '${shuushuuBoard}' AS booru, image_id::VARCHAR AS fid, _row, posted AS created_at, CASE WHEN posted IS NOT NULL THEN 'minute' END AS created_precision, NULL::VARCHAR AS rating_std, favorites AS favs,
        url_ext(file) AS file_ext, nullif(file_bytes, 0) AS file_size, nullif(${sizeSql(size, 'w')}, 0) AS width, nullif(${sizeSql(size, 'h')}, 0) AS height, ${wholeShuushuuUrl('file')} AS file_url, ${wholeShuushuuUrl('preview')} AS preview_url,
        blank_null(uploader) AS uploader, names AS tags FROM record`,
    }),
    shuushuuVocabulary,
  ],
};
