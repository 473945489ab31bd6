import { expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '5d41402abc4b2a76b9719d911017c592';
const artist = { tag_id: 5001, title: 'Some Artist', type: 3, usage_count: 12, context_source_tag_id: null, type_name: 'Artist' };
const work = { tag_id: 1234, title: 'Vocaloid', type: 2, usage_count: 9999, context_source_tag_id: null, type_name: 'Source' };
const theme = { tag_id: 46, title: 'long hair', type: 1, usage_count: 500000, context_source_tag_id: null, type_name: 'Theme' };
const girl = { tag_id: 7, title: 'Rosen &amp; Mi&#039;ku', type: 4, usage_count: 3, context_source_tag_id: null, type_name: 'Character' };
const image = (more: object = {}) => ({
  image_id: 1039672, user_id: 12345, user: { user_id: 12345, username: 'uploader', avatar: null }, filename: '2020-10-04-1039672', ext: 'jpeg', original_filename: 'miku.jpg', md5_hash: md5, filesize: 912345, width: 1200, height: 1697,
  caption: '', miscmeta: null, source_url: null, status: 1, rating: 8.5, bayesian_rating: 7.9, num_ratings: 4, favorites: 7, posts: 0, date_added: '2020-10-04T11:27:00Z', locked: 0, medium: 1, large: 0, replacement_id: null, r2_location: 1,
  url: 'https://e-shuushuu.net/images/2020-10-04-1039672.jpeg', thumbnail_url: 'https://e-shuushuu.net/thumbs/2020-10-04-1039672.webp', medium_url: 'https://e-shuushuu.net/medium/2020-10-04-1039672.webp', large_url: null, tags: [artist, work, girl, theme], ...more,
});
const page = (...images: object[]) => JSON.stringify({ total: 9, page: 1, per_page: 20, images, comments: {} });
const facts = `SELECT fid, created_at, created_precision, rating_raw, rating_std, rating_level, score, score_avg, score_votes, favs, md5, file_ext, file_size, width, height, file_url, sample_url, preview_url, source, parent_fid, status, uploader, origin
  FROM posts ORDER BY fid_num`;
const tagsOf = (fid: string) => `SELECT tag_name FROM post_tag_names WHERE fid = '${fid}' ORDER BY 1`;
const vocabulary = 'SELECT tag_name, tag_name_norm, tag_cat, tag_type_raw, board_tag_id, post_count FROM tags ORDER BY tag_name';

it('reads pages and single images; the rating is a score of users, types have numbers of their own', async () => {
  const bare = image({ image_id: 2, user: null, user_id: 0, md5_hash: '', filesize: 0, width: 0, height: 0, rating: 0, num_ratings: 0, status: -3, url: null, filename: '2020-10-04-2', ext: 'PNG', thumbnail_url: '/thumbs/2.webp', medium_url: null, large_url: '', source_url: '', tags: [] });
  const fixture = await loadFixture({ 'page.json': page(image(), bare), 'one.json': JSON.stringify(image({ image_id: 3, status: 9 }), null, 2), 'empty.json': page() });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-images', 'e-shuushuu-images', 'e-shuushuu-images']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0], [0, 0, 0]]);
  const time = new Date('2020-10-04T11:27Z');
  const thumb = 'https://e-shuushuu.net/thumbs/2020-10-04-1039672.webp';
  const url = 'https://e-shuushuu.net/images/2020-10-04-1039672.jpeg';
  const medium = 'https://e-shuushuu.net/medium/2020-10-04-1039672.webp';
  expect(await fixture.rows(facts)).toEqual([
    ['2', time, 'second', null, null, 2, null, null, 0, 7, null, 'png', null, null, null, 'https://e-shuushuu.net/images/2020-10-04-2.PNG', null, 'https://e-shuushuu.net/thumbs/2.webp', null, null, 'low_quality', null, 'board'],
    ['3', time, 'second', null, null, 2, null, 8.5, 4, 7, md5, 'jpeg', 912345, 1200, 1697, url, medium, thumb, null, null, '9', 'uploader', 'board'],
    ['1039672', time, 'second', null, null, 2, null, 8.5, 4, 7, md5, 'jpeg', 912345, 1200, 1697, url, medium, thumb, null, null, 'active', 'uploader', 'board'],
  ]);
  expect(await fixture.rows(tagsOf('1039672'))).toEqual([[`Rosen & Mi'ku`], ['Some Artist'], ['Vocaloid'], ['long hair']]);
  expect(await fixture.rows(vocabulary)).toEqual([
    [`Rosen & Mi'ku`, `rosen_&_mi'ku`, 4, 'character', 7, 3], ['Some Artist', 'some_artist', 1, 'artist', 5001, 12], ['Vocaloid', 'vocaloid', 3, 'source', 1234, 9999], ['long hair', 'long_hair', 0, 'theme', 46, 500000],
  ]);
});

it('keeps tags when a list without them comes later, and takes those of /images/ID/tags', async () => {
  const bare = { ...image({ favorites: 8 }), tags: undefined };
  const tags = JSON.stringify({ image_id: 5, tags: [{ tag_id: 46, tag: 'long hair', type_id: 1 }, { tag_id: 9, tag: 'Odd One', type_id: 6 }] });
  const fixture = await loadFixture({ 'a.json': page(image()), 'b.json': page(bare), '5-tags.json': tags });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-images', 'e-shuushuu-images', 'e-shuushuu-image-tags']);
  expect(await fixture.rows('SELECT fid, favs, origin, tag_origin FROM posts ORDER BY fid_num')).toEqual([['5', null, 'mention', 'board'], ['1039672', 8, 'board', 'board']]);
  expect((await fixture.rows(tagsOf('1039672'))).length).toBe(4);
  expect(await fixture.rows(tagsOf('5'))).toEqual([['Odd One'], ['long hair']]);
  expect(await fixture.rows(`SELECT tag_cat, tag_type_raw, post_count FROM tags WHERE tag_name IN ('Odd One', 'long hair') ORDER BY tag_name`)).toEqual([[-1, '6', null], [0, 'theme', 500000]]);
});

it('rejects images and tags of the wrong kind', async () => {
  const fixture = await loadFixture({
    'a.json': page(image(), image({ image_id: null }), image({ image_id: 'x' }), image({ image_id: 4, date_added: 'soon' }), image({ image_id: 5, tags: [{ ...theme, tag_id: 'x' }] }), image({ favorites: 9 }), image({ image_id: 0 }), image({ image_id: 6, rating: 'good' })),
    'b.json': text(JSON.stringify({ image_id: 6, tags: [] }), '{"image_id": 7', JSON.stringify({ detail: 'Image not found' })),
  });
  expect((await fixture.rejects()).map(([reason, detail, row]) => [reason, reason === 'bad_json' ? null : detail, row])).toEqual([
    ['superseded', 'the file has a newer row of it', 1], ['missing_key', 'no image_id', 2], ['bad_value', 'field image_id', 3], ['bad_value', 'field date_added', 4], ['bad_value', 'field tags', 5], ['bad_value', 'field image_id', 7], ['bad_value', 'field rating', 8],
    ['bad_json', null, 2], ['missing_key', 'no image_id', 3],
  ]);
  expect(counts(fixture)).toEqual([[8, 1, 7], [3, 1, 2]]);
});

it('reads the tag list with its aliases', async () => {
  const row = (more: object) => ({ ...theme, desc: null, date_added: '2005-01-02T03:04:05Z', alias_of: null, alias_of_name: null, alias_of_usage_count: null, is_alias: false, ...more });
  const tags = [row({}), row({ tag_id: 47, title: 'Long Hair', usage_count: 0, alias_of: 46, alias_of_name: 'long hair', is_alias: true }), row({ tag_id: 48, title: 'long hair', usage_count: 1 }), row({ title: ' ' })];
  const fixture = await loadFixture({ 'tags.json': JSON.stringify({ total: 4, page: 1, per_page: 20, tags }) });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-tags']);
  expect(counts(fixture)).toEqual([[4, 2, 2]]);
  expect(await fixture.rows(vocabulary)).toEqual([['Long Hair', 'long_hair', 0, 'theme', 47, 0], ['long hair', 'long_hair', 0, 'theme', 46, 500000]]);
  expect(await fixture.rows('SELECT booru, antecedent, consequent, status, alias_id, created_at FROM tag_aliases')).toEqual([['e-shuushuu.net', 'Long Hair', 'long hair', 'active', 47, new Date('2005-01-02T03:04:05Z')]]);
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['superseded', 3], ['missing_key', 4]]);
});

