import { join } from 'node:path';
import { expect, it } from 'vitest';
import { matchTemplate, parseTemplate, usualTemplate } from '../../src/sources/grabber/log-template.js';
import { tagsOfWords } from '../../src/sources/grabber/log-tags.js';
import { loadFiles } from '../../src/sources/load.js';
import { counts, folderOf, loadFixture, sourcesOf } from './fixture.js';

const line = (fields: Record<string, string> = {}) => {
  const f = { website: 'safebooru.org', id: '2190123', copyright: 'vocaloid', character: 'hatsune miku', artist: 'some artist', all: '1girl hatsune_miku smile some_artist vocaloid', date: '2016-10-22', rating: 'safe', score: '3', size: '600x800', ext: 'jpg', ...fields };
  return `${f.website} --- ${f.id} --- ${f.copyright} ~~~ ${f.character} ### ${f.artist} @@@ ${f.all} $$$ ${f.date} &&& ${f.rating} ^^^ ${f.score} *** ${f.size} === ${f.ext}`;
};
const columns = 'booru, fid, created_at, created_precision, rating_raw, rating_std, score, width, height, file_ext, copyr, chars, artis, frest';
const tagRows = 'SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY ALL';

it('knows the usual log by itself; the words of characters are told apart by the list of all tags', async () => {
  const fixture = await loadFixture({ 'grab.txt': [
    line(), line({ website: 'yande.re', id: '00012', copyright: 'crossover', character: 'hatsune miku kagamine rin', artist: 'multiple artists', all: 'hatsune_miku kagamine_rin', date: 'for_2021-05-18', rating: 'unknown', score: '' }),
    line({ website: 'danbooru.donmai.us', id: '5', copyright: 'misc', character: 'unknown', artist: 'anonymous', all: 'solo', date: 'for__2021-05-18', size: '0x0' }), line({ website: 'www.zerochan.net', id: '6', copyright: 'misc', character: 'group', artist: '', all: '', date: '' }),
    line({ website: 'gelbooru.com', id: '7', character: 'someone else', date: '05-18-2021 17.32', rating: 'general' }),
  ].join('\n') });
  expect(sourcesOf(fixture)).toEqual(['grabber-log']);
  expect(counts(fixture)).toEqual([[5, 5, 0]]);
  expect(await fixture.rows(`SELECT ${columns}, origin, tag_origin, src_format FROM posts ORDER BY fid_num`)).toEqual([
    ['danbooru.donmai.us', '5', new Date('2021-05-18'), 'day', 'safe', 'safe', 3, null, null, 'jpg', null, null, null, null, 'release', 'release', 'GR'],
    ['zerochan.net', '6', null, null, 'safe', 'safe', 3, 600, 800, 'jpg', null, null, null, null, 'release', null, 'GR'],
    ['gelbooru.com', '7', new Date('2021-05-18T17:32:00Z'), 'minute', 'general', 'general', 3, 600, 800, 'jpg', 'vocaloid', 'someone else', 'some artist', null, 'release', 'release', 'GR'],
    ['yande.re', '12', new Date('2021-05-18'), 'day', null, null, null, 600, 800, 'jpg', null, 'hatsune miku kagamine rin', null, null, 'release', 'release', 'GR'],
    ['safebooru.org', '2190123', new Date('2016-10-22'), 'day', 'safe', 'safe', 3, 600, 800, 'jpg', 'vocaloid', 'hatsune miku', 'some artist', null, 'release', 'release', 'GR'],
  ]);
  expect(await fixture.rows(tagRows)).toEqual([
    ['12', 'hatsune_miku', 4], ['12', 'kagamine_rin', 4], ['2190123', '1girl', -1], ['2190123', 'hatsune_miku', 4], ['2190123', 'smile', -1], ['2190123', 'some_artist', 1], ['2190123', 'vocaloid', 3], ['5', 'solo', -1],
    ['7', '1girl', -1], ['7', 'hatsune_miku', -1], ['7', 'smile', -1], ['7', 'some_artist', 1], ['7', 'vocaloid', 3],
  ]);
});

it('rejects lines of another layout, foreign boards, and values of the wrong kind', async () => {
  const fixture = await loadFixture({ 'grab.txt': Buffer.concat([Buffer.from([
    line(), 'a line of something else', line({ id: '' }), line({ id: 'abc' }), line({ website: 'rule34.xxx' }), line({ date: 'yesterday' }), line({ date: '2021-13-45' }), line({ score: 'many' }), '', line({ score: '9' }), '',
  ].join('\r\n')), Buffer.from([0xff, 0x0a])]) });
  expect(counts(fixture)).toEqual([[10, 1, 9]]);
  expect(await fixture.rows('SELECT score FROM posts')).toEqual([[9]]);
  expect(await fixture.rejects()).toEqual([
    ['superseded', 'the file has a newer row of it', 1, 1], ['bad_columns', 'the line does not fit the template', 2, 2], ['missing_key', 'no id', 3, 3], ['bad_value', 'the id is not a number', 4, 4], ['unknown_board', 'rule34.xxx', 5, 5],
    ['bad_value', 'field date', 6, 6], ['bad_value', 'field date', 7, 7], ['bad_value', 'field score', 8, 8], ['bad_encoding', null, 10, 11],
  ]);
});

