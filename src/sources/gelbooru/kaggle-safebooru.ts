import { literal } from '../../lake/sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { hasHeader } from '../header.js';
import type { Source } from '../source.js';

const columns = ['id', 'created_at', 'rating', 'score', 'sample_url', 'sample_width', 'sample_height', 'preview_url', 'tags'];

/**
 * `all_data.csv` of Kaggle's alamson/safebooru (format reference A2.5), also with the eleven fields that an early script
 * wrote under the nine names. Its times are off by some hours, so they count as days; it has active posts only.
 */
export const kaggleSafebooru: Source = {
  id: 'kaggle-safebooru',
  code: 'K',
  title: 'Safebooru.org posts of Kaggle alamson/safebooru',
  detect: (sample) => sample.shape === 'text' && hasHeader(sample, ',', columns),
  format: { kind: 'csv', delimiter: ',', quoted: true, others: [[...columns.slice(0, 8), 'preview_width', 'preview_height', 'tags']] },
  fields: {
    id: 'VARCHAR', created_at: 'BIGINT', rating: 'VARCHAR', score: 'INTEGER', sample_url: 'VARCHAR', sample_width: 'INTEGER', sample_height: 'INTEGER', preview_url: 'VARCHAR', tags: 'VARCHAR',
  },
  required: ['id'],
  identity: 'canonical_fid(trim(id))',
  rules: () => [{ reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') }],
  emit: () => [{
    table: 'posts', origin: 'board',
    select: `SELECT 'safebooru.org' AS booru, canonical_fid(trim(id)) AS fid, _row, unix_time(created_at) AS created_at, CASE WHEN unix_time(created_at) IS NOT NULL THEN 'day' END AS created_precision,
      rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, score, nullif(sample_width, 0) AS sample_width, nullif(sample_height, 0) AS sample_height,
      CASE WHEN contains(sample_url, '/images/') THEN url_ext(sample_url) END AS file_ext, CASE WHEN contains(sample_url, '/images/') THEN whole_url(sample_url) END AS file_url,
      whole_url(sample_url) AS sample_url, whole_url(preview_url) AS preview_url, 'active' AS status, split_tags(html_unescape(tags)) AS tags FROM record`,
  }],
};
