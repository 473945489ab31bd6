import { attributeOf, beginningOf, htmlReader, textOf } from '../html-page.js';
import { partlyTagged } from '../partly-tagged.js';
import type { FileRecord, Source } from '../source.js';
import { repairJson } from './repaired-json.js';
import { zerochanCategory, zerochanPageColumns, zerochanPages } from './zerochan-grab.js';
import { zerochanBoard } from './zerochan-json.js';

const script = /<script\b[^>]*\btype="application\/ld\+json"[^>]*>([^]*?)<\/script>/g;

/** The one record of a page: its JSON-LD, with the list of tags and their types. */
function* pageOf(html: string): Iterable<FileRecord> {
  const raw = () => beginningOf(html);
  for (const { 1: text, index } of html.matchAll(script)) {
    if (!/"@type"\s*:\s*"ImageObject"/.test(text!)) continue;
    const line = html.slice(0, index).split('\n').length;
    try {
      // Apostrophes come with a backslash, which JSON does not know.
      const facts = JSON.parse(repairJson(text!.replaceAll(String.raw`\'`, `'`))) as Record<string, unknown>;
      yield { line, raw, values: { ...facts, page_tags: tagsOf(html) } };
    } catch (error) {
      yield { line, raw, reason: 'bad_json', detail: (error as Error).message.slice(0, 200) };
    }
    return;
  }
  yield { line: 1, raw, reason: 'missing_key', detail: 'no JSON-LD of a picture' };
}

function tagsOf(html: string): { name: string; type: string }[] {
  const list = /<ul\b[^>]*\sid="tags"[^>]*>([^]*?)<\/ul>/.exec(html)?.[1] ?? '';
  return [...list.matchAll(/<li\b[^>]*>(?:(?!<li\b)[^])*/g)].map(([item]) => {
    const [opening] = /^<li\b[^>]*>/.exec(item)!;
    const link = /<a\b[^>]*>/.exec(item)?.[0] ?? '';
    const word = attributeOf(opening, 'data-type') ?? attributeOf(link, 'data-type') ?? attributeOf(opening, 'class')?.split(/\s/)[0] ?? '';
    const type = textOf(/<\/a>([^]*)$/.exec(item)?.[1] ?? '') || word.replace(/[-_]/g, ' ');
    return { name: attributeOf(link, 'data-tag') ?? attributeOf(opening, 'data-tag') ?? textOf(/<a\b[^>]*>([^]*?)<\/a>/.exec(item)?.[1] ?? ''), type };
  });
}

/** Saved pages of posts: the JSON-LD in them, and the tags with their types (format reference A6.2). */
export const zerochanHtml: Source = {
  ...zerochanPages,
  id: 'zerochan-html',
  title: 'Zerochan posts: saved pages',
  detect: ({ shape, text }) => shape === 'markup' && text.includes('zerochan.net') && text.includes('application/ld+json') && text.includes('contentUrl'),
  format: { kind: 'custom', read: htmlReader(pageOf) },
  fields: { ...zerochanPages.fields, page_tags: 'STRUCT("name" VARCHAR, "type" VARCHAR)[]' },
  derived: [...zerochanPages.derived, { names: 'list_transform(page_tags, lambda t: spaced_tag(t."name"))' }],
  sidecar: true,
  emit: () => [
    ...partlyTagged({ table: 'posts', origin: 'release', tagOrigin: 'board', select: `SELECT ${zerochanPageColumns}, names AS tags FROM record` }),
    {
      table: 'tags',
      select: `SELECT '${zerochanBoard}' AS booru, tag_name, last(tag_cat ORDER BY _row) AS tag_cat, last(type_name ORDER BY _row) AS tag_type_raw
        FROM (SELECT spaced_tag(t."name") AS tag_name, ${zerochanCategory('t."type"')} AS tag_cat, lower(t."type") AS type_name, _row FROM (SELECT unnest(page_tags) AS t, _row FROM record))
        WHERE tag_name <> '' AND type_name <> '' GROUP BY tag_name ORDER BY tag_name`,
    },
  ],
};
