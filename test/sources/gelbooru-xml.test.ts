import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const attributes = {
  height: '800', score: '3', file_url: 'https://safebooru.org/images/2190/a.jpg', parent_id: '', sample_url: 'https://safebooru.org/images/2190/a.jpg', sample_width: '600', sample_height: '800',
  preview_url: 'https://safebooru.org/thumbnails/2190/a.jpg', rating: 's', tags: ' 1girl smile ', id: '2190123', width: '600', change: '1477119755', md5: '563c6fbe5761ac4ba720ae0da9a15b8b', creator_id: '7',
  has_children: 'false', created_at: 'Sat Oct 22 02:02:35 -0500 2016', status: 'active', source: '',
};
const post = (fields: Readonly<Record<string, string>> = {}) => `<post ${Object.entries({ ...attributes, ...fields }).map(([name, value]) => `${name}="${value}"`).join(' ')}/>`;
const root = (...posts: string[]) => `<?xml version="1.0" encoding="UTF-8"?>\n<posts count="2249332" offset="0">${posts.join('')}</posts>`;
const children = (fields: Readonly<Record<string, string>>) => `<post>${Object.entries({ ...attributes, ...fields }).map(([name, value]) => `<${name}>${value}</${name}>`).join('\n ')}</post>`;

it('reads attributes: empty values, edge spaces, addresses without a scheme, either quote', async () => {
  const fixture = await loadFixture({
    'posts.xml': root(post({ score: '', parent_id: '' }), post({ id: '2', parent_id: '5', file_url: '//safebooru.org/images/1/B.PNG?2', created_at: '', score: '-4' }), `<post id='3' tags=' a  b ' file_url='https://tbib.org/images/1/c.jpeg' rating='q'/>`),
  });
  expect(sourcesOf(fixture)).toEqual(['gelbooru-xml']);
  expect(counts(fixture)).toEqual([[3, 3, 0]]);
  expect(await fixture.rows('SELECT booru, fid, created_at, created_precision, updated_at, rating_std, score, md5, file_ext, file_url, width, parent_fid, has_children, status, uploader, source FROM posts ORDER BY booru, fid_num')).toEqual([
    ['safebooru.org', '2', null, null, new Date('2016-10-22T07:02:35Z'), 'safe', -4, attributes.md5, 'png', 'https://safebooru.org/images/1/B.PNG?2', 600, '5', false, 'active', '7', null],
    ['safebooru.org', '2190123', new Date('2016-10-22T07:02:35Z'), 'second', new Date('2016-10-22T07:02:35Z'), 'safe', null, attributes.md5, 'jpg', attributes.file_url, 600, null, false, 'active', '7', null],
    ['tbib.org', '3', null, null, null, 'questionable', null, null, 'jpeg', 'https://tbib.org/images/1/c.jpeg', null, null, null, null, null, null],
  ]);
  expect(await fixture.rows(`SELECT tag_name FROM post_tag_names WHERE fid = '3' ORDER BY 1`)).toEqual([['a'], ['b']]);
});

it('reads child elements, with hyphens, CDATA, nil and children of their own', async () => {
  const fixture = await loadFixture({
    'posts.xml': root(children({ tags: 'a &amp;gt;_&amp;lt;' }), `<post><id type="integer">8</id><parent-id type="integer" nil="true"/><tags><![CDATA[x & <y>]]></tags><file-url>https://img3.gelbooru.com/a.gif</file-url><media><id>9</id></media></post>`),
  });
  expect(counts(fixture)).toEqual([[2, 2, 0]]);
  expect(await fixture.rows('SELECT booru, fid, file_ext FROM posts ORDER BY booru')).toEqual([['gelbooru.com', '8', 'gif'], ['safebooru.org', '2190123', 'jpg']]);
  expect(await fixture.rows('SELECT fid, tag_name FROM post_tag_names ORDER BY 1, 2')).toEqual([['2190123', '>_<'], ['2190123', 'a'], ['8', '&'], ['8', '<y>'], ['8', 'x']]);
});

