import { resolve } from 'node:path';
import type { LakeFile } from '../src/lake/manifest.js';
import type { PartWrite } from '../src/lake/merge.js';
import { schemaOf } from '../src/lake/schema.js';
import { identifier, literal } from '../src/lake/sql.js';
import type { LakeWriter } from '../src/lake/writer.js';

/** Boards, and how many of the ten ranges of posts each has. */
export const boards = [['danbooru.donmai.us', 6], ['gelbooru.com', 2], ['safebooru.org', 1], ['yande.re', 1]] as const;
const vocabulary = 50_000;
/** Tags of the first board that no post has. */
const idle = 1000;
const general = 200;
const works = 2490;
const pictures = 200_000;
const hair = 'black brown blonde grey white blue green purple pink red orange aqua'.split(' ').map((colour) => `${colour}_hair`);
const opposites = '2girls multiple_girls full_body closed_mouth standing sitting indoors outdoors day night monochrome colorful no_humans'.split(' ');
/** Tags by their rank that queries ask for by name. */
const named = new Map<number, string>([[1, '1girl'], [2, 'solo'], [3, 'long_hair'], [4, 'open_mouth'], [8, 'upper_body'], ...hair.map((tag, i) => [10 + i, tag] as const), ...opposites.map((tag, i) => [30 + i, tag] as const), [100, 'portrait'], [150, 'close-up'], [180, 'face']]);

/** Where posts come from, each host as often; before them there were others, of which nothing is heard since. */
const hosts = ['www.pixiv.net/artworks', 'twitter.com/artist/status', 'seiga.nicovideo.jp/seiga', 'nijie.info/view', 'www.deviantart.com/art'];
const silentHosts = 40;

/** A number from 0 to below 1 that is always the same for a value. */
const lot = (value: string) => `((hash(${value}) % 1000003) / 1000003.0)`;

/**
 * The tags are the Zipf-like ones of `lookup`. Past the first 200 a tenth are artists, 15 % characters and a twentieth copyrights, in 830 franchises of 2 to 28 copyrights
 * with three characters each. Every post has a home, a copyright; most of its tags of works are put among those of the home's franchise, so that a tenth of the posts have guests.
 */
export const macros = [
  `CREATE MACRO role(r) AS CASE WHEN r <= ${general} THEN 0 WHEN r % 20 < 2 THEN 1 WHEN r % 20 < 5 THEN 4 WHEN r % 20 = 5 THEN 3 WHEN r % 20 = 6 THEN 5 ELSE 0 END`,
  `CREATE MACRO home(post) AS floor(${works} * pow(${lot('post')}, 2.5))::INTEGER`,
  `CREATE MACRO franchise_of(work) AS floor(830 * pow((work + 0.5) / ${works}, 1.5))`,
  `CREATE MACRO first_work(franchise) AS ceil(${works} * pow(franchise / 830.0, 2 / 3.0) - 0.5)::INTEGER`,
  `CREATE MACRO mate(work, u) AS least(${works - 1}, first_work(franchise_of(work)) + floor((first_work(franchise_of(work) + 1) - first_work(franchise_of(work))) * u * u)::INTEGER)`,
  'CREATE MACRO work_tag(work) AS (work + 10) * 20 + 5',
  `CREATE MACRO placed(post, r) AS CASE WHEN hash(post, r) % 100 >= 96 THEN r WHEN role(r) = 3 THEN work_tag(home(post))
    WHEN role(r) = 4 THEN (mate(home(post), ${lot('post * 7 + r')}) + 10) * 20 + 2 + (r + post) % 3 ELSE r END`,
];

