import { tagCategories } from '../../tags/categories.js';
import { hasFields } from '../header.js';
import type { RecordFormat, Source } from '../source.js';
import type { Sample } from '../sample.js';
import { fields, postColumns } from './danbooru-posts.js';

const booru = 'danbooru.donmai.us';
const classes = ['general', 'artist', 'copyright', 'character', 'meta'] as const;
const strings = classes.map((name) => `tag_string_${name}`);

/** CSV or JSON; in CSV a source may hold line breaks. */
export function csvOrJson(sample: Sample): RecordFormat {
  if (sample.shape !== 'text') return { kind: 'json' };
  return { kind: 'csv', delimiter: ',', quoted: true, ...(sample.header(',').includes('source') ? { multiline: true } : {}) };
}

const tagText = (name: string) => `coalesce("tag_string_${name}", "${name}")`;
const isTagged = `coalesce(tag_string, ${classes.map(tagText).join(', ')}) IS NOT NULL`;

/** SQL for the tags in a text: a JSON list, names parted by spaces, or, where the whole file does so, names with spaces parted by commas. */
function tagsSql(text: string, byCommas: boolean): string {
  const split = byCommas ? `list_transform(string_split(${text}, ','), lambda t: replace(trim(t), ' ', '_'))` : `split_tags(${text})`;
  return `coalesce(CASE WHEN starts_with(${text}, '["') AND json_valid(${text}) THEN from_json(${text}, '["VARCHAR"]') ELSE ${split} END, [])`;
}

/**
 * Sets made of danbooru's posts by others: the API's columns as CSV, some of them, or the tags by category only (format
 * reference A1.6). Sets without `tag_string` are of 2023 and later, so their letter s means sensitive.
 */
export const danbooruRepackaged: Source = {
  id: 'danbooru-repackaged',
  code: 'DP',
  title: 'Danbooru posts re-packaged by others: CSV or JSON, tags by category',
  detect: (sample) => {
    // The export of e621 and what gallery-dl writes have fields like these.
    if (['change_seq', 'locked_tags', 'category'].some((name) => hasFields(sample, [name]))) return false;
    if (hasFields(sample, ['tag_string'])) return sample.shape === 'text' && hasFields(sample, ['id']);
    return [['tag_string_general'], ['general', 'artist', 'copyright', 'character']].some((names) => hasFields(sample, ['id', ...names]));
  },
  format: csvOrJson,
  fields: {
    ...fields, media_asset: 'VARCHAR', is_note_locked: 'VARCHAR', tag_string: 'VARCHAR',
    ...Object.fromEntries([...strings, ...classes].map((name) => [name, 'VARCHAR'])),
  },
  derived: [{ id: 'trim(id)' }],
  required: ['id'],
  identity: 'canonical_fid(id)',
  newest: 'updated_at',
  rules: ({ board }) => [
    { reason: 'bad_value', when: `NOT regexp_full_match(id, '[0-9]{1,18}')`, detail: `'the id is not a number'` },
    { reason: 'unknown_board', when: String(board !== null && board !== booru), detail: `'these are columns of danbooru, but the path or --board names another board'` },
  ],
  async emit({ scalar }) {
    const since = `TIMESTAMPTZ '2022-05-22 00:00:00+00'`;
    const isNew = (await scalar(`SELECT coalesce(bool_or(rating = 'g') OR max(updated_at) >= ${since} OR max(created_at) >= ${since}, false) OR bool_and(tag_string IS NULL) FROM record`)) === true;
    const byCommas = (await scalar(`SELECT bool_or(contains(${tagText('general')}, ', ') AND NOT starts_with(${tagText('general')}, '[')) FROM record`)) === true;
    // Danbooru2023_metadata, without a status, has active posts only.
    const hasStatus = `coalesce(is_banned, is_deleted, is_pending, is_flagged) IS NOT NULL OR (tag_string IS NULL AND tag_string_general IS NOT NULL)`;
    const posts = (where: string, tags: string) => `SELECT * EXCLUDE (has_status) REPLACE (CASE WHEN has_status THEN status END AS status,
        CASE WHEN created_at IS NOT NULL THEN created_precision END AS created_precision, real_md5(md5) AS md5, nullif(width, 0) AS width, nullif(height, 0) AS height)
      FROM (SELECT ${postColumns(String(isNew))}, fav_count AS favs, ${hasStatus} AS has_status${tags} FROM record WHERE ${where})`;
    // General tags are too many to split twice: where all tags have a category they are what is in no other.
    const isSorted = (await scalar(`SELECT bool_and(tag_string IS NULL OR ${tagText('artist')} IS NOT NULL) FROM record WHERE ${isTagged}`)) === true;
    const named = classes.filter((name) => !(isSorted && name === 'general')).map((name) => `SELECT unnest(${tagsSql(tagText(name), byCommas)}) AS tag_name, ${tagCategories[name]} AS tag_cat FROM record WHERE ${tagText(name)} IS NOT NULL`);
    if (isSorted) named.push(`SELECT tag_name, ${tagCategories.general} AS tag_cat FROM learned`);
    const all = `CASE WHEN tag_string IS NOT NULL THEN split_tags(tag_string) ELSE ${classes.map((name) => tagsSql(tagText(name), byCommas)).join(' || ')} END AS tags`;
    return [
      { table: 'posts', origin: 'board', select: posts(isTagged, `, ${all}`) },
      { table: 'posts', origin: 'board', select: posts(`NOT (${isTagged})`, '') },
      { table: 'tags', select: `SELECT '${booru}' AS booru, tag_name, max(tag_cat)::TINYINT AS tag_cat FROM (${named.join(' UNION ALL ')}) WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name` },
    ];
  },
};
