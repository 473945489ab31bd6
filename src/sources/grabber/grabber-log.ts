import { isUtf8 } from 'node:buffer';
import { literal } from '../../lake/sql.js';
import { categorySql } from '../../tags/categories.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { spellTag } from '../../tags/spelling.js';
import { boardSql } from '../board-sql.js';
import { linesOf, rawText } from '../bytes.js';
import { partlyTagged } from '../partly-tagged.js';
import type { Sample } from '../sample.js';
import type { FileRecord, LoadContext, RecordReader, Source } from '../source.js';
import { readLogDate } from './log-date.js';
import { allTags, isPlaceholder, splitNamespace, splitTags, tagClasses, tagsOfWords } from './log-tags.js';
import { matchTemplate, parseTemplate, usualTemplate, type LogTemplate } from './log-template.js';

const usual = parseTemplate(usualTemplate);
const templateOf = ({ template }: Sample) => (template === undefined ? usual : parseTemplate(template));

/** The texts of a line by the names of its tokens. */
function valuesOf(template: LogTemplate, line: string): Record<string, string> | null {
  const texts = matchTemplate(template, line);
  return texts === null ? null : Object.fromEntries(template.tokens.map(({ name }, i) => [name, texts[i]!]));
}

/** The tokens whose texts have a `_` somewhere in a log: there a space parts two tags. */
function underscoredTokens(template: LogTemplate, text: string): ReadonlySet<string> {
  const rows = text.split(/\r?\n/).map((line) => valuesOf(template, line) ?? {});
  return new Set(template.tokens.map(({ name }) => name).filter((name) => rows.some((values) => values[name]?.includes('_'))));
}

/** The tags of a line, with their class where a token tells it, and the text that cannot be taken apart. */
function tagsOf({ tokens }: LogTemplate, values: Record<string, string>, underscored: ReadonlySet<string>) {
  const website = values['website'] ?? values['websitename'] ?? '';
  const tags: { tag: string; type: string | null }[] = [];
  const rest: string[] = [];
  for (const token of tokens.filter(({ name }) => allTags.includes(name))) {
    const names = splitTags(token, values[token.name]!, underscored.has(token.name));
    if (names === null) rest.push(values[token.name]!);
    for (const name of names ?? []) {
      const tag = 'includenamespace' in token.options ? splitNamespace(name) : { name, type: null };
      tags.push({ tag: spellTag(tag.name, website), type: tag.type });
    }
  }
  const known = new Set(tags.map(({ tag }) => tag));
  for (const token of tokens) {
    if (!Object.hasOwn(tagClasses, token.name)) continue;
    const type = tagClasses[token.name as keyof typeof tagClasses];
    const text = values[token.name]!;
    if (isPlaceholder(token.name, text)) continue;
    const names = splitTags(token, text, underscored.has(token.name)) ?? tagsOfWords(text, known);
    for (const tag of names ?? []) tags.push({ tag: spellTag(tag, website), type });
    if (names === null && !['copyright', 'character', 'artist'].includes(type)) rest.push(text);
  }
  const text = (name: string) => (isPlaceholder(name, values[name] ?? '') ? null : values[name]!);
  return { tags, frest: rest.join(' ') || null, copyr: text('copyright'), chars: text('character'), artis: text('artist') };
}

const read: RecordReader = async function* (bytes, sample): AsyncIterable<FileRecord> {
  const template = templateOf(sample);
  const underscored = underscoredTokens(template, sample.text);
  const format = template.tokens.find(({ name }) => name === 'date')?.options['format'];
  for await (const { number: line, bytes: text, tooLong } of linesOf(bytes)) {
    const raw = () => rawText(text);
    const decoded = text.toString('utf8');
    if (decoded.trim() === '') continue;
    const values = valuesOf(template, decoded);
    if (tooLong) yield { line, raw, reason: 'line_too_long' };
    else if (!isUtf8(text)) yield { line, raw, reason: 'bad_encoding' };
    else if (values === null) yield { line, raw, reason: 'bad_columns', detail: 'the line does not fit the template' };
    else {
      const { date = '' } = values;
      const found = date === '' ? null : readLogDate(date, format);
      if (date !== '' && found === null) yield { line, raw, reason: 'bad_value', detail: 'field date' };
      else yield { line, raw, values: { ...values, ...tagsOf(template, values, underscored), ...(found ?? { date: null }) } };
    }
  }
};

