import { literal } from '../../lake/sql.js';
import { categorySql } from '../../tags/categories.js';
import { amountSql, byteSizeSql } from '../amount.js';
import type { Source } from '../source.js';
import { unreadRule } from '../unread.js';
import { zerochanBoard, zerochanIdRule } from './zerochan-json.js';

const pixels = (column: string) => `TRY_CAST(${amountSql(column, '|px')} AS INTEGER)`;

/** SQL for the columns of a post by the JSON-LD of its page. */
export const zerochanPageColumns = `'${zerochanBoard}' AS booru, fid, _row, real_time(posted) AS created_at, CASE WHEN real_time(posted) IS NOT NULL THEN 'second' END AS created_precision, NULL::VARCHAR AS rating_std,
  coalesce(lower(blank_null(encodingFormat)), url_ext(contentUrl)) AS file_ext, nullif(file_bytes, 0) AS file_size, nullif(w, 0) AS width, nullif(h, 0) AS height, whole_url(contentUrl) AS file_url, whole_url(thumbnail) AS preview_url,
  blank_null(CASE json_type(author) WHEN 'OBJECT' THEN author->>'$.name' ELSE author->>'$' END) AS uploader`;

/** SQL for the category of a type, which may be several (`Series, Game`): then the highest. */
export const zerochanCategory = (type: string) => `list_max(list_transform(string_split(${type}, ','), lambda t: ${categorySql('trim(t)', zerochanBoard)}))`;

/** The JSON-LD of pages, one a line or in an array (format reference A6.2): its texts lost their apostrophes, the id is in the address. */
export const zerochanPages = {
  id: 'zerochan-json-ld',
  code: 'Zh',
  title: 'Zerochan posts: JSON-LD of pages (zero_grab.json)',
  detect: ({ first }) => first !== null && first['@type'] === 'ImageObject' && 'contentUrl' in first && 'encodingFormat' in first,
  format: { kind: 'json' },
  fields: { name: 'VARCHAR', author: 'JSON', contentUrl: 'VARCHAR', thumbnail: 'VARCHAR', encodingFormat: 'VARCHAR', datePublished: 'VARCHAR', width: 'VARCHAR', height: 'VARCHAR', contentSize: 'VARCHAR' },
  derived: [{
    fid: `canonical_fid(nullif(regexp_extract(contentUrl, '([0-9]{1,18})\\.[A-Za-z0-9]+(?:[?#].*)?$', 1), ''))`, posted: 'board_time(datePublished)', w: pixels('width'), h: pixels('height'), file_bytes: byteSizeSql('contentSize'),
  }],
  required: ['contentUrl'],
  identity: 'fid',
  rules: () => [
    { reason: 'unknown_board', when: `NOT regexp_matches(contentUrl, '^(?:https?:)?//(?:[^/]*\\.)?zerochan\\.net/')`, detail: literal('the address is not of zerochan.net') },
    { reason: 'missing_key', when: 'fid IS NULL', detail: literal('no id in contentUrl') },
    unreadRule('datePublished', 'posted'), unreadRule('width', 'w'), unreadRule('height', 'h'), unreadRule('contentSize', 'file_bytes'),
    { reason: 'bad_value', when: `json_type(author) NOT IN ('OBJECT', 'VARCHAR', 'NULL')`, detail: literal('field author') },
  ],
  emit: () => [{
    table: 'posts', origin: 'release', tagOrigin: 'mention',
    select: `SELECT ${zerochanPageColumns}, [spaced_tag("name")] AS tags FROM record`,
  }],
} as const satisfies Source;

const typeWords = 'Mangaka|Studio|Game|Series|Character|Source|Theme|Meta|Artbook|Visual Novel|OVA|Character Group|VTuber|Vtuber';
const row = new RegExp(`^\\d+\\t(?:${typeWords})(?:, (?:${typeWords}))*\\t[^\\t\\n]+$`, 'm');

/** Tags of pages with their types, a row a post and tag, without header (format reference A6.2). */
export const zerochanPageTags: Source = {
  id: 'zerochan-page-tags',
  code: 'Zh',
  title: 'Zerochan tags of posts: zero_grab.tsv',
  detect: ({ shape, text }) => shape === 'text' && row.test(text),
  format: { kind: 'csv', delimiter: '\t', quoted: false, columns: ['id', 'type', 'tag'], others: [['id', 'type']] },
  fields: { id: 'VARCHAR', type: 'VARCHAR', tag: 'VARCHAR' },
  derived: [{
    fid: 'canonical_fid(trim(id))', tag_name: `nullif(spaced_tag(html_unescape(tag)), '')`, type_name: `nullif(lower(trim("type")), '')`,
    known_cat: zerochanCategory('"type"'),
  }],
  required: ['id'],
  rules: () => [
    zerochanIdRule,
    { reason: 'board_error', when: `'TAGFAIL' IN (trim("type"), trim(tag))`, detail: literal('the scraper could not read the tag') },
    { reason: 'missing_key', when: 'tag_name IS NULL', detail: literal('no tag') },
  ],
  emit: () => [
    {
      table: 'posts', origin: 'mention', tagOrigin: 'release',
      select: `SELECT '${zerochanBoard}' AS booru, fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM record GROUP BY fid`,
      pairs: `SELECT '${zerochanBoard}' AS booru, fid, tag_name FROM record`,
    },
    {
      table: 'tags',
      select: `SELECT '${zerochanBoard}' AS booru, tag_name, last(known_cat ORDER BY _row) AS tag_cat, last(type_name ORDER BY _row) AS tag_type_raw FROM record WHERE type_name IS NOT NULL GROUP BY tag_name ORDER BY tag_name`,
    },
  ],
};