const tab = (...fields: (string | number)[]) => fields.join('\t');
const head = (id: number, file = `2020-10-04-${id}.jpeg`) => tab(file, 'October 4th, 2020 11:27 AM', '1200x1697 (2.04 MPixel)', 7);
const blocks = { general: '"long hair" "5" tall" "it\\\'s \\\\m/"', copyr: 'COPYRS:\\t\\t"Vocaloid"\\t', artis: 'ARTIS:"Some Artist" "a\\tb"', chars: 'CHARS:"Hatsune Miku"' };
const parts = ({ general, copyr, artis, chars } = blocks, ...without: string[]) => [general, copyr, artis, chars].filter((part) => !without.includes(part));

it('reads the scraped pages, with each block of tags missing', async () => {
  const rows = [1, 2, 3, 4, 5].map((id) => tab(head(id), ...parts(blocks, Object.values(blocks)[id - 1]!), 'EOL'));
  const fixture = await loadFixture({ 'ess.txt': crlf(...rows, tab('2000-01-01-6.no', '', '', '', 'EOL'), tab('2000-01-01-7.no', 'EOL'), tab(head(8), 'EOL')) });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-grab']);
  expect(counts(fixture)).toEqual([[8, 8, 0]]);
  const general = ['5" tall', `it's \\m/`, 'long hair'];
  const names = async (fid: number) => (await fixture.rows(tagsOf(String(fid)))).map(([name]) => name);
  expect(await names(1)).toEqual(['Hatsune Miku', 'Some Artist', 'Vocaloid', 'a b']);
  expect(await names(2)).toEqual(['5" tall', 'Hatsune Miku', 'Some Artist', 'a b', ...general.slice(1)]);
  expect(await names(3)).toEqual(['5" tall', 'Hatsune Miku', 'Vocaloid', ...general.slice(1)]);
  expect(await names(4)).toEqual(['5" tall', 'Some Artist', 'Vocaloid', 'a b', ...general.slice(1)]);
  expect(await names(5)).toEqual(['5" tall', 'Hatsune Miku', 'Some Artist', 'Vocaloid', 'a b', ...general.slice(1)]);
  expect(await fixture.rows('SELECT tag_name, tag_cat FROM tags ORDER BY 1')).toEqual([['5" tall', 0], ['Hatsune Miku', 4], ['Some Artist', 1], ['Vocaloid', 3], ['a b', 1], [`it's \\m/`, 0], ['long hair', 0]]);
  expect(await fixture.rows('SELECT fid, created_at, created_precision, favs, width, height, file_ext, file_url, status, tag_origin FROM posts WHERE fid_num >= 5 ORDER BY fid_num')).toEqual([
    ['5', new Date('2020-10-04T11:27Z'), 'minute', 7, 1200, 1697, 'jpeg', 'https://e-shuushuu.net/images/2020-10-04-5.jpeg', null, 'release'],
    ['6', null, null, null, null, null, null, null, 'deleted', null], ['7', null, null, null, null, null, null, null, 'deleted', null],
    ['8', new Date('2020-10-04T11:27Z'), 'minute', 7, 1200, 1697, 'jpeg', 'https://e-shuushuu.net/images/2020-10-04-8.jpeg', null, null],
  ]);
});

