import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '563c6fbe5761ac4ba720ae0da9a15b8b';
const image = '3f1d0c9b8a7e6d5c4b3a291807f6e5d4c3b2a190.jpg';

describe('Python dicts of the gelbooru family', () => {
  const tbib = (id: number, tags: string) => `{'directory': '539', 'hash': '${md5}', 'height': 20, 'id': ${id}, 'image': '${image}', 'change': 1757694000, 'owner': 'danbooru', 'parent_id': 0, 'rating': 'safe', 'sample': True, 'sample_height': 2, 'sample_width': 1, 'score': None, 'tags': ${tags}, 'width': 10}`;
  const gelbooru = `{'source': 'https://e.com/?a=1&amp;b', 'directory': '0f/3c', 'hash': '${md5}', 'id': 5, 'file_url': 'https://img3.gelbooru.com/images/0f/3c/${md5}.png', 'image': '${md5}.png', 'rating': 'q', 'sample': False, 'created_at': 'Sat Oct 22 02:02:35 -0500 2016', 'tags': '1girl \\xe9t\\xe9 solo', 'score': 3}`;

  it('are read bare and in a list; what the list lacks the board did not have', async () => {
    const fixture = await loadFixture({
      'tbib_grab_60.json': crlf(`6077000\t[${tbib(6077000, `"1girl another's_hat \\u521d\\u97f3"`)}]`, '6077001\t[]', `6077002\t[${tbib(6077002, "'open")}]`, `6077003\t[7]`, `6077000\t[${tbib(6077000, `'older'`).replace('1757694000', '1757693999')}]`),
      'glb.tsv': text(`5\t${gelbooru}`),
    });
    expect(sourcesOf(fixture)).toEqual(['gelbooru-python', 'gelbooru-python']);
    expect(counts(fixture)).toEqual([[5, 1, 4], [1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, created_at, updated_at, rating_std, score, md5, width, file_url, source, parent_fid, uploader FROM posts ORDER BY booru')).toEqual([
      ['gelbooru.com', '5', new Date('2016-10-22T07:02:35Z'), null, 'questionable', 3, md5, null, `https://img3.gelbooru.com/images/0f/3c/${md5}.png`, 'https://e.com/?a=1&b', null, null],
      ['tbib.org', '6077000', null, new Date(1757694000_000), 'safe', null, md5, 10, `https://tbib.org/images/539/${image}`, null, null, 'danbooru'],
    ]);
    expect(await fixture.rows('SELECT booru, tag_name FROM post_tag_names ORDER BY 1, 2')).toEqual([
      ['gelbooru.com', '1girl'], ['gelbooru.com', 'solo'], ['gelbooru.com', 'été'], ['tbib.org', '1girl'], ['tbib.org', `another's_hat`], ['tbib.org', '初音'],
    ]);
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['board_error', 2], ['bad_value', 3], ['not_a_record', 4], ['superseded', 5]]);
  });

  it('tell their board by addresses, else by the path or the user, else by the list', async () => {
    const line = text(`5\t[${tbib(5, `'solo'`)}]`);
    const boards = async (files: Record<string, string>, board?: string) => (await (await loadFixture(files, board === undefined ? {} : { board })).rows('SELECT booru FROM posts')).flat();
    expect(await boards({ 'grab.tsv': line })).toEqual(['tbib.org']);
    expect(await boards({ 'safebooru.tsv': line })).toEqual(['safebooru.org']);
    expect(await boards({ 'grab.tsv': line }, 'safebooru')).toEqual(['safebooru.org']);
    expect(await boards({ 'safebooru.tsv': text(`5\t${gelbooru}`) })).toEqual(['gelbooru.com']);
    expect(await boards({ 'grab.tsv': text(`5\t${gelbooru.replace(/'file_url': '[^']*', /, '')}`) })).toEqual(['gelbooru.com']);
  });
});

describe('the lines of safe_grab', () => {
  it('hold semicolons in the tags, None, and failures', async () => {
    const fixture = await loadFixture({
      'grab.txt': crlf('2190122;FAIL', '2190123;600;800;3;1477119755; 1girl ;) hatsune_miku another&#039;s_hat ', '2190124;600;800;None;1477119755;', '2190125;wide;800;3;1477119755;solo', '2190123;600;800;9;1477119750;older', '7;8', 'x;1;1;1;1;a', '2190126;1;1;1;1;lolicon'),
    });
    expect(sourcesOf(fixture)).toEqual(['safe-grab']);
    expect(counts(fixture)).toEqual([[8, 2, 6]]);
    expect(await fixture.rows('SELECT booru, fid, created_at, updated_at, rating_std, rating_level, score, width, height FROM posts ORDER BY fid')).toEqual([
      ['safebooru.org', '2190123', null, new Date(1477119755_000), null, 1, 3, 600, 800], ['safebooru.org', '2190124', null, new Date(1477119755_000), null, 1, null, 600, 800],
    ]);
    expect(await fixture.rows('SELECT tag_name FROM post_tag_names ORDER BY 1')).toEqual([['1girl'], [';)'], [`another's_hat`], ['hatsune_miku']]);
    expect((await fixture.rejects()).map(([reason, detail, row]) => [reason, detail, row])).toEqual([
      ['board_error', 'the scraper did not get the post', 1], ['bad_value', 'field width', 4], ['superseded', 'the file has a newer row of it', 5], ['bad_columns', '2 fields', 6],
      ['bad_value', 'the id is not a number', 7], ['excluded', null, 8],
    ]);
  });
});

