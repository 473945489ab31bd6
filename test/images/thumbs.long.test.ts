import ExifReader from 'exifreader';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { withExifTexts } from '../../src/images/exif-texts.js';
import { jpegNameOf, type NamedPicture } from '../../src/images/picture-name.js';
import { makeThumbs, type ThumbOptions } from '../../src/images/thumbs.js';
import type { Rating } from '../../src/lake/views.js';
import { parseFileName } from '../../src/tags/file-name.js';
import { cli, load, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';
import { putTable } from '../mining/rows.js';

const dir = tempFolder('thumbs');
const lake = join(dir, 'lake');
const danbooru = 'danbooru.donmai.us';
const at = (name: string) => join(dir, 'pictures', name);

const halves = (width: number, height: number) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f00"/><rect x="50%" width="50%" height="100%" fill="#00f"/></svg>`);

/** Pictures by path, with the post each is of. */
const pictures: readonly [name: string, fid: string | null, width: number, height: number][] = [
  ['one.png', '1', 1000, 500], ['two.png', '2', 300, 200], ['explicit.png', '3', 40, 40], ['a/four.png', '4', 40, 60], ['b/four.png', '4', 60, 40], ['notes.png', null, 30, 30], ['a/same.png', null, 30, 30], ['b/SAME!.png', null, 30, 30],
];
const row = (path: string, fid: string | null) => ({ booru: fid && danbooru, fid, post_key: fid === null ? null : Number(fid), path, file_name: basename(path) });

beforeAll(async () => {
  const tagged = (id: number, copyright: string, character: string, artist: string, rating = 'g') => post(id, { rating, artist, character, fields: { tag_string: `sky ${copyright} ${character} ${artist}`, tag_string_copyright: copyright } });
  await load(lake, writeLines(join(dir, 'posts.json'), [
    tagged(1, 'vocaloid', 'hatsune_miku kagamine_rin_(sweets)', 'kei_(artist)'), tagged(2, '東方project', '初音ミク a"<b>/..\\c', ''), tagged(3, '', 'x', '', 'e'), tagged(4, '', '', ''),
  ]));
  for (const [name, , width, height] of pictures) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), await sharp(halves(width, height)).png().toBuffer());
  }
  writeFileSync(at('broken.jpg'), 'no picture');
  await putTable(lake, 'images', [...pictures.map(([name, fid]) => ({ ...row(at(name), fid), src_format: name === 'two.png' ? 'IS' : null })), row(at('broken.jpg'), null), row(at('gone.jpg'), '2'), row(at('one.png/in a zip.jpg'), null), row(at('explicit.png'), null)]);
});

let made = 0;
const thumbs = async (options: Partial<ThumbOptions> = {}, rating: Rating = 'sensitive') => {
  const out = options.out ?? join(dir, `thumbs-${++made}`);
  const summary = await withLake(lake, (open) => makeThumbs(open, { ...options, out }), { rating });
  return { out, summary, names: readdirSync(out).sort() };
};
const one = 'danbooru.donmai.us - 1 - vocaloid ~ hatsune_miku+kagamine_rin_(sweets) (kei_(artist)).jpg';

