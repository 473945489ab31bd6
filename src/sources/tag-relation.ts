import { literal } from '../lake/sql.js';
import { hasFields } from './header.js';
import type { Sample } from './sample.js';
import type { RecordFormat, Source } from './source.js';

/** API objects one a line or in an array, or CSV of the same names; some texts in CSV may hold line breaks. */
export function jsonOrCsv(multiline: boolean): (sample: Sample) => RecordFormat {
  return ({ shape }) => (shape === 'text' ? { kind: 'csv', delimiter: ',', quoted: true, ...(multiline ? { multiline } : {}) } : { kind: 'json' });
}

/** Aliases or implications of a board; both have the same fields, so only the path tells which they are (format reference A1.2). */
export function tagRelation(
  booru: string, table: 'tag_aliases' | 'tag_implications', isOfBoard: (sample: Sample) => boolean, about: Pick<Source, 'id' | 'code' | 'title'>,
): Source {
  const [word, other] = table === 'tag_aliases' ? ['alias', 'implication'] : ['implication', 'alias'];
  const isNamed = ({ path }: Sample) => path.toLowerCase().lastIndexOf(word!) > path.toLowerCase().lastIndexOf(other!);
  return {
    ...about,
    detect: (sample) => hasFields(sample, ['id', 'antecedent_name', 'consequent_name', 'status']) && isNamed(sample) && isOfBoard(sample),
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
      select: `SELECT _row, ${literal(booru)} AS booru, bare_tag(antecedent_name) AS antecedent, bare_tag(consequent_name) AS consequent, lower(blank_null(status)) AS status,
        id AS ${table === 'tag_aliases' ? 'alias_id' : 'implication_id'}, blank_null(reason) AS reason, real_time(created_at) AS created_at, real_time(updated_at) AS updated_at FROM record ORDER BY _row`,
    }],
  };
}
