import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { danbooru, load, loadOne, manifestOf, post, rejectsOf, rowsOf, tagsByPost, tempFolder, writeLines } from './fixtures.js';
import { stubLine, useStubs, type StubRow } from './stub-source.js';
import type { Origin } from '../../src/lake/inbox.js';

useStubs();
const dir = tempFolder('replace');
let made = 0;
const fresh = () => join(dir, `lake-${++made}`);
const dump = (...records: Parameters<typeof writeLines>[1]) => writeLines(join(dir, `dump-${++made}.json`), records);
const stubs = (origin: Origin, tagged: boolean, ...rows: StubRow[]) => dump(...rows.map((row) => stubLine(origin, tagged, row)));
const posts = (lake: string) => rowsOf(lake, 'SELECT fid, score, rating_raw, origin, tag_origin FROM posts ORDER BY fid');

describe('a newer row of a post', () => {
  const old = () => dump(post(1, { updated: '2023-01-01', tags: 'sky old_tag', score: 1 }), post(2, { updated: '2023-01-01', tags: 'sea', score: 2 }));
  const newer = () => dump(post(1, { updated: '2024-01-01', tags: 'sky new_tag', score: 10, rating: 'e' }), post(3, { tags: 'tree', score: 3 }));

  it('replaces the older whole, with its tags', async () => {
    const lake = fresh();
    await load(lake, old());
    expect(await loadOne(lake, newer())).toMatchObject({ read: 2, loaded: 2, rejected: 0 });
    expect(await tagsByPost(lake)).toEqual({ 1: ['new_tag', 'sky'], 2: ['sea'], 3: ['tree'] });
    expect(await posts(lake)).toMatchObject([{ fid: '1', score: 10, rating_raw: 'e' }, { fid: '2', score: 2 }, { fid: '3', score: 3 }]);
    expect(await rowsOf(lake, 'SELECT DISTINCT post_key, rating_level FROM post_tags ORDER BY ALL')).toEqual([{ post_key: 1, rating_level: 4 }, { post_key: 2, rating_level: 0 }, { post_key: 3, rating_level: 0 }]);
  });

  it('stays when an older dump comes after it: the rows of that are rejects', async () => {
    const lake = fresh();
    await load(lake, newer());
    expect(await loadOne(lake, old())).toMatchObject({ read: 2, loaded: 1, rejected: 1 });
    expect(await tagsByPost(lake)).toEqual({ 1: ['new_tag', 'sky'], 2: ['sea'], 3: ['tree'] });
    expect(await rejectsOf(lake)).toMatchObject([{ reason: 'superseded', row: 1, raw: `${danbooru} 1`, records: 1 }]);
  });

  it('wins in whatever order the files of one load stand', async () => {
    for (const files of [[old(), newer()], [newer(), old()]]) {
      const lake = fresh();
      const { files: outcomes } = await load(lake, files);
      for (const { read, loaded, rejected } of outcomes) expect(read).toBe(loaded + rejected);
      expect(await tagsByPost(lake)).toEqual({ 1: ['new_tag', 'sky'], 2: ['sea'], 3: ['tree'] });
    }
  });

  it('wins within a file, and of equally new rows the last', async () => {
    const lake = fresh();
    const file = dump(post(1, { updated: '2024-01-01', tags: 'b' }), post(1, { updated: '2023-01-01', tags: 'a' }), post(2, { tags: 'c' }), post(2, { tags: 'd' }));
    expect(await loadOne(lake, file)).toMatchObject({ read: 4, loaded: 2, rejected: 2 });
    expect(await tagsByPost(lake)).toEqual({ 1: ['b'], 2: ['d'] });
    await load(lake, dump(post(2, { tags: 'e', score: 9 })));
    expect(await tagsByPost(lake)).toEqual({ 1: ['b'], 2: ['e'] });
  });

  it('may have no tags left', async () => {
    const lake = fresh();
    await load(lake, dump(post(1, { updated: '2023-01-01', tags: 'a b' })));
    await load(lake, dump(post(1, { tags: '' })));
    expect(await tagsByPost(lake)).toEqual({ 1: [] });
    expect(manifestOf(lake).tables.post_tags).toBeUndefined();
  });
});