describe('thumbnails', () => {
  it('are one for each picture shown, named by post and tags or by themselves; others are told', async () => {
    const { summary, names } = await thumbs();
    expect(summary).toMatchObject({ pictures: 10, hidden: 1, made: 7, there: 0, gone: [at('gone.jpg')], archived: [at('one.png/in a zip.jpg')], broken: [{ path: at('broken.jpg'), why: expect.any(String) }] });
    expect(names.map((name) => name.replace(/\[[0-9a-f]{8}\]/, '[hash]'))).toEqual([
      'SAME! [hash].jpg', one, 'danbooru.donmai.us - 2 - 東方project ~ a_b__..c+初音ミク (anonymous).jpg', 'danbooru.donmai.us - 4 - misc ~ unknown (anonymous) [hash].jpg', 'danbooru.donmai.us - 4 - misc ~ unknown (anonymous) [hash].jpg',
      'notes.jpg', 'same [hash].jpg',
    ]);
    for (const name of names) expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]|[. ]\.jpg$/u);
  });

  it('are letterboxed in black, not enlarged, and the same each time', async () => {
    const { out, names } = await thumbs();
    const pixels = async (name: string) => sharp(join(out, name)).raw().toBuffer({ resolveWithObject: true });
    const { data, info } = await pixels(one);
    expect([info.width, info.height, info.channels]).toEqual([512, 512, 3]);
    const near = (x: number, y: number, rgb: readonly number[]) => rgb.forEach((value, i) => expect(Math.abs(data[3 * (512 * y + x) + i]! - value)).toBeLessThan(8));
    for (const y of [0, 120, 392, 511]) near(100, y, [0, 0, 0]);
    for (const y of [136, 256, 376]) { near(8, y, [255, 0, 0]); near(500, y, [0, 0, 255]); }
    const { data: small } = await pixels('notes.jpg');
    expect([...small.subarray(3 * (512 * 230 + 256), 3 * (512 * 230 + 256) + 3)].every((value) => value < 8)).toBe(true);
    expect(small[3 * (512 * 256 + 246)]!).toBeGreaterThan(240);
    expect(treeOf((await thumbs()).out)).toEqual(treeOf(out));
    expect(names.length).toBe(7);
  });

  it('say in their EXIF what they show, and nothing of a post that is not known', async () => {
    const { out, names } = await thumbs();
    const said = (name: string) => {
      const tags = ExifReader.load(readFileSync(join(out, name)));
      return ['Software', 'Copyright', 'Artist', 'Make', 'Model'].map((field) => tags[field]?.description ?? null);
    };
    expect(said(one)).toEqual(['danbooru.donmai.us - 1', 'vocaloid', 'kei_(artist)', 'vocaloid [kei_(artist)]', 'hatsune_miku +kagamine_rin_(sweets)']);
    expect(said(names.find((name) => name.includes(' - 2 - '))!)).toEqual(['danbooru.donmai.us - 2', '東方project', 'anonymous_artist', '東方project [anonymous_artist]', 'a"<b>/..\\c +初音ミク']);
    expect(said(names.find((name) => name.includes(' - 4 - '))!)).toEqual(['danbooru.donmai.us - 4', 'misc_copyright', 'anonymous_artist', 'misc_copyright [anonymous_artist]', 'unknown_character']);
    expect(said('notes.jpg')).toEqual([null, null, null, null, null]);
  });

  it('loaded by their names are the same posts and tags', async () => {
    const { out, names } = await thumbs();
    const again = join(dir, 'again');
    const { files } = await load(again, out, { source: 'file-names' });
    expect(files.map(({ read, loaded }) => [read, loaded])).toEqual([[7, 4]]);
    const known = `booru = '${danbooru}' AND fid IN ('1', '2', '4')`;
    expect(await rowsOf(again, 'SELECT booru, fid FROM posts ORDER BY ALL')).toEqual(await rowsOf(lake, `SELECT booru, fid FROM posts WHERE ${known} ORDER BY ALL`));
    const tags = (where: string) => `SELECT tag_name, tag_cat FROM post_tag_names WHERE fid = '1' AND ${where} ORDER BY ALL`;
    expect(await rowsOf(again, tags('true'))).toEqual(await rowsOf(lake, tags('tag_cat > 0')));
    for (const name of names.filter((some) => some.startsWith(danbooru))) expect(parseFileName(name)).toMatchObject({ frest: null, variant: expect.not.stringContaining('partial') });
  });

  it('leave out what is hidden under every name it has, unless all is shown; below one folder when told', async () => {
    expect((await thumbs({}, 'all')).names.filter((name) => name.includes(' - 3 - '))).toHaveLength(1);
    const { summary, names } = await thumbs({ below: `${dir}/pictures/./b/` });
    expect([summary.pictures, summary.hidden, names.length]).toEqual([2, 0, 2]);
    await expect(thumbs({ below: join(dir, 'pictures/not') })).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('no picture files below'), hint: expect.stringContaining('images scan') });
  });

  it('that are there stay as they are; stopped half-way, the next run goes on', async () => {
    const out = join(dir, 'stopped');
    const stop = new AbortController();
    await expect(thumbs({ out, signal: stop.signal, onStep: () => stop.abort() })).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('Interrupted') });
    const before = readdirSync(out);
    expect(before.length).toBeLessThan(7);
    expect(before.filter((name) => name.endsWith('.part'))).toEqual([]);
    writeFileSync(join(out, one), 'mine');
    const { summary, names } = await thumbs({ out });
    expect(summary.made + summary.there).toBe(7);
    expect(names.length).toBe(7);
    expect(readFileSync(join(out, one), 'utf8')).toBe('mine');
  });

  it('by the command: counts on stdout, words on stderr', () => {
    const out = join(dir, 'by-command');
    const ran = cli(['--lake', lake, 'images', 'thumbs', '--out', out, '--json']);
    expect(ran.status).toBe(0);
    expect(JSON.parse(ran.stdout)).toEqual([{ made: 7, there: 0, not_there: 1, in_archives: 1, broken: 1, hidden: 1 }]);
    for (const words of ['broken.jpg', 'gone.jpg', 'in a zip.jpg', '--rating all']) expect(ran.stderr).toContain(words);
    expect(ran.stderr).not.toContain('explicit');
    expect(cli(['--lake', lake, 'images', 'thumbs']).status).toBe(2);
    const blocked = cli(['--lake', lake, 'images', 'thumbs', '--out', at('one.png')]);
    expect([blocked.status, blocked.stderr]).toEqual([1, expect.stringContaining('Cannot make the folder')]);
    rmSync(out, { recursive: true });
  });
});