it('rejects glued and unfinished lines and what the scraper printed of pages it could not read', async () => {
  const good = tab(head(1), blocks.general, 'EOL');
  const lines = [good, 'EOL', '55;NOPAGE', '56;FAIL;Traceback', tab('2020-10-04-2.jpeg', 'October 4th, 2020 11:27 AM', good), tab(head(3), blocks.general, good), tab(head(4), blocks.copyr, blocks.copyr, 'EOL'), tab('2020-10-04-5.jpeg', 'EOL'), tab(head(6)), tab(head(7, 'seven.jpeg'), 'EOL'),
    tab('2020-10-04-8.jpeg', 'yesterday', '1x1', 0, 'EOL'), tab('2020-10-04-9.jpeg', '', 'large', 0, 'EOL'), tab('2020-10-04-10.jpeg', '', '1x1', 'many', 'EOL'), good];
  const fixture = await loadFixture({ 'ess.txt': Buffer.concat([Buffer.from(text(...lines)), Buffer.from(`${tab(head(11), '"caf\xe9"', 'EOL')}\n`, 'latin1')]) });
  expect((await fixture.rejects()).map(([reason, detail, row]) => [reason, detail, row])).toEqual([
    ['superseded', 'the file has a newer row of it', 1], ['board_error', 'the scraper read no page', 2], ['board_error', 'the scraper read no page: NOPAGE', 3], ['board_error', 'the scraper read no page: FAIL', 4],
    ['bad_columns', 'a field is no list of tags, or a second one', 5], ['bad_columns', 'a field is no list of tags, or a second one', 6], ['bad_columns', 'a field is no list of tags, or a second one', 7], ['bad_columns', '1 fields before EOL', 8],
    ['bad_columns', 'the row does not end with EOL', 9], ['bad_value', 'field filename', 10], ['bad_value', 'field submitted', 11], ['bad_value', 'field dimensions', 12], ['bad_value', 'field favorites', 13], ['bad_encoding', null, 15],
  ]);
  expect(counts(fixture)).toEqual([[15, 1, 14]]);
});

const postHeader = tab('POST_ID', 'POST_DT', 'FILE_SIZE', 'IMG_FMT', 'FILE_MD5', 'IMAGE_SIZE', 'FAV_COUNT', 'FILE_NAME', 'TORR_PATH', 'TAGS_GENERAL', 'TAGS_COPYR', 'TAGS_CHAR', 'TAGS_ARTIST');

