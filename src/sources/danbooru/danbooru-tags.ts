import { literal } from '../../lake/sql.js';
import { categorySql, typeNameSql } from '../../tags/categories.js';
import { hasFields } from '../header.js';
import type { RecordFormat, Source } from '../source.js';
import type { Sample } from '../sample.js';

const booru = 'danbooru.donmai.us';

/** API objects one a line or in an array, or CSV of the same names; reasons in CSV may hold line breaks. */
function jsonOrCsv(multiline: boolean): (sample: Sample) => RecordFormat {
  return ({ shape }) => (shape === 'text' ? { kind: 'csv', delimiter: ',', quoted: true, ...(multiline ? { multiline } : {}) } : { kind: 'json' });
}

/** The tags table of the API, the daily export or gwern's 2021 set, whose numbers are strings; also as CSV (format reference A1.2, A1.5). */
export const danbooruTags: Source = {
  id: 'danbooru-tags',
  code: 'DT',
  title: 'Danbooru tags: JSON, JSONL or CSV',
  detect: (sample) => hasFields(sample, ['id', 'name', 'post_count', 'category']) && !hasFields(sample, ['post_ids']) && !hasFields(sample, ['tag_string']),
  format: jsonOrCsv(false),
  fields: { id: 'BIGINT', name: 'VARCHAR', post_count: 'BIGINT', category: 'INTEGER', updated_at: 'TIMESTAMPTZ', is_deprecated: 'BOOLEAN' },
  required: ['name'],
  identity: 'bare_tag("name")',
  newest: 'updated_at',
  rules: ({ board }) => [{ reason: 'unknown_board', when: String(board === 'e621.net'), detail: literal('e621 numbers its categories in another way') }],
  emit: () => [{
    table: 'tags',
    select: `SELECT '${booru}' AS booru, bare_tag("name") AS tag_name, ${categorySql(typeNameSql('category', 'danbooru'))} AS tag_cat,
      coalesce(${typeNameSql('category', 'danbooru')}, category::VARCHAR) AS tag_type_raw, id AS board_tag_id, post_count, is_deprecated FROM record ORDER BY _row`,
  }],
};

/** Aliases and implications have the same fields; only the path tells which they are. */
function relation(table: 'tag_aliases' | 'tag_implications', word: string, other: string, about: Pick<Source, 'id' | 'code' | 'title'>): Source {
  return {
    ...about,
    detect: (sample) => hasFields(sample, ['id', 'antecedent_name', 'consequent_name', 'status']) && sample.path.toLowerCase().lastIndexOf(word) > sample.path.toLowerCase().lastIndexOf(other),
    named: true,
    format: jsonOrCsv(true),
    fields: {
      id: 'BIGINT', antecedent_name: 'VARCHAR', consequent_name: 'VARCHAR', status: 'VARCHAR', reason: 'VARCHAR', created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ',
    },
    required: ['antecedent_name', 'consequent_name'],
    identity: `bare_tag(antecedent_name) || ' ' || bare_tag(consequent_name) || ' ' || coalesce(id::VARCHAR, '')`,
    newest: 'updated_at',
    emit: () => [{
      table,
      select: `SELECT _row, '${booru}' AS booru, bare_tag(antecedent_name) AS antecedent, bare_tag(consequent_name) AS consequent, lower(blank_null(status)) AS status,
        id AS ${table === 'tag_aliases' ? 'alias_id' : 'implication_id'}, blank_null(reason) AS reason, real_time(created_at) AS created_at, real_time(updated_at) AS updated_at FROM record ORDER BY _row`,
    }],
  };
}

/** Tag aliases: the antecedent is the old name (format reference A1.2). */
export const danbooruAliases = relation('tag_aliases', 'alias', 'implication', { id: 'danbooru-aliases', code: 'DA', title: 'Danbooru tag aliases: JSON, JSONL or CSV' });

/** Tag implications: the antecedent brings the consequent with it (format reference A1.2). */
export const danbooruImplications = relation('tag_implications', 'implication', 'alias', { id: 'danbooru-implications', code: 'DI', title: 'Danbooru tag implications: JSON, JSONL or CSV' });
