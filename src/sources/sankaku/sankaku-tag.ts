import { categorySql, typeNameSql } from '../../tags/categories.js';

export const sankakuBoard = 'chan.sankakucomplex.com';

/** A tag object of the API; names differ by its age. Numbers are text here, so that one of the wrong kind is seen. */
export const sankakuTagType = 'STRUCT(id VARCHAR, "name" VARCHAR, name_en VARCHAR, name_ja VARCHAR, "tagName" VARCHAR, "type" VARCHAR, count VARCHAR, post_count VARCHAR)';

/** SQL for the name of a tag in the board's spelling: `name` is in the reader's language, with spaces and capitals. */
export const sankakuTagName = (tag: string) => `normal_tag(bare_tag(coalesce(nullif(${tag}."tagName", ''), nullif(${tag}.name_en, ''), ${tag}."name")))`;

/** SQL that is true of a tag object whose count is no number. */
export const isWrongTag = (tag: string) => ['count', 'post_count'].map((name) => `(${tag}.${name} IS NOT NULL AND TRY_CAST(${tag}.${name} AS BIGINT) IS NULL)`).join(' OR ');

/** SELECT of the vocabulary in rows of (t, _row), t a tag object; what a later row knows counts. */
export function sankakuTags(rows: string): string {
  const last = (value: string) => `last(${value} ORDER BY _row) FILTER (${value} IS NOT NULL)`;
  const code = `nullif(trim(t."type"), '')`;
  const typeName = `coalesce(${typeNameSql(`TRY_CAST(${code} AS INTEGER)`, 'sankaku')}, lower(${code}))`;
  return `SELECT '${sankakuBoard}' AS booru, tag_name, ${last('tag_cat')} AS tag_cat, ${last('type_name')} AS tag_type_raw, ${last('board_tag_id')} AS board_tag_id,
      ${last('posts')} AS post_count, ${last('name_ja')} AS name_ja, ${last('name_en')} AS name_en
    FROM (SELECT *, CASE WHEN type_name IS NOT NULL THEN ${categorySql('type_name')} END AS tag_cat
      FROM (SELECT ${sankakuTagName('t')} AS tag_name, ${typeName} AS type_name, TRY_CAST(t.id AS BIGINT) AS board_tag_id, TRY_CAST(coalesce(t.post_count, t.count) AS BIGINT) AS posts,
        blank_null(t.name_ja) AS name_ja, blank_null(t.name_en) AS name_en, _row FROM (${rows})))
    WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name`;
}
