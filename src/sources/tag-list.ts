import { literal } from '../lake/sql.js';
import { boardNamed } from '../tags/boards.js';
import { categorySql, typeNameSql, type typeNames } from '../tags/categories.js';
import type { Emission, LoadContext, Rule, Source } from './source.js';

/**
 * What the tag lists of gelbooru and moebooru share (format reference A2.4, A3.3): id, name, count, type, ambiguous, and
 * of gelbooru's completion of names value, post_count, category. The numbers of types mean what the board says, and no
 * row names the board.
 */
export const tagList = {
  fields: { id: 'BIGINT', name: 'VARCHAR', value: 'VARCHAR', count: 'BIGINT', post_count: 'BIGINT', type: 'VARCHAR', category: 'VARCHAR' },
  // Names are HTML-escaped by gelbooru's software.
  derived: [{ tag_name: 'coalesce("name", "value")' }, { tag_name: 'html_unescape(tag_name)' }, { tag_name: 'bare_tag(tag_name)' }],
  required: [],
  identity: 'tag_name',
  newest: 'coalesce(count, post_count)',
} as const satisfies Partial<Source>;

/** Rejects rows without a name, and all rows when nothing says the board. */
export function tagListRules(board: string | null): Rule[] {
  return [
    { reason: 'missing_key', when: `nullif(tag_name, '') IS NULL`, detail: literal('no name') },
    { reason: 'unknown_board', when: String(board === null), detail: literal('tag lists do not name their board; --board NAME says it') },
  ];
}

/** The rows of a tag list as tags of a board. */
export function tagListEmissions(context: LoadContext, board: string | null): Emission[] {
  if (board === null) return [];
  const types: keyof typeof typeNames | undefined = board === 'konachan.com' ? 'konachan' : boardNamed(board)?.family;
  const code = `trim(coalesce(category, "type"))`;
  const typeName = types === undefined ? code : `coalesce(${typeNameSql(`TRY_CAST(${code} AS INTEGER)`, types)}, lower(${code}))`;
  return [{
    table: 'tags',
    select: `SELECT ${literal(board)} AS booru, tag_name, ${categorySql('type_name')} AS tag_cat, nullif(type_name, '') AS tag_type_raw, id AS board_tag_id, posts AS post_count,
        CASE WHEN ${types === 'gelbooru'} THEN type_name = 'deprecated' END AS is_deprecated
      FROM (SELECT tag_name, ${typeName} AS type_name, id, coalesce(count, post_count) AS posts, _row FROM record) ORDER BY _row`,
  }];
}
