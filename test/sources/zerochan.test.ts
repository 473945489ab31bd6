import { describe, expect, it } from 'vitest';
import { repairJson } from '../../src/sources/zerochan/repaired-json.js';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '72221567cd1eb33ff2600ebdd5dd2c20';
const entry = (more: object = {}) => ({
  id: 4585000, small: 'https://s1.zerochan.net/75/49/17/4585000.jpg', medium: 'https://s3.zerochan.net/240/49/17/4585000.jpg', large: 'https://s1.zerochan.net/Hatsune.Miku.600.4585000.jpg', full: 'https://static.zerochan.net/Hatsune.Miku.full.4585000.PNG',
  width: 1092, height: 1336, size: 986112, hash: md5, source: 'https://www.pixiv.net/en/artworks/135136000', primary: 'Hatsune Miku', tags: ['Female', 'Twin Tails', 'VOCALOID', 'Hatsune Miku'], ...more,
});
const item = (more: object = {}) => ({ id: 4034550, width: 1092, height: 1336, md5, thumbnail: 'https://s3.zerochan.net/240/50/45/4034550.jpg', source: null, tag: 'Genshin Impact', tags: ['Female', 'Flower'], ...more });
const facts = 'SELECT fid, rating_raw, rating_std, rating_level, md5, file_ext, file_size, width, height, file_url, sample_url, preview_url, source, created_at, origin, tag_origin FROM posts ORDER BY fid_num';
const tagsOf = (fid: string) => `SELECT tag_name FROM post_tag_names WHERE fid = '${fid}' ORDER BY 1`;

it('reads entries and lists', async () => {
  const fixture = await loadFixture({
    '4585000.json': JSON.stringify(entry(), null, 1), 'list.json': JSON.stringify({ items: [item(), item({ id: 2, tags: [] })], next: true }), 'empty.json': '{"items":[]}', 'all.jsonl': text(JSON.stringify(entry({ id: 7, source: undefined })), JSON.stringify({ items: [item({ id: 8 })] })),
  });
  expect(sourcesOf(fixture)).toEqual(Array(4).fill('zerochan-json'));
  expect(counts(fixture)).toEqual([[1, 1, 0], [2, 2, 0], [0, 0, 0], [2, 2, 0]]);
  const full = [md5, 'png', 986112, 1092, 1336, 'https://static.zerochan.net/Hatsune.Miku.full.4585000.PNG', 'https://s1.zerochan.net/Hatsune.Miku.600.4585000.jpg', 'https://s3.zerochan.net/240/49/17/4585000.jpg'];
  const listed = [md5, null, null, 1092, 1336, null, null, 'https://s3.zerochan.net/240/50/45/4034550.jpg', null, null, 'listing'];
  expect(await fixture.rows(facts)).toEqual([
    ['2', null, null, 2, ...listed, 'mention'], ['7', null, null, 2, ...full, null, null, 'board', 'board'], ['8', null, null, 2, ...listed, 'board'],
    ['4034550', null, null, 2, ...listed, 'board'], ['4585000', null, null, 2, ...full, 'https://www.pixiv.net/en/artworks/135136000', null, 'board', 'board'],
  ]);
  expect(await fixture.rows(tagsOf('4585000'))).toEqual([['Female'], ['Hatsune Miku'], ['Twin Tails'], ['VOCALOID']]);
  expect(await fixture.rows(tagsOf('4034550'))).toEqual([['Female'], ['Flower'], ['Genshin Impact']]);
  expect(await fixture.rows(tagsOf('2'))).toEqual([['Genshin Impact']]);
  expect(await fixture.rows(`SELECT tag_name_norm, tag_cat FROM tags WHERE tag_name = 'Twin Tails'`)).toEqual([['twin_tails', -1]]);
});

it('lets the entry of a post stay when a list tells of it later', async () => {
  const fixture = await loadFixture({ 'a.json': JSON.stringify([entry(), item({ id: 4585000 })]), 'b.json': JSON.stringify({ items: [item({ id: 4585000, tags: [] })] }) });
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['superseded', 2], ['superseded', 1]]);
  expect(await fixture.rows('SELECT file_size, origin, tag_origin FROM posts')).toEqual([[986112, 'board', 'board']]);
  expect((await fixture.rows(tagsOf('4585000'))).length).toBe(4);
});

