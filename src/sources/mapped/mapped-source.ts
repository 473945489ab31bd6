import { createHash } from 'node:crypto';
import { UserError } from '../../lake/error.js';
import { identifier, literal } from '../../lake/sql.js';
import { categorySql, tagCategories, typeNameSql } from '../../tags/categories.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { boardSql } from '../board-sql.js';
import type { Sample } from '../sample.js';
import type { Emission, LoadContext, RecordFormat, Rule, Source } from '../source.js';
import { mappedColumns, type ColumnRead, type Mapping, type TagColumn } from './mapping.js';

/** A source that reads a table as a mapping says. Its id changes with the mapping, so that a file may be loaded anew by a better one. */
export function mappedSource(mapping: Mapping): Source {
  const { posts, tags, labels } = mapping;
  const listed = posts?.tags.filter((tag) => tag.list).map((tag) => tag.column) ?? [];
  const columns = columnsOf(mapping);
  return {
    id: `map-${createHash('sha256').update(JSON.stringify(mapping)).digest('hex').slice(0, 8)}`,
    code: 'MAP',
    title: 'A table read by a mapping',
    detect: () => false,
    format: (sample) => formatOf(mapping, sample),
    fields: Object.fromEntries(columns.map((name) => [name, listed.includes(name) ? 'VARCHAR[]' : 'VARCHAR'])),
    derived: [
      ...(posts === undefined ? [] : [{ _fid: `nullif(trim(${textOf(posts.id)}), '')` }]), ...(mapping.boardColumn === undefined ? [] : [{ _board: boardSql(identifier(mapping.boardColumn)) }]),
    ],
    required: [],
    ...(posts?.rows === 'post' ? { identity: (context: LoadContext) => `row(${boardOf(mapping, context)}, canonical_fid(_fid))` } : {}),
    rules: (context) => {
      checkColumns(mapping, columns, context.sample);
      return rulesOf(mapping, context);
    },
    emit(context): Emission[] {
      const booru = boardOf(mapping, context);
      return [
        ...(posts === undefined ? [] : postEmissions(posts, booru)),
        ...(tags === undefined ? [] : [tagEmission(tags, booru)]),
        ...labels.map((label): Emission => ({
          table: 'labels',
          select: `SELECT ${booru} AS booru, ${tagText(label.tag)} AS tag_name, ${categoryNumber(label.category)} AS tag_cat, ${label.tagId === undefined ? 'NULL::BIGINT' : numberOf(label.tagId)} AS board_tag_id,
            ${literal(label.kind)} AS kind, ${label.id === undefined ? 'NULL::BIGINT' : numberOf(label.id)} AS id, ${label.name === undefined ? 'NULL' : `blank_null(${identifier(label.name)})`} AS name, _row
            FROM record WHERE ${tagText(label.tag)} <> '' AND coalesce(${[label.id, label.name].flatMap((name) => (name === undefined ? [] : [`blank_null(${identifier(name)})`])).concat('NULL').join(', ')}) IS NOT NULL`,
        })),
      ];
    },
  };
}

const tagText = (column: string) => `bare_tag(${identifier(column)})`;
const numberOf = (column: string) => `TRY_CAST(nullif(trim(${identifier(column)}), '') AS BIGINT)`;
const categoryNumber = (name: string | undefined) => (name === undefined ? 'NULL::TINYINT' : `${tagCategories[name as keyof typeof tagCategories]}::TINYINT`);

function columnsOf({ boardColumn, posts, tags, labels }: Mapping): string[] {
  const names = [
    boardColumn, posts?.id.column, posts?.rating?.column, ...Object.values(posts?.columns ?? {}).map(({ column }) => column), ...(posts?.tags ?? []).map(({ column }) => column),
    tags?.name, tags?.count, tags?.id, typeof tags?.category === 'object' ? tags.category.column : undefined, ...labels.flatMap(({ tag, id, name, tagId }) => [tag, id, name, tagId]),
  ];
  return [...new Set(names.filter((name): name is string => name !== undefined))];
}

