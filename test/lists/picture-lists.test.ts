import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import type { ListOptions } from '../../src/lists/list-options.js';
import { writeList } from '../../src/lists/list.js';
import { bytesUnder, folderOf, loadPaths } from '../sources/fixture.js';
import { danbooru, listed } from './listed-lake.js';
import { bytes, picturedLake, place } from './pictured-lake.js';

const opened = picturedLake();
const some = ['pics/two.jpg', 'pack.zip/in/b.jpg', 'pics/one.jpg', 'pics/gone.jpg', 'pics/secret.jpg', 'pics/hidden.jpg', 'pics/shared.jpg', 'pack.zip/in/a.jpg', 'odd/CON.jpg', 'pics/one.jpg'].map((name, i) => ({ path: place(name), label: `no ${i}`, score: i }));
/** What these rows become: names by the convention for known posts, safe on Windows for others. */
const names = [`${danbooru} - 2 - misc ~ con_;_rm_-rf_$(x) (anonymous).jpg`, `${danbooru} - 2 - misc ~ con_;_rm_-rf_$(x) (anonymous) [00000002].jpg`, `${danbooru} - 1 - vocaloid ~ hatsune_miku+kagamine_rin (ixy^_^{x}).jpg`, 'a.jpg', '_CON.jpg'];
const sources = ['pics/two.jpg', 'pack.zip/in/b.jpg', 'pics/one.jpg', 'pack.zip/in/a.jpg', 'odd/CON.jpg'];

async function write(options: Omit<ListOptions, 'out'>, name = 'out'): Promise<{ out: string; told: Awaited<ReturnType<typeof writeList>> }> {
  const out = join(folderOf({}), name);
  return { out, told: await writeList(opened.lake, some, { ...options, out }) };
}

const whole = (told: object) => expect(told).toMatchObject({ rows: 10, listed: 5, hidden: 2, unknown: 0, gone: 1, unreadable: 1 });

async function readZip(source: yauzl.ZipFile): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  source.readEntry();
  await new Promise<void>((resolve, reject) => {
    source.on('error', reject).on('end', resolve).on('entry', (entry: yauzl.Entry) => {
      source.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece)).on('error', reject).on('end', () => (files.set(entry.fileName, Buffer.concat(pieces)), source.readEntry()));
      });
    });
  });
  return files;
}

const openZip = (path: string) => new Promise<yauzl.ZipFile>((resolve, reject) => yauzl.open(path, { lazyEntries: true, autoClose: true }, (error, file) => (error ? reject(error) : resolve(file))));

