import { join } from 'node:path';
import { open } from 'node:fs/promises';
import type { Lake } from '../lake/lake.js';
import { ratingStdSql } from '../tags/ratings.js';
import type { ListFormat } from './list-format.js';
import { rowsOf } from './listed-posts.js';
import { tagsOf, tagsOfPosts, type ListedTag } from './listed-tags.js';
import { withOutFolder } from './out-path.js';
import { joinedText } from './text-out.js';
import { allOf, visibleOf, visiblePictures } from './visible.js';

const size = (width: string, height: string): string => `CASE WHEN ${width} > 0 AND ${height} > 0 THEN ${width} || 'x' || ${height} END`;

/** Columns of BC_posts.tsv in the order of its SQL, each as SQL of a post p, one of its pictures i and the statistics s of that. Tags come in by name. */
const columns: Readonly<Record<string, string>> = {
  BOORU: 'p.booru', FID: `p.fid || CASE WHEN regexp_full_match(p.frame, '00[0-9]') AND regexp_full_match(p.fid, '[0-9]+') THEN ' ' || p.frame ELSE '' END`,
  TORR_PATH: `CASE WHEN contains(i.path, '/') THEN coalesce(nullif(regexp_extract(i.path, '^(.*)/[^/]*$', 1), ''), '/') END`, TORR_FNAME: `regexp_extract(i.path, '[^/]*$')`, TORR_FSIZE: 'i.file_size', TORR_ISIZE: size('i.width', 'i.height'),
  BOUNDBOX: `s.bound_w || 'x' || s.bound_h || '+' || s.bound_x || '+' || s.bound_y`, S_JQ: 'i.jpeg_quality', R_ALL: 's.rank_all', TENTR: 's.entropy', R_ENTR: 's.rank_entropy', TSKEW: 's.skew',
  TSTDDEV: 's.stddev', R_SDEV: 's.rank_stddev', TCOLORS: 's.colors', R_COLOR: 's.rank_colors', MEANG: 's.chroma_mean', R_MEANG: 's.rank_chroma',
  EDGE: 'CASE WHEN s.edge_radius = 3 THEN s.edge END', R_EDGE: 's.rank_edge', ORIG_FSIZE: 'p.file_size', ORIG_ISIZE: size('p.width', 'p.height'), ORIG_JQ: 'NULL', ORIG_MD5: 'p.md5',
  POST_DT: `strftime(p.created_at AT TIME ZONE 'UTC', '%Y-%m-%d')`,
  // As the board spells it where a reader without the board's history would read the same.
  RATING: `CASE WHEN ${ratingStdSql('p.rating_raw')} IS NOT DISTINCT FROM p.rating_std THEN p.rating_raw ELSE p.rating_std END`,
  SCORE: 'p.score', FAVS: 'p.favs', POST_EXT: 'p.file_ext', TAGS_COPYR: '', TAGS_CHARS: '', TAGS_ART: '', TAGS_GEN: '', TAGS_ETC: '', POST_FSIZE: 'NULL', POST_ISIZE: 'NULL', POST_MD5: 'NULL',
};
const names = Object.keys(columns);
const told = names.filter((name) => columns[name] !== '');
const tagColumns: Readonly<Record<string, readonly [cats: readonly number[], none: string]>> = { TAGS_COPYR: [[3], 'misc'], TAGS_CHARS: [[4], 'unknown'], TAGS_ART: [[1], 'anonymous'], TAGS_GEN: [[0], ''], TAGS_ETC: [[5, -1], ''] };

type PostRow = Readonly<Record<string, string | null>> & { readonly place: number; readonly tag_ids: string | null };

/** One row a post and picture of it, posts without pictures too; pictures whose path no such table can hold are left out. */
const rowsSql = (lake: Lake): string => `SELECT l.place::INTEGER AS place, ${told.map((name) => `(${columns[name]})::VARCHAR AS ${name}`).join(', ')}, t.tag_ids
  FROM listed_posts AS l JOIN ${visibleOf(lake, 'posts')} AS p ON p.booru = l.booru AND p.post_key = l.post_key
    LEFT JOIN (SELECT * FROM ${visiblePictures(lake)} WHERE NOT regexp_matches(path, '[\\t\\r\\n]')) AS i ON i.booru = l.booru AND i.post_key = l.post_key
    LEFT JOIN ${allOf(lake, 'image_stats')} AS s ON s.booru = l.booru AND s.post_key = l.post_key AND s.path = i.path
    LEFT JOIN listed_tags AS t ON t.booru = l.booru AND t.post_key = l.post_key
  ORDER BY l.place, i.path`;