function formatOf({ delimiter, quoted = true, multiline = false, header }: Mapping, sample: Sample): RecordFormat {
  if (sample.shape === 'objects' || sample.shape === 'array') return { kind: 'json' };
  return { kind: 'csv', delimiter: delimiter ?? usualDelimiter(sample.firstLine), quoted, multiline, ...(header === undefined ? {} : { columns: header }) };
}

function usualDelimiter(line: string): string {
  const counts = ['\t', ';', ','].map((sign) => [line.split(sign).length, sign] as const);
  return counts.reduce((best, next) => (next[0] > best[0] ? next : best))[1];
}

/** JSON may leave keys out; a table must have every column that the mapping names. */
function checkColumns({ delimiter, header }: Mapping, columns: readonly string[], sample: Sample): void {
  const isTable = sample.columns !== null || sample.shape === 'text';
  const has = isTable ? (header ?? sample.header(delimiter ?? usualDelimiter(sample.firstLine))) : Object.keys(sample.first ?? {});
  const missing = columns.filter((name) => !has.includes(name));
  if (missing.length > 0 && (isTable || missing.length === columns.length)) throw new UserError(`${sample.path}: no column ${missing.join(', ')}`, `It has: ${has.join(', ')}. Names must be spelled as in the file.`);
}

function boardOf({ board, boardColumn }: Mapping, context: LoadContext): string {
  if (boardColumn !== undefined) return '_board';
  const name = board ?? context.board;
  return name === null ? 'NULL::VARCHAR' : literal(name);
}

function textOf({ column, pattern }: ColumnRead): string {
  return pattern === undefined ? identifier(column) : `regexp_extract(${identifier(column)}, ${literal(pattern)}, 1)`;
}

/** SQL for a value of a column of posts; NULL where the text is not of its type. */
function valueOf(to: string, read: ColumnRead): string {
  const text = `nullif(trim(${textOf(read)}), '')`;
  const type = mappedColumns[to]!;
  if (type !== 'TIMESTAMPTZ') return type === 'VARCHAR' ? text : `TRY_CAST(${text} AS ${type})`;
  if (read.date === 'unix') return `to_timestamp(TRY_CAST(${text} AS DOUBLE))`;
  if (read.date === 'unix_ms') return `to_timestamp(TRY_CAST(${text} AS DOUBLE) / 1000)`;
  return read.date === undefined || read.date === 'iso' ? `TRY_CAST(${text} AS TIMESTAMPTZ)` : `try_strptime(${text}, ${literal(read.date)})::TIMESTAMPTZ`;
}

function rulesOf(mapping: Mapping, context: LoadContext): Rule[] {
  const { posts, tags, labels } = mapping;
  const numbers = [tags?.count, tags?.id, ...labels.flatMap(({ id, tagId }) => [id, tagId])].filter((name): name is string => name !== undefined);
  const filled = Object.entries(posts?.columns ?? {}).filter(([to]) => mappedColumns[to] !== 'VARCHAR');
  return [
    { reason: 'unknown_board', when: `${boardOf(mapping, context)} IS NULL`, detail: mapping.boardColumn === undefined ? literal('the mapping names no board; --board NAME says it') : identifier(mapping.boardColumn) },
    ...(posts === undefined ? [] : [{ reason: 'missing_key', when: '_fid IS NULL', detail: literal('no post id') } as const]),
    ...(tags === undefined ? [] : [{ reason: 'missing_key', when: `coalesce(${tagText(tags.name)}, '') = ''`, detail: literal('no tag name') } as const]),
    ...filled.map(([to, read]): Rule => ({ reason: 'bad_value', when: `nullif(trim(${textOf(read)}), '') IS NOT NULL AND ${valueOf(to, read)} IS NULL`, detail: literal(`field ${read.column}`) })),
    ...numbers.map((name): Rule => ({ reason: 'bad_value', when: `nullif(trim(${identifier(name)}), '') IS NOT NULL AND ${numberOf(name)} IS NULL`, detail: literal(`field ${name}`) })),
  ];
}

