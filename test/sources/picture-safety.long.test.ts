import { DuckDBInstance } from '@duckdb/node-api';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { pictureTables } from '../../src/lake/views.js';
import { loadFiles } from '../../src/sources/load.js';
import { sourceMacros } from '../../src/sources/macros.js';
import { sources } from '../../src/sources/registry.js';
import { pictureOf } from '../../src/sources/tools/picture.js';
import { folderOf, loadFixture, text } from './fixture.js';

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
  'yolo-labels': [(board) => `labels/${name(board, '.txt')}`, () => text('0 0.5 0.5 0.2 0.2'), 'detections'],
  deepdanbooru: [() => 'dd.txt', (board) => text(`Tags of ${name(board)}:`, '(0.9) solo'), 'picture_tags'],
  'tagger-scores': [(board) => name(board, '.json'), () => '[{"general":1,"sensitive":0,"questionable":0,"explicit":0}]', 'picture_tags'],
  captions: [(board) => name(board, '.txt'), () => 'solo, smile', 'picture_tags'],
  'md5-list': [() => 'md5.txt', (board) => text(`5d41402abc4b2a76b9719d911017c592 ${name(board)}`), 'images'],
  'danbooru-512': [() => 'im.csv', (board) => text(`"${name(board)}";8;358;512;.8;-.4;48123;.1;350;500;.8`), 'images'],
  'bcn-detect': [() => 'nude.csv', (board) => text('FNAME;OBJ;PROB;X;Y;W;H', `${name(board)};FACE_F;.8;1;1;1;1`), 'detections'],
  'bcn-lineup': [() => 'lineup.csv', (board) => text('FNAME;FACE_ID;PROB;X;Y;W;H;OBJ;OPROB;OX;OY;OW;OH', `${name(board)};5;.8;1;1;1;1;FEET;.5;1;1;1;1`), 'detections'],
  'text-box-log': [() => 'kc.txt', (board) => text(`${name(board)}\t0\t9\t9\t2\t2`), 'detections'],
  'yolo-log': [() => 'yolo.csv', (board) => text(`${name(board)};.9;0;.5;.5;.2;.2`), 'detections'],
  'area-log': [() => 'is.txt', (board) => text(`${name(board, '.txt')}\t0: 256x171+0+0 119.2,80.8 33117 gray(255)`), 'detections'],
};

const tsv = (header: string, row: string) => text(header.replaceAll(' ', '\t'), row.replaceAll(' ', '\t'));

/** The same for sources with the key of the post in columns of its own. */
const keyed: typeof files = {
  'bcs-arch': [() => 'arch.tsv', (board) => tsv('BOORU FID FVOLUME FILENAME IMAGESIZE FILESIZE JPEGQ FMD5', `${board} 7 v a.jpg 1x2 5 94 `), 'images'],
  'bcs-torr': [() => 'torr.tsv', (board) => tsv('TORR BOORU FID SOURCEFILE IMAGESIZE FILESIZE IFMT FDATE FMD5 ZPATH', `t ${board} 7 z/a.jpg 1x2 5 JPEG   `), 'images'],
  'bc-2015': [() => 'bc.tsv', (board) => tsv('BOORU FID RPATH RNK FNAME S_FSIZE O_FMD5 TENTR MAXIMAG', `${board} 7 p 1 a.jpg 5  .8 .9`), 'images'],
  'bc-text-boxes': [() => 'kc.tsv', (board) => tsv('BOORU FID TN TX TY TW TH', `${board} 7 0 9 9 2 2`), 'detections'],
  'bc-areas': [() => 'is.tsv', (board) => tsv('BOORU FID NN BBOX CX CY SZ COLR', `${board} 7 1 2x2+1+1 1 1 4 B`), 'detections'],
  'bc-yolo': [() => 'y.csv', (board) => tsv('BOORU FID BATCH_ID OBJ PROB X Y W H OID SUPPR SID OUP ODN', `${board} 7 SS 0 .9 .5 .5 .2 .2 1    `), 'detections'],
};