describe('origins', () => {
  const row = (score: number, tags?: string[], updated = '2020-01-01'): StubRow => ({ booru: 'yande.re', fid: '5', score, rating: 'safe', updated, ...(tags === undefined ? {} : { tags }) });
  const ranked: [Origin, number][] = [['mention', 0], ['listing', 1], ['release', 2], ['board', 3]];
  const pairs = ranked.flatMap(([low, i]) => ranked.filter(([, j]) => j > i).map(([high]) => [low, high] as const));

  it('give way to better ones, however new they are, in whatever order they come', async () => {
    const rowsOfOrigin = (origin: Origin, rank: number) => pairs.flatMap(([low, high], i) => {
      if (low === origin) return [{ ...row(rank, ['weak'], '2024-01-01'), fid: `${i}` }];
      return high === origin ? [{ ...row(rank, ['strong'], '2010-01-01'), fid: `${i}` }] : [];
    });
    const files = ranked.map(([origin, rank]) => stubs(origin, true, ...rowsOfOrigin(origin, rank)));
    const rising = fresh(), falling = fresh(), together = fresh();
    for (const file of files) expect(await loadOne(rising, file)).toMatchObject({ loaded: 3, rejected: 0 });
    for (const [i, file] of files.slice().reverse().entries()) expect(await loadOne(falling, file)).toMatchObject({ loaded: 3 - i, rejected: i });
    // Of the mentions only the one that meets the board had lost already when it was read.
    expect((await load(together, [3, 0, 2, 1].map((i) => files[i]!))).files.map((file) => file.rejected)).toEqual([0, 1, 1, 2]);
    for (const lake of [rising, falling, together]) {
      expect(await tagsByPost(lake)).toEqual(Object.fromEntries(pairs.map((_, i) => [i, ['strong']])));
      expect((await posts(lake)).map((post) => [post['origin'], post['tag_origin']])).toEqual(pairs.map(([, high]) => [high, high]));
    }
  });

  it('of tags and of the row are apart: a row without tags keeps those of a lesser source', async () => {
    const lake = fresh();
    await load(lake, stubs('listing', true, row(1, ['listed'])));
    expect(await loadOne(lake, stubs('board', false, row(2)))).toMatchObject({ loaded: 1 });
    expect(await posts(lake)).toMatchObject([{ score: 2, origin: 'board', tag_origin: 'listing' }]);
    expect(await tagsByPost(lake)).toEqual({ 5: ['listed'] });
    expect(await loadOne(lake, stubs('release', true, row(3, ['released'])))).toMatchObject({ loaded: 1, rejected: 0 });
    expect(await posts(lake)).toMatchObject([{ score: 2, origin: 'board', tag_origin: 'release' }]);
    expect(await tagsByPost(lake)).toEqual({ 5: ['released'] });
    expect(await loadOne(lake, stubs('listing', true, row(4, ['late'])))).toMatchObject({ loaded: 0, rejected: 1 });
    expect(await tagsByPost(lake)).toEqual({ 5: ['released'] });
  });

  it('of tags: later ones of the same origin replace them, when the row itself is of a better one', async () => {
    const lake = fresh();
    await load(lake, stubs('listing', true, row(1, ['first'], '2020-01-01')));
    await load(lake, stubs('board', false, row(2, undefined, '2024-01-01')));
    expect(await loadOne(lake, stubs('listing', true, row(3, ['second'], '2021-01-01')))).toMatchObject({ loaded: 1, rejected: 0 });
    expect(await tagsByPost(lake)).toEqual({ 5: ['second'] });
    expect(await posts(lake)).toMatchObject([{ score: 2 }]);
  });

  it('give the tags of another source the rating of the row', async () => {
    const lake = fresh();
    await load(lake, stubs('listing', true, { ...row(1, ['listed']), rating: 'general' }));
    await load(lake, stubs('board', false, { ...row(2), rating: 'explicit' }));
    expect(await rowsOf(lake, 'SELECT rating_level FROM post_tags UNION ALL SELECT rating_level FROM tag_posts')).toEqual([{ rating_level: 4 }, { rating_level: 4 }]);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM tag_posts', {})).toEqual([{ n: 0 }]);
  });
});

