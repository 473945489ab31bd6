import { UserError } from '../../lake/error.js';
import { literal } from '../../lake/sql.js';
import { categorySql } from '../../tags/categories.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { boardSql } from '../board-sql.js';
import { nestedRecords } from '../json-records.js';
import { partColumns, partsRule, type JsonParts } from '../json-parts.js';
import { partlyTagged } from '../partly-tagged.js';
import type { Sample } from '../sample.js';
import type { RecordReader, Source } from '../source.js';

const parts = {
  website: ['image', 'website', 'VARCHAR'], id: ['image', 'id', 'VARCHAR'], md5: ['image', 'md5', 'VARCHAR'], rating: ['image', 'data.rating', 'VARCHAR'], score: ['image', 'data.score', 'INTEGER'], author: ['image', 'data.author', 'VARCHAR'],
  source: ['image', 'data.source', 'VARCHAR'], posted: ['image', 'data.date', 'VARCHAR'], file_url: ['image', 'sizes.full.url', 'VARCHAR'], file_size: ['image', 'sizes.full.fileSize', 'BIGINT'],
  width: ['image', 'sizes.full.size.width', 'INTEGER'], height: ['image', 'sizes.full.size.height', 'INTEGER'], sample_url: ['image', 'sizes.sample.url', 'VARCHAR'], sample_width: ['image', 'sizes.sample.size.width', 'INTEGER'],
  sample_height: ['image', 'sizes.sample.size.height', 'INTEGER'], preview_url: ['image', 'sizes.thumbnail.url', 'VARCHAR'],
} as const satisfies JsonParts;

const versionOf = ({ text }: Sample) => /^\[IGL (\d+)\]/.exec(text)?.[1] ?? /"version"\s*:\s*(\d+)/.exec(text)?.[1] ?? 'unknown';

const read: RecordReader = (bytes, sample) => {
  const version = versionOf(sample);
  if (version !== '3') throw new UserError(`A list of Grabber of version ${version} is not read, only version 3`, 'Open it in a newer Grabber and save it again.');
  return nestedRecords(bytes, ['uniques']);
};

const positive = (name: string) => `CASE WHEN ${name} > 0 THEN ${name} END AS ${name}`;
const sankaku = 'chan.sankakucomplex.com';

/** Grabber's lists of downloads, `.igl`: the single pictures; groups are searches, of which no post is known (format reference A8.2). */
export const grabberList: Source = {
  id: 'grabber-list',
  code: 'GR',
  title: 'Grabber lists of downloads: .igl of version 3',
  detect: ({ text, rootKeys }) => rootKeys.has('batchs') || rootKeys.has('uniques') || /^\[IGL \d+\]/.test(text),
  format: { kind: 'custom', read },
  fields: { site: 'VARCHAR', image: 'JSON' },
  derived: [partColumns(parts), { booru: boardSql('coalesce(website, site)'), posted: `regexp_replace(posted, '^date:', '')`, tags: `image -> '$.tags'` }, { created: 'TRY_CAST(posted AS TIMESTAMPTZ)' }],
  required: ['image'],
  identity: `booru || ' ' || canonical_fid(id)`,
  rules: () => [
    partsRule(parts),
    { reason: 'missing_key', when: 'id IS NULL', detail: literal('no id') },
    { reason: 'unknown_board', when: 'booru IS NULL', detail: 'coalesce(website, site)' },
    { reason: 'bad_value', when: `booru <> '${sankaku}' AND NOT regexp_full_match(id, '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    { reason: 'bad_value', when: `posted <> '' AND created IS NULL`, detail: literal('field image.data.date') },
    { reason: 'bad_value', when: `json_type(tags) NOT IN ('ARRAY', 'NULL') OR json_type(tags -> 0) <> 'OBJECT'`, detail: literal('field image.tags') },
  ],
  emit: () => [
    ...partlyTagged({
      table: 'posts', origin: 'release',
      select: `SELECT booru, canonical_fid(id) AS fid, _row, real_time(created) AS created_at, CASE WHEN real_time(created) IS NOT NULL THEN 'second' END AS created_precision,
        CASE WHEN lower(rating) <> 'unknown' THEN rating END AS rating_raw, ${ratingStdSql('rating')} AS rating_std, score, real_md5(md5) AS md5, url_ext(file_url) AS file_ext,
        ${['file_size', 'width', 'height', 'sample_width', 'sample_height'].map(positive).join(', ')}, whole_url(file_url) AS file_url, whole_url(sample_url) AS sample_url, whole_url(preview_url) AS preview_url,
        source, author AS uploader, list_filter(list_transform(CAST(tags AS JSON[]), lambda t: bare_tag(t ->> '$.text')), lambda name: name <> '') AS tags FROM record`,
    }),
    {
      table: 'tags',
      select: `SELECT booru, bare_tag(t ->> '$.text') AS tag_name, max(${categorySql(`t ->> '$.type'`)}) AS tag_cat, max(t ->> '$.type') AS tag_type_raw, max(TRY_CAST(t ->> '$.count' AS BIGINT)) AS post_count
        FROM (SELECT booru, unnest(CAST(tags AS JSON[])) AS t FROM record) WHERE bare_tag(t ->> '$.text') <> '' GROUP BY ALL ORDER BY ALL`,
    },
  ],
};
