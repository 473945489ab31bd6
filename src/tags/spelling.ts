import { canonicalBoard } from './boards.js';

/** SQL for the normal form of a tag; the lake's own is the same. Small letters may be composed where the large ones are not: a J with a caron. */
export const normalTagSql = (tag: string) => `replace(nfc_normalize(lower(nfc_normalize(${tag}))), ' ', '_')`;

/** DuckDB macros with the spelling rules of every board (format reference 0.4). Run once on a connection before the SQL of a source. */
export const spellingMacros: readonly string[] = [
  `CREATE OR REPLACE MACRO sign_of(code) AS CASE WHEN code BETWEEN 32 AND 55295 OR code BETWEEN 57344 AND 1114111 THEN chr(code) END`,
  // What follows an ampersand, which is looked at once, so that nothing made by unescaping is unescaped again.
  `CREATE OR REPLACE MACRO unescaped_part(part) AS CASE
    WHEN starts_with(part, 'amp;') THEN '&' || substr(part, 5) WHEN starts_with(part, 'lt;') THEN '<' || substr(part, 4)
    WHEN starts_with(part, 'gt;') THEN '>' || substr(part, 4) WHEN starts_with(part, 'quot;') THEN '"' || substr(part, 6)
    WHEN regexp_matches(part, '^#[0-9]{1,7};') THEN coalesce(sign_of(regexp_extract(part, '^#([0-9]+)', 1)::INTEGER) || substr(part, strpos(part, ';') + 1), '&' || part)
    ELSE '&' || part END`,
  `CREATE OR REPLACE MACRO unescape_once(s) AS array_to_string(list_transform(string_split(s, '&'), lambda part, place: CASE WHEN place = 1 THEN part ELSE unescaped_part(part) END), '')`,
  // Doubly escaped values occur: what still looks escaped is unescaped again. Macros repeat their argument: give them a column, not an expression.
  `CREATE OR REPLACE MACRO html_unescape(s) AS CASE
    WHEN s IS NULL OR NOT contains(s, '&') OR NOT regexp_matches(s, '&(#\\d+|amp|quot|lt|gt);') THEN s
    WHEN regexp_matches(unescape_once(s), '&(#\\d+|amp|quot|lt|gt);') THEN unescape_once(unescape_once(s))
    ELSE unescape_once(s) END`,
  `CREATE OR REPLACE MACRO normal_tag(s) AS ${normalTagSql('s')}`,
  // Empty texts in a list of tags are dropped when they meet the dictionary, so doubled and edge spaces cost nothing here.
  `CREATE OR REPLACE MACRO split_tags(s) AS CASE WHEN contains(s, chr(9)) OR contains(s, chr(10)) OR contains(s, chr(13))
    THEN string_split(translate(s, chr(9) || chr(10) || chr(13), '   '), ' ') ELSE string_split(s, ' ') END`,
  `CREATE OR REPLACE MACRO blank_null(s) AS nullif(trim(s), '')`,
  // Not all spaces: an ideographic one at the end makes another tag.
  `CREATE OR REPLACE MACRO bare_tag(s) AS trim(s, ' ' || chr(9) || chr(10) || chr(13))`,
];

const spacedBoards = new Set(['zerochan.net', 'e-shuushuu.net', 'anime-pictures.net']);

/** A tag whose words a program parted with spaces, as its board spells it; three boards have spaces themselves. */
export function spellTag(tag: string, board: string): string {
  return spacedBoards.has(canonicalBoard(board) ?? '') ? tag.trim() : tag.trim().replaceAll(' ', '_');
}
