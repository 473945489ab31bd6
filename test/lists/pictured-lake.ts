import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll } from 'vitest';
import { zipOf } from '../load/zip-writer.js';
import { danbooru, listedLake } from './listed-lake.js';

/** Names of files that shells, file systems and readers of lists trip over. */
export const hostileNames = [
  "it's.jpg", '"; rm -rf $HOME; ".jpg', '$(touch owned) `touch owned` %PATH%.jpg', '-rf.jpg', 'line\nbreak.jpg', 'tab\there.jpg', 'back\\slash.jpg', '\u2018curly\u2019 \u201aquotes\u201b.jpg', 'ミク ~ (絵師).jpg',
  'CON.jpg', 'dots.. .jpg', 'star*?[a].jpg', '&& exit 1.jpg', '!history!.jpg', '\u202egpj.exe.jpg', `${'長'.repeat(80)}.jpg`,
];

export const dir = mkdtempSync(join(tmpdir(), 'boorulab-lists-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const colours = ['#c33', '#3c3', '#33c', '#cc3', '#3cc', '#c3c', '#999', '#fff'];
/** A small picture, of its own bytes for each number. */
export const picture = (number: number, type: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> =>
  sharp({ create: { width: 8 + number, height: 8, channels: 3, background: colours[number % colours.length]! } }).toFormat(type).toBuffer();

export const place = (name: string): string => join(dir, name);

/** What stands in `images`: the post of danbooru, if any, and how the lake knows of the file. Post 3 is hidden. */
export const files: readonly { readonly name: string; readonly fid: string | null; readonly from?: string }[] = [
  { name: 'pics/one.jpg', fid: '1' }, { name: 'pics/again.png', fid: '1' }, { name: 'lists/of-one.jpg', fid: '1', from: 'BC' }, { name: 'pics/two.jpg', fid: '2' },
  { name: 'pics/hidden.jpg', fid: '3' }, { name: 'pics/shared.jpg', fid: '1' }, { name: 'pics/shared.jpg', fid: '3' },
  { name: 'pack.zip/in/a.jpg', fid: null }, { name: 'pack.zip/in/b.jpg', fid: '2' }, { name: 'pics/gone.jpg', fid: null }, { name: 'pics/secret.jpg', fid: null }, { name: 'pics/passwd', fid: null },
  ...hostileNames.map((name) => ({ name: `odd/${name}`, fid: null })),
];

/** Paths that are written as pictures, in this order. */
const written = [...new Set(files.map(({ name }) => name))].filter((name) => !/^(pack|lists)|gone|secret|passwd/.test(name));

export const bytes = new Map<string, Buffer>();

async function writePictures(): Promise<void> {
  for (const [i, name] of [...written, 'pack.zip/in/a.jpg', 'pack.zip/in/b.jpg'].entries()) bytes.set(name, await picture(i, name.endsWith('.png') ? 'png' : 'jpeg'));
  for (const name of written) {
    mkdirSync(dirname(place(name)), { recursive: true });
    writeFileSync(place(name), bytes.get(name)!);
  }
  for (const name of ['pics/secret.jpg', 'pics/passwd']) writeFileSync(place(name), 'root:x:0:0');
  writeFileSync(place('pack.zip'), zipOf(['b.jpg', 'readme.txt', 'a.jpg'].map((name) => ({ name: `in/${name}`, content: bytes.get(`pack.zip/in/${name}`) ?? 'words' }))));
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const rowsOf = (more: string) => `SELECT *, fid::BIGINT AS post_key, regexp_extract(path, '[^/]*$') AS file_name${more} FROM (VALUES ${files.map(({ name, fid, from = 'IS' }) =>
  `(${fid === null ? 'NULL' : text(danbooru)}, ${fid === null ? 'NULL' : text(fid)}, ${text(place(name))}, '${from}')`).join(', ')}) AS t(booru, fid, path, src_format)`;
const box = (path: string, table: string) => `SELECT ${text(danbooru)} AS booru, ${text('1')} AS fid, 1 AS post_key, ${text(place(path))} AS path, ${table}`;

/** The lake for lists with these pictures, all but one of 100 x 50 px by its tables. */
export const picturedLake = () => listedLake(async () => {
  await writePictures();
  return {
    images: rowsOf(", CASE WHEN path NOT LIKE '%/two.jpg' THEN 100 END AS width, 50 AS height, 1000 AS file_size, 90 AS jpeg_quality"),
    faces: `${box('pics/one.jpg', "'cascade' AS detector, 'face' AS label, 1 AS rank, 10 AS x_orig, 20 AS y_orig, 30 AS w_orig, 25 AS h_orig, NULL::REAL AS x_rel, NULL::REAL AS y_rel, NULL::REAL AS w_rel, NULL::REAL AS h_rel, 0.5 AS prob")}
      UNION ALL ${box('pics/again.png', "'yolo', 'face', 1, NULL, NULL, NULL, NULL, 0.1, 0.2, 0.5, 0.25, NULL")}`,
    detections: `${box('pics/one.jpg', "'nudenet' AS detector, 'FEMALE_BREAST_EXPOSED' AS label, 1 AS rank, 0.1 AS x_rel, 0.1 AS y_rel, 0.1 AS w_rel, 0.1 AS h_rel")} UNION ALL ${box('pics/one.jpg', "'heads', 'head', 1, 0.0, 0.0, 1.0, 1.0")}`,
  };
});