describe('JSON that is not valid', () => {
  const broken = (id: number) => JSON.stringify(entry({ id, tags: ['Female', 'Miles QTailsQ Prower', 'Q, odd', '5Q', 'Two\\Words', 'A BC\u2603'] })).replaceAll('Q', '"').replace('A B', 'A\rB').replace('Two\\\\Words', 'Two\tWords');

  it('is read with raw control characters and inner quotes, one a line, in a list, and on many lines', async () => {
    const lined = (JSON.stringify(entry({ id: 3, primary: 'Say "Hi", x' }), null, 2)).replace('\\"Hi\\", x', '"Hi",\n x').replace('Twin Tails', 'Twin\r\nTails');
    const fixture = await loadFixture({ 'lines.jsonl': text(broken(1), '{"id": 9, "tags": [', broken(2)), 'many.json': `${lined}\n{"id": "x"}\n`, 'list.json': `{"items":[${broken(4)},${broken(5)}]}` });
    expect(sourcesOf(fixture)).toEqual(['zerochan-json', 'zerochan-json', 'zerochan-json']);
    expect(counts(fixture)).toEqual([[3, 2, 1], [2, 1, 1], [2, 2, 0]]);
    expect((await fixture.rejects()).map(([reason, , row, line]) => [reason, row, line])).toEqual([['bad_json', 2, 2], ['bad_value', 2, 22]]);
    for (const fid of ['1', '2', '4', '5']) expect((await fixture.rows(tagsOf(fid))).map(([name]) => name)).toEqual(['", odd', '5"', 'A BC\u2603', 'Female', 'Hatsune Miku', 'Miles "Tails" Prower', 'Two Words'].sort());
    expect((await fixture.rows(tagsOf('3'))).map(([name]) => name)).toEqual(['Female', 'Hatsune Miku', 'Say "Hi", x', 'Twin Tails', 'VOCALOID']);
  });

  it.each([
    ['{"a": "b", "c": ["d", 1, null]}', { a: 'b', c: ['d', 1, null] }],
    ['{"a": "say "x": y", "b": 1}', { a: 'say "x": y', b: 1 }],
    ['{"a": "q", "b" r", "c": 1}', { a: 'q", "b" r', c: 1 }],
    ['["a "b"", "c]"d", "e" }"]', ['a "b"', 'c]"d', 'e" }']],
    ['{"a": "\\"x\\\\", "b": "\\u0041"}', { a: '"x\\', b: 'A' }],
    ['{"a": "x\u0001\ty", "b": ["\r"]}', { a: 'x  y', b: [' '] }],
    ['{"a"b": 1}', { 'a"b': 1 }],
  ])('becomes valid: %s', (given, value) => {
    expect(JSON.parse(repairJson(given))).toEqual(value);
  });

  it.each(['{"a": "b\\n", "c": [{"d": "e"}, "f"]}\n{"g": "}"}', '', '"', '{"a', '[1, {"a": "\\'])('is left as it is when nothing needs repair: %s', (given) => {
    expect(repairJson(given)).toBe(given);
  });

  it('keeps the numbers of lines', () => {
    expect(repairJson('{"a": "x\ny\nz", "b": 1}')).toBe('{"a": "x y z"\n\n, "b": 1}');
  });
});

it('rejects records of the wrong kind and text that is not UTF-8', async () => {
  const fixture = await loadFixture({
    'a.jsonl': Buffer.concat([Buffer.from(text(...[entry(), entry({ id: null }), entry({ id: 'x' }), entry({ id: 3, width: 'wide' }), entry({ id: 4, tags: 'Female' })].map((row) => JSON.stringify(row)), 'oops', '{"items":[5]}')), Buffer.from('{"id": 6, "tags": ["caf\xe9"]}\n', 'latin1')]),
  });
  expect((await fixture.rejects()).map(([reason, detail, row, line]) => [reason, detail?.toString().slice(0, 22) ?? null, row, line])).toEqual([
    ['missing_key', 'no id', 2, 2], ['bad_value', 'the id is not a number', 3, 3], ['bad_value', 'field width', 4, 4], ['bad_value', 'field tags', 5, 5], ['bad_json', 'text outside of any ob', 6, 6], ['not_a_record', null, 7, 7], ['bad_encoding', null, 8, 8],
  ]);
  expect(await fixture.rows('SELECT raw FROM rejects WHERE row IN (6, 7) ORDER BY row')).toEqual([['oops'], ['5']]);
  expect(counts(fixture)).toEqual([[8, 1, 7]]);
});