function tagsIn({ column, delimiter, list }: TagColumn): string {
  if (list) return identifier(column);
  if (delimiter === undefined) return `[${identifier(column)}]`;
  return delimiter === ' ' ? `split_tags(${identifier(column)})` : `string_split(${identifier(column)}, ${literal(delimiter)})`;
}

function postEmissions(posts: NonNullable<Mapping['posts']>, booru: string): Emission[] {
  const { rating, rows, origin, tags } = posts;
  const cells = Object.entries(posts.columns).map(([to, read]) => [to, valueOf(to, read)] as const);
  const raw = rating === undefined ? 'NULL::VARCHAR' : `blank_null(${identifier(rating.column)})`;
  const own = Object.entries(rating?.values ?? {}).map(([from, std]) => `WHEN ${literal(from)} THEN ${literal(std)}`);
  const std = rating === undefined ? 'NULL::VARCHAR' : `${own.length > 0 ? `CASE ${raw} ${own.join(' ')} ELSE ` : ''}${ratingStdSql(raw, String(rating.s === 'sensitive'))}${own.length > 0 ? ' END' : ''}`;
  const all = [...cells, ['rating_raw', raw] as const, ['rating_std', std] as const];
  const key = `${booru} AS booru, canonical_fid(_fid) AS fid`;
  const named = `SELECT ${booru} AS booru, canonical_fid(_fid) AS fid, bare_tag(tag_name) AS tag_name FROM`;
  const each = tags.map((tag) => `SELECT *, unnest(${tagsIn(tag)}) AS tag_name, ${categoryNumber(tag.category)} AS tag_cat FROM record`);
  const pairs = each.length > 0 ? { pairs: `${named} (${each.join(' UNION ALL ')})` } : {};
  const select = rows === 'post'
    ? `SELECT ${key}, ${all.map(([to, sql]) => `${sql} AS ${to}`).join(', ')}, _row FROM record`
    : `SELECT ${key}, ${all.map(([to, sql]) => `last(${sql} ORDER BY _row) AS ${to}`).join(', ')}, min(_row) AS _row, count(*) AS records FROM record GROUP BY 1, 2`;
  const kinds = tags.some((tag) => tag.category !== undefined)
    ? [{ table: 'tags', select: `SELECT booru, tag_name, max(tag_cat) AS tag_cat FROM (SELECT ${booru} AS booru, bare_tag(tag_name) AS tag_name, tag_cat FROM (${each.join(' UNION ALL ')})) WHERE tag_name <> '' AND tag_cat IS NOT NULL GROUP BY ALL ORDER BY ALL` } as const]
    : [];
  return [{ table: 'posts', origin, select, ...pairs }, ...kinds];
}

function tagEmission({ name, category, numbers, count, id }: NonNullable<Mapping['tags']>, booru: string): Emission {
  const raw = typeof category === 'object' ? `blank_null(${textOf(category)})` : 'NULL::VARCHAR';
  const word = `coalesce(${typeNameSql(`TRY_CAST(${raw} AS INTEGER)`, numbers)}, lower(${raw}))`;
  const cat = typeof category === 'string' ? categoryNumber(category) : `CASE WHEN ${raw} IS NOT NULL THEN ${categorySql(word)} END`;
  return {
    table: 'tags',
    select: `SELECT ${booru} AS booru, ${tagText(name)} AS tag_name, ${cat} AS tag_cat, ${raw} AS tag_type_raw, ${id === undefined ? 'NULL::BIGINT' : numberOf(id)} AS board_tag_id,
      ${count === undefined ? 'NULL::BIGINT' : numberOf(count)} AS post_count, _row FROM record ORDER BY _row`,
  };
}
