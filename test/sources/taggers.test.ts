import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsOf, counts, folderOf, loadFixture, loadPaths, sourcesOf, text } from './fixture.js';

const miku = 'yande.re - 194000 - vocaloid ~ hatsune_miku (some_artist)';
const tagsOf = 'SELECT fid, tagger, tag_name, tag_cat, round(score, 3) FROM picture_tags ORDER BY fid, tag_name';
const near = (rows: unknown[][]) => rows.map((row) => row.map((value) => (typeof value === 'number' ? expect.closeTo(value, 3) : value)));

describe('DeepDanbooru', () => {
  it('prints blocks of a picture with its tags', async () => {
    const fixture = await loadFixture({
      'selected_tags.csv': text('tag_id,name,category,count', '385430,hatsune_miku,4,1000', '9999999,general,9,5'),
      'tags.txt': text(`Tags of /img/${miku}.jpg:`, '(0.987) hatsune_miku', '(0.999) rating:safe', '(0.5) :(', '', 'Tags of /img/yande.re - 2.jpg:', '(0.6) 1girl', '', 'Tags of /img/cat.jpg:', '(0.9) cat', 'Killed', '(1.5) dog'),
    });
    expect(sourcesOf(fixture)).toEqual(['tagger-tags', 'deepdanbooru']);
    expect(await fixture.rows(tagsOf)).toEqual(near([
      ['194000', 'deepdanbooru', ':(', null, 0.5], ['194000', 'deepdanbooru', 'hatsune_miku', 4, 0.987], ['194000', 'deepdanbooru', 'rating:safe', -1, 0.999], ['2', 'deepdanbooru', '1girl', null, 0.6],
    ]));
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['missing_key', 5], ['bad_columns', 6], ['missing_key', 7]]);
    expect(await fixture.rows('SELECT fid, origin, tag_origin, rating_level FROM posts ORDER BY fid')).toEqual([['194000', 'mention', null, 3], ['2', 'mention', null, 3]]);
    expect(await fixture.rows('SELECT count(*) FROM post_tags')).toEqual([[0]]);
  });
});

describe('the tags a tagger knows', () => {
  it('are tags of danbooru with their category and id, ratings left out', async () => {
    const fixture = await loadFixture({
      'wd.csv': text('tag_id,name,category,count', '9999999,general,9,5', '385430,hatsune_miku,4,1000', '470575,1girl,0,50000', 'x,broken,0,1', '7,,0,1'),
      'pixai.csv': text('id,tag_id,name,category,count,ips', '0,11,some_artist,1,5,"[]"'),
    });
    expect(sourcesOf(fixture)).toEqual(['tagger-tags', 'tagger-tags']);
    expect(counts(fixture)).toEqual([[5, 3, 2], [1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat, board_tag_id, post_count FROM tags ORDER BY tag_name')).toEqual([
      ['danbooru.donmai.us', '1girl', 0, 470575, null], ['danbooru.donmai.us', 'hatsune_miku', 4, 385430, null], ['danbooru.donmai.us', 'some_artist', 1, 11, null],
    ]);
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['bad_value', 4], ['missing_key', 5]]);
  });
});

describe('scores of wd-tagger', () => {
  it('are a pair of objects, ratings and tags, or an answer of its API; categories are those of danbooru', async () => {
    const fixture = await loadFixture({
      'selected_tags.csv': text('tag_id,name,category,count', '385430,hatsune_miku,4,1000'),
      [`${miku}.json`]: JSON.stringify([{ general: 0.98, sensitive: 0.01, questionable: 0.005, explicit: 0.005 }, { 'hatsune miku': 0.99, general: 0.4, '1girl': 0.97 }]),
      'yande.re - 2.png.json': JSON.stringify({ caption: { general: 0.9, sensitive: 0.1, questionable: 0, explicit: 0, '1girl': 1 } }, null, 2),
    });
    expect(sourcesOf(fixture)).toEqual(['tagger-tags', 'tagger-scores', 'tagger-scores']);
    expect(counts(fixture).slice(1)).toEqual([[7, 7, 0], [5, 5, 0]]);
    expect(await fixture.rows(tagsOf)).toEqual(near([
      ['194000', 'wd-tagger', '1girl', null, 0.97], ['194000', 'wd-tagger', 'general', null, 0.4], ['194000', 'wd-tagger', 'hatsune_miku', 4, 0.99], ['194000', 'wd-tagger', 'rating:explicit', -1, 0.005],
      ['194000', 'wd-tagger', 'rating:general', -1, 0.98], ['194000', 'wd-tagger', 'rating:questionable', -1, 0.005], ['194000', 'wd-tagger', 'rating:sensitive', -1, 0.01],
      ['2', 'wd-tagger', '1girl', null, 1], ['2', 'wd-tagger', 'rating:explicit', -1, 0], ['2', 'wd-tagger', 'rating:general', -1, 0.9], ['2', 'wd-tagger', 'rating:questionable', -1, 0], ['2', 'wd-tagger', 'rating:sensitive', -1, 0.1],
    ]));
    expect(await fixture.rows('SELECT DISTINCT file_name FROM picture_tags ORDER BY 1')).toEqual([[miku], ['yande.re - 2.png']]);
  });

  it('are rejected where a score is none, the file is broken, or its name is of no post', async () => {
    const ratings = '{"general": 0.9, "sensitive": 0.1, "questionable": 0, "explicit": 0}';
    const fixture = await loadFixture({ 'yande.re - 1.json': `[${ratings}, {"a": "high", "b": 2, "c": 0.5}]`, 'yande.re - 2.json': `[${ratings}, {"a": 0.5, }]`, 'cat.json': `[${ratings}]` });
    expect((await fixture.rejects()).map(([reason, detail]) => (reason === 'bad_json' ? reason : [reason, detail]))).toEqual([
      ['bad_value', 'field score'], ['bad_value', 'field score'], 'bad_json', ...Array(4).fill(['missing_key', 'the file name names no post']),
    ]);
    expect(counts(fixture)).toEqual([[7, 5, 2], [5, 4, 1], [4, 0, 4]]);
  });
});

