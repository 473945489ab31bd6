import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '3cc60c29f1c04396ef29cc7db1f311a0';
const post = (fields: object = {}) => ({
  id: 4500123, created_at: '2023-12-05T10:00:00.123-05:00', updated_at: '2024-01-02T03:04:05.000-05:00',
  file: { width: 1200, height: 1600, ext: 'png', size: 3000000000, md5, url: `https://static1.e621.net/data/3c/c6/${md5}.png` },
  preview: { width: 112, height: 150, url: 'https://static1.e621.net/data/preview/a.jpg' }, sample: { has: true, width: 850, height: 1133, url: 'https://static1.e621.net/data/sample/a.jpg', alternates: {} },
  score: { up: 40, down: -2, total: 38 },
  tags: { general: ['smile', '<3'], artist: ['some_artist'], contributor: ['a_voice'], copyright: ['some_work'], character: ['fox_hero'], species: ['fox'], invalid: ['tagme_please'], meta: ['hi_res'], lore: ['sibling_(lore)'] },
  locked_tags: [], change_seq: 51000123, flags: { pending: false, flagged: false, note_locked: false, status_locked: false, rating_locked: false, deleted: false },
  rating: 's', fav_count: 77, sources: ['https://e.com/1', 'https://e.com/2'], pools: [12, 34], relationships: { parent_id: 4500001, has_children: true, has_active_children: false, children: [5] },
  approver_id: null, uploader_id: 123456, description: '', comment_count: 1, is_favorited: false, has_notes: false, duration: null, ...fields,
});
const columns = `fid, created_at, updated_at, rating_raw, rating_std, score, score_up, score_down, favs, md5, file_ext, file_size, width, height, sample_width, file_url, sample_url, preview_url,
  source, parent_fid, has_children, status, uploader, pools`;

it('reads posts under `posts`, one under `post` and bare ones; a hidden post has no address', async () => {
  const hidden = post({ id: 7, file: { width: 0, height: 0, ext: 'jpg', size: 0, md5: null, url: null }, sample: { has: false, url: null }, preview: { url: null }, sources: [], pools: [], rating: 'q', tags: { general: ['solo'] },
    relationships: { parent_id: null, has_children: false }, flags: { pending: true, deleted: true } });
  const fixture = await loadFixture({ 'posts.json': JSON.stringify({ posts: [post(), hidden] }), 'one.json': JSON.stringify({ post: post({ id: 8, flags: { pending: true } }) }), 'bare.jsonl': text(JSON.stringify(post({ id: 9, flags: { flagged: true } }))) });
  expect(sourcesOf(fixture)).toEqual(['e621-posts', 'e621-posts', 'e621-posts']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0], [1, 1, 0]]);
  expect(await fixture.rows(`SELECT ${columns} FROM posts WHERE fid = '4500123'`)).toEqual([[
    '4500123', new Date('2023-12-05T15:00:00.123Z'), new Date('2024-01-02T08:04:05Z'), 's', 'safe', 38, 40, -2, 77, md5, 'png', 3000000000, 1200, 1600, 850, `https://static1.e621.net/data/3c/c6/${md5}.png`,
    'https://static1.e621.net/data/sample/a.jpg', 'https://static1.e621.net/data/preview/a.jpg', 'https://e.com/1\nhttps://e.com/2', '4500001', true, 'active', '123456', ['12', '34'],
  ]]);
  expect(await fixture.rows('SELECT booru, fid, status, md5, file_url, width, sample_width, source, parent_fid, rating_std, src_format FROM posts ORDER BY fid_num LIMIT 3')).toEqual([
    ['e621.net', '7', 'deleted', null, null, null, null, null, null, 'questionable', 'E6'],
    ['e621.net', '8', 'pending', md5, `https://static1.e621.net/data/3c/c6/${md5}.png`, 1200, 850, 'https://e.com/1\nhttps://e.com/2', '4500001', 'safe', 'E6'],
    ['e621.net', '9', 'flagged', md5, `https://static1.e621.net/data/3c/c6/${md5}.png`, 1200, 850, 'https://e.com/1\nhttps://e.com/2', '4500001', 'safe', 'E6'],
  ]);
  expect(await fixture.rows('SELECT tag_name, tag_cat, tag_type_raw FROM tags ORDER BY tag_name')).toEqual([
    ['<3', 0, 'general'], ['a_voice', -1, 'contributor'], ['fox', 0, 'species'], ['fox_hero', 4, 'character'], ['hi_res', 5, 'meta'], ['sibling_(lore)', -1, 'lore'], ['smile', 0, 'general'],
    ['solo', 0, 'general'], ['some_artist', 1, 'artist'], ['some_work', 3, 'copyright'], ['tagme_please', -1, 'invalid'],
  ]);
  expect(await fixture.rows(`SELECT count(*)::INTEGER FROM post_tag_names WHERE fid = '4500123'`)).toEqual([[10]]);
});