/** Posts of one range of one board, with their tags in both orders; the pairs are those of a file of `lookup`. */
export function partWrites(from: string, file: LakeFile, booru: string, board: number, part: number): PartWrite[] {
  const raw = `read_parquet(${literal(resolve(from, file.path))}, hive_partitioning = false)`;
  const level = '(hash(post_key) % 3)::TINYINT';
  const pairs = `SELECT DISTINCT post_key, (tag + ${board * vocabulary})::INTEGER AS tag_id, ${level} AS rating_level FROM (SELECT post_key, placed(post_key, tag_id) AS tag FROM ${raw}
    UNION ALL SELECT post_key, work_tag(home(post_key)) FROM (SELECT DISTINCT post_key FROM ${raw}) WHERE post_key % 10 < 9) WHERE post_key % 211 > 0 OR hash(post_key, tag) % 10 = 0`;
  const name = `booru=${booru}/${part}`;
  const day = "TIMESTAMPTZ '2005-05-24 00:00:00Z' + to_seconds((pow(post_key / 5243000.0, 0.6) * 20.5 * 31557600)::BIGINT)";
  const wanted: Partial<Record<string, string>> = {
    fid: 'post_key::VARCHAR', post_key: 'post_key', fid_num: 'post_key', created_at: `CASE post_key % 20011 WHEN 0 THEN TIMESTAMPTZ '2001-01-01 00:00:00Z' WHEN 1 THEN TIMESTAMPTZ '2026-02-01 00:00:00Z' ELSE ${day} - to_days(CASE post_key % 20011 WHEN 2 THEN 900 ELSE 0 END) END`,
    created_precision: "'second'", rating_raw: "['g', 's', 'q'][1 + (hash(post_key) % 3)::INTEGER]", rating_std: "['general', 'safe', 'sensitive'][1 + (hash(post_key) % 3)::INTEGER]", rating_level: level,
    score: `(-14 * ln(1 - ${lot('post_key + 1')}))::INTEGER - 3`, favs: `(-25 * ln(1 - ${lot('post_key + 2')}))::INTEGER`,
    md5: board === 0 ? 'md5(post_key::VARCHAR)' : 'md5((CASE WHEN hash(post_key) % 10 < 4 THEN 1 + hash(post_key * 3) % 3145728 ELSE post_key END)::VARCHAR)',
    file_ext: "CASE WHEN post_key % 5 = 0 THEN 'png' ELSE 'jpg' END", file_size: '200000 + hash(post_key) % 3000000', width: '600 + hash(post_key) % 2400', height: '600 + hash(post_key * 5) % 2400',
    file_url: `'https://${booru}/data/' || post_key || '.jpg'`, source: `CASE WHEN post_key < 1000000 AND post_key % 9 = 0 THEN 'https://blog' || (hash(post_key * 13) % ${silentHosts}) || '.example' || (hash(post_key * 13) % ${silentHosts}) || '.com/' || post_key
      WHEN post_key % 3 = 0 THEN 'https://' || [${hosts.map(literal).join(', ')}][1 + (hash(post_key * 13) % ${hosts.length})::INTEGER] || '/' || (10000000 + post_key) END`, status: "'active'",
    uploader: "'user_' || (hash(post_key * 11) % 30000)", pools: 'NULL::VARCHAR[]', origin: "'board'", tag_origin: "'board'",
  };
  const columns = Object.entries(schemaOf('posts').columns).filter(([column]) => column !== 'booru').map(([column, type]) => `(${wanted[column] ?? 'NULL'})::${type} AS ${identifier(column)}`);
  return [
    { table: 'posts', part: name, select: `SELECT ${columns.join(', ')} FROM (SELECT DISTINCT post_key FROM ${raw}) ORDER BY post_key` },
    { table: 'post_tags', part: name, select: `SELECT post_key, tag_id, rating_level FROM (${pairs}) ORDER BY post_key, tag_id` },
    { table: 'tag_posts', part: name, select: `SELECT tag_id, post_key, rating_level FROM (${pairs}) ORDER BY tag_id, post_key` },
  ];
}

