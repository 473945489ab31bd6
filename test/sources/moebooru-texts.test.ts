import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '3cc60c29f1c04396ef29cc7db1f311a0';
const post = (id: number, host = 'files.yande.re', fields: object = {}) => ({
  id, tags: `hatsune_miku it's_a_"tag" post_${id}`, created_at: 1592661641, creator_id: 1, author: 'someone', change: 5, source: 'https://e.com/?a=1&b=2', score: 7, md5, file_size: 10, file_url: `https://${host}/image/${md5}/a.jpg`,
  rating: 's', status: 'active', width: 30, height: 40, actual_preview_width: 3, ...fields,
});
const page = (post: object, more: object = {}) => ({ posts: [post], pools: [], pool_posts: [], tags: { hatsune_miku: 'character', some_circle: 'circle' }, votes: {}, ...more });
/** What Python prints of the bytes of a text, between its quotes. */
const printed = (json: string) => json.replaceAll('&', '\\u0026').replaceAll('\\', '\\\\').replaceAll("'", "\\'");

describe('scraped pages', () => {
  it('reads the bytes of yande.re, with the id alone where there was no post', async () => {
    const fixture = await loadFixture({
      'yndr_grab_json.tsv': text(`650982;b'${printed(JSON.stringify(page(post(650982))))}'`, `650983;b'{"posts":[{"id":650983}]}'`, '650984;LINEFAIL', `650985;b'{"posts":[]}'`, `650986;b'{"posts":[{"id":650986'`, 'what;{}'),
    });
    expect(sourcesOf(fixture)).toEqual(['moebooru-pages']);
    expect(await fixture.rows('SELECT booru, fid, source, file_ext, rating_std FROM posts')).toEqual([['yande.re', '650982', 'https://e.com/?a=1&b=2', 'jpg', 'safe']]);
    expect(await fixture.rows('SELECT tag_name, tag_cat FROM post_tag_names ORDER BY 1')).toEqual([['hatsune_miku', 4], [`it's_a_"tag"`, -1], ['post_650982', -1]]);
    expect((await fixture.rejects()).map(([reason, detail, , line]) => [reason, detail, line])).toEqual([
      ['board_error', 'the board gave only the id of the post', 2], ['board_error', 'the scraper did not get the post', 3], ['board_error', 'the page holds nothing', 4],
      ['bad_json', 'neither JSON nor the bytes of it', 5], ['bad_columns', 'the line does not start with an id', 6],
    ]);
    expect(counts(fixture)).toEqual([[7, 2, 5]]);
  });

  it('reads konachan without quotes around the bytes, non-ASCII bytes and the words of Python', async () => {
    const kona = (id: number) => printed(JSON.stringify(page(post(id, 'konachan.com', { has_children: 'False', author: 'é' })))).replace('é', '\\xc3\\xa9');
    const fixture = await loadFixture({ 'a.tsv': text(`5;${kona(5)}`, `6;${kona(6).replace('"change"', '"is_held": False,"change"')}`, `7;${kona(7).replace('\\xc3', '\\xff')}`) });
    expect(counts(fixture)).toEqual([[5, 4, 1]]);
    expect(await fixture.rows('SELECT booru, fid, uploader, has_children FROM posts ORDER BY fid')).toEqual([['konachan.com', '5', 'é', false], ['konachan.com', '6', 'é', false]]);
    expect((await fixture.rejects()).map(([reason, , , line]) => [reason, line])).toEqual([['bad_json', 3]]);
  });

  it('knows the board by the form where no address or path names one', async () => {
    const bare = JSON.stringify(page(post(5, undefined, { file_url: undefined })));
    const fixture = await loadFixture({ 'a.tsv': text(`5;b'${printed(bare)}'`), 'b.tsv': text(`6;{"posts":[{"id":6}]}`, `5;${printed(bare)}`), 'yandere/c.tsv': text(`7;${printed(bare).replace('"id":5', '"id":7')}`), 'd.tsv': text(`5\t${bare}`) });
    expect(counts(fixture)).toEqual([[2, 2, 0], [3, 2, 1], [2, 2, 0], [2, 0, 2]]);
    expect(await fixture.rows('SELECT booru, fid FROM posts ORDER BY 1, 2')).toEqual([['konachan.com', '5'], ['yande.re', '5'], ['yande.re', '7']]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['board_error', 'unknown_board', 'unknown_board']);
  });

  it('reads KONA_JSON.tsv, which is JSON after a tab', async () => {
    const fixture = await loadFixture({ 'KONA_JSON.tsv': text(`5\t${JSON.stringify(page(post(5, 'konachan.com', { tags: 'a_\\_b solo' })))}`) });
    expect(sourcesOf(fixture)).toEqual(['moebooru-pages']);
    expect(await fixture.rows('SELECT booru, tag_name FROM post_tag_names ORDER BY 2')).toEqual([['konachan.com', 'a_\\_b'], ['konachan.com', 'solo']]);
  });

  it('reads the script of a saved page', async () => {
    const html = (json: string) => `<!DOCTYPE html>\n<html><head><title>post</title></head><body>\n<script>\n  Post.register_resp(${json});\n</script></body></html>\n`;
    const pool = { pools: [{ id: 9, name: 'P', post_count: 2 }], pool_posts: [{ id: 1, pool_id: 9, post_id: 5, active: true, sequence: '1' }] };
    const fixture = await loadFixture({ '5.html': html(JSON.stringify(page(post(5), pool)).replaceAll('/', '\\/')), 'broken.html': html('{"posts":[{"id":5}'), 'none.html': '<html><body>Post.register_resp</body></html>' });
    expect(sourcesOf(fixture)).toEqual(['moebooru-pages', 'moebooru-pages', null]);
    expect(await fixture.rows('SELECT booru, fid, pools FROM posts')).toEqual([['yande.re', '5', ['9']]]);
    expect(await fixture.rows('SELECT booru, pool_id, post_fids FROM pools')).toEqual([['yande.re', 9, ['5']]]);
    expect(await fixture.rejects()).toEqual([['bad_json', 'the page in the script is broken', 1, 4]]);
  });
});
