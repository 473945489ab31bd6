import { literal } from '../../lake/sql.js';
import { categorySql, typeNameSql } from '../../tags/categories.js';
import { isE621Path } from '../e621/e621-path.js';
import { hasFields } from '../header.js';
import type { Sample } from '../sample.js';
import type { Source } from '../source.js';
import { jsonOrCsv, tagRelation } from '../tag-relation.js';

const booru = 'danbooru.donmai.us';

/** True for a tags table; e621's has the same fields. */
export function isTagTable(sample: Sample): boolean {
  return hasFields(sample, ['id', 'name', 'post_count', 'category']) && !hasFields(sample, ['post_ids']) && !hasFields(sample, ['tag_string']);
}

const isDanbooru = (sample: Sample) => !isE621Path(sample);

/** The tags table of the API, the daily export or gwern's 2021 set, whose numbers are strings; also as CSV (format reference A1.2, A1.5). */
export const danbooruTags: Source = {
  id: 'danbooru-tags',
  code: 'DT',
  title: 'Danbooru tags: JSON, JSONL or CSV',
  detect: (sample) => isTagTable(sample) && isDanbooru(sample),
  format: jsonOrCsv(false),
  fields: { id: 'BIGINT', name: 'VARCHAR', post_count: 'BIGINT', category: 'INTEGER', updated_at: 'TIMESTAMPTZ', is_deprecated: 'BOOLEAN' },
  required: ['name'],
  identity: 'bare_tag("name")',
  newest: 'updated_at',
  rules: ({ board }) => [{ reason: 'unknown_board', when: String(board === 'e621.net'), detail: literal('e621 numbers its categories in another way; --source e621-tags reads them') }],
  emit: () => [{
    table: 'tags',
    select: `SELECT '${booru}' AS booru, bare_tag("name") AS tag_name, ${categorySql(typeNameSql('category', 'danbooru'))} AS tag_cat,
      coalesce(${typeNameSql('category', 'danbooru')}, category::VARCHAR) AS tag_type_raw, id AS board_tag_id, post_count, is_deprecated FROM record ORDER BY _row`,
  }],
};

/** Tag aliases: the antecedent is the old name (format reference A1.2). */
export const danbooruAliases = tagRelation(booru, 'tag_aliases', isDanbooru, { id: 'danbooru-aliases', code: 'DA', title: 'Danbooru tag aliases: JSON, JSONL or CSV' });

/** Tag implications: the antecedent brings the consequent with it (format reference A1.2). */
export const danbooruImplications = tagRelation(booru, 'tag_implications', isDanbooru, { id: 'danbooru-implications', code: 'DI', title: 'Danbooru tag implications: JSON, JSONL or CSV' });
