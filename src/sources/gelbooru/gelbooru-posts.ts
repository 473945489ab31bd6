import { boards } from '../../tags/boards.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { literalList } from '../../tags/words.js';
import { boardOfRow, keyRules, namedBoard, postIdentity } from '../board-of-row.js';
import type { Source } from '../source.js';

const family = literalList(boards.filter((board) => board.family === 'gelbooru').map((board) => board.name));

/** SQL for an address that safebooru.org and tbib.org leave out of their JSON and derive from folder and file name. */
function derivedUrl(given: string, path: string): string {
  return `coalesce(whole_url(${given}), CASE WHEN booru IN ('safebooru.org', 'tbib.org') AND regexp_full_match(directory, '[0-9]+') AND regexp_full_match(image, '[0-9A-Za-z]+\\.[0-9A-Za-z]+')
    THEN 'https://' || booru || ${path} END)`;
}

const stem = `regexp_replace(image, '\\.[^.]*$', '')`;
const hasSample = `coalesce(lower(sample), '0') IN ('1', 'true')`;
const isSized = `NOT (sample IS NOT NULL AND NOT ${hasSample})`;

/** What the JSON and XML posts of gelbooru.com, safebooru.org and tbib.org share (format reference A2): values are strings or not, HTML-escaped in either case. */
export const gelbooruPosts = {
  fields: {
    id: 'VARCHAR', created_at: 'VARCHAR', change: 'BIGINT', score: 'INTEGER', width: 'INTEGER', height: 'INTEGER', md5: 'VARCHAR', hash: 'VARCHAR', directory: 'VARCHAR', image: 'VARCHAR',
    rating: 'VARCHAR', source: 'VARCHAR', owner: 'VARCHAR', creator_id: 'VARCHAR', parent_id: 'BIGINT', sample: 'VARCHAR', sample_width: 'INTEGER', sample_height: 'INTEGER', tags: 'VARCHAR',
    has_children: 'BOOLEAN', file_url: 'VARCHAR', preview_url: 'VARCHAR', sample_url: 'VARCHAR', status: 'VARCHAR',
  },
  derived: [
    { ...namedBoard(['file_url', 'preview_url', 'sample_url']), tags: 'html_unescape(tags)', created_at: 'trim(created_at)' },
    { tags: 'split_tags(tags)', posted: 'board_time(created_at)' },
  ],
  required: ['id'],
  newest: 'change',
  identity: postIdentity,
  rules: async (context) => [
    ...keyRules(await boardOfRow(context)),
    { reason: 'bad_value', when: `blank_null(created_at) IS NOT NULL AND NOT starts_with(created_at, '[') AND posted IS NULL`, detail: `'field created_at'` },
  ],
  async emit(context) {
    const rows = `SELECT * REPLACE (real_time(posted) AS posted), ${await boardOfRow(context)} AS booru FROM record`;
    return [{
      table: 'posts', origin: 'board',
      select: `SELECT booru, canonical_fid(trim(id)) AS fid, _row, posted AS created_at, CASE WHEN posted IS NOT NULL THEN 'second' END AS created_precision,
        CASE WHEN booru IN (${family}) THEN unix_time(change) END AS updated_at, rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, score,
        coalesce(real_md5(md5), real_md5(hash)) AS md5, coalesce(url_ext(file_url), url_ext(image)) AS file_ext, nullif(width, 0) AS width, nullif(height, 0) AS height,
        CASE WHEN ${isSized} THEN nullif(sample_width, 0) END AS sample_width, CASE WHEN ${isSized} THEN nullif(sample_height, 0) END AS sample_height,
        ${derivedUrl('file_url', `'/images/' || directory || '/' || image`)} AS file_url,
        CASE WHEN ${hasSample} THEN ${derivedUrl('sample_url', `'/samples/' || directory || '/sample_' || ${stem} || '.jpg'`)} ELSE whole_url(sample_url) END AS sample_url,
        ${derivedUrl('preview_url', `'/thumbnails/' || directory || '/thumbnail_' || ${stem} || '.jpg'`)} AS preview_url,
        blank_null(html_unescape(source)) AS source, nullif(parent_id, 0)::VARCHAR AS parent_fid, has_children, lower(blank_null(status)) AS status,
        coalesce(blank_null(html_unescape(owner)), blank_null(creator_id)) AS uploader, tags FROM (${rows})`,
    }];
  },
} as const satisfies Omit<Source, 'id' | 'code' | 'title' | 'detect' | 'format'>;