const page = (more: object = {}) => ({
  '@context': 'http://schema.org', '@type': 'ImageObject', name: 'Hatsune Miku', author: 'uploader', contentUrl: 'https://static.zerochan.net/Hatsune.Miku.full.2920445.jpg', thumbnail: 'https://s3.zerochan.net/240/45/04/2920445.jpg',
  encodingFormat: 'jpg', datePublished: 'Fri Apr 24 21:33:44 2020', width: '1920 px', height: '1080 px', contentSize: '1929kB', ...more,
});

it('reads the JSON-LD of pages, whose id is in the address', async () => {
  const rows = [
    page(), page({ contentUrl: 'https://static.zerochan.net/No.9.full.12.png', author: { name: 'someone' }, encodingFormat: 'png', datePublished: '2023-01-02T03:04:05+00:00', contentSize: '1.5MB', thumbnail: undefined }), page({ contentUrl: 'https://static.zerochan.net/a.full.13.jpg', author: undefined, datePublished: '', contentSize: null, width: '' }),
    page({ contentUrl: 'https://example.com/a.full.14.jpg' }), page({ contentUrl: 'https://static.zerochan.net/a.jpg' }), page({ contentUrl: null }), page({ contentUrl: 'https://static.zerochan.net/a.full.15.jpg', datePublished: 'soon' }), page({ contentUrl: 'https://static.zerochan.net/a.full.16.jpg', width: 'wide' }),
    page({ contentUrl: 'https://static.zerochan.net/a.full.17.jpg', contentSize: '5 GB' }), page({ contentUrl: 'https://static.zerochan.net/a.full.18.jpg', author: 5 }), page({ contentUrl: 'https://static.zerochan.net/a.full.13.jpg' }),
  ];
  const fixture = await loadFixture({ 'zero_grab.json': text(...rows.map((row) => JSON.stringify(row))) });
  expect(sourcesOf(fixture)).toEqual(['zerochan-json-ld']);
  expect((await fixture.rejects()).map(([reason, detail, row]) => [reason, detail, row])).toEqual([
    ['superseded', 'the file has a newer row of it', 3], ['unknown_board', 'the address is not of zerochan.net', 4], ['missing_key', 'no id in contentUrl', 5], ['missing_key', 'no contentUrl', 6], ['bad_value', 'field datePublished', 7], ['bad_value', 'field width', 8],
    ['bad_value', 'field contentSize', 9], ['bad_value', 'field author', 10],
  ]);
  expect(counts(fixture)).toEqual([[11, 3, 8]]);
  expect(await fixture.rows('SELECT fid, created_at, created_precision, file_ext, file_size, width, height, file_url, preview_url, uploader, origin, tag_origin FROM posts ORDER BY fid_num')).toEqual([
    ['12', new Date('2023-01-02T03:04:05Z'), 'second', 'png', 1572864, 1920, 1080, 'https://static.zerochan.net/No.9.full.12.png', null, 'someone', 'release', 'mention'],
    ['13', new Date('2020-04-24T21:33:44Z'), 'second', 'jpg', 1975296, 1920, 1080, 'https://static.zerochan.net/a.full.13.jpg', 'https://s3.zerochan.net/240/45/04/2920445.jpg', 'uploader', 'release', 'mention'],
    ['2920445', new Date('2020-04-24T21:33:44Z'), 'second', 'jpg', 1975296, 1920, 1080, 'https://static.zerochan.net/Hatsune.Miku.full.2920445.jpg', 'https://s3.zerochan.net/240/45/04/2920445.jpg', 'uploader', 'release', 'mention'],
  ]);
});

it('reads JSON-LD whose values are empty', async () => {
  const fixture = await loadFixture({ 'a.json': JSON.stringify([page({ author: null, datePublished: '', contentSize: null, width: '0 px', height: '', name: null, encodingFormat: '', thumbnail: '' })]) });
  expect(await fixture.rows('SELECT fid, created_at, created_precision, file_ext, file_size, width, height, preview_url, uploader FROM posts')).toEqual([['2920445', null, null, 'jpg', null, null, null, null, null]]);
});

