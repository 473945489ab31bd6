import { literal } from '../../lake/sql.js';
import { hasHeader } from '../header.js';
import type { Source } from '../source.js';

/** Ready-made pairs of tags with the number of posts that carry both; of the board that the path or the user names. */
export const cooccurrenceCsv: Source = {
  id: 'cooccurrence-csv',
  code: 'CO',
  title: 'Co-occurrence pairs: tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b',
  detect: (sample) => hasHeader(sample, ',', ['tag_a', 'tag_b', 'count', 'cat_a', 'cat_b', 'posts_a', 'posts_b']),
  format: { kind: 'csv', delimiter: ',', quoted: true },
  fields: { tag_a: 'VARCHAR', tag_b: 'VARCHAR', count: 'BIGINT', cat_a: 'TINYINT', cat_b: 'TINYINT', posts_a: 'BIGINT', posts_b: 'BIGINT' },
  required: ['tag_a', 'tag_b', 'count'],
  identity: 'row(least(tag_a, tag_b), greatest(tag_a, tag_b))',
  rules: ({ board }) => [
    ...(board === null ? [{ reason: 'unknown_board', when: 'true', detail: `'give --board'` } as const] : []),
    { reason: 'bad_value', when: 'tag_a = tag_b', detail: `'a tag paired with itself'` },
    { reason: 'bad_value', when: 'count < 0', detail: `'field count'` },
  ],
  emit({ board }) {
    const booru = board === null ? 'NULL::VARCHAR' : literal(board);
    const side = (name: string) => `SELECT tag_${name} AS tag_name, cat_${name} AS tag_cat, posts_${name} AS post_count FROM record`;
    return [
      { table: 'tags', select: `SELECT ${booru} AS booru, tag_name, max(tag_cat) AS tag_cat, max(post_count) AS post_count FROM (${side('a')} UNION ALL ${side('b')}) GROUP BY tag_name ORDER BY tag_name` },
      { table: 'cooccurrence', select: `SELECT ${booru} AS booru, tag_a, tag_b, count AS posts_both, posts_a, posts_b, 'dump' AS origin FROM record` },
    ];
  },
};