it('reads a run of elements without a root, and other letters than ASCII', async () => {
  const fixture = await loadFixture({ 'posts.xml': text(post({ tags: ' é ', source: '初音ミク &#x263a;' }), post({ id: '2', tags: ' a&#039;s b&amp;#039;s &amp;amp;c ' })) });
  expect(await fixture.rows('SELECT fid, source FROM posts ORDER BY fid_num')).toEqual([['2', null], ['2190123', '初音ミク ☺']]);
  expect(await fixture.rows('SELECT tag_name FROM post_tag_names ORDER BY 1')).toEqual([['&c'], [`a's`], [`b's`], ['é']]);
});

it('a broken element costs itself only', async () => {
  const whole = (id: number) => post({ id: String(id) });
  const parts = [whole(1), whole(2).replace('tags=" 1girl smile "', 'tags=" 1girl smile '), whole(3), whole(4).replace(' rating=', ' rating'), whole(5), '<post id="6"><id>6</id>', whole(7), 'Too many requests', whole(8), whole(9).slice(0, -30)];
  const fixture = await loadFixture({ 'posts.xml': text(...parts) });
  expect(await fixture.rows('SELECT fid FROM posts ORDER BY fid_num')).toEqual([['1'], ['3'], ['5'], ['7'], ['8']]);
  expect(await fixture.rejects()).toEqual([
    ['bad_markup', null, 2, 2], ['bad_markup', null, 4, 4], ['bad_markup', null, 6, 6], ['bad_markup', 'text outside of any element', 8, 8], ['bad_markup', 'the file ends inside of an element', 10, 10],
  ]);
  expect(await fixture.rows(`SELECT raw FROM rejects WHERE line = 8`)).toEqual([['Too many requests']]);
});

it('rejects invalid UTF-8 and posts without an id', async () => {
  const fixture = await loadFixture({ 'posts.xml': Buffer.concat([Buffer.from(`${post()}\n`), Buffer.from('<post id="5" tags="'), Buffer.from([0xff, 0xfe]), Buffer.from(`"/>\n${post({ id: '' })}\n<post/>`)]) });
  expect((await fixture.rejects()).map(([reason, , row, line]) => [reason, row, line])).toEqual([['bad_encoding', 2, 2], ['missing_key', 3, 3], ['missing_key', 4, 4]]);
});

it('an error the board answers with is a reject, alone or among posts', async () => {
  const fixture = await loadFixture({
    'a.xml': '<?xml version="1.0"?>\n<error>Search error: API limited &amp; closed</error>',
    'b.xml': '<response success="false" reason="search down"/>',
    'c.xml': `${root(post())}\n<?xml version="1.0" encoding="UTF-8"?>\n<response success="false" reason="later"/>\n${root(post({ id: '2' }))}`,
    'd.xml': root(),
  });
  expect(counts(fixture)).toEqual([[1, 0, 1], [1, 0, 1], [3, 2, 1], [0, 0, 0]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['board_error', 'Search error: API limited & closed'], ['board_error', 'search down'], ['board_error', 'later']]);
});

it('reads posts cut by the pieces in which a file comes, and passes over one of 20 MB', async () => {
  const many = Array.from({ length: 20_000 }, (_, id) => post({ id: String(id + 1) }));
  const fixture = await loadFixture({ 'posts.xml': root(...many, post({ id: '30000', source: 'x'.repeat(20 << 20) }), post({ id: '30001' })) });
  expect(counts(fixture)).toEqual([[20_002, 20_001, 1]]);
  expect((await fixture.rejects()).map(([reason, , row, line]) => [reason, row, line])).toEqual([['line_too_long', 20_001, 2]]);
  expect(await fixture.rows('SELECT length(raw) FROM rejects')).toEqual([[4096]]);
});

it('a row whose host is of no board we know goes by the path', async () => {
  const foreign = post({ file_url: 'https://cdn.example.org/a.jpg', preview_url: 'https://notgelbooru.com/a.jpg', sample_url: '' });
  expect((await (await loadFixture({ 'posts.xml': root(foreign) })).rejects()).map(([reason]) => reason)).toEqual(['unknown_board']);
  expect(await (await loadFixture({ 'gelbooru.xml': root(foreign) })).rows('SELECT booru FROM posts')).toEqual([['gelbooru.com']]);
});