it('reads the table of images, with its words for nothing', async () => {
  const rows = [
    tab(1, '2020-10-04 11:27', 912345, 'JPEG', md5.toUpperCase(), '1200x1697', 7, '2020-10-04-1.jpeg', '2020/10', '"long hair" "smile"', '"Vocaloid"', '"Hatsune Miku" "Kagamine Rin"', '"Some Artist"'),
    tab(2, '2020-10-04 11:28', 0, 'NONE', '-'.repeat(32), '', 0, 'none', 'none', 'none', 'misc', 'unknown', 'anonymous'),
  ];
  const bad = [tab('x', ...Array(12).fill('')), tab(3, 'soon', ...Array(11).fill('')), tab(4, '', '', '', '', 'big', ...Array(7).fill('')), tab(5, ...Array(8).fill(''), 'long hair', '', '', ''), tab(6, '', 'heavy', ...Array(10).fill('')), tab(7, '')];
  const fixture = await loadFixture({ 'ess_posts.tsv': text(postHeader, ...rows, ...bad) });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-posts']);
  expect(await fixture.rejects()).toEqual([
    ['bad_value', 'the id is not a number', 3, 4], ['bad_value', 'field POST_DT', 4, 5], ['bad_value', 'field IMAGE_SIZE', 5, 6], ['bad_value', 'field TAGS_GENERAL', 6, 7], ['bad_value', 'field FILE_SIZE', 7, 8], ['bad_columns', '2 fields, 13 expected', 8, 9],
  ]);
  expect(counts(fixture)).toEqual([[8, 2, 6]]);
  expect(await fixture.rows('SELECT fid, created_at, created_precision, favs, md5, file_ext, file_size, width, height, origin, tag_origin FROM posts ORDER BY 1')).toEqual([
    ['1', new Date('2020-10-04T11:27Z'), 'minute', 7, md5, 'jpeg', 912345, 1200, 1697, 'release', 'release'], ['2', new Date('2020-10-04T11:28Z'), 'minute', 0, null, null, null, null, null, 'release', null],
  ]);
  expect(await fixture.rows('SELECT tag_name, tag_cat FROM post_tag_names ORDER BY 1')).toEqual([['Hatsune Miku', 4], ['Kagamine Rin', 4], ['Some Artist', 1], ['Vocaloid', 3], ['long hair', 0], ['smile', 0]]);
  expect(await fixture.rows('SELECT booru, fid, path, file_name, file_size, width, file_type, file_md5 FROM images')).toEqual([['e-shuushuu.net', '1', '2020/10/2020-10-04-1.jpeg', '2020-10-04-1.jpeg', 912345, 1200, 'JPEG', md5]]);
});

it('reads the table of tags, one row a post and tag', async () => {
  const rows = [tab('0001', '"Vocaloid"', 3, 1), tab(1, 'Hatsune Miku', 4, 1), tab(1, 'Some Artist', 1, 1), tab(1, 'long hair', 0, 1), tab(2, 'long hair', 'other', 1), tab(2, '', 0, 1), tab('', 'x', 0, 1), tab('x', 'x', 0, 1), tab(2, 'x', 0, 'first'), tab(2, 'x', 0)];
  const fixture = await loadFixture({ 'ess_tags.tsv': text(tab('POST_ID', 'TAG', 'TAG_CAT', 'TAG_RANK'), ...rows) });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-post-tags']);
  expect(await fixture.rejects()).toEqual([['missing_key', 'no tag_name', 6, 7], ['missing_key', 'no POST_ID', 7, 8], ['bad_value', 'the id is not a number', 8, 9], ['bad_value', 'field TAG_RANK', 9, 10], ['bad_columns', '3 fields, 4 expected', 10, 11]]);
  expect(counts(fixture)).toEqual([[10, 5, 5]]);
  expect(await fixture.rows('SELECT fid, origin, tag_origin FROM posts ORDER BY 1')).toEqual([['1', 'mention', 'release'], ['2', 'mention', 'release']]);
  expect(await fixture.rows('SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY 1, 2')).toEqual([['1', 'Hatsune Miku', 4], ['1', 'Some Artist', 1], ['1', 'Vocaloid', 3], ['1', 'long hair', 0], ['2', 'long hair', 0]]);
});

it('excludes tags of the list in capitals and spaces', async () => {
  const fixture = await loadFixture({ 'a.json': page(image({ tags: [{ ...theme, title: 'Loli' }] }), image({ image_id: 2, tags: [theme] })), 'ess.txt': text(tab(head(3), '"Child  Abuse"', 'EOL')) });
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['excluded', 1], ['excluded', 1]]);
  expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['2']]);
});
