import { literal } from '../../lake/sql.js';
import { categorySql } from '../../tags/categories.js';
import { failureRules, startsWithLine } from '../id-lines.js';
import type { Rule, Source } from '../source.js';

const isId: Rule = { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') };
const numbers = ['width', 'height', 'score', 'change'] as const;
const number = (column: string) => `TRY_CAST(nullif(nullif(trim(${column}), ''), 'None') AS BIGINT)`;
const wrong = `CASE ${numbers.map((name) => `WHEN nullif(trim("${name}"), '') <> 'None' AND ${number(`"${name}"`)} IS NULL THEN ${literal(`field ${name}`)}`).join(' ')} END`;

/** What `safe_grab.py` printed of posts of safebooru.org; the tags are last and may hold semicolons (format reference A2.6). */
export const safeGrab: Source = {
  id: 'safe-grab',
  code: 'SJ',
  title: 'Safebooru.org posts: id;width;height;score;change;tags',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+;\d+;\d+;(?:-?\d*|None);\d*;/),
  format: { kind: 'csv', delimiter: ';', quoted: false, columns: ['id', ...numbers, 'tags'], wide: 'tags', others: [['id', 'failure']], fallback: 'windows-1251' },
  fields: { id: 'VARCHAR', width: 'VARCHAR', height: 'VARCHAR', score: 'VARCHAR', change: 'VARCHAR', tags: 'VARCHAR', failure: 'VARCHAR' },
  derived: [{ tag_text: 'html_unescape(tags)' }],
  required: ['id'],
  identity: 'canonical_fid(trim(id))',
  newest: number('change'),
  rules: () => [
    ...failureRules,
    isId,
    { reason: 'bad_value', when: `${wrong} IS NOT NULL`, detail: wrong },
  ],
  emit: () => [{
    table: 'posts', origin: 'board',
    select: `SELECT 'safebooru.org' AS booru, canonical_fid(trim(id)) AS fid, _row, unix_time(${number('change')}) AS updated_at, NULL::VARCHAR AS rating_std, ${number('score')}::INTEGER AS score,
      nullif(${number('width')}, 0)::INTEGER AS width, nullif(${number('height')}, 0)::INTEGER AS height, coalesce(split_tags(tag_text), []) AS tags FROM record`,
  }],
};

const listed = `'\\[[^\\]]*\\]'`;
const typeName = `regexp_extract(classes, 'tag-type-([a-z]+)', 1)`;
const tag = 'normal_tag(html_unescape(bare_tag(tag)))';

/**
 * Artists, copyrights and characters of posts as the tag list of their page shows them, a row a post and tag: with one
 * class of safebooru.org, with two of tbib.org, unless the path or the user says the board (format reference A2.6).
 */
export const sidebarTags: Source = {
  id: 'gelbooru-sidebar-tags',
  code: 'SBT',
  title: 'Safebooru.org and tbib.org tags of posts: id, list of classes, tag',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+\t\[(?:'[^'\t]*',? ?)*'tag-type-[a-z]+'[^\t]*\]\t/),
  format: { kind: 'csv', delimiter: '\t', quoted: false, columns: ['id', 'classes', 'tag'], fallback: 'windows-1251' },
  fields: { id: 'VARCHAR', classes: 'VARCHAR', tag: 'VARCHAR' },
  required: ['id', 'classes', 'tag'],
  rules: () => [isId, { reason: 'bad_value', when: `NOT regexp_full_match(trim(classes), ${listed}) OR ${typeName} = ''`, detail: literal('the classes name no type of tag') }],
  emit({ board }) {
    const booru = board === null ? `CASE WHEN contains(classes, ',') THEN 'tbib.org' ELSE 'safebooru.org' END` : literal(board);
    const rows = `SELECT ${booru} AS booru, canonical_fid(trim(id)) AS fid, ${tag} AS tag_name, CASE ${categorySql(typeName)} WHEN -1 THEN 0 ELSE ${categorySql(typeName)} END AS tag_cat, ${typeName} AS type_name, _row FROM record`;
    return [
      {
        table: 'posts', origin: 'mention', tagOrigin: 'release',
        select: `SELECT booru, fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM (${rows}) GROUP BY booru, fid`,
        pairs: `SELECT booru, fid, tag_name FROM (${rows})`,
      },
      { table: 'tags', select: `SELECT booru, tag_name, max(tag_cat)::TINYINT AS tag_cat, max(type_name) AS tag_type_raw FROM (${rows}) GROUP BY booru, tag_name ORDER BY booru, tag_name` },
    ];
  },
};