it('reads scraped tags with their types, which give the tags of the API their categories', async () => {
  const types = ['Mangaka', 'Studio', 'Game', 'Series', 'Character', 'Source', 'Theme', 'Meta', 'Artbook', 'Visual Novel', 'OVA', 'Character Group', 'VTuber', 'Series, Game', 'Theme, Character'];
  const rows = [...types.map((type, i) => `2920445\t${type}\tT${i}`), '4585000\tSeries\tTiger &amp; Bunny', '4585000\tTheme\tTwin Tails', '4585000\tCharacter\tA Very Long Na...', '4585000\tTAGFAIL', '4585000\tTheme\tTAGFAIL', '4585000\tTheme\t', 'x\tTheme\tA', '1\tTheme\tA\tB', '1'];
  const fixture = await loadFixture({ 'zero_grab.tsv': crlf(...rows), 'entry.json': JSON.stringify(entry()) });
  expect(sourcesOf(fixture)).toEqual(['zerochan-page-tags', 'zerochan-json']);
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['board_error', 19], ['board_error', 20], ['missing_key', 21], ['bad_value', 22], ['bad_columns', 23], ['bad_columns', 24]]);
  expect(counts(fixture)).toEqual([[24, 18, 6], [1, 1, 0]]);
  expect(await fixture.rows(`SELECT tag_type_raw, tag_cat FROM tags WHERE tag_name ~ 'T[0-9]+' ORDER BY substr(tag_name, 2)::INT`)).toEqual(types.map((type, i) => [type.toLowerCase(), [1, 3, 3, 3, 4, 5, 0, 5, 3, 3, 3, 4, -1, 3, 4][i]]));
  expect(await fixture.rows(`SELECT tag_name, tag_cat FROM post_tag_names WHERE fid = '4585000' ORDER BY 1`)).toEqual([['Female', -1], ['Hatsune Miku', -1], ['Twin Tails', 0], ['VOCALOID', -1]]);
  expect(await fixture.rows(`SELECT tag_name, tag_cat FROM tags WHERE tag_name ~ '.*[a-z].*' ORDER BY 1`)).toEqual([['A Very Long Na...', 4], ['Female', -1], ['Hatsune Miku', -1], ['Tiger & Bunny', 3], ['Twin Tails', 0]]);
});

it('reads the tables of posts and tags; those of tags only where the path says zerochan', async () => {
  const posts = ['ID\tFILE_NAME\tMD5\tIMAGE_SIZE\tFILE_SIZE\tIMAGE_URL\tCREATED_AT', `12\ta.full.12.jpg\t${md5}\t800x600\t12345\thttps://static.zerochan.net/a.full.12.jpg\t2020-04-24 21:33`,
    '13\tNOT_RETRIEVED\tNOT_RETRIEVED\tNOT_RETRIEVED\tNOT_RETRIEVED\tNOT_RETRIEVED\t2018-01-01 00:00', 'x\t\t\t\t\t\t', '14\t\t\tbig\t\t\t', '15\t\t\t\theavy\t\t', '16\t\t\t\t\t\tsoon', '17\t', '\t\t\t\t\t\t'];
  const tags = text('ID\tTAG\tTAG_CAT\tTAG_RANK', '12\tTwin Tails\t0\t1', '12\tMiku\t4\t1', '12\tTiger &amp; Bunny\t3\t1', '13\tOdd\t-1\t1', '13\tNone\t\t2', '13\tWrong\t2\t1', '13\tWrong\t300\t1');
  const fixture = await loadFixture({ 'ZERO_POSTS.TSV': text(...posts), 'ZERO_TAGS.TSV': tags });
  expect(sourcesOf(fixture)).toEqual(['zerochan-posts', 'zerochan-post-tags']);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
    ['bad_value', 'the id is not a number'], ['bad_value', 'field IMAGE_SIZE'], ['bad_value', 'field FILE_SIZE'], ['bad_value', 'field CREATED_AT'], ['bad_columns', '2 fields, 7 expected'], ['missing_key', 'no ID'], ['bad_value', 'TAG_CAT 2'], ['bad_value', 'TAG_CAT 300'],
  ]);
  expect(await fixture.rows('SELECT fid, created_at, created_precision, md5, file_ext, file_size, width, file_url, origin, tag_origin FROM posts ORDER BY 1')).toEqual([
    ['12', new Date('2020-04-24T21:33Z'), 'minute', md5, 'jpg', 12345, 800, 'https://static.zerochan.net/a.full.12.jpg', 'release', 'release'], ['13', null, null, null, null, null, null, null, 'release', 'release'],
  ]);
  expect(await fixture.rows('SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY 1, 2')).toEqual([['12', 'Miku', 4], ['12', 'Tiger & Bunny', 3], ['12', 'Twin Tails', -1], ['13', 'None', -1], ['13', 'Odd', -1]]);
  expect(sourcesOf(await loadFixture({ 'a.json': JSON.stringify(entry()), 'kona/tags.tsv': tags }))[1]).not.toBe('zerochan-post-tags');
});

