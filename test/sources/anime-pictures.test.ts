import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '7aed675fc799255bcf7af042314206b0';
const post = (fields: object = {}) => ({
  id: 929000, md5, md5_pixels: '25e48d820fdad25fd8b27bef13726e90', juser_id: 257203, width: 3550, height: 2344, pubtime: '2026-09-08T12:51:02.674949', datetime: '2026-09-08T12:40:00.000000', score: 0.5, score_number: 8,
  size: 8828082, download_count: 30, erotics: 0, color: [152, 128, 124], ext: '.png', status: 1, spoiler: false, have_alpha: false, tags_count: 2, artefacts_degree: 7.66, smooth_degree: 30.39, ...fields,
});
const tag = (id: number, name: string, type: number, more: object = {}) => ({
  tag: { id, tag: name, tag_ru: null, tag_jp: null, num: 10 * id, num_pub: 9, type, alias: null, parent: null, views: 5, ...more }, user: { id: 1 }, relation: { id: 1, addtime: '2026-09-08T12:51:02.674949', user_id: 1 },
});
const detail = (tags: object[], fields: object = {}, more: object = {}) => ({
  post: { ...post(fields), small_preview: `https://opreviews.anime-pictures.net/7ae/${md5}_sp.avif`, big_preview: `//opreviews.anime-pictures.net/7ae/${md5}_bp.avif` },
  tags, user: { id: 294066, name: 'someone' }, file_url: '929000-3550x2344-vocaloid-hatsune miku.png', star_it: false, tied: [], ...more,
});
const page = (...posts: unknown[]) => ({ posts, posts_per_page: 80, response_posts_count: posts.length, page_number: 0, posts_count: 667906, max_pages: 8348 });
const types = ['odd', 'hatsune miku', 'some reference', 'vocaloid', 'nekoda (maoda)', 'some game', 'a book', 'a sword'].map((name, type) => tag(400 + type, name, type, type === 1 ? { tag_jp: '初音ミク', tag_ru: 'Мику' } : {}));

