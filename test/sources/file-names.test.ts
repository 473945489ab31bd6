import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../src/sources/load.js';
import { repairLake } from '../../src/sources/repair.js';
import { openLake } from '../../src/lake/lake.js';
import { counts, folderOf, loadFixture, sourcesOf, text } from './fixture.js';

const miku = 'safebooru.org - 219012 - vocaloid ~ hatsune_miku+kagamine_rin (some_artist).jpg';
const columns = 'booru, fid, frame, origin, tag_origin, rating_level, copyr, chars, artis, frest, parse_variant';

describe('a listing of pictures', () => {
  it('is a post and a picture a line, tags with their category', async () => {
    const fixture = await loadFixture({ 'list.txt': text(`B:\\BCT\\M05\\${miku}`, './b/konachan.com - 001234 - misc ~ unknown (anonymous).png', 'zerochan/zero - 55 001 - Vocaloid ~ Hatsune Miku (Some Artist).jpg', 'yande.re - 7 - some words.jpg') });
    expect(sourcesOf(fixture)).toEqual(['file-names']);
    expect(counts(fixture)).toEqual([[4, 4, 0]]);
    expect(await fixture.rows(`SELECT ${columns} FROM posts ORDER BY booru`)).toEqual([
      ['konachan.com', '1234', null, 'listing', 'listing', 3, 'misc', 'unknown', 'anonymous', null, 'raw-mended'],
      ['safebooru.org', '219012', null, 'listing', 'listing', 1, 'vocaloid', 'hatsune_miku+kagamine_rin', 'some_artist', null, 'canonical'],
      ['yande.re', '7', null, 'listing', 'listing', 3, null, null, null, 'some words', 'partial'],
      ['zerochan.net', '55', '001', 'listing', 'listing', 2, 'Vocaloid', 'Hatsune Miku', 'Some Artist', null, 'canonical-mended'],
    ]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, src_format FROM images ORDER BY booru LIMIT 2')).toEqual([
      ['konachan.com', '1234', 'b/konachan.com - 001234 - misc ~ unknown (anonymous).png', 'konachan.com - 001234 - misc ~ unknown (anonymous).png', 'FN'], ['safebooru.org', '219012', `B:/BCT/M05/${miku}`, miku, 'FN'],
    ]);
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat FROM post_tag_names ORDER BY ALL')).toEqual([
      ['safebooru.org', 'hatsune_miku', 4], ['safebooru.org', 'kagamine_rin', 4], ['safebooru.org', 'some_artist', 1], ['safebooru.org', 'vocaloid', 3],
      ['zerochan.net', 'Hatsune Miku', 4], ['zerochan.net', 'Some Artist', 1], ['zerochan.net', 'Vocaloid', 3],
    ]);
  });

  it('finds tags the lake knows behind what names make of them, and leaves out one that may be cut', async () => {
    const tags = text('{"id":"1","name":"fate/stay_night","post_count":"9","category":"3"}', '{"id":"2","name":"fate_stay_night","post_count":"1","category":"0"}', '{"id":"3","name":"jeanne_d\'arc_(fate)","post_count":"9","category":"4"}');
    const name = 'danbooru.donmai.us - 1 - fate_stay_night ~ jeanne_darc_(fate) (new_one).jpg';
    const cut = `danbooru.donmai.us - 2 - misc ~ ${`${'a'.repeat(60)}+${'b'.repeat(70)}`.slice(0, 127)} (anonymous).jpg`;
    const spaces = "danbooru.donmai.us - 3 - fate stay night ~ someone new (group).png";
    const fixture = await loadFixture({ 'list.txt': text(name, cut, spaces), 'tags.json': tags });
    expect(sourcesOf(fixture)).toEqual(['danbooru-tags', 'file-names']);
    expect(await fixture.rows('SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY ALL')).toEqual([
      ['1', 'fate/stay_night', 3], ['1', "jeanne_d'arc_(fate)", 4], ['1', 'new_one', 1], ['2', 'a'.repeat(60), 4], ['3', 'fate/stay_night', 3], ['3', 'group', 1],
    ]);
  });

  it('may come from ls -l, ls -R or find, with folders and other files in it', async () => {
    const long = text('total 12', `-rw-r--r-- 1 user group 912345 Aug 14  2020 ${miku}`, '-rw-r--r-- 1 user group 5 2020-08-14 21:07 yande.re - 8.jpg');
    const recursive = text('./M05:', 'M06', miku, '', './M05/M06:', '"yande.re - 9.jpg"');
    const found = text('./M05', `./M05/${miku}`, './M05/yande.re - 9.jpg');
    const fixture = await loadFixture({ 'long.txt': long, 'recursive.txt': recursive, 'found.txt': found });
    expect(sourcesOf(fixture)).toEqual(['file-names', 'file-names', 'file-names']);
    expect(counts(fixture)).toEqual([[2, 2, 0], [3, 2, 1], [3, 2, 1]]);
    expect(await fixture.rejects()).toEqual([['missing_key', 'not the name of a picture', 1, 2], ['missing_key', 'not the name of a picture', 1, 1]]);
    expect(await fixture.rows('SELECT fid, path FROM images ORDER BY fid, path')).toEqual([['219012', `M05/${miku}`], ['219012', miku], ['8', 'yande.re - 8.jpg'], ['9', 'M05/M06/yande.re - 9.jpg'], ['9', 'M05/yande.re - 9.jpg']]);
  });

  it('rejects names of no post, of unknown boards, without an id, and a path that comes twice', async () => {
    const fixture = await loadFixture({
      'list.txt': text('yande.re - 1.jpg', 'yande.re - 2.jpg', 'yande.re - 3.jpg', 'yande.re - 4.jpg', 'random picture.jpg', 'animepaper - 5.jpg', 'yande.re - picture.jpg', 'yande.re - 1.jpg'),
    });
    expect(await fixture.rejects()).toEqual([
      ['superseded', 'the file has a newer row of it', 1, 1], ['missing_key', 'the file name names no post', 5, 5], ['unknown_board', 'animepaper', 6, 6], ['missing_key', 'the file name has no id', 7, 7],
    ]);
    expect(counts(fixture)).toEqual([[8, 4, 4]]);
  });

  it('rejects nothing because a board says more of the post, whose row and tags stay', async () => {
    const post = { id: 219012, tags: 'solo smile', rating: 'general', md5: 'a'.repeat(32), hash: 'b'.repeat(32), directory: 5, image: 'c.jpg', change: 1500000000, owner: 'x', width: 1, height: 1, sample: false, source: '', score: 1, status: 'active', parent_id: 0, file_url: 'https://safebooru.org/images/5/c.jpg' };
    const fixture = await loadFixture({ 'list.txt': text(miku), 'posts.json': JSON.stringify([post]) });
    expect(sourcesOf(fixture)).toEqual(['gelbooru-json', 'file-names']);
    expect(await fixture.rejects()).toEqual([]);
    expect(await fixture.rows('SELECT origin, rating_std FROM posts')).toEqual([['board', 'general']]);
    expect(await fixture.rows('SELECT tag_name FROM post_tag_names ORDER BY 1')).toEqual([['smile'], ['solo']]);
  });
});