describe('keys of posts', () => {
  it('keep boards apart, and ids that are no numbers', async () => {
    const lake = fresh();
    const sankaku = 'chan.sankakucomplex.com';
    const rows = (n: number, updated: string) => [
      { booru: sankaku, fid: 'aBcDeF12345', tags: [`text_${n}`], score: n, updated }, { booru: sankaku, fid: 'abcdef12345', tags: ['other_case'], updated },
      { booru: sankaku, fid: '77', tags: ['number'], updated }, { booru: 'yande.re', fid: '77', tags: ['yandere'], updated },
      { booru: sankaku, fid: '99999999999999999999', tags: ['long'], updated }, { booru: sankaku, fid: 'x y', tags: ['spaced'], updated },
    ];
    await load(lake, stubs('board', true, ...rows(1, '2020-01-01')));
    await load(lake, stubs('board', true, ...rows(2, '2021-01-01')));
    const found = await rowsOf(lake, `SELECT p.booru, p.fid, fid_num, list(tag_name) AS tags FROM posts AS p JOIN post_tags USING (booru, post_key) JOIN tags USING (tag_id) GROUP BY ALL ORDER BY ALL`);
    expect(found).toEqual([
      { booru: sankaku, fid: '77', fid_num: 77, tags: ['number'] }, { booru: sankaku, fid: '99999999999999999999', fid_num: null, tags: ['long'] },
      { booru: sankaku, fid: 'aBcDeF12345', fid_num: null, tags: ['text_2'] }, { booru: sankaku, fid: 'abcdef12345', fid_num: null, tags: ['other_case'] },
      { booru: sankaku, fid: 'x y', fid_num: null, tags: ['spaced'] }, { booru: 'yande.re', fid: '77', fid_num: 77, tags: ['yandere'] },
    ]);
    expect(manifestOf(lake).tables.posts!.map((file) => file.part)).toEqual([`booru=${sankaku}/0`, `booru=${sankaku}/text`, 'booru=yande.re/0']);
  });

  it('cut a board into parts; a load writes the parts it touches', async () => {
    const lake = fresh();
    const span = 2 ** 19;
    const ids = [1, span - 1, span, 3 * span, 3 * span + 5];
    await load(lake, dump(...ids.map((id) => post(id, { tags: `t${id} all`, updated: '2023-01-01' }))));
    const before = manifestOf(lake).tables.posts!;
    expect(before.map((file) => [file.part, file.rows])).toEqual([[`booru=${danbooru}/0`, 2], [`booru=${danbooru}/1`, 1], [`booru=${danbooru}/3`, 2]]);
    await load(lake, dump(post(3 * span + 5, { tags: 'changed', score: 50 }), post(8 * span, { tags: 'far' })));
    const after = manifestOf(lake).tables.posts!;
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after.map((file) => file.rows)).toEqual([2, 1, 2, 1]);
    expect(await tagsByPost(lake)).toEqual({ 1: ['all', 't1'], [span - 1]: ['all', `t${span - 1}`], [span]: ['all', `t${span}`], [3 * span]: ['all', `t${3 * span}`], [3 * span + 5]: ['changed'], [8 * span]: ['far'] });
    expect(await rowsOf(lake, `SELECT post_key FROM post_tag_names WHERE tag_name = 'all' ORDER BY ALL`)).toHaveLength(4);
  });

  it('lose zero padding', async () => {
    const lake = fresh();
    await load(lake, dump(post('000012', { updated: '2023-01-01' })));
    await load(lake, dump(post(12, { score: 5 })));
    expect(await posts(lake)).toMatchObject([{ fid: '12', score: 5 }]);
  });
});

describe('the vocabulary', () => {
  it('keeps the number of a tag for good', async () => {
    const lake = fresh();
    await load(lake, dump(post(1, { tags: 'm n' })));
    const first = await rowsOf(lake, 'SELECT tag_name, tag_id FROM tags ORDER BY tag_id');
    await load(lake, dump(post(2, { tags: 'a z m' })));
    await load(lake, dump(post(3, { tags: 'b' })));
    const all = await rowsOf<{ tag_name: string; tag_id: number }>(lake, 'SELECT tag_name, tag_id FROM tags ORDER BY tag_id');
    expect(all.slice(0, 2)).toEqual(first);
    expect(all.map((tag) => tag.tag_name)).toEqual(['m', 'n', 'a', 'z', 'b']);
    expect(new Set(all.map((tag) => tag.tag_id)).size).toBe(5);
  });

  it('is the same whether posts or tags are loaded first, or both at once', async () => {
    const postsFile = dump(post(1, { tags: 'sky', artist: 'ann' }), post(2, { tags: 'plain' }));
    const tagsFile = dump(...[['sky', 0, 11], ['ann', 1, 12], ['unused', 4, 13]].map(([name, category, id]) => ({
      id, name, post_count: 100, category, created_at: '2020-01-01T00:00:00.000-05:00', updated_at: '2020-01-01T00:00:00.000-05:00', is_deprecated: false, words: [name],
    })));
    const facts = async (lake: string) => rowsOf(lake, 'SELECT tag_name, tag_cat, board_tag_id, post_count FROM tags ORDER BY tag_name');
    const one = fresh(), other = fresh(), together = fresh();
    await load(one, postsFile);
    await load(one, tagsFile);
    await load(other, tagsFile);
    await load(other, postsFile);
    await load(together, [postsFile, tagsFile]);
    const expected = [['ann', 1, 12, 100], ['plain', 0, null, null], ['sky', 0, 11, 100], ['unused', 4, 13, 100]].map(([tag_name, tag_cat, board_tag_id, post_count]) => ({ tag_name, tag_cat, board_tag_id, post_count }));
    for (const lake of [one, other, together]) {
      expect(await facts(lake)).toEqual(expected);
      expect(await tagsByPost(lake)).toEqual({ 1: ['ann', 'sky'], 2: ['plain'] });
    }
  });

  it('takes hostile names as they are', async () => {
    const names = ["'); drop table posts; --", '<script>alert(1)</script>', '"quoted"', '$name', 'a\\b', '日本', '\u202Eevil', '%s', "o'neil", '../../etc/passwd', 'NULL', '🙂'];
    const lake = fresh();
    await load(lake, stubs('board', true, { booru: danbooru, fid: '1', tags: names }));
    await load(lake, stubs('board', true, { booru: danbooru, fid: '2', tags: names.slice(3) }));
    expect((await tagsByPost(lake))['1']).toEqual(expect.arrayContaining(names));
    expect(await rowsOf(lake, 'SELECT count(DISTINCT tag_id) AS n FROM tags')).toEqual([{ n: names.length }]);
  });
});
