/** DuckDB macros with the spelling rules of every board (format reference 0.4). Run once on a connection before the SQL of a source. */
export const spellingMacros: readonly string[] = [
  `CREATE OR REPLACE MACRO unescape_once(s) AS
    replace(replace(replace(replace(replace(replace(s, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#039;', ''''), '&#39;', ''''), '&amp;', '&')`,
  // Doubly escaped values occur: what still looks escaped is unescaped again.
  `CREATE OR REPLACE MACRO html_unescape(s) AS CASE
    WHEN s IS NULL OR NOT contains(s, '&') THEN s
    WHEN regexp_matches(unescape_once(s), '&(#\\d+|amp|quot|lt|gt);') THEN unescape_once(unescape_once(s))
    ELSE unescape_once(s) END`,
  `CREATE OR REPLACE MACRO normal_tag(s) AS replace(lower(nfc_normalize(s)), ' ', '_')`,
  // Most lists have single spaces and no edges: those skip the filter, which costs four times the split.
  `CREATE OR REPLACE MACRO split_tags(s) AS CASE
    WHEN s = '' OR contains(s, '  ') OR starts_with(s, ' ') OR ends_with(s, ' ') OR contains(s, chr(9)) OR contains(s, chr(10)) OR contains(s, chr(13))
    THEN list_filter(string_split(translate(s, chr(9) || chr(10) || chr(13), '   '), ' '), lambda t: t <> '')
    ELSE string_split(s, ' ') END`,
  `CREATE OR REPLACE MACRO blank_null(s) AS nullif(trim(s), '')`,
];
