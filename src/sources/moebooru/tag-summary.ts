import { literal } from '../../lake/sql.js';
import { recordLimit } from '../reject.js';
import type { FileRecord, Source } from '../source.js';
import { tagList, tagListEmissions, tagListRules } from '../tag-list.js';

/** The tags in the text under `data`: type, name and aliases, each followed by a backtick. */
async function* read(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length <= recordLimit) pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  const beginning = () => whole.toString('utf8', 0, 200);
  if (length > recordLimit) {
    yield { line: 1, raw: beginning, reason: 'line_too_long' };
    return;
  }
  let items: string[];
  try {
    items = String((JSON.parse(whole.toString('utf8')) as { data: unknown }).data).split(' ');
  } catch (error) {
    yield { line: 1, raw: beginning, reason: 'bad_json', detail: (error as Error).message };
    return;
  }
  for (const item of items.filter((text) => text !== '')) {
    const [type, name, ...aliases] = item.split('`');
    const raw = () => item;
    if (name === undefined || !/^\d+$/.test(type!)) yield { line: 1, raw, reason: 'bad_value', detail: 'no type and name' };
    else yield { line: 1, raw, values: { type, name, aliases: aliases.filter((alias) => alias !== '') } };
  }
}

/** tag/summary.json of yande.re and konachan.com: every tag with its type and aliases in one text (format reference A3.3). */
export const moebooruTagSummary: Source = {
  ...tagList,
  // Nothing is HTML-escaped here.
  derived: [{ tag_name: 'bare_tag("name")' }],
  id: 'moebooru-tag-summary',
  code: 'MT',
  title: 'Yande.re and konachan tags with aliases: tag/summary.json',
  detect: ({ rootKeys, text }) => rootKeys.has('version') && rootKeys.has('data') && /"data"\s*:\s*"\s*\d+`/.test(text),
  format: { kind: 'custom', read },
  fields: { ...tagList.fields, aliases: 'VARCHAR[]' },
  rules: ({ board }) => tagListRules(board),
  emit: (context) => [
    ...tagListEmissions(context, context.board),
    ...(context.board === null ? [] : [{
      table: 'tag_aliases' as const,
      select: `SELECT DISTINCT ${literal(context.board)} AS booru, unnest(aliases) AS antecedent, tag_name AS consequent, 'active' AS status FROM record ORDER BY antecedent, consequent`,
    }]),
  ],
};
