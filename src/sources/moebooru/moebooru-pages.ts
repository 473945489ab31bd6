import { literal } from '../../lake/sql.js';
import { categorySql } from '../../tags/categories.js';
import { boardOfFile, boardOfRow, postIdentity } from '../board-of-row.js';
import { boardOfForm, isHtmlOfPage, isPage, isTextOfPages, readHtmlPages, readPages, readTextOfPages } from './page-records.js';
import { moebooruBoard, moebooruColumns, moebooruFields, moebooruRules } from './moebooru-posts.js';
import type { Emission, LoadContext, Rule, Source } from '../source.js';

/** The context with the board that the form of a scraped text tells, where nothing better does. */
const withForm = (context: LoadContext): LoadContext => ({ ...context, board: context.board ?? boardOfForm(context.sample) });

/** SQL for what a record is; a file forced upon this source may lack the lists. */
const isPost = `_list = 'posts'`;

const memberships = `SELECT trim(post_id) AS post_id, pool_id, trim("sequence") AS place, _row FROM record WHERE _list = 'pool_posts' AND coalesce(active, true)`;

function rulesOf(board: string, fileBoard: string | null): Rule[] {
  const posts = moebooruRules(board).map((rule) => ({ ...rule, when: `${isPost} AND (${rule.when})` }));
  return [
    { reason: 'missing_key', when: `_list IN ('posts', 'pools') AND nullif(trim(id), '') IS NULL`, detail: literal('no id') },
    { reason: 'missing_key', when: `_list = 'pool_posts' AND (nullif(trim(post_id), '') IS NULL OR pool_id IS NULL)`, detail: literal('no post_id or pool_id') },
    ...posts,
    { reason: 'bad_value', when: `${isPost} AND (${['created_at', 'updated_at'].map((name) => `(blank_null(${name}) IS NOT NULL AND TRY_CAST(${name} AS BIGINT) IS NULL)`).join(' OR ')})`, detail: literal('a time is not a number') },
    { reason: 'bad_value', when: `_list = 'pools' AND NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    { reason: 'unknown_board', when: `NOT ${isPost} AND ${fileBoard === null}`, detail: literal('no address names the board; --board NAME says it') },
  ];
}

async function emissions(context: LoadContext): Promise<Emission[]> {
  const fileBoard = await boardOfFile(context);
  const posts = `SELECT record.* REPLACE (TRY_CAST(created_at AS BIGINT) AS created_at, TRY_CAST(updated_at AS BIGINT) AS updated_at), ${await boardOfRow(context)} AS booru, of_post.pools
    FROM record LEFT JOIN (SELECT post_id, list_sort(list(DISTINCT pool_id))::VARCHAR[] AS pools FROM (${memberships}) GROUP BY post_id) AS of_post ON of_post.post_id = trim(record.id) WHERE ${isPost}`;
  const emitted: Emission[] = [{ table: 'posts', origin: 'board', beside: `NOT ${isPost}`, select: `SELECT ${moebooruColumns}, pools FROM (${posts})` }];
  if (fileBoard === null) return emitted;
  const booru = literal(fileBoard);
  return [
    ...emitted,
    {
      table: 'pools',
      select: `SELECT _row, ${booru} AS booru, trim(id)::BIGINT AS pool_id, "name", blank_null(description) AS description, post_count, members.post_fids, real_time(pool_created) AS created_at, real_time(pool_updated) AS updated_at
        FROM (SELECT *, TRY_CAST(created_at AS TIMESTAMPTZ) AS pool_created, TRY_CAST(updated_at AS TIMESTAMPTZ) AS pool_updated FROM record WHERE _list = 'pools') AS pool
        LEFT JOIN (SELECT pool_id, list(canonical_fid(post_id) ORDER BY TRY_CAST(regexp_extract(place, '^[0-9]+') AS BIGINT) NULLS LAST, place, _row) AS post_fids FROM (${memberships}) GROUP BY pool_id) AS members
          ON members.pool_id = trim(pool.id)::BIGINT ORDER BY _row`,
    },
    {
      table: 'tags',
      select: `SELECT ${booru} AS booru, tag_name, ${categorySql('type_name')} AS tag_cat, type_name AS tag_type_raw
        FROM (SELECT bare_tag(pair."key") AS tag_name, lower(trim(pair."value")) AS type_name, _row FROM (SELECT unnest(map_entries(tag_types)) AS pair, _row FROM record WHERE _list = 'tags'))
        WHERE tag_name <> '' ORDER BY _row, tag_name`,
    },
  ];
}

/** post.json of api_version=2 and what post pages embed, also in saved pages and in the texts of those who scraped them: posts, pools, their posts, and a map of tags to types (format reference A3.2, A3.4). */
export const moebooruPages: Source = {
  id: 'moebooru-pages',
  code: 'M2',
  title: 'Yande.re and konachan posts, pools and tag types: post.json of api_version=2',
  detect: (sample) => isPage(sample) || isHtmlOfPage(sample) || isTextOfPages(sample),
  format: ({ shape }) => ({ kind: 'custom', read: shape === 'markup' ? readHtmlPages : shape === 'text' ? readTextOfPages : readPages }),
  fields: {
    ...moebooruFields, created_at: 'VARCHAR', updated_at: 'VARCHAR', _list: 'VARCHAR', tag_types: 'MAP(VARCHAR, VARCHAR)', name: 'VARCHAR', description: 'VARCHAR', post_count: 'INTEGER',
    pool_id: 'BIGINT', post_id: 'VARCHAR', sequence: 'VARCHAR', active: 'BOOLEAN',
  },
  derived: [moebooruBoard],
  required: ['_list'],
  identity: async (context) => `CASE _list WHEN 'posts' THEN ${await postIdentity(withForm(context))} WHEN 'pools' THEN 'pool ' || trim(id)
    WHEN 'pool_posts' THEN 'pool ' || pool_id || ' post ' || trim(post_id) ELSE 'record ' || _row END`,
  newest: 'change',
  rules: async (context) => rulesOf(await boardOfRow(withForm(context)), await boardOfFile(withForm(context))),
  emit: (context) => emissions(withForm(context)),
};