describe('a folder', () => {
  it('gets the pictures of disk and archives under safe names, and what is left out is told', async () => {
    const { out, told } = await write({ to: 'folder' });
    whole(told);
    expect(readdirSync(out).sort()).toEqual([...names].sort());
    names.forEach((name, i) => expect(readFileSync(join(out, name)).equals(bytes.get(sources[i]!)!), name).toBe(true));
    expect(readdirSync(join(out, '..'))).toEqual(['out']);
  });

  it('is refused where something is, or where a file is, and an empty one is taken', async () => {
    const dir = folderOf({ 'full/a.txt': 'a', 'file': 'b' });
    for (const [name, message] of [['full', /is not empty$/], ['file', /is a file/]] as const) {
      await expect(writeList(opened.lake, some, { to: 'folder', out: join(dir, name) })).rejects.toThrow(message);
    }
    const empty = folderOf({});
    await writeList(opened.lake, some.slice(0, 1), { to: 'folder', out: empty });
    expect(readdirSync(empty)).toEqual([names[0]]);
    await expect(writeList(opened.lake, some, { to: 'zip' })).rejects.toThrow('A list for zip is a file');
  });

  it('is not there when the work is stopped', async () => {
    const dir = folderOf({});
    const stop = new AbortController();
    await expect(writeList(opened.lake, some, { to: 'folder', out: join(dir, 'out'), signal: stop.signal, onStep: ({ done }) => done === 2 && stop.abort() })).rejects.toThrow('Interrupted');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('with sidecars loads back the tags that a post has', async () => {
    const { out } = await write({ to: 'folder', sidecars: true });
    expect(readFileSync(join(out, `${names[2]}.txt`), 'utf8').split('\n')).toEqual(['character:hatsune miku', 'character:kagamine rin', 'series:vocaloid', 'creator:ixy^ ^{x}', 'meta:highres', 'solo', 'rating:general', '']);
    const fixture = await loadPaths([join(out, `${names[2]}.txt`)]);
    expect(await fixture.rows('SELECT fid, rating_std, tag_name, tag_cat FROM posts JOIN post_tags USING (booru, post_key) JOIN tags USING (booru, tag_id) ORDER BY tag_name')).toEqual(
      [['hatsune_miku', 4], ['highres', 5], ['ixy^_^{x}', 1], ['kagamine_rin', 4], ['solo', 0], ['vocaloid', 3]].map((tag) => ['1', 'general', ...tag]));
  });
});

it('a .zip has the pictures in their order, and the same bytes each time', async () => {
  const [{ out, told }, again] = [await write({ to: 'zip', sidecars: true }, 'out.zip'), await write({ to: 'zip', sidecars: true }, 'other.zip')];
  whole(told);
  const files = await readZip(await openZip(out));
  expect([...files.keys()].filter((name) => !name.endsWith('.txt'))).toEqual(names);
  names.forEach((name, i) => expect(files.get(name)!.equals(bytes.get(sources[i]!)!)).toBe(true));
  expect(readFileSync(out).equals(readFileSync(again.out))).toBe(true);
});

interface Facts { file_name: string; text: string; label: string; score: number; booru: string | null; rating: string | null; character_tags: string[] }

it('an imagefolder has a row a picture, its name first, and the columns of the question', async () => {
  const { out, told } = await write({ to: 'imagefolder' });
  whole(told);
  const rows = readFileSync(join(out, 'train', 'metadata.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Facts);
  expect(rows.map((row) => [Object.keys(row)[0], row.file_name, row.label, row.score])).toEqual(names.map((name, i) => ['file_name', name, ...[['no 0', 0], ['no 1', 1], ['no 2', 2], ['no 7', 7], ['no 8', 8]][i]!]));
  expect(rows[2]).toMatchObject({ booru: danbooru, rating: 'general', character_tags: ['hatsune_miku', 'kagamine_rin'], text: 'hatsune miku, kagamine rin, vocaloid, ixy^ ^{x}, solo' });
  expect(new Set(rows.map((row) => Object.keys(row).join())).size).toBe(1);
  expect(readdirSync(join(out, 'train')).sort()).toEqual([...names, 'metadata.jsonl'].sort());
});

async function readTar(path: string): Promise<[string, Buffer][]> {
  const files: [string, Buffer][] = [];
  for await (const entry of Readable.from([readFileSync(path)]).pipe(extract())) {
    const pieces: Buffer[] = [];
    for await (const piece of entry as AsyncIterable<Buffer>) pieces.push(piece);
    files.push([(entry as { header: { name: string } }).header.name, Buffer.concat(pieces)]);
  }
  return files;
}

it('a webdataset has shards of samples whose files share a key, and the same bytes each time', async () => {
  const [{ out, told }, again] = [await write({ to: 'webdataset', shardSize: 2 }), await write({ to: 'webdataset', shardSize: 2 })];
  whole(told);
  expect(readdirSync(out)).toEqual(['pictures-000000.tar', 'pictures-000001.tar', 'pictures-000002.tar']);
  const files = (await Promise.all(readdirSync(out).map((name) => readTar(join(out, name))))).flat();
  // The key is all before the first dot, as WebDataset splits it.
  const keyOf = (name: string) => name.slice(0, name.indexOf('.'));
  const samples = new Map([...new Set(files.map(([name]) => keyOf(name)))].map((key) => [key, files.filter(([name]) => keyOf(name) === key)]));
  expect([...samples.keys()]).toEqual(['000000000', '000000001', '000000002', '000000003', '000000004']);
  [...samples.values()].forEach((sample, i) => {
    const part = new Map(sample.map(([name, content]) => [name.slice(name.indexOf('.')), content]));
    expect([...part.keys()]).toEqual(['.jpg', '.json', '.txt']);
    expect(part.get('.jpg')!.equals(bytes.get(sources[i]!)!)).toBe(true);
    expect(JSON.parse(part.get('.json')!.toString())).toMatchObject({ file_name: names[i] });
  });
  expect(files[8]![1].toString()).toBe('hatsune miku, kagamine rin, vocaloid, ixy^ ^{x}, solo\n');
  expect(Object.values(bytesUnder(out))).toEqual(Object.values(bytesUnder(again.out)));
});

it('COCO has boxes in pixels of every picture of a known size, but none of what the rating hides', async () => {
  const { text, ...told } = await listed(opened.lake, "SELECT path FROM images WHERE fid IS NOT NULL AND src_format = 'IS' ORDER BY path", { to: 'coco', dir: 'images' });
  const { images, annotations, categories } = JSON.parse(text) as { images: { id: number; width: number; file_name: string }[]; annotations: { id: number; image_id: number; category_id: number; bbox: number[]; area: number; score?: number; detector: string }[]; categories: { id: number; name: string }[] };
  expect(told).toMatchObject({ listed: 3, unsized: 1, hidden: 1 });
  expect(images.map(({ width, file_name: name }) => [width, name])).toEqual([names[0]!, names[2]!.replace('.jpg', '.png'), names[2]!].map((name) => [100, `images/${name}`]));
  const found = annotations.map(({ image_id: image, category_id: category, bbox, area, detector }) => [images.find(({ id }) => id === image)!.file_name.slice(-4), categories.find(({ id }) => id === category)!.name, bbox, area, detector]);
  expect(found).toEqual([['.png', 'face', [10, 10, 50, 12.5], 625, 'yolo'], ['.jpg', 'face', [10, 20, 30, 25], 750, 'cascade'], ['.jpg', 'head', [0, 0, 100, 50], 5000, 'heads']]);
  expect(annotations.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(JSON.stringify(categories)).not.toContain('BREAST');
});

it('hidden pictures are in no folder or archive, however the rows come', async () => {
  const rows = [{ path: place('pics/hidden.jpg') }, { path: place('pics/shared.jpg') }, { booru: danbooru, fid: '3' }];
  for (const to of ['folder', 'imagefolder'] as const) {
    const out = join(folderOf({}), 'out');
    expect(await writeList(opened.lake, rows, { to, out })).toMatchObject({ listed: 0, hidden: 2 });
    expect(readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jpg'))).toEqual([]);
  }
});

it('a damaged archive costs its pictures only', async () => {
  const zip = readFileSync(place('pack.zip'));
  writeFileSync(place('pack.zip'), zip.subarray(0, zip.length - 30));
  try {
    const out = join(folderOf({}), 'out');
    expect(await writeList(opened.lake, some, { to: 'folder', out })).toMatchObject({ listed: 3, gone: 3, unreadable: 1 });
  } finally {
    writeFileSync(place('pack.zip'), zip);
  }
});
