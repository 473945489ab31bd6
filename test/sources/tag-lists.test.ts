import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const rows = 'SELECT booru, tag_name, tag_cat, tag_type_raw, board_tag_id, post_count, is_deprecated FROM tags ORDER BY booru, tag_name';
const xml = `<?xml version="1.0" encoding="UTF-8"?><tags type="array">\n${text(
  '<tag type="0" count="2" name="a&amp;#039;s" ambiguous="false" id="3145728"/>', '<tag type="5" count="9" name="five" ambiguous="true" id="2"/>', '<tag type="6" count="9" name="six" ambiguous="false" id="3"/>', '<tag type="0" count="1" name="" ambiguous="false" id="4"/>',
)}</tags>`;

it('reads the envelope of gelbooru.com, one that is empty, and the completion of names', async () => {
  const fixture = await loadFixture({
    'tags.json': JSON.stringify({ '@attributes': { limit: 3, offset: 0, count: 444 }, tag: [{ id: 126, name: 'touhou', count: 1024947, type: 3, ambiguous: 0 }, { id: 7, name: 'tiger_&amp;_bunny', count: 5, type: 6, ambiguous: 0 }] }),
    'gelbooru/complete.json': JSON.stringify([{ type: 'tag', label: 'blue eyes', value: 'blue_eyes', post_count: '2817483', category: 'tag' }, { type: 'tag', label: 'miku', value: 'miku', post_count: '1', category: 'character' }]),
  });
  expect(sourcesOf(fixture)).toEqual(['gelbooru-tags', 'gelbooru-tags']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [2, 2, 0]]);
  expect(await fixture.rows(rows)).toEqual([
    ['gelbooru.com', 'blue_eyes', 0, 'tag', null, 2817483, false], ['gelbooru.com', 'miku', 4, 'character', null, 1, false],
    ['gelbooru.com', 'tiger_&_bunny', 0, 'deprecated', 7, 5, true], ['gelbooru.com', 'touhou', 3, 'copyright', 126, 1024947, false],
  ]);
});

it('numbers of types in the same XML mean what the board of the path says', async () => {
  const fixture = await loadFixture({ 'safebooru/tags.xml': xml, 'yandere/tag.xml': xml, 'konachan-tags.xml': `${xml}\n` });
  expect(sourcesOf(fixture)).toEqual(['gelbooru-tags', 'moebooru-tags', 'moebooru-tags']);
  expect(counts(fixture)).toEqual([[4, 3, 1], [4, 3, 1], [4, 3, 1]]);
  expect(await fixture.rows(rows)).toEqual([
    ['konachan.com', 'a&#039;s', 0, 'general', 3145728, 2, null], ['konachan.com', 'five', -1, '5', 2, 9, null], ['konachan.com', 'six', -1, '6', 3, 9, null],
    ['safebooru.org', `a's`, 0, 'general', 3145728, 2, false], ['safebooru.org', 'five', 5, 'metadata', 2, 9, false], ['safebooru.org', 'six', 0, 'deprecated', 3, 9, true],
    ['yande.re', 'a&#039;s', 0, 'general', 3145728, 2, null], ['yande.re', 'five', 1, 'circle', 2, 9, null], ['yande.re', 'six', 5, 'faults', 3, 9, null],
  ]);
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['missing_key', 'missing_key', 'missing_key']);
});

it('reads child elements and CSV; of two rows of a name the one of more posts stays, an ideographic space is part of it', async () => {
  const fixture = await loadFixture({
    'gelbooru/tags.xml': '<?xml version="1.0"?><tags limit="1" offset="0" count="1"><tag><id>126</id><name>touhou</name><count>5</count><type>3</type><ambiguous>0</ambiguous></tag></tags>',
    'gelbooru/tags.csv': text('id,name,type,count,ambiguous', '1,"i""s, too",3,684,false', '2,>_<,0,31501,false', '3,&gt;_&lt;,0,3118,false', '4,hood,0,9,false', '5,hood\u3000,0,8,false', '6,x,0'),
  });
  expect(counts(fixture)).toEqual([[1, 1, 0], [6, 4, 2]]);
  expect(await fixture.rows('SELECT tag_name, tag_cat, board_tag_id FROM tags ORDER BY board_tag_id')).toEqual([['i"s, too', 3, 1], ['>_<', 0, 2], ['hood', 0, 4], ['hood\u3000', 0, 5], ['touhou', 3, 126]]);
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['superseded', 3], ['bad_columns', 6]]);
});

it('reads tag.json of moebooru', async () => {
  const fixture = await loadFixture({ 'yande.re/tag.json': JSON.stringify([{ id: 103, name: 'vocaloid', count: 85897, type: 3, ambiguous: false }, { id: 9, name: 'a_circle', count: 8, type: 5, ambiguous: false }]) });
  expect(sourcesOf(fixture)).toEqual(['moebooru-tags']);
  expect(await fixture.rows(rows)).toEqual([['yande.re', 'a_circle', 1, 'circle', 9, 8, null], ['yande.re', 'vocaloid', 3, 'copyright', 103, 85897, null]]);
});

it('rejects every tag when nothing says the board; the same file loads when the user says it', async () => {
  const files = { 'tags.csv': text('id,name,type,count,ambiguous', '1,a,5,2,false', '2,b,3,2,false') };
  const fixture = await loadFixture(files);
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['unknown_board', 'unknown_board']);
  const { loadFiles } = await import('../../src/sources/load.js');
  const path = fixture.files[0]!.file;
  const load = (board?: string) => loadFiles(fixture.dir, [path], { memory: '1GB', ...(board === undefined ? {} : { board }) });
  expect((await load()).files[0]!.outcome).toBe('already loaded');
  expect((await load('tbib')).files[0]).toMatchObject({ outcome: 'loaded', read: 2, loaded: 2 });
  expect((await load('tbib')).files[0]!.outcome).toBe('already loaded');
});