describe('pictures of a post that the lake knows nothing else of', () => {
  it.each(Object.entries({ ...files, ...keyed }))('%s: are shown as an unrated post of their board is', async (source, [nameOf, content, table]) => {
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
    const helped = sources.filter(({ fields }) => ('website' in fields && 'file_name' in fields) || 'website_a' in fields).map(({ id }) => id);
    expect(helped.sort()).toEqual(Object.keys(files).sort());
  });
});

describe('the path of a picture', () => {
  const cases: [path: string, whole: string | null, name: string | null][] = [
    ['B:\\BCT\\M05\\yande.re - 1.jpg', 'B:/BCT/M05/yande.re - 1.jpg', 'yande.re - 1.jpg'], ['./a//yande.re - 1.jpg', 'a/yande.re - 1.jpg', 'yande.re - 1.jpg'], ['/yande.re - 1.jpg', '/yande.re - 1.jpg', 'yande.re - 1.jpg'],
    ['.//a/b/c.jpg', 'a/b/c.jpg', 'c.jpg'], ['././c.jpg', 'c.jpg', 'c.jpg'], ['//c.jpg', '/c.jpg', 'c.jpg'], ['\\\\nas\\a\\c.jpg', '//nas/a/c.jpg', 'c.jpg'], ['../a/.b/c.jpg', '../a/.b/c.jpg', 'c.jpg'], ['yande.re - 1.jpg', 'yande.re - 1.jpg', 'yande.re - 1.jpg'],
    ['a/', null, null], ['', null, null],
  ];

  it.each(cases)('%s is whole, and its name', (path, whole, file) => {
    const { path: found, file_name: name } = pictureOf(path);
    expect([found, name]).toEqual([whole, file]);
  });

  it('is the same in SQL, of folder and name', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    for (const macro of sourceMacros) await connection.run(macro);
    for (const [path, whole, name] of cases) {
      if (name === null) continue;
      for (const folder of new Set([path.slice(0, -name.length), path.slice(0, -name.length).replace(/[\\/]$/, (sign) => (path.length > name.length + 1 ? '' : sign))])) {
        expect((await (await connection.run('SELECT picture_path($folder, $name)', { folder, name })).getRowsJS())[0]).toEqual([whole]);
      }
    }
    connection.closeSync();
  });

  it('names boards in any spelling and ids without their padding', () => {
    expect(pictureOf('kona - 001234.jpg')).toMatchObject({ website: 'kona', booru: 'konachan.com', fid: '1234' });
    expect(pictureOf('www.zerochan.net - 0.jpg')).toMatchObject({ booru: 'zerochan.net', fid: '0' });
    expect(pictureOf('animepaper - 1.jpg')).toMatchObject({ website: 'animepaper', booru: null, fid: '1' });
  });
});

describe('pictures of a post on the exclusion list', () => {
  it('are out of the lake with it, whichever file says it, and their rows are rejected', async () => {
    const listed = 'danbooru.donmai.us - 7 - misc ~ someone+shotacon (anonymous).jpg';
    const fixture = await loadFixture({
      'x.csv': text('SourceFile,FileSize', `${name('danbooru.donmai.us')},5`, 'danbooru.donmai.us - 8.jpg,6'), 'faces.txt': text(`'${name('danbooru.donmai.us')}';7;1;2;30;30`, `'danbooru.donmai.us - 8.jpg';7;1;2;30;30`), 'list.txt': text(listed),
    });
    expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['8']]);
    for (const table of ['images', 'faces']) expect(await fixture.rows(`SELECT fid FROM ${table}`)).toEqual([['8']]);
    expect(await fixture.rows(`SELECT reason, records, raw FROM rejects ORDER BY load_id`)).toEqual(Array(3).fill(['excluded', 1, 'danbooru.donmai.us 7']));
    expect(fixture.files.map(({ read, loaded, rejected }) => [read, loaded, rejected])).toEqual([[2, 1, 1], [2, 1, 1], [1, 0, 1]]);
  });
});