/** TAG_ID and DANB_TAG of the tags that have any: danbooru's id of a tag, and its name there where that differs. */
async function danbooruTags(lake: Lake): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  const sql = `SELECT t.tag_id, coalesce(any_value(l.id), CASE WHEN any_value(t.booru) = 'danbooru.donmai.us' THEN any_value(t.board_tag_id) END)::VARCHAR AS id, min(l.name) FILTER (l.name <> t.tag_name) AS name
    FROM ${allOf(lake, 'tags')} AS t SEMI JOIN (SELECT DISTINCT unnest(string_split(tag_ids, ' '))::INTEGER AS tag_id FROM listed_tags) AS used ON used.tag_id = t.tag_id
      LEFT JOIN (SELECT booru, tag_name, id, name FROM ${allOf(lake, 'labels')} WHERE kind = 'danbooru_tag') AS l ON l.booru = t.booru AND l.tag_name = t.tag_name GROUP BY t.tag_id ORDER BY t.tag_id`;
  for await (const { tag_id: tag, id, name } of rowsOf<{ tag_id: number; id: string | null; name: string | null }>(lake, sql)) {
    if (id !== null) found.set(tag, `${id}\t%\t${cell(name)}`);
  }
  return found;
}

const cell = (text: string | null): string => (text ?? '').replace(/[\t\r\n]/g, ' ');
const word = (tag: string): string => tag.replace(/\s/gu, '_');

function postLine(row: PostRow, tags: readonly ListedTag[]): string {
  const cells = names.map((name) => {
    const column = tagColumns[name];
    if (column === undefined) return cell(row[name] ?? null);
    return tags.filter(({ cat }) => column[0].includes(cat)).map((tag) => word(tag.name)).join(' ') || column[1];
  });
  return `${cells.join('\t')}\n`;
}

/**
 * The tables BC_posts.tsv and BC_tags.tsv of BOORU CHARS 2021: TAB between columns, a header, no quotes (format reference B4). What a board tells of a
 * file is in the columns ORIG_, those of POST_ are empty for the same. Spaces in tags are `_` in BC_posts.tsv, whose tags are parted by spaces.
 */
export const booruChars: ListFormat = {
  about: 'the tables BC_posts.tsv and BC_tags.tsv of BOORU CHARS, in a folder',
  lists: 'posts', gives: 'folder',
  async write({ lake, options, step }) {
    let listed = 0;
    const tags = await tagsOfPosts(lake, 'listed_posts', 'all');
    const danbooru = await danbooruTags(lake);
    const pairLine = (booru: string, fid: string, { id, name, cat }: ListedTag): string => `${booru}\t${fid}\t${cell(name)}\t${(danbooru.get(id) ?? '0\t%\t').replace('%', String(cat))}\n`;
    await withOutFolder(options.out!, async (part) => {
      const [posts, pairs] = [await open(join(part, 'BC_posts.tsv'), 'w'), await open(join(part, 'BC_tags.tsv'), 'w')];
      try {
        await joinedText((text) => posts.writeFile(text), (writePost) => joinedText((text) => pairs.writeFile(text), async (writePair) => {
          await writePost(`${names.join('\t')}\n`);
          await writePair('BOORU\tFID\tTAG\tTAG_ID\tTAG_CAT\tDANB_TAG\n');
          let last = -1;
          for await (const row of rowsOf<PostRow>(lake, rowsSql(lake))) {
            const own = tagsOf(row.tag_ids, tags);
            await writePost(postLine(row, own));
            if (row.place === last) continue;
            last = row.place;
            await writePair(own.map((tag) => pairLine(cell(row['BOORU']!), cell(row['FID']!), tag)).join(''));
            listed++;
            step();
          }
        }));
      } finally {
        await posts.close();
        await pairs.close();
      }
    });
    return { listed };
  },
};
