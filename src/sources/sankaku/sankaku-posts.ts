import { literal } from '../../lake/sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { partlyTagged } from '../partly-tagged.js';
import type { Sample } from '../sample.js';
import type { LoadContext, Rule, Source } from '../source.js';
import { isWrongTag, sankakuBoard, sankakuTagName, sankakuTags, sankakuTagType } from './sankaku-tag.js';

const fields = {
  id: 'VARCHAR', created_at: 'JSON', author: 'JSON', rating: 'VARCHAR', status: 'VARCHAR', width: 'INTEGER', height: 'INTEGER', sample_width: 'INTEGER', sample_height: 'INTEGER',
  file_size: 'BIGINT', file_type: 'VARCHAR', file_ext: 'VARCHAR', file_url: 'VARCHAR', sample_url: 'VARCHAR', preview_url: 'VARCHAR', md5: 'VARCHAR', parent_id: 'VARCHAR', change: 'BIGINT',
  fav_count: 'INTEGER', vote_count: 'INTEGER', total_score: 'INTEGER', score: 'INTEGER', source: 'VARCHAR', has_children: 'BOOLEAN',
} as const;

const derived = {
  posted: 'json_time(created_at)',
  has_time: `coalesce(CASE json_type(created_at) WHEN 'OBJECT' THEN created_at->>'$.s' ELSE created_at->>'$' END, '') <> ''`,
  uploader: `CASE json_type(author) WHEN 'OBJECT' THEN author->>'$.name' WHEN 'VARCHAR' THEN author->>'$' END`,
  host: `regexp_extract(lower(coalesce(nullif(file_url, ''), nullif(sample_url, ''), nullif(preview_url, ''))), '^(?:https?:)?//([^/:]+)', 1)`,
} as const;

/** The idol board, whose posts have ids of their own, has these hosts. */
const idol = `regexp_matches(host, '^(?:i|is|iv|idol)\\.sankakucomplex\\.com$|(?:^|\\.)idolcomplex\\.com$')`;
const known = `regexp_matches(host, '(?:^|\\.)sankaku(?:complex\\.com|\\.app)$')`;

/** SQL that is true of posts of another board. Posts without addresses go by the others of the file. */
async function isForeign(context: LoadContext, isOurs: string, byDefault: boolean): Promise<string> {
  const others = await context.scalar(`SELECT CASE WHEN bool_and(${isOurs}) THEN 'ours' WHEN bool_or(${isOurs}) IS FALSE THEN 'foreign' END FROM numbered WHERE host <> ''`);
  const bare = others === null ? byDefault : others === 'ours';
  return `NOT CASE WHEN host <> '' THEN ${isOurs} ELSE ${bare} END`;
}

function rules(foreign: string): Rule[] {
  return [
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9A-Za-z_-]{1,64}')`, detail: literal('the id is no number or word') },
    { reason: 'unknown_board', when: foreign, detail: `'not of chan.sankakucomplex.com' || coalesce(': ' || nullif(host, ''), '')` },
    { reason: 'bad_value', when: 'has_time AND posted IS NULL', detail: literal('field created_at') },
    { reason: 'bad_value', when: `json_type(author) NOT IN ('OBJECT', 'VARCHAR', 'NULL')`, detail: literal('field author') },
  ];
}

const mimeExt = `CASE lower(file_type) WHEN 'image/jpeg' THEN 'jpg' WHEN 'application/x-shockwave-flash' THEN 'swf' ELSE nullif(regexp_extract(lower(file_type), '^[a-z]+/([a-z0-9]+)$', 1), '') END`;