describe('the API v3', () => {
  it('reads a detail: a Japanese tag, an extension with a dot, its own numbers of types, a file name for an address', async () => {
    const fixture = await loadFixture({ 'a.json': JSON.stringify(detail(types, {}, { source: { kind: 'pixiv', url: 'https://e.com/1', verification: null } })) });
    expect(sourcesOf(fixture)).toEqual(['anime-pictures']);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows(`SELECT booru, fid, created_at, created_precision, updated_at, rating_raw, rating_std, score, score_avg, score_votes, md5, file_ext, file_size, width, height, file_url, sample_url, preview_url, source, status, uploader, src_format FROM posts`)).toEqual([[
      'anime-pictures.net', '929000', new Date('2026-09-08T12:51:02.674Z'), 'second', null, '0', 'general', 8, 0.5, 8, md5, 'png', 8828082, 3550, 2344, `https://oimages.anime-pictures.net/7ae/${md5}.png`,
      `https://opreviews.anime-pictures.net/7ae/${md5}_bp.avif`, `https://opreviews.anime-pictures.net/7ae/${md5}_sp.avif`, 'https://e.com/1', 'active', '257203', 'A',
    ]]);
    expect(await fixture.rows('SELECT tag_name, tag_name_norm, tag_cat, tag_type_raw, board_tag_id, post_count, name_ja, other_names FROM tags ORDER BY board_tag_id')).toEqual([
      ['odd', 'odd', 0, 'unknown', 400, 4000, null, null], ['hatsune miku', 'hatsune_miku', 4, 'character', 401, 4010, '初音ミク', ['Мику']], ['some reference', 'some_reference', 0, 'reference', 402, 4020, null, null],
      ['vocaloid', 'vocaloid', 3, 'copyright', 403, 4030, null, null], ['nekoda (maoda)', 'nekoda_(maoda)', 1, 'author', 404, 4040, null, null], ['some game', 'some_game', 3, 'game copyright', 405, 4050, null, null],
      ['a book', 'a_book', 3, 'other copyright', 406, 4060, null, null], ['a sword', 'a_sword', 0, 'object', 407, 4070, null, null],
    ]);
    expect(await fixture.rows('SELECT count(*) FROM post_tags')).toEqual([[8]]);
  });

  it('reads pages, whose posts have no tags and leave those of a detail in place', async () => {
    const fixture = await loadFixture({ 'a.json': JSON.stringify(detail([tag(1, 'solo', 0)])), 'page.json': JSON.stringify(page(post({ score_number: 9 }), post({ id: 5, erotics: 1 }), post({ id: 6, erotics: null, ext: '.JPG' }))), 'none.json': JSON.stringify(page()) });
    expect(sourcesOf(fixture)).toEqual(['anime-pictures', 'anime-pictures', 'anime-pictures']);
    expect(counts(fixture)).toEqual([[1, 1, 0], [3, 3, 0], [0, 0, 0]]);
    expect(await fixture.rows('SELECT fid, score, rating_std, rating_level, file_ext, tag_origin FROM posts ORDER BY fid_num')).toEqual([
      ['5', 8, 'sensitive', 2, 'png', null], ['6', 8, null, 2, 'jpg', null], ['929000', 9, 'general', 0, 'png', 'board'],
    ]);
    expect(await fixture.rows('SELECT fid, tag_name FROM post_tag_names')).toEqual([['929000', 'solo']]);
  });

  it('reads details one a line, among pages; of one post the row with tags counts', async () => {
    const fixture = await loadFixture({ 'a.jsonl': text(JSON.stringify(detail([tag(1, 'solo', 0)])), '', '{"post":', JSON.stringify(page(post(), post({ id: 5 }), 7)), JSON.stringify({ success: false })) });
    expect(counts(fixture)).toEqual([[6, 2, 4]]);
    expect(await fixture.rejects()).toEqual([
      ['bad_json', expect.any(String), 2, 3], ['superseded', 'the file has a newer row of it', 3, 4], ['not_a_record', null, 5, 4], ['missing_key', 'no id', 6, 5],
    ]);
    expect(await fixture.rows('SELECT fid, tag_name FROM post_tag_names')).toEqual([['929000', 'solo']]);
  });

  it('rejects values of the wrong kind', async () => {
    const bad = [post({ id: 'x1' }), post({ id: 2, width: 'wide' }), post({ id: 3, pubtime: 'yesterday' }), post({ id: 4, md5: 'none of it' })].map((fields) => ({ post: fields, tags: [] }));
    const fixture = await loadFixture({ 'a.jsonl': text(...[...bad, { post: post({ id: 5 }), tags: [{ tag: 7 }] }, { post: post({ id: 6 }), tags: [] }].map((value) => JSON.stringify(value))) });
    expect(counts(fixture)).toEqual([[6, 1, 5]]);
    expect((await fixture.rejects()).map(([reason, detailed]) => [reason, detailed])).toEqual([
      ['bad_value', 'the id is not a number'], ['bad_value', 'field width'], ['bad_value', 'field pubtime'], ['bad_value', 'field md5'], ['bad_value', 'field tags'],
    ]);
  });

  it('excludes in every spelling of a tag', async () => {
    const fixture = await loadFixture({ 'a.jsonl': text(...['Child Abuse', ' lolicon ', 'LOLI', 'lollipop'].map((name, i) => JSON.stringify(detail([tag(i, name, 0)], { id: i + 1 })))) });
    expect(counts(fixture)).toEqual([[4, 1, 3]]);
    expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['4']]);
    expect(await fixture.rows('SELECT reason, raw FROM rejects ORDER BY raw')).toEqual([1, 2, 3].map((id) => ['excluded', `anime-pictures.net ${id}`]));
  });
});

