import { literal } from '../lake/sql.js';
import { hasFields } from './header.js';
import type { Sample } from './sample.js';
import type { Source } from './source.js';
import { jsonOrCsv } from './tag-relation.js';

/** The pools table of danbooru and of e621: JSON with `post_ids` as an array of numbers or texts, or CSV with `{1,2}` (format reference A1.2, A1.5). */
export function poolTable(booru: string, isOfBoard: (sample: Sample) => boolean, about: Pick<Source, 'id' | 'code' | 'title'>): Source {
  return {
    ...about,
    detect: (sample) => hasFields(sample, ['id', 'name', 'category', 'post_ids']) && isOfBoard(sample),
    format: jsonOrCsv(true),
    fields: {
      id: 'BIGINT', name: 'VARCHAR', description: 'VARCHAR', category: 'VARCHAR', post_ids: 'VARCHAR', post_count: 'INTEGER', created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ',
    },
    required: ['id'],
    identity: 'id',
    newest: 'updated_at',
    rules: () => [{ reason: 'bad_value', when: `NOT regexp_full_match(post_ids, '[\\[{][0-9", ]*[\\]}]')`, detail: literal('field post_ids') }],
    emit: () => [{
      table: 'pools',
      select: `SELECT _row, ${literal(booru)} AS booru, id AS pool_id, blank_null("name") AS name, blank_null(description) AS description, lower(blank_null(category)) AS category,
        coalesce(post_count, len(fids)) AS post_count, fids AS post_fids, real_time(created_at) AS created_at, real_time(updated_at) AS updated_at
        FROM (SELECT *, list_transform(regexp_extract_all(post_ids, '[0-9]+'), lambda f: canonical_fid(f)) AS fids FROM record) ORDER BY _row`,
    }],
  };
}