it('rejects posts without an id, with a wrong one or a wrong kind, and keeps the newest by change_seq', async () => {
  const fixture = await loadFixture({ 'posts.json': JSON.stringify({ posts: [
    post({ score: { up: 1, down: 0, total: 5 }, change_seq: 9 }), post({ score: { up: 1, down: 0, total: 4 }, change_seq: 8 }), post({ id: null }), post({ id: 'x' }), post({ id: 5, file: 'gone' }), post({ id: 5, tags: { general: 'smile' } }), 7,
  ] }) });
  expect(counts(fixture)).toEqual([[7, 1, 6]]);
  expect(await fixture.rows('SELECT score FROM posts')).toEqual([[5]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
    ['superseded', 'the file has a newer row of it'], ['missing_key', 'no id'], ['bad_value', 'the id is not a number'], ['bad_value', 'field file'], ['bad_value', 'field tags'], ['not_a_record', null],
  ]);
});

it('leaves out young ones that are not safe', async () => {
  const tagged = (id: number, rating: string) => post({ id, rating, tags: { general: ['young'] } });
  const fixture = await loadFixture({ 'posts.json': JSON.stringify({ posts: [tagged(1, 's'), tagged(2, 'q'), tagged(3, 'e')] }) });
  expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['1']]);
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['excluded', 'excluded']);
});

const header = 'id,uploader_id,created_at,md5,source,rating,image_width,image_height,tag_string,locked_tags,fav_count,file_ext,parent_id,change_seq,approver_id,file_size,comment_count,description,duration,updated_at,is_deleted,is_pending,is_flagged,score,up_score,down_score,is_rating_locked,is_status_locked,is_note_locked';

it('reads the daily export of posts: times of UTC, t and f, texts over several lines', async () => {
  const row = (id: string, flags: string, more = '') => `${id},1,2007-02-10 01:12:16.44217,${md5},"https://e.com/1\nhttps://e.com/2",q,600,800,fox solo,,12,jpg,${more},100,,4096,0,"a ""quoted"", text\nof two lines",,2024-01-31 00:00:00,${flags},9,10,-1,f,f,f`;
  const fixture = await loadFixture({ 'posts-2024-01-31.csv': text(header, row('14', 'f,f,f', '12'), row('15', 't,f,t'), row('16', 'f,t,f'), row('', 'f,f,f'), row('17', 'maybe,f,f')) });
  expect(sourcesOf(fixture)).toEqual(['e621-export']);
  expect(counts(fixture)).toEqual([[5, 3, 2]]);
  expect(await fixture.rows(`SELECT ${columns} FROM posts WHERE fid = '14'`)).toEqual([[
    '14', new Date('2007-02-10T01:12:16.442Z'), new Date('2024-01-31T00:00:00Z'), 'q', 'questionable', 9, 10, -1, 12, md5, 'jpg', 4096, 600, 800, null, null, null, null, 'https://e.com/1\nhttps://e.com/2', '12', null, 'active', '1', null,
  ]]);
  expect(await fixture.rows('SELECT fid, status, parent_fid FROM posts ORDER BY 1')).toEqual([['14', 'active', '12'], ['15', 'deleted', null], ['16', 'pending', null]]);
  expect(await fixture.rows('SELECT fid, tag_name FROM post_tag_names ORDER BY ALL LIMIT 2')).toEqual([['14', 'fox'], ['14', 'solo']]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['missing_key', 'no id'], ['bad_value', 'field is_deleted']]);
});

