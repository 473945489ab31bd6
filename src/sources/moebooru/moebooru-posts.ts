import { literal } from '../../lake/sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { boardOfRow, keyRules, namedBoard, postIdentity } from '../board-of-row.js';
import { isMoebooruXml } from '../gelbooru/gelbooru-xml.js';
import type { Rule, Source } from '../source.js';
import { xmlRecords } from '../xml-records.js';

/** The board by any of the addresses; deleted posts may have only the last or none. */
export const moebooruBoard = namedBoard(['file_url', 'sample_url', 'jpeg_url', 'preview_url']);

export const moebooruFields = {
  id: 'VARCHAR', tags: 'VARCHAR', created_at: 'BIGINT', updated_at: 'BIGINT', creator_id: 'VARCHAR', author: 'VARCHAR', change: 'BIGINT', source: 'VARCHAR', score: 'INTEGER', md5: 'VARCHAR',
  file_size: 'BIGINT', file_ext: 'VARCHAR', file_url: 'VARCHAR', sample_url: 'VARCHAR', jpeg_url: 'VARCHAR', preview_url: 'VARCHAR', sample_width: 'INTEGER', sample_height: 'INTEGER',
  rating: 'VARCHAR', has_children: 'BOOLEAN', parent_id: 'BIGINT', status: 'VARCHAR', width: 'INTEGER', height: 'INTEGER',
} as const;

/** SQL for the columns of a post, over rows with `booru`. `change` is a number of the board's log, not a time. */
export const moebooruColumns = `booru, canonical_fid(trim(id)) AS fid, _row, unix_time(created_at) AS created_at, CASE WHEN unix_time(created_at) IS NOT NULL THEN 'second' END AS created_precision,
  unix_time(updated_at) AS updated_at, rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, score, real_md5(md5) AS md5,
  coalesce(lower(blank_null(file_ext)), url_ext(file_url)) AS file_ext, nullif(file_size, 0) AS file_size, nullif(width, 0) AS width, nullif(height, 0) AS height,
  nullif(sample_width, 0) AS sample_width, nullif(sample_height, 0) AS sample_height, whole_url(file_url) AS file_url, whole_url(sample_url) AS sample_url, whole_url(preview_url) AS preview_url,
  blank_null(source) AS source, nullif(parent_id, 0)::VARCHAR AS parent_fid, has_children, lower(blank_null(status)) AS status, coalesce(blank_null(author), blank_null(creator_id)) AS uploader,
  split_tags(tags) AS tags`;

/** Rejects posts without a key, and those of which the board gave the id and nothing else. */
export function moebooruRules(board: string): Rule[] {
  const bare: Rule = { reason: 'board_error', when: 'tags IS NULL AND md5 IS NULL AND rating IS NULL AND created_at IS NULL', detail: literal('the board gave only the id of the post') };
  return [...keyRules(board), bare];
}

/** post.json of yande.re and konachan.com: an array, or objects one a line (format reference A3.1). */
export const moebooruPosts: Source = {
  id: 'moebooru-posts',
  code: 'M',
  title: 'Yande.re and konachan posts: post.json',
  detect: ({ first }) => first !== null && isMoebooruPost(first),
  format: { kind: 'json' },
  fields: moebooruFields,
  derived: [moebooruBoard],
  required: ['id'],
  identity: postIdentity,
  newest: 'change',
  rules: async (context) => moebooruRules(await boardOfRow(context)),
  async emit(context) {
    return [{ table: 'posts', origin: 'board', select: `SELECT ${moebooruColumns} FROM (SELECT *, ${await boardOfRow(context)} AS booru FROM record)` }];
  },
};

/** True for an object of post.json; a deleted one has no addresses. */
export function isMoebooruPost(post: Readonly<Record<string, unknown>>): boolean {
  return typeof post['tags'] === 'string' && 'md5' in post && !('category' in post) && ['actual_preview_width', 'jpeg_url', 'is_shown_in_index'].some((key) => key in post);
}

/** The same posts in XML, in attributes or in child elements (format reference A3.3). */
export const moebooruXml: Source = {
  ...moebooruPosts,
  id: 'moebooru-xml',
  title: 'Yande.re and konachan posts: post.xml',
  detect: isMoebooruXml,
  format: { kind: 'custom', read: (bytes) => xmlRecords(bytes, 'post') },
};
