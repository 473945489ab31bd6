import { literal } from '../lake/sql.js';
import type { Rule, Source } from './source.js';

/** What is particular to one list of tags of posts. */
interface TagRows {
  booru: string;
  /** The column of the post's id. */
  id: string;
  /** SQL for the name of the tag in `TAG`, and for its category by `TAG_CAT`. */
  name: string;
  category: string;
  rules?: Rule[];
}

/** The rest of a source whose file has one row a post and tag with the tag's category: ID or the like, TAG, TAG_CAT, TAG_RANK, in TAB without quotes. */
export function tagRows({ booru, id, name, category, rules = [] }: TagRows) {
  return {
    format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
    fields: { [id]: 'VARCHAR', TAG: 'VARCHAR', TAG_CAT: 'VARCHAR', TAG_RANK: 'INTEGER' },
    derived: [{ fid: `canonical_fid(trim(${id}))`, tag_name: `nullif(${name}, '')`, known_cat: `(${category})::TINYINT` }],
    required: [id, 'tag_name'],
    rules: () => [{ reason: 'bad_value', when: `NOT regexp_full_match(fid, '[0-9]{1,18}')`, detail: literal('the id is not a number') }, ...rules],
    emit: () => [
      {
        table: 'posts', origin: 'mention', tagOrigin: 'release',
        select: `SELECT '${booru}' AS booru, fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM record GROUP BY fid`,
        pairs: `SELECT '${booru}' AS booru, fid, tag_name FROM record`,
      },
      { table: 'tags', select: `SELECT '${booru}' AS booru, tag_name, max(known_cat) AS tag_cat FROM record GROUP BY tag_name ORDER BY tag_name` },
    ],
  } as const satisfies Partial<Source>;
}