describe('the tags beside a post', () => {
  it('have spaces and classes, of which the form tells the board', async () => {
    const fixture = await loadFixture({
      'a.tsv': text(`5\t['tag-type-artist']\tsome artist &amp; co`, `5\t['tag-type-character']\tHatsune Miku`, `5\t['tag-type-odd']\todd`, `6\t['tag']\tx`, '7\tnone\tx', `8\t['tag-type-artist']`),
      'b.tsv': text(`5\t['tag-type-copyright', 'tag']\tvocaloid`), 'tbib_c.tsv': text(`6\t['tag-type-copyright']\tvocaloid`),
    });
    expect(sourcesOf(fixture)).toEqual(Array<string>(3).fill('gelbooru-sidebar-tags'));
    expect(counts(fixture)).toEqual([[6, 3, 3], [1, 1, 0], [1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, tag_name, tag_cat FROM post_tag_names ORDER BY 1, 2, 3')).toEqual([
      ['safebooru.org', '5', 'hatsune_miku', 4], ['safebooru.org', '5', 'odd', 0], ['safebooru.org', '5', 'some_artist_&_co', 1], ['tbib.org', '5', 'vocaloid', 3], ['tbib.org', '6', 'vocaloid', 3],
    ]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['bad_value', 'bad_value', 'bad_columns']);
  });

  it('exclude what is spelled with capitals and spaces', async () => {
    const fixture = await loadFixture({ 'a.tsv': text(`5\t['tag-type-character']\tChild Abuse`, `6\t['tag-type-character']\tsolo`) });
    expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['6']]);
  });
});

describe('danb_grab.tsv', () => {
  const line = (id: string, tail = '"vocaloid";"hatsune_miku";"some_artist";"1girl smile"', rating = 's', date = '2016-04-22T01:14:09.447-04:00') => `${id};${rating};12;7;1000;1414;${date};${tail}`;

  it('has quotes in tags that are not escaped, empty lists and failures', async () => {
    const fixture = await loadFixture({
      'danb_grab.tsv': text('2345677;FAIL', line('2345678'), line('2345679', '"say_"x"";"";"";":; "quoted""'), line('2345680', '"a";"b";"c"'), line('2345681', 'a;b'), '2345682;FAIL;17', line('x'), line('2345683').replace('1000', 'wide'), line('2345684', undefined, 's', 'None'), line('2345678')),
    });
    expect(sourcesOf(fixture)).toEqual(['danb-grab']);
    expect(await fixture.rows('SELECT booru, fid, created_at, rating_raw, rating_std, favs, score, width, height, src_format FROM posts ORDER BY fid')).toEqual(
      ['2345678', '2345679', '2345684'].map((fid) => ['danbooru.donmai.us', fid, fid === '2345684' ? null : new Date('2016-04-22T05:14:09.447Z'), 's', 'safe', 12, 7, 1000, 1414, 'Dx']),
    );
    expect(await fixture.rows('SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY 1, 2')).toEqual([
      ['2345678', '1girl', 0], ['2345678', 'hatsune_miku', 4], ['2345678', 'smile', 0], ['2345678', 'some_artist', 1], ['2345678', 'vocaloid', 3],
      ['2345679', '"quoted"', 0], ['2345679', ':;', 0], ['2345679', 'say_"x"', 3], ...['1girl', 'hatsune_miku', 'smile', 'some_artist', 'vocaloid'].map((tag, i) => ['2345684', tag, [0, 4, 0, 1, 3][i]]),
    ]);
    expect((await fixture.rejects()).map(([reason, detail, row]) => [reason, detail, row])).toEqual([
      ['board_error', 'the scraper did not get the post', 1], ['superseded', 'the file has a newer row of it', 2], ['bad_columns', 'not six fields and four lists of tags', 4], ['bad_columns', 'not six fields and four lists of tags', 5],
      ['board_error', 'the scraper did not get the post', 6], ['bad_columns', 'the line does not start with an id', 7], ['bad_value', 'field image_width', 8],
    ]);
    expect(counts(fixture)).toEqual([[10, 3, 7]]);
  });

  it('may hold nothing but failures', async () => {
    expect(counts(await loadFixture({ 'danb_grab.tsv': text('1;FAIL', line('2', undefined, 's', 'some day')) }))).toEqual([[2, 0, 2]]);
  });

  it('of the new ratings means sensitive by s', async () => {
    const fixture = await loadFixture({ 'a.tsv': text(line('1'), line('2', undefined, 'g')) });
    expect(await fixture.rows('SELECT rating_std FROM posts ORDER BY fid')).toEqual([['sensitive'], ['general']]);
  });
});
