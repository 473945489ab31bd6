import { UserError } from '../../lake/error.js';
import { categorySql, typeNameSql } from '../../tags/categories.js';
import { hasFields } from '../header.js';
import type { Source } from '../source.js';
import { fields, postColumns } from './danbooru-posts.js';
import { csvOrJson } from './repackaged.js';

const booru = 'danbooru.donmai.us';

/** The kind of label that keeps what number a tag has in this set. */
const label = 'kblueleaf_tag';

/** The tags of KBlueLeaf's danbooru2023-metadata-database, with numbers of tags and types of its own (format reference A1.6). */
export const kblueleafTags: Source = {
  id: 'kblueleaf-tags',
  code: 'DP',
  title: "Danbooru tags of KBlueLeaf's database: CSV or JSON",
  detect: (sample) => hasFields(sample, ['id', 'name', 'type', 'popularity']),
  format: csvOrJson,
  fields: { id: 'BIGINT', name: 'VARCHAR', type: 'VARCHAR', popularity: 'BIGINT' },
  derived: [{ tag_name: 'bare_tag("name")', type_name: `coalesce(${typeNameSql('TRY_CAST(trim("type") AS INTEGER)', 'kblueleaf')}, nullif(lower(trim("type")), ''))` }],
  required: ['id', 'name'],
  identity: 'tag_name',
  newest: 'popularity',
  emit() {
    const tag = `'${booru}' AS booru, tag_name, ${categorySql('type_name')} AS tag_cat`;
    return [
      { table: 'tags', select: `SELECT ${tag}, type_name AS tag_type_raw, nullif(popularity, 0) AS post_count FROM record ORDER BY _row` },
      { table: 'labels', select: `SELECT ${tag}, '${label}' AS kind, id, _row FROM record` },
    ];
  },
};

const lists = ['tag_list', ...['general', 'artist', 'character', 'copyright', 'meta'].map((name) => `tag_list_${name}`)];
const rating = `CASE trim(rating) ${['general', 'sensitive', 'questionable', 'explicit'].map((name, i) => `WHEN '${i}' THEN '${name}'`).join(' ')} END`;

/** The posts of the same set: ratings as numbers of its own, tags as the numbers of its tags to base 36, each between `$` and `#` (format reference A1.6). */
export const kblueleafPosts: Source = {
  id: 'kblueleaf-posts',
  code: 'DP',
  title: "Danbooru posts of KBlueLeaf's database: CSV or JSON",
  detect: (sample) => hasFields(sample, ['id', 'rating', 'tag_list_general']),
  format: csvOrJson,
  fields: { ...fields, media_asset: 'VARCHAR', is_note_locked: 'VARCHAR', ...Object.fromEntries(lists.map((name) => [name, 'VARCHAR'])) },
  derived: [{ id: 'trim(id)', codes: `regexp_extract_all(lower(concat_ws('', ${lists.join(', ')})), '\\$([0-9a-z]+)#', 1)` }],
  required: ['id'],
  identity: 'canonical_fid(id)',
  newest: 'updated_at',
  late: true,
  rules: () => [
    { reason: 'bad_value', when: `NOT regexp_full_match(id, '[0-9]{1,18}')`, detail: `'the id is not a number'` },
    { reason: 'bad_value', when: `blank_null(rating) IS NOT NULL AND (${rating}) IS NULL`, detail: `'field rating'` },
  ],
  async emit({ connection, scalar, labels, sample }) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE kblueleaf_names AS SELECT lower(to_base(id, 36)) AS code, min(tag_name) AS tag_name FROM (${labels}) WHERE kind = '${label}' AND id >= 0 GROUP BY ALL`);
    const named = `(SELECT canonical_fid(id) AS fid, unnest(codes) AS code FROM record) JOIN kblueleaf_names USING (code)`;
    if ((await scalar('SELECT bool_or(len(codes) > 0) FROM record')) === true && (await scalar(`SELECT 1 FROM ${named} LIMIT 1`)) === null) {
      throw new UserError(`${sample.path}: the lake knows none of the tag numbers in this file`, 'Load the tag table of the same database first, or both in one command.');
    }
    return [{
      table: 'posts', origin: 'board',
      select: `SELECT * REPLACE (${rating.replaceAll('rating', 'rating_raw')} AS rating_std, real_md5(md5) AS md5, CASE WHEN created_at IS NOT NULL THEN created_precision END AS created_precision)
        FROM (SELECT ${postColumns('true')}, fav_count AS favs FROM record)`,
      pairs: `SELECT '${booru}' AS booru, fid, tag_name FROM ${named}`,
    }];
  },
};
