import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadFiles } from '../../src/sources/load.js';
import { counts, folderOf, loadFixture, sourcesOf } from './fixture.js';

const md5 = '3cc60c29f1c04396ef29cc7db1f311a0';
const unique = (image: object = {}, site = 'danbooru.donmai.us') => ({
  site, filename: '%md5%.%ext%', path: 'C:/pictures',
  image: {
    website: 'danbooru.donmai.us', name: 'a.png', id: '6123456', md5, url: 'https://danbooru.donmai.us/posts/6123456', search: ['hatsune_miku'],
    sizes: {
      full: { url: 'https://cdn.donmai.us/a.png', fileSize: 1843201, size: { width: 1200, height: 1697 } }, sample: { url: 'https://cdn.donmai.us/s.jpg', fileSize: 0, size: { width: 850, height: 1202 } }, thumbnail: { url: 'https://cdn.donmai.us/t.jpg', size: { width: 0, height: 0 } },
    },
    tags: [{ text: 'hatsune_miku', id: 1, type: 'character', count: 101234 }, { text: 'smile', type: 'general' }, { text: 'odd' }],
    data: { rating: 'sensitive', score: '42', author: 'someone', date: 'date:2023-03-04T08:15:30', source: 'https://e.com/1' }, ...image,
  },
});
const list = (uniques: unknown[], version = 3) => JSON.stringify({ version, batchs: [{ query: { tags: ['miku'] }, page: 1, perpage: 20, total: -1, site: 'danbooru.donmai.us', filename: 'a\\nb', path: 'p' }], uniques });

it('reads the single pictures of a list of version 3; much may be missing', async () => {
  const bare = unique({ website: undefined, id: '0007', md5: '', sizes: { full: { url: '', fileSize: -1 } }, tags: [], data: { rating: 'unknown' } }, 'yande.re');
  const fixture = await loadFixture({ 'restore.igl': list([unique(), bare]) });
  expect(sourcesOf(fixture)).toEqual(['grabber-list']);
  expect(counts(fixture)).toEqual([[2, 2, 0]]);
  expect(await fixture.rows(`SELECT booru, fid, created_at, created_precision, rating_raw, rating_std, score, md5, file_ext, file_size, width, height, sample_width, file_url, sample_url, preview_url, source, uploader, origin, tag_origin, src_format FROM posts ORDER BY booru`)).toEqual([
    ['danbooru.donmai.us', '6123456', new Date('2023-03-04T08:15:30Z'), 'second', 'sensitive', 'sensitive', 42, md5, 'png', 1843201, 1200, 1697, 850, 'https://cdn.donmai.us/a.png', 'https://cdn.donmai.us/s.jpg', 'https://cdn.donmai.us/t.jpg', 'https://e.com/1', 'someone', 'release', 'release', 'GR'],
    ['yande.re', '7', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 'release', null, 'GR'],
  ]);
  expect(await fixture.rows('SELECT booru, tag_name, tag_cat, tag_type_raw, post_count FROM tags ORDER BY tag_name')).toEqual([
    ['danbooru.donmai.us', 'hatsune_miku', 4, 'character', 101234], ['danbooru.donmai.us', 'odd', -1, null, null], ['danbooru.donmai.us', 'smile', 0, 'general', null],
  ]);
});

it('rejects pictures without a key, of foreign boards, and with values of the wrong kind', async () => {
  const fixture = await loadFixture({ 'a.igl': list([
    unique({ id: '' }), unique({ website: 'rule34.xxx' }), unique({ id: 'x' }), unique({ data: { score: 'many' } }), unique({ data: { date: 'date:soon' } }), unique({ tags: ['a'] }), { site: 'yande.re' }, { site: 'yande.re', image: 'gone' }, 5,
    unique({ md5: '' }), unique(),
  ]) });
  expect(counts(fixture)).toEqual([[11, 1, 10]]);
  expect(await fixture.rows('SELECT md5 FROM posts')).toEqual([[md5]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
    ['missing_key', 'no id'], ['unknown_board', 'rule34.xxx'], ['bad_value', 'the id is not a number'], ['bad_value', 'field image.data.score'], ['bad_value', 'field image.data.date'], ['bad_value', 'field image.tags'],
    ['missing_key', 'no image'], ['bad_value', 'field image'], ['not_a_record', null], ['superseded', 'the file has a newer row of it'],
  ]);
});

it('refuses lists of older versions by name and loads the others', async () => {
  const dir = folderOf({ 'a.igl': '[IGL 2]\nhatsune_miku\t1\t20\n', 'b.igl': list([], 2), 'c.igl': list([unique()]) });
  const { files, ok } = await loadFiles(join(dir, 'lake'), ['a.igl', 'b.igl', 'c.igl'].map((name) => join(dir, name)), { memory: '1GB' });
  expect(ok).toBe(false);
  expect(files.map(({ outcome, note }) => [outcome, note])).toEqual([
    ['failed', 'A list of Grabber of version 2 is not read, only version 3'], ['failed', 'A list of Grabber of version 2 is not read, only version 3'], ['loaded', ''],
  ]);
});