/** The vocabulary of every board, what they call alike, and lists that came with it: labels, links, aliases. */
export async function writeVocabulary({ connection, inbox }: LakeWriter): Promise<void> {
  const special = [...named].map(([rank, tag]) => `WHEN ${rank} THEN ${literal(tag)}`).join(' ');
  const plainName = (rank: string, sign = '_') => `['general', 'artist', '', 'work', 'character', 'meta'][1 + role(r)] || '${sign}' || lpad((${rank})::VARCHAR, 5, '0')`;
  // One tag in a thousand is another one with a hyphen, and some characters have the name of one of another franchise with brackets behind it.
  const nameSql = `CASE r ${special} ELSE CASE WHEN r % 1000 = 217 THEN ${plainName('r + 20', '-')} WHEN r % 4000 = 4 AND r + 2000 <= ${vocabulary} THEN ${plainName('r + 2000')} || '_(other)' ELSE ${plainName('r')} END END`;
  const first = boards[0][0];
  for (const [board, [booru]] of boards.entries()) {
    const number = inbox.board(booru);
    const id = `(r + ${board * vocabulary})`;
    const cat = board === boards.length - 1 ? 'CASE WHEN r % 100 < 10 THEN -1 ELSE role(r) END' : 'role(r)';
    await connection.run(`INSERT INTO dictionary SELECT ${number}, ${nameSql}, ${id} FROM range(1, ${vocabulary + 1}) AS t(r)`);
    await inbox.insert('tags', `SELECT 1 AS load_id, ${literal(booru)} AS booru, ${nameSql} AS tag_name, ${cat}::TINYINT AS tag_cat, 1000000 // r AS post_count FROM range(1, ${vocabulary + 1}) AS t(r)`);
    await inbox.insert('unified_tags', `SELECT 1 AS load_id, ${literal(booru)} AS booru, ${id} AS tag_id, r AS unified_id, ${nameSql} AS unified_name, ${cat}::TINYINT AS unified_cat FROM range(1, ${vocabulary + 1}) AS t(r)`);
  }
  await connection.run(`INSERT INTO dictionary SELECT ${inbox.board(first)}, 'idle_' || r, ${boards.length * vocabulary} + r FROM range(1, ${idle + 1}) AS t(r)`);
  await inbox.insert('tags', `SELECT 1 AS load_id, ${literal(first)} AS booru, 'idle_' || r AS tag_name, 0::TINYINT AS tag_cat, 10 AS post_count FROM range(1, ${idle + 1}) AS t(r)`);
  const ofRoles = (roles: string) => `(SELECT r, role(r) AS tag_cat, ${nameSql} AS tag_name FROM range(1, ${vocabulary + 1}) AS t(r) WHERE role(r) IN (${roles}))`;
  await inbox.insert('labels', `SELECT 1 AS load_id, ${literal(first)} AS booru, tag_name, tag_cat, r AS board_tag_id, 'franchise' AS kind, franchise_of(CASE tag_cat WHEN 3 THEN r // 20 - 10 ELSE r // 20 - 10 END)::BIGINT AS id,
    'franchise ' || franchise_of(r // 20 - 10) AS name, 1000000 // r AS count FROM ${ofRoles('3, 4')}`);
  await inbox.insert('labels', `SELECT 1 AS load_id, ${literal(first)} AS booru, tag_name, tag_cat, r AS board_tag_id, CASE tag_cat WHEN 3 THEN 'mal_anime' ELSE 'mal_character' END AS kind, r AS id, tag_name AS name, 1000 AS count FROM ${ofRoles('3, 4')}`);
  await inbox.insert('mal_links', `SELECT 1 AS load_id, tag_name, tag_cat, CASE tag_cat WHEN 3 THEN 'anime' ELSE 'character' END AS mal_kind, r AS mal_id, tag_name AS mal_name, 0.9 AS score, 'exact' AS rule, 'accepted' AS status, 1 AS rank FROM ${ofRoles('3, 4')} WHERE r % 7 > 0`);
  await inbox.insert('mal_titles', `SELECT 1 AS load_id, r AS anime_id, tag_name AS title, 2000 + r % 25 AS year, make_date(2000 + r % 25, 1 + r % 12, 1) AS aired_from, 5 + r % 40 / 10.0 AS score, 2000000 // r AS members FROM ${ofRoles('3')}`);
  await inbox.insert('mal_characters', `SELECT 1 AS load_id, r AS character_id, tag_name AS name, 100000 // r AS favorites FROM ${ofRoles('4')}`);
  await inbox.insert('tag_aliases', `SELECT 1 AS load_id, ${literal(first)} AS booru, 'old_' || tag_name AS antecedent, tag_name AS consequent, 'active' AS status, r AS alias_id FROM ${ofRoles('3, 4')}
    UNION ALL SELECT 1, ${literal(first)}, ${nameSql}, '1girl', 'active', ${vocabulary} + r FROM range(1, ${vocabulary + 1}) AS t(r) WHERE r % 1000 = 217`);
  await inbox.insert('rejects', `SELECT 1 AS load_id, 'posts.jsonl' AS file, i AS row, i AS line, ['not JSON', 'no id', 'superseded'][1 + i % 3] AS reason, 'a line that could not be read' AS raw FROM range(100000) AS t(i)`);
  await inbox.insert('loads', `SELECT 1 AS load_id, 'posts.jsonl' AS file, repeat('0', 64) AS sha256, 'danbooru-posts' AS source, 5100000 AS rows_read, 5000000 AS rows_loaded, 100000 AS rows_rejected, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS loaded_at`);
}

/** Pictures of the first posts, as if scanned. */
export async function writePictures({ inbox }: LakeWriter): Promise<void> {
  const picture = (i = 'i') => `1 AS load_id, ${literal(boards[0][0])} AS booru, ${i}::VARCHAR AS fid, ${i} AS post_key, '/pictures/' || ${i} || '.jpg' AS path, ${i} || '.jpg' AS file_name`;
  const all = `FROM range(1, ${pictures + 1}) AS t(i)`;
  await inbox.insert('images', `SELECT ${picture()}, 500000 AS file_size, 1200 AS width, 900 AS height, 'JPEG' AS file_type ${all}`);
  await inbox.insert('image_stats', `SELECT ${picture()}, 'original' AS measured_on, ${lot('i + 3')} AS entropy, ${lot('i + 4')} AS mean, ${lot('i + 5')} AS stddev, 1000 + hash(i) % 90000 AS colors, ${lot('i + 6')} AS chroma_mean, ${lot('i + 7')} AS edge ${all}`);
  const scales = `['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide']`;
  await inbox.insert('compositions', `SELECT ${picture()}, 1 + i % 3 AS figures, 'boxes' AS figures_from, ${scales}[1 + i % 7] AS scale, 'boxes' AS scale_from, 'centre' AS place, ${lot('i + 8')} AS face_share, 'upright' AS orientation ${all}`);
  await inbox.insert('picture_quality', `SELECT ${picture()}, ${lot('i + 9')} AS bc_main, ${lot('i + 10')} AS bc_reverse, ${lot('i + 11')} AS fitted, ${lot('i + 12')} AS target, i % 5 = 0 AS is_test ${all}`);
  await inbox.insert('duplicates', `SELECT ${picture()}, 'boorulab' AS tool, (i // 2)::VARCHAR AS dup_group, 500000 AS file_size, 1200 AS width, 900 AS height, i % 3 AS distance, 0.9 AS score, ['phash'] AS reasons,
    CASE i % 2 WHEN 0 THEN 'keep' ELSE 'drop' END AS plan, 'larger' AS why ${all} WHERE i <= 20001`);
}