it('reads the other exports, known by their names or their folder, with its own numbers of categories', async () => {
  const tags = text('id,name,category,post_count', '1,fox,5,800000', '2,hi_res,7,900', '3,a_voice,2,9', '4,bad_tag,6,0', '5,odd,11,0');
  const relation = text('id,antecedent_name,consequent_name,created_at,status', '3,foxes,fox,2020-02-10 01:12:16.5,active', '4,,fox,2020-02-10 01:12:16.5,active');
  const fixture = await loadFixture({
    'tags-2024-01-31.csv': tags, 'e621/tags.json': JSON.stringify([{ id: 6, name: 'sibling_(lore)', post_count: 3, related_tags: '[]', category: 8, is_locked: false, created_at: '2020-03-05T05:49:37.994-05:00', updated_at: '2020-03-05T05:49:37.994-05:00' }]),
    'tag_aliases-2024-01-31.csv': relation, 'tag_implications-2024-01-31.csv': relation,
    'pools-2024-01-31.csv': text('id,name,created_at,updated_at,creator_id,description,is_active,category,post_ids', '9,A_Story,2007-02-10 01:12:16.5,2008-02-10 01:12:16.5,1,"two', 'lines",t,series,"{7,0012,3}"', '10,B,2007-02-10 01:12:16.5,,1,,f,collection,{}', '11,C,2007-02-10 01:12:16.5,,1,,f,series,seven'),
  });
  expect(sourcesOf(fixture)).toEqual(['e621-tags', 'e621-tags', 'e621-aliases', 'e621-implications', 'e621-pools']);
  expect(counts(fixture)).toEqual([[5, 5, 0], [1, 1, 0], [2, 1, 1], [2, 1, 1], [3, 2, 1]]);
  expect(await fixture.rows('SELECT booru, tag_name, tag_cat, tag_type_raw, board_tag_id, post_count FROM tags ORDER BY board_tag_id')).toEqual([
    ['e621.net', 'fox', 0, 'species', 1, 800000], ['e621.net', 'hi_res', 5, 'meta', 2, 900], ['e621.net', 'a_voice', -1, 'contributor', 3, 9], ['e621.net', 'bad_tag', -1, 'invalid', 4, 0], ['e621.net', 'odd', -1, '11', 5, 0],
    ['e621.net', 'sibling_(lore)', -1, 'lore', 6, 3],
  ]);
  expect(await fixture.rows('SELECT booru, antecedent, consequent, status, alias_id, created_at FROM tag_aliases')).toEqual([['e621.net', 'foxes', 'fox', 'active', 3, new Date('2020-02-10T01:12:16.5Z')]]);
  expect(await fixture.rows('SELECT booru, implication_id FROM tag_implications')).toEqual([['e621.net', 3]]);
  expect(await fixture.rows('SELECT booru, pool_id, name, description, category, post_count, post_fids, created_at, updated_at FROM pools ORDER BY pool_id')).toEqual([
    ['e621.net', 9, 'A_Story', 'two\nlines', 'series', 3, ['7', '12', '3'], new Date('2007-02-10T01:12:16.5Z'), new Date('2008-02-10T01:12:16.5Z')],
    ['e621.net', 10, 'B', null, 'collection', 0, [], new Date('2007-02-10T01:12:16.5Z'), null],
  ]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['missing_key', 'no antecedent_name'], ['missing_key', 'no antecedent_name'], ['bad_value', 'field post_ids']]);
});