/** SQL for the board: what the line says, else the user or the path where the template has no word of it. */
const boardOf = ({ board }: LoadContext) => `CASE WHEN coalesce(website, websitename) IS NULL THEN ${board === null ? 'NULL' : literal(board)} ELSE ${boardSql('coalesce(website, websitename)')} END`;

const size = (name: string) => `CASE WHEN ${name} > 0 THEN ${name} END AS ${name}`;

/** Logs of Grabber, a line a picture, by the template that the user gives or the usual one (format reference A8.2). */
export const grabberLog: Source = {
  id: 'grabber-log',
  code: 'GR',
  title: 'Grabber logs, by --template or the usual one',
  detect: (sample) => {
    const template = templateOf(sample);
    const isOpen = sample.template !== undefined || sample.shape === 'text';
    return isOpen && sample.text.split(/\r?\n/, 5).some((line) => /^[0-9A-Za-z_-]+$/.test(valuesOf(template, line)?.['id'] ?? ''));
  },
  templated: true,
  format: { kind: 'custom', read },
  fields: {
    website: 'VARCHAR', websitename: 'VARCHAR', id: 'VARCHAR', md5: 'VARCHAR', ext: 'VARCHAR', rating: 'VARCHAR', score: 'INTEGER', width: 'INTEGER', height: 'INTEGER', filesize: 'BIGINT', date: 'TIMESTAMPTZ', precision: 'VARCHAR',
    author: 'VARCHAR', authorid: 'VARCHAR', source: 'VARCHAR', sources: 'VARCHAR', url_file: 'VARCHAR', url_original: 'VARCHAR', url_sample: 'VARCHAR', url_thumbnail: 'VARCHAR',
    copyr: 'VARCHAR', chars: 'VARCHAR', artis: 'VARCHAR', frest: 'VARCHAR', tags: 'STRUCT(tag VARCHAR, "type" VARCHAR)[]',
  },
  required: ['id'],
  identity: (context) => `${boardOf(context)} || ' ' || canonical_fid(id)`,
  rules: (context) => [
    { reason: 'unknown_board', when: `${boardOf(context)} IS NULL`, detail: `coalesce(website, websitename, 'no word of the board; --board NAME says it')` },
    { reason: 'bad_value', when: `${boardOf(context)} <> 'chan.sankakucomplex.com' AND NOT regexp_full_match(id, '[0-9]{1,18}')`, detail: literal('the id is not a number') },
  ],
  emit: (context) => [
    ...partlyTagged({
      table: 'posts', origin: 'release',
      select: `SELECT ${boardOf(context)} AS booru, canonical_fid(id) AS fid, _row, real_time("date") AS created_at, CASE WHEN real_time("date") IS NOT NULL THEN "precision" END AS created_precision,
        CASE WHEN lower(rating) <> 'unknown' THEN blank_null(rating) END AS rating_raw, ${ratingStdSql('rating')} AS rating_std, score, real_md5(md5) AS md5, lower(ltrim(blank_null(ext), '.')) AS file_ext,
        CASE WHEN filesize > 0 THEN filesize END AS file_size, ${size('width')}, ${size('height')}, whole_url(coalesce(blank_null(url_original), url_file)) AS file_url, whole_url(url_sample) AS sample_url, whole_url(url_thumbnail) AS preview_url,
        coalesce(blank_null(source), blank_null(sources)) AS source, coalesce(blank_null(author), blank_null(authorid)) AS uploader, copyr, chars, artis, frest, list_distinct(list_transform(tags, lambda t: t.tag)) AS tags FROM record`,
    }),
    {
      table: 'tags',
      select: `SELECT booru, t.tag AS tag_name, max(${categorySql('t.type')}) AS tag_cat, max(t.type) AS tag_type_raw
        FROM (SELECT ${boardOf(context)} AS booru, unnest(tags) AS t FROM record) WHERE t.type IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    },
  ],
};