describe('a name for a picture', () => {
  const unknown: NamedPicture = { path: '', booru: null, fid: null, copyrights: null, characters: null, artists: null, copyr: null, chars: null, artis: null, is_shared: false };

  it.each([
    ['CON.png', '_CON.jpg'], ['a/lpt1.x.gif', '_lpt1.x.jpg'], ['..hidden. .jpg', 'hidden.jpg'], ['a<b>:c|?*.jpeg', 'a_b__c___.jpg'], ['.jpg', 'picture.jpg'], ['tab\there.webp', 'tab_here.jpg'], ['x.tar.gz.png', 'x.tar.gz.jpg'],
  ])('%j is %s', (path, name) => {
    expect(jpegNameOf({ ...unknown, path })).toBe(name);
  });

  it('has a hash when it is cut or could be taken for that of a post', () => {
    const cut = jpegNameOf({ ...unknown, path: `${'初'.repeat(100)}.png` });
    expect(Buffer.byteLength(cut)).toBeLessThan(230);
    expect(cut).toMatch(/^初+ \[[0-9a-f]{8}\]\.jpg$/);
    expect(jpegNameOf({ ...unknown, path: 'yande.re - 5.jpg' })).toMatch(/^yande\.re - 5 \[[0-9a-f]{8}\]\.jpg$/);
  });

  it('has the tags of the file name where the lake knows none', () => {
    const told = { ...unknown, booru: 'yande.re', fid: '5', path: 'x.png', copyr: 'misc', chars: 'miku+rin', artis: 'a' };
    expect(jpegNameOf(told)).toBe('yande.re - 5 - misc ~ miku+rin (a).jpg');
    expect(jpegNameOf({ ...told, artists: ['b'] })).toBe('yande.re - 5 - misc ~ unknown (b).jpg');
  });

  it('fits a file system with its marks, and is read as without them', () => {
    const name = jpegNameOf({ ...unknown, booru: 'yande.re', fid: '5', path: 'x.png', characters: ['初'.repeat(90)], artists: ['絵'.repeat(40)], is_shared: true });
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(parseFileName(name)).toMatchObject({ booru: 'yande.re', fid: '5', artis: '絵'.repeat(16) });
  });
});

it('texts of EXIF stand in any JPEG, however long or odd they are', async () => {
  const jpeg = await sharp(halves(20, 20)).jpeg().toBuffer();
  for (const text of ['a', 'abc', 'abcd', 'x (y)', 'tab\there\u0000end', `${'長'.repeat(9000)}`]) {
    const bytes = withExifTexts(jpeg, { make: text, copyright: text });
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data.equals(await sharp(jpeg).raw().toBuffer())).toBe(true);
    const start = bytes.indexOf('Exif\0\0');
    expect(bytes.readUInt16BE(start - 4)).toBe(0xffe1);
    const plain = text.replace(/[\t\0]/g, ' ');
    expect(bytes.includes(Buffer.from(plain.slice(0, 2000)))).toBe(true);
    expect(bytes.toString()).not.toContain('\uFFFD長');
  }
  expect(withExifTexts(jpeg, {})).toBe(jpeg);
});