const columns = `'${sankakuBoard}' AS booru, canonical_fid(trim(id)) AS fid, _row, real_time(posted) AS created_at, CASE WHEN real_time(posted) IS NOT NULL THEN 'second' END AS created_precision,
  rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, coalesce(total_score, score) AS score, CASE WHEN vote_count > 0 THEN total_score / vote_count END AS score_avg,
  vote_count AS score_votes, fav_count AS favs, coalesce(real_md5(md5), url_md5(file_url), url_md5(sample_url), url_md5(preview_url)) AS md5,
  coalesce(lower(blank_null(file_ext)), url_ext(file_url), ${mimeExt}) AS file_ext, nullif(file_size, 0) AS file_size, nullif(width, 0) AS width, nullif(height, 0) AS height,
  nullif(sample_width, 0) AS sample_width, nullif(sample_height, 0) AS sample_height, whole_url(file_url) AS file_url, whole_url(sample_url) AS sample_url, whole_url(preview_url) AS preview_url,
  CASE WHEN lower(trim(source)) <> 'removed' THEN blank_null(source) END AS source, nullif(canonical_fid(blank_null(parent_id)), '0') AS parent_fid, has_children,
  lower(blank_null(status)) AS status, blank_null(uploader) AS uploader`;

const shared = { required: ['id'], identity: 'canonical_fid(trim(id))', newest: 'change' } as const satisfies Partial<Source>;

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The first post of an array, of lines, or of a page with `data`. */
const firstPost = ({ first, inner }: Sample) => inner['data'] ?? first;

function isPage({ rootKeys, inner }: Sample): boolean {
  return rootKeys.has('data') && inner['meta'] !== undefined && 'next' in inner['meta'] && inner['data'] === undefined;
}

/** Posts of the API with tags as objects or names, in an array, in pages or one a line (format reference A4.1, A4.2). Ids are numbers or, in newer ones, words. */
export const sankakuPosts: Source = {
  ...shared,
  id: 'sankaku-posts',
  code: 'S',
  title: 'Sankaku posts: JSON of the API',
  detect: (sample) => {
    const post = firstPost(sample);
    if (post === null || isPage(sample)) return isPage(sample);
    if ('category' in post || !('id' in post)) return false;
    if (Array.isArray(post['tag_names'])) return true;
    const tags = post['tags'];
    if (!Array.isArray(tags)) return false;
    return tags.length === 0 ? 'total_score' in post && 'vote_count' in post : isObject(tags[0]) && ['id', 'name', 'type', 'count'].every((key) => key in (tags[0] as object));
  },
  format: { kind: 'json', unwrap: ['data'] },
  fields: { ...fields, tags: `${sankakuTagType}[]`, tag_names: 'VARCHAR[]' },
  derived: [{
    ...derived,
    names: `CASE WHEN len(tags) > 0 THEN list_transform(tags, lambda t: ${sankakuTagName('t')}) ELSE list_transform(tag_names, lambda t: normal_tag(bare_tag(t))) END`,
  }],
  rules: async (context) => [
    ...rules(await isForeign(context, `NOT ${idol}`, true)),
    { reason: 'bad_value', when: `list_bool_or(list_transform(tags, lambda t: ${isWrongTag('t')}))`, detail: literal('field tags') },
  ],
  emit: () => [
    ...partlyTagged({ table: 'posts', origin: 'board', select: `SELECT ${columns}, names AS tags FROM record` }),
    { table: 'tags', select: sankakuTags('SELECT unnest(tags) AS t, _row FROM record') },
  ],
};

/** Posts of the oldest API, whose tags are one text and whose time is an object (format reference A4.2). Other boards had it, too. */
export const sankakuOldPosts: Source = {
  ...shared,
  id: 'sankaku-old-posts',
  code: 'S',
  title: 'Sankaku posts: JSON of the oldest API',
  detect: ({ first }) => first !== null && typeof first['tags'] === 'string' && isObject(first['created_at']) && 's' in first['created_at'] && !('category' in first) && !('jpeg_url' in first),
  format: { kind: 'json' },
  fields: { ...fields, tags: 'VARCHAR' },
  derived: [derived],
  rules: async (context) => rules(await isForeign(context, `(${known} AND NOT ${idol})`, context.board === sankakuBoard)),
  emit: () => [{ table: 'posts', origin: 'board', select: `SELECT ${columns}, split_tags(tags) AS tags FROM record` }],
};