it('reads a log by the template of the user; the board may come from him, too', async () => {
  const template = 'ID=%id% (%md5%) [%all:separator=^, %] {%character:separator=^, %} by %author% %filesize% %url_file% %source% %date:format=dd.MM.yyyy HH:mm:ss% ^%%rating%';
  const md5 = '3cc60c29f1c04396ef29cc7db1f311a0';
  const log = `ID=0012 (${md5}) [1girl, hatsune miku, long hair] {hatsune miku} by someone 4096 https://e.com/a.png https://e.com/b 18.05.2021 17:32:01 %explicit\n`;
  const fixture = await loadFixture({ 'log.txt': log }, { template, board: 'konachan' });
  expect(sourcesOf(fixture)).toEqual(['grabber-log']);
  expect(await fixture.rows(`SELECT ${columns}, md5, file_size, file_url, source, uploader FROM posts`)).toEqual([[
    'konachan.com', '12', new Date('2021-05-18T17:32:01Z'), 'second', 'explicit', 'explicit', null, null, null, null, null, 'hatsune miku', null, null, md5, 4096, 'https://e.com/a.png', 'https://e.com/b', 'someone',
  ]]);
  expect(await fixture.rows(tagRows)).toEqual([['12', '1girl', -1], ['12', 'hatsune_miku', 4], ['12', 'long_hair', -1]]);

  const unsaid = await loadFixture({ 'log.txt': log }, { template });
  expect((await unsaid.rejects()).map(([reason]) => reason)).toEqual(['unknown_board']);
});

it('takes tags with spaces between words and between tags for no tags, and namespaces for classes', async () => {
  const fixture = await loadFixture({ 'spaces.txt': 'danbooru 1 long hair hatsune miku\ndanbooru 2 smile\ndanbooru 3 ' }, { template: '%websitename% %id% %all%' });
  expect(await fixture.rows('SELECT fid, frest, tag_origin FROM posts ORDER BY 1')).toEqual([['1', 'long hair hatsune miku', null], ['2', 'smile', null], ['3', null, null]]);
  const classed = await loadFixture({ 'classed.txt': 'danbooru|1|long hair|highres|\ndanbooru|2|smile|a_b c|\r\ndanbooru|3|||' }, { template: '%websitename%|%id%|%general%|%meta%|%constructor%' });
  expect(await classed.rows('SELECT fid, frest FROM posts ORDER BY 1')).toEqual([['1', 'long hair'], ['2', 'smile'], ['3', null]]);
  expect(await classed.rows(tagRows)).toEqual([['1', 'highres', 5], ['2', 'a_b', 5], ['2', 'c', 5]]);
  const named = await loadFixture({ 'named.txt': 'danbooru|1|general:long_hair character:hatsune_miku re:zero' }, { template: '%websitename%|%id%|%all:includenamespace,underscores%' });
  expect(await named.rows(tagRows)).toEqual([['1', 'hatsune_miku', 4], ['1', 'long_hair', 0], ['1', 're:zero', -1]]);
});

it('reads a log again by another template', async () => {
  const dir = folderOf({ 'log.txt': 'danbooru|12|5|smile' });
  const load = async (template: string, at: string) => {
    const { files } = await loadFiles(join(dir, 'lake'), [join(dir, 'log.txt')], { template, memory: '1GB', now: new Date(at) });
    return files.map(({ outcome, loaded }) => [outcome, loaded]);
  };
  const wrong = '%websitename%|%score%|%id%|%allo%';
  expect(await load(wrong, '2026-01-01')).toEqual([['loaded', 1]]);
  expect(await load(wrong, '2026-01-02')).toEqual([['already loaded', 0]]);
  expect(await load('%websitename%|%id%|%score%|%allo%', '2026-01-03')).toEqual([['loaded', 1]]);
  expect(await load('%websitename%|%id%|%score%|%allo%', '2026-01-04')).toEqual([['already loaded', 0]]);
});

it('refuses templates that cannot be read back', () => {
  for (const [template, why] of [['javascript:x', 'script'], ['<%id%>', 'conditions'], ['%id%%md5%', 'nothing stands between'], ['%md5%', 'no %id%'], ['%id% 100%', 'belongs to no token'], ['%id%\n%md5%', 'one line']] as const) {
    expect(() => parseTemplate(template), template).toThrow(why);
  }
  expect(matchTemplate(parseTemplate('^%^<%id%^^ end'), '%<12^ end')).toEqual(['12']);
  expect(matchTemplate(parseTemplate('%id% end'), '12 en')).toBeNull();
  expect(matchTemplate(parseTemplate(usualTemplate), line())).toEqual(['safebooru.org', '2190123', 'vocaloid', 'hatsune miku', 'some artist', '1girl hatsune_miku smile some_artist vocaloid', '2016-10-22', 'safe', '3', '600', '800', 'jpg']);
});

it('takes words for tags only when they come to tags of the list', () => {
  expect(tagsOfWords('a b c', new Set(['a', 'a_b', 'c', 'b_c']))).toEqual(['a_b', 'c']);
  expect(tagsOfWords('a b c', new Set(['a', 'a_b', 'b_c']))).toEqual(['a', 'b_c']);
  expect(tagsOfWords('a b', new Set(['a']))).toBeNull();
});