const feedItem = (id: number | string, more = '') => `  <item>
    <title>Hatsune&#039;s
 Miku</title>
    <link>http://www.zerochan.net/${id}</link>
    <summary type="xhtml">&lt;img src=&quot;http://s3.zerochan.net/240/35/38/1.jpg&quot; /&gt;</summary>
    <media:thumbnail url="http://s3.zerochan.net/240/35/38/${id}.jpg" />
    <media:content url="http://s1.zerochan.net/600/35/38/${id}.jpg" width="687" height="900" expression="sample" />
    <media:keywords>
    \tFemale, White
\tBackground, Tiger &amp; Bunny, Pokémon,
\tPNG Conversion
    </media:keywords>${more}
  </item>
`;
const feed = (...items: string[]) => `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n<channel>\n  <title>Touhou - Zerochan</title>\n  <link>http://www.zerochan.net/Touhou</link>\n${items.join('')}</channel>\n</rss>\n`;

it('reads feeds: tags broken over lines, sizes of the sample, the mark of adult ones', async () => {
  const full = feedItem(3).replace(' expression="sample"', '').replace('/600/', '/full/');
  const fixture = await loadFixture({ 'touhou.rss': feed(feedItem(1), feedItem(2, '\n<media:rating>adult</media:rating>'), full), 'none.rss': feed() });
  expect(sourcesOf(fixture)).toEqual(['zerochan-rss', 'zerochan-rss']);
  expect(counts(fixture)).toEqual([[3, 3, 0], [0, 0, 0]]);
  expect(await fixture.rows(tagsOf('1'))).toEqual([['Female'], [`Hatsune's Miku`], ['PNG Conversion'], ['Pokémon'], ['Tiger & Bunny'], ['White Background']]);
  expect(await fixture.rows('SELECT fid, rating_raw, rating_std, rating_level, width, height, sample_width, sample_height, file_url, sample_url, preview_url, file_ext, origin, tag_origin FROM posts ORDER BY 1')).toEqual([
    ['1', null, null, 2, null, null, 687, 900, null, 'http://s1.zerochan.net/600/35/38/1.jpg', 'http://s3.zerochan.net/240/35/38/1.jpg', null, 'listing', 'board'],
    ['2', 'adult', 'questionable', 3, null, null, 687, 900, null, 'http://s1.zerochan.net/600/35/38/2.jpg', 'http://s3.zerochan.net/240/35/38/2.jpg', null, 'listing', 'board'],
    ['3', null, null, 2, 687, 900, null, null, 'http://s1.zerochan.net/full/35/38/3.jpg', null, 'http://s3.zerochan.net/240/35/38/3.jpg', 'jpg', 'listing', 'board'],
  ]);
});

it('rejects broken items of a feed, each alone', async () => {
  const open = feedItem(2).replace('  </item>\n', '');
  const items = [feedItem(1), open, feedItem(3).replace('</title>', ''), feedItem('Touhou'), feedItem(5).replace(/<link>.*<\/link>/, ''), feedItem(6).replace('687', 'wide'), feedItem(1), feedItem(7)];
  const fixture = await loadFixture({ 'a.rss': Buffer.concat([Buffer.from(feed(...items).replace('</channel>\n</rss>\n', '')), Buffer.from(feedItem(8).replace('Female', 'caf\xe9'), 'latin1'), Buffer.from(open)]) });
  expect((await fixture.rejects()).map(([reason, , row, line]) => [reason, row, line])).toEqual([
    ['superseded', 1, 6], ['bad_markup', 2, 19], ['bad_markup', 3, 31], ['bad_value', 4, 44], ['missing_key', 5, 57], ['bad_value', 6, 70], ['bad_encoding', 9, 109], ['bad_markup', 10, 122],
  ]);
  expect(counts(fixture)).toEqual([[10, 2, 8]]);
});

it('excludes tags of the list in capitals and spaces, the main tag included', async () => {
  const fixture = await loadFixture({ 'a.json': JSON.stringify([entry({ id: 1, tags: ['Loli'] }), entry({ id: 2, tags: ['Child  Abuse'] }), entry({ id: 3, primary: 'Shota' }), entry({ id: 4, primary: 'Shotacon', tags: [] }), entry({ id: 5, tags: ['Lolita Fashion'] })]), 'zero_grab.json': text(JSON.stringify(page({ name: 'Loli' }))) });
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['excluded', 1], ['excluded', 2], ['excluded', 3], ['excluded', 4], ['excluded', 1]]);
  expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['5']]);
});
