import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { pictureTables } from '../../src/lake/views.js';
import { loadFiles } from '../../src/sources/load.js';
import { sources } from '../../src/sources/registry.js';
import { pictureOf } from '../../src/sources/tools/picture.js';
import { folderOf, text } from './fixture.js';

const name = (board: string, ext = '.jpg') => `${board} - 7 - misc ~ unknown (anonymous)${ext}`;
const member = (board: string) => ({ path: name(board), size: 5, width: 1, height: 2, modified_date: 1597428475, hash: [1], similarity: 0 });

/** For each source of pictures a file that tells of post 7 of a board, and the table it fills. */
const files: Readonly<Record<string, [name: (board: string) => string, content: (board: string) => string, table: string]>> = {
  'file-names': [() => 'list.txt', (board) => text(name(board)), 'images'],
  'exiftool-csv': [() => 'x.csv', (board) => text('SourceFile,FileSize', `${name(board)},5`), 'images'],
  'exiftool-json': [() => 'x.json', (board) => JSON.stringify([{ SourceFile: name(board), FileSize: 5 }]), 'images'],
  imagemagick: [() => 'im.txt', (board) => text(`"${name(board)}";;980x1400+10+4;0.8;-0.4;0.6;0.2;6812;0.1;0.9;0.08`), 'images'],
  'czkawka-json': [() => 'cz.json', (board) => JSON.stringify([[member(board)]]), 'duplicates'],
  'czkawka-report': [() => 'cz.txt', (board) => text('Found 1 images which have similar friends', `"${name(board)}" - 1x2 - 5 B - 0`), 'duplicates'],
  'path-pairs': [() => 'pairs.tsv', (board) => text(`${name(board)}\tsafebooru.org - 1.jpg`), 'duplicates'],
  'face-log': [() => 'faces.txt', (board) => text(`'${name(board)}';7;1;2;30;30`), 'faces'],
  'yolo-labels': [(board) => `labels/${name(board, '.txt')}`, () => text('0 0.5 0.5 0.2 0.2'), 'faces'],
  deepdanbooru: [() => 'dd.txt', (board) => text(`Tags of ${name(board)}:`, '(0.9) solo'), 'picture_tags'],
  'tagger-scores': [(board) => name(board, '.json'), () => '[{"general":1,"sensitive":0,"questionable":0,"explicit":0}]', 'picture_tags'],
  captions: [(board) => name(board, '.txt'), () => 'solo, smile', 'picture_tags'],
};

describe('pictures of a post that the lake knows nothing else of', () => {
  it.each(Object.entries(files))('%s: are shown as an unrated post of their board is', async (source, [nameOf, content, table]) => {
    const dir = folderOf({});
    for (const board of ['danbooru.donmai.us', 'safebooru.org']) {
      const path = join(dir, board, nameOf(board));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content(board));
      if (source === 'captions') writeFileSync(join(dir, board, name(board)), Buffer.from('ffd8ff00', 'hex'));
      const { files: [file] } = await loadFiles(join(dir, 'lake'), [path], { memory: '1GB' });
      expect([file!.source, file!.rejected, file!.outcome]).toEqual([source, 0, 'loaded']);
    }
    const boards = async (rating: 'sensitive' | 'all', relation: string) => {
      const lake = await openLake(join(dir, 'lake'), { rating });
      const found = (await lake.rows<{ booru: string }>(`SELECT DISTINCT booru FROM ${relation} WHERE fid = '7' ORDER BY booru`)).map(({ booru }) => booru);
      lake.close();
      return found;
    };
    expect(await boards('all', table)).toEqual(['danbooru.donmai.us', 'safebooru.org']);
    for (const relation of [...pictureTables, 'posts']) expect(await boards('sensitive', relation)).not.toContain('danbooru.donmai.us');
    expect(await boards('sensitive', table)).toEqual(['safebooru.org']);
  });

  it('are tested for every source that names them by their file names', () => {
    const helped = sources.filter(({ fields }) => 'website' in fields || 'website_a' in fields).map(({ id }) => id);
    expect(helped.sort()).toEqual(Object.keys(files).sort());
  });
});

describe('the path of a picture', () => {
  it.each([
    ['B:\\BCT\\M05\\yande.re - 1.jpg', 'B:/BCT/M05', 'yande.re - 1.jpg'], ['./a//yande.re - 1.jpg', 'a', 'yande.re - 1.jpg'], ['/yande.re - 1.jpg', '/', 'yande.re - 1.jpg'], ['yande.re - 1.jpg', null, 'yande.re - 1.jpg'], ['a/', 'a', null], ['', null, null],
  ])('%s is one folder and one name', (path, folder, file) => {
    const { path: found, file_name: name } = pictureOf(path);
    expect([found, name]).toEqual([folder, file]);
  });

  it('names boards in any spelling and ids without their padding', () => {
    expect(pictureOf('kona - 001234.jpg')).toMatchObject({ website: 'kona', booru: 'konachan.com', fid: '1234' });
    expect(pictureOf('www.zerochan.net - 0.jpg')).toMatchObject({ booru: 'zerochan.net', fid: '0' });
    expect(pictureOf('animepaper - 1.jpg')).toMatchObject({ website: 'animepaper', booru: null, fid: '1' });
  });
});