describe('the texts of the old site', () => {
  const dict = (id: number, more = '') => `{'id': ${id}, 'pubtime': '2019-02-03T04:05:06', 'score': 0, 'score_number': 12, 'erotics': 0, 'ext': '.png', 'width': 10, 'height': 20, 'size': 300, 'md5': '${md5}', 'spoiler': False, 'color': [1, 2, 3], 'file_url': 'https://images.anime-pictures.net/7ae/${md5}.png', 'tags': ['solo', 'hatsune miku']${more}}`;

  it('reads Python dicts, printed as bytes or not', async () => {
    const printed = dict(2, `, 'user_name': "it's"`).replaceAll("'", "\\'");
    const fixture = await loadFixture({ 'grab.tsv': text('9\tPAGEFAIL - Traceback', `1\t${dict(1)}`, `2\t${printed}`, `3\t${dict(3).slice(0, -9)}`, 'x', `4\t${dict(4).replace("'id': 4, ", '')}`) });
    expect(sourcesOf(fixture)).toEqual(['anime-pictures-python']);
    expect(counts(fixture)).toEqual([[6, 3, 3]]);
    expect(await fixture.rows('SELECT fid, created_at, score, rating_std, file_ext, file_size, file_url FROM posts ORDER BY fid')).toEqual(
      ['1', '2', '4'].map((fid) => [fid, new Date('2019-02-03T04:05:06Z'), 12, 'general', 'png', 300, `https://images.anime-pictures.net/7ae/${md5}.png`]),
    );
    expect(await fixture.rows(`SELECT tag_name, tag_cat FROM post_tag_names WHERE fid = '2' ORDER BY 1`)).toEqual([['hatsune miku', -1], ['solo', -1]]);
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['board_error', 1], ['bad_value', 4], ['bad_columns', 5]]);
  });

  it('reads the list of downloads', async () => {
    const url = `https://images.anime-pictures.net/7ae/${md5}.jpg`;
    const fixture = await loadFixture({ 'out.tsv': text(`1\t 2019-02-03 04:05 \t 12\t100\t200\t7\t${url}`, `2\tsome day\t1\t100\t0\t7\t${url}`, '3\tPAGEFAIL', `4\t\tmany\t1\t1\t1\t${url}`, 'x\t\t1\t1\t1\t1\t//a') });
    expect(sourcesOf(fixture)).toEqual(['anime-pictures-downloads']);
    expect(await fixture.rows('SELECT fid, created_at, created_precision, score, width, height, md5, file_ext, file_url, origin FROM posts ORDER BY fid')).toEqual([
      ['1', new Date('2019-02-03T04:05:00Z'), 'minute', 7, 100, 200, md5, 'jpg', url, 'listing'], ['2', null, null, 7, 100, null, md5, 'jpg', url, 'listing'],
    ]);
    expect((await fixture.rejects()).map(([reason, detailed]) => [reason, detailed])).toEqual([
      ['board_error', 'the scraper did not get the post'], ['bad_value', 'field downloads'], ['bad_value', 'the id is not a number'],
    ]);
    expect(counts(fixture)).toEqual([[5, 2, 3]]);
  });

  it('reads a row a tag', async () => {
    const fixture = await loadFixture({ 'apic_tags.tsv': text('1\t3\tvocaloid', '1\t4\thatsune miku', '1\t1\ta &amp; b', '2\t7\tx', '2\t4', '3\t4\tloli') });
    expect(sourcesOf(fixture)).toEqual(['anime-pictures-tags']);
    expect(counts(fixture)).toEqual([[6, 3, 3]]);
    expect(await fixture.rows('SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY tag_name')).toEqual([['1', 'a & b', 1], ['1', 'hatsune miku', 4], ['1', 'vocaloid', 3]]);
    expect((await fixture.rejects()).map(([reason]) => reason).sort()).toEqual(['bad_columns', 'bad_value', 'excluded']);
  });
});
