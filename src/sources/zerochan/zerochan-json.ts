import { literal } from '../../lake/sql.js';
import type { Emission, Source } from '../source.js';
import { repairedRecords } from './repaired-json.js';

export const zerochanBoard = 'zerochan.net';

/** Rejects records whose id is not a number. */
export const zerochanIdRule = { reason: 'bad_value', when: `NOT regexp_full_match(fid, '[0-9]{1,18}')`, detail: literal('the id is not a number') } as const;

type Origin = Extract<Emission, { table: 'posts' }>['origin'];

/**
 * Posts of `select` with `tags` and the name of their main tag in `main`. Of one without tags the main tag is all that
 * is known: it counts as a mention, so that those known from elsewhere stay.
 */
export function zerochanPosts(origin: Origin, select: string): Emission[] {
  return [
    { table: 'posts', origin, tagOrigin: 'board', select: `SELECT * EXCLUDE (main) REPLACE (list_append(tags, main) AS tags) FROM (${select}) WHERE len(tags) > 0` },
    { table: 'posts', origin, tagOrigin: 'mention', select: `SELECT * EXCLUDE (main) REPLACE ([main] AS tags) FROM (${select}) WHERE coalesce(len(tags), 0) = 0` },
  ];
}

const columns = `'${zerochanBoard}' AS booru, fid, _row, NULL::VARCHAR AS rating_std, coalesce(real_md5(md5), real_md5(hash)) AS md5, url_ext("full") AS file_ext, nullif("size", 0) AS file_size,
  nullif(width, 0) AS width, nullif(height, 0) AS height, whole_url("full") AS file_url, whole_url("large") AS sample_url, coalesce(whole_url(thumbnail), whole_url(medium), whole_url(small)) AS preview_url,
  blank_null(source) AS source, main, names AS tags`;

/** Entries and lists of the JSON API (format reference A6.1). Lists know less of a post; tags have names only. */
export const zerochanJson: Source = {
  id: 'zerochan-json',
  code: 'Z',
  title: 'Zerochan entries and lists: JSON of the API',
  detect: ({ shape, text, first }) => {
    if (shape !== 'objects' && shape !== 'array') return false;
    if (first !== null && Array.isArray(first['items']) && first['items'].length === 0) return Object.keys(first).every((key) => key === 'items' || key === 'next');
    const has = (key: string, value = '') => new RegExp(`"${key}"\\s*:${value}`).test(text);
    const address = '\\s*"[^"]*[./]zerochan\\.net[\\\\/]';
    return has('id') && has('tags') && !has('subcategory') && ((has('thumbnail', address) && has('tag')) || (has('full', address) && has('primary')));
  },
  format: { kind: 'custom', read: repairedRecords },
  fields: {
    id: 'VARCHAR', width: 'INTEGER', height: 'INTEGER', md5: 'VARCHAR', hash: 'VARCHAR', size: 'BIGINT', thumbnail: 'VARCHAR', small: 'VARCHAR', medium: 'VARCHAR', large: 'VARCHAR', full: 'VARCHAR', source: 'VARCHAR',
    tag: 'VARCHAR', primary: 'VARCHAR', tags: 'VARCHAR[]',
  },
  derived: [{
    fid: 'canonical_fid(trim(id))', is_listed: '"full" IS NULL AND "primary" IS NULL', main: 'spaced_tag(coalesce("primary", tag))', names: `list_filter(list_transform(tags, lambda t: spaced_tag(t)), lambda t: t <> '')`,
  }],
  required: ['id'],
  identity: 'fid',
  newest: '(NOT is_listed)',
  sidecar: true,
  rules: () => [zerochanIdRule],
  emit: () => [
    ...zerochanPosts('board', `SELECT ${columns} FROM record WHERE NOT is_listed`),
    ...zerochanPosts('listing', `SELECT ${columns} FROM record WHERE is_listed`),
  ],
};