describe('a folder of pictures', () => {
  const picture = Buffer.from('ffd8ff00', 'hex');
  const options = { source: 'file-names', memory: '1GB', now: new Date('2026-01-01T00:00:00Z') };

  it('is a listing made by the program: once, and anew when a picture comes', async () => {
    const dir = folderOf({ 'pictures/M05/yande.re - 7.png': picture, [`pictures/${miku}`]: picture, 'pictures/.hidden/yande.re - 8.jpg': picture, 'pictures/notes.txt': 'nothing', 'pictures/IMG_1.jpg': picture });
    const [lake, pictures] = [join(dir, 'lake'), join(dir, 'pictures')];
    const load = async () => (await loadFiles(lake, [pictures], options)).files.map(({ file, outcome, read, loaded, rejected }) => [file, outcome, read, loaded, rejected]);
    expect(await load()).toEqual([[pictures, 'loaded', 3, 2, 1]]);
    expect(await load()).toEqual([[pictures, 'already loaded', 0, 0, 0]]);
    writeFileSync(join(pictures, 'yande.re - 9.jpg'), picture);
    expect(await load()).toEqual([[pictures, 'loaded', 4, 3, 1]]);
    renameSync(join(pictures, 'yande.re - 9.jpg'), join(dir, 'gone.jpg'));
    expect(await load()).toEqual([[pictures, 'already loaded', 0, 0, 0]]);
    const open = await openLake(lake, { rating: 'all' });
    expect((await open.rows('SELECT path, file_name FROM images ORDER BY file_name')).map((row) => Object.values(row))).toEqual([
      [join(pictures, miku), miku], [join(pictures, 'M05/yande.re - 7.png'), 'yande.re - 7.png'], [join(pictures, 'yande.re - 9.jpg'), 'yande.re - 9.jpg'],
    ]);
    expect(await open.rows('SELECT file, rows_read::INTEGER AS rows_read FROM loads ORDER BY load_id')).toEqual([{ file: pictures, rows_read: 3 }, { file: pictures, rows_read: 4 }]);
    open.close();
  });

  it('is listed again to repair a lake, while its pictures are the same', async () => {
    const dir = folderOf({ 'pictures/M05/yande.re - 7.png': picture, [`pictures/${miku}`]: picture });
    const [lake, pictures] = [join(dir, 'lake'), join(dir, 'pictures')];
    const { manifest } = await loadFiles(lake, [pictures], options);
    rmSync(join(lake, manifest.tables.images![0]!.path));
    const { restored, remade, dropped } = await repairLake(lake);
    expect([restored, remade, dropped].map((files) => files.map(({ table }) => table))).toEqual([['images'], [], []]);
    rmSync(join(lake, manifest.tables.images![0]!.path));
    writeFileSync(join(pictures, 'yande.re - 9.jpg'), picture);
    await expect(repairLake(lake)).rejects.toThrow('is not the file that was loaded');
  });

  it('is skipped without a word of the user, and says how to load it', async () => {
    const dir = folderOf({ 'pictures/yande.re - 7.png': picture });
    const { files, ok } = await loadFiles(join(dir, 'lake'), [join(dir, 'pictures')], { memory: '1GB' });
    expect([ok, files.map(({ outcome, note }) => [outcome, note])]).toEqual([true, [['skipped', 'not a text file: a picture or film; --source file-names FOLDER loads the names of pictures']]]);
  });

  it('without pictures is a folder of listings', async () => {
    const dir = folderOf({ 'lists/a.txt': text(miku) });
    mkdirSync(join(dir, 'lists/empty'));
    expect((await loadFiles(join(dir, 'lake'), [join(dir, 'lists')], options)).files.map(({ file, loaded }) => [file, loaded])).toEqual([[join(dir, 'lists/a.txt'), 1]]);
  });
});