describe('captions', () => {
  const picture = Buffer.from('ffd8ff00', 'hex');

  it('are one line beside a picture, with weights and parentheses escaped', async () => {
    const dir = folderOf({
      [`${miku}.jpg`]: picture, [`${miku}.txt`]: '1girl, hatsune miku, saber \\(fate\\), (long hair:0.98), :d, \\(^o^\\), 1girl\n', 'yande.re - 2.png': picture, 'yande.re - 2.png.txt': 'solo, rating:safe, ', 'notes.txt': 'milk, bread', 'yande.re - 3.jpg': picture, 'yande.re - 3.txt': 'one\ntag, a line\n',
      'cat.jpg': picture, 'cat.txt': 'cat, sofa',
    });
    const names = [`${miku}.txt`, 'yande.re - 2.png.txt', 'cat.txt'];
    const fixture = await loadPaths(names.map((name) => join(dir, name)));
    expect(sourcesOf(fixture)).toEqual(['captions', 'captions', 'captions']);
    expect(counts(fixture)).toEqual([[7, 6, 1], [2, 2, 0], [2, 0, 2]]);
    expect(await fixture.rows(tagsOf)).toEqual(near([
      ['194000', 'caption', '(^o^)', null, null], ['194000', 'caption', '1girl', null, null], ['194000', 'caption', ':d', null, null], ['194000', 'caption', 'hatsune_miku', null, null],
      ['194000', 'caption', 'long_hair', null, 0.98], ['194000', 'caption', 'saber_(fate)', null, null], ['2', 'caption', 'rating:safe', -1, null], ['2', 'caption', 'solo', null, null],
    ]));
    expect(await fixture.rows('SELECT DISTINCT path, file_name FROM picture_tags ORDER BY file_name')).toEqual([[join(dir, `${miku}.jpg`), `${miku}.jpg`], [join(dir, 'yande.re - 2.png'), 'yande.re - 2.png']]);
    for (const name of ['notes.txt', 'yande.re - 3.txt']) expect(await claimsOf(join(dir, name))).toEqual([]);
  });

  it('of several pictures of one post are a file each, however many are read at a time', async () => {
    const names = ['yande.re - 1', 'yande.re - 1 - a ~ b (c)', 'yande.re - 1 - d ~ e (f)'];
    const dir = folderOf(Object.fromEntries(names.flatMap((name, i) => [[`${name}.jpg`, picture], [`${name}.txt`, `solo, tag ${i}`]])));
    const fixture = await loadPaths(names.map((name) => join(dir, `${name}.txt`)));
    expect(counts(fixture)).toEqual([[2, 2, 0], [2, 2, 0], [2, 2, 0]]);
    expect(await fixture.rows('SELECT fid, chars FROM posts')).toEqual([['1', 'e']]);
    expect(await fixture.rows('SELECT file_name, tag_name, src_row FROM picture_tags ORDER BY file_name, tag_name')).toEqual(names.flatMap((name, i) => [[`${name}.jpg`, 'solo', 1], [`${name}.jpg`, `tag_${i}`, 2]]).sort());
  });

  it('need no picture when the user says what they are', async () => {
    const fixture = await loadFixture({ 'yande.re - 4.txt': 'solo\n' }, { source: 'captions' });
    expect(await fixture.rows('SELECT path, file_name, tag_name FROM picture_tags')).toEqual([['yande.re - 4', 'yande.re - 4', 'solo']]);
  });
});
