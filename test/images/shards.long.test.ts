import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commitParts } from '../../src/images/commit-parts.js';
import { findFaces } from '../../src/images/faces.js';
import { scanShard } from '../../src/images/scan-shard.js';
import type { ScanOptions } from '../../src/images/scan.js';
import { LakeWriter } from '../../src/lake/writer.js';
import { load, manifestOf, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';
import { zipOf } from '../load/zip-writer.js';
import { drawFaces } from './drawn-face.js';
import { expectWhole, filesIn, jpeg, pool, png, scan } from './scan-fixture.js';

const dir = tempFolder('shards');
const pictures = join(dir, 'in');
let made = 0;

/** A lake that knows two posts and has excluded one, and the folder of its parts. */
function fresh(): { lake: string; parts: string } {
  const lake = join(dir, `lake-${++made}`);
  cpSync(join(dir, 'lake'), lake, { recursive: true });
  return { lake, parts: `${lake}-parts` };
}

const options = { now: pinned, memory: '1GB', version: '1.0', seconds: 60, pool } as const;
const shard = ({ lake, parts }: { lake: string; parts: string }, number: number, count: number, more: ScanOptions = {}, folder = pictures) => scanShard(lake, folder, { number, count, folder: parts }, { ...options, ...more });
const commit = ({ lake, parts }: { lake: string; parts: string }, version = '1.0') => commitParts(lake, parts, { now: pinned, memory: '1GB', version });
const faultOf = async (place: { lake: string; parts: string }, version?: string) => {
  const before = treeOf(place.lake);
  const partsBefore = Object.keys(treeOf(place.parts));
  const [done] = await commit(place, version);
  expect(treeOf(place.lake)).toEqual(before);
  expect(Object.keys(treeOf(place.parts))).toEqual(partsBefore);
  return { fault: done!.fault?.message, missing: done!.set.missing };
};

/** The files of a lake's tables but of the ledger of runs, which says that shards have run. */
const tablesOf = (lake: string) => Object.fromEntries(Object.entries(manifestOf(lake).tables).filter(([table]) => table !== 'runs').map(([table, files]) => [table, files.map(({ path }) => path)]));

beforeAll(async () => {
  await load(join(dir, 'lake'), writeLines(join(dir, 'posts.jsonl'), [post(1), post(2, { rating: 'q' }), post(3, { rating: 'e', tags: 'loli' })]));
  filesIn(pictures, {
    ...Object.fromEntries(await Promise.all(Array.from({ length: 24 }, async (_, i) => [`${i % 3}/${i}.jpg`, await jpeg(40 + i, 30, 15 * i)]))),
    'danbooru - 1 - a.jpg': await jpeg(50, 50), 'danbooru - 2 - b.jpg': await jpeg(51, 50), 'danbooru - 3 - c.jpg': await jpeg(52, 50), 'x.jpg': 'none', 'broken.jpg': 'none', 'notes.txt': 'words', 'ユニ🎨.png': await png(20, 30),
    'b.zip': zipOf([{ name: '2.jpg', content: await jpeg(71, 40) }, { name: '1.jpg', content: await jpeg(70, 40) }, { name: 'x.txt', content: 'words' }, { name: '9.jpg', content: await jpeg(72, 40) }], { damage: ['9.jpg'] }), 'a.zip': zipOf([{ name: '1.png', content: await png(73, 40) }]),
  });
});

describe('shards of a scan', () => {
  it('give the tables of a scan by one process, byte for byte', async () => {
    const [one, many] = [fresh(), fresh()];
    const whole = await scan(one.lake, pictures, options);
    const shares = [];
    for (const number of [3, 1, 4, 2]) shares.push(await shard(many, number, 4));
    const [done] = await commit(many);
    expect(done).toMatchObject({ fault: null, scan: whole });
    expect(shares.every(({ files }) => files > 0)).toBe(true);
    expect(shares.reduce((sum, { looked }) => sum + looked, 0)).toBe(whole.roots[0]!.read);
    expect(whole.roots[0]).toMatchObject({ rejects: { bad_picture: 2, excluded: 1, unreadable: 1 }, passedOver: 2 });
    expect(tablesOf(many.lake)).toEqual(tablesOf(one.lake));
    await expectWhole(many.lake);
    expect(existsSync(many.parts)).toBe(false);
    // A later round finds nothing new, in shards or not.
    const later = await scan(one.lake, pictures, options);
    for (const number of [1, 2]) await shard(many, number, 2);
    expect((await commit(many))[0]).toMatchObject({ fault: null, scan: later });
    expect(tablesOf(many.lake)).toEqual(tablesOf(one.lake));
  });

  it('do not lock the lake, and a load in between does no harm', async () => {
    const place = fresh();
    const writer = await LakeWriter.open(place.lake, { memory: '1GB' });
    await shard(place, 1, 2);
    await writer.close();
    await load(place.lake, writeLines(join(dir, 'more.jsonl'), [post(9)]));
    await shard(place, 2, 2);
    expect((await commit(place))[0]).toMatchObject({ fault: null, scan: { roots: [{ ofKnownPost: 2 }] } });
  });

  it('go on where an earlier run was stopped, and look again at what it could not read', async () => {
    const place = fresh();
    const stop = new AbortController();
    let seen = 0;
    await expect(shard(place, 1, 1, { signal: stop.signal, commitEvery: 4, onStep: () => ++seen === 12 && stop.abort() })).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(/^Interrupted; the \d+ pictures looked at are kept/) as string });
    expect((await faultOf(place).catch((error: Error) => error.message))).toContain('There are no parts');
    const again = await shard(place, 1, 1);
    expect(again.reused).toBeGreaterThan(8);
    expect(again.looked).toBeGreaterThan(8);
    const third = await shard(place, 1, 1);
    // The excluded post and the damaged member of the archive.
    expect(third).toMatchObject({ looked: 2, reused: again.reused + again.looked - 2 });
    const one = fresh();
    await scan(one.lake, pictures, options);
    await commit(place);
    expect(tablesOf(place.lake)).toEqual(tablesOf(one.lake));
  });

  it('may run twice at once', async () => {
    const [one, twice] = [fresh(), fresh()];
    await scan(one.lake, pictures, options);
    await Promise.all([shard(twice, 1, 2, { commitEvery: 3 }), shard(twice, 1, 2, { commitEvery: 5 }), shard(twice, 2, 2)]);
    expect((await commit(twice))[0]!.fault).toBeNull();
    expect(tablesOf(twice.lake)).toEqual(tablesOf(one.lake));
    expect(existsSync(twice.parts)).toBe(false);
  });

  it('are not committed while some are missing, damaged or of other work; what is there stays', async () => {
    const place = fresh();
    for (const number of [2, 3, 5]) await shard(place, number, 6);
    expect(await faultOf(place)).toEqual({ fault: 'Not committed, scan of 6 shards: shards 1, 4, 6 are missing', missing: [1, 4, 6] });
    for (const number of [1, 4, 6]) await shard(place, number, 6);
    const part = (number: number) => join(place.parts, `scan-${number}-of-6.parquet`);
    const kept = `${place.parts}.kept`;
    cpSync(place.parts, kept, { recursive: true });
    const restored = () => cpSync(kept, place.parts, { recursive: true });

    truncateSync(part(2), 3000);
    const zeros = readFileSync(part(4));
    writeFileSync(part(4), zeros.fill(0, 100, zeros.length - 20));
    renameSync(part(5), `${part(5)}.gone`);
    copyFileSync(part(6), part(5));
    expect(await faultOf(place)).toEqual({ fault: 'Not committed, scan of 6 shards: shards 2, 4, 5 are half-written or damaged', missing: [2, 4, 5] });
    rmSync(`${part(5)}.gone`);
    for (const number of [2, 4]) expect(await shard(place, number, 6)).toMatchObject({ reused: 0 });
    expect((await faultOf(place)).missing).toEqual([5]);
    restored();

    expect(await faultOf(place, '1.1')).toMatchObject({ fault: 'Not committed, scan of 6 shards: shards 1 to 6: made by version 1.0, not 1.1' });
    await shard(place, 3, 6, { version: '0.9' });
    expect(await faultOf(place)).toEqual({ fault: 'Not committed, scan of 6 shards: shard 3: made by version 0.9, not 1.0', missing: [3] });
    restored();

    await shard(place, 3, 6, { board: 'danbooru' });
    expect(await faultOf(place)).toMatchObject({ fault: expect.stringMatching(/shard 3 ran with other options than most: scan \(root .*board danbooru\.donmai\.us, version 1\.0\), not scan/) as string, missing: [3] });
    restored();

    writeFileSync(join(place.parts, 'scan-1-of-7.parquet'), readFileSync(part(1)));
    expect((await faultOf(place)).fault).toContain('there are parts of 6 and of 7 shards');
    rmSync(join(place.parts, 'scan-1-of-7.parquet'));
    expect((await commit(place))[0]!.fault).toBeNull();
  });

  it('are to run again when the folder or the lake changes under them', async () => {
    const place = fresh();
    const folder = join(dir, 'changing');
    cpSync(pictures, folder, { recursive: true, preserveTimestamps: true });
    for (const number of [1, 2, 3]) await shard(place, number, 3, {}, folder);
    utimesSync(join(folder, '0', '0.jpg'), 1e9, 1e9);
    await shard(place, 2, 3, {}, folder);
    expect(await faultOf(place)).toMatchObject({ fault: expect.stringContaining('shards 1, 3 saw other files than shard 2, the newest') as string, missing: [1, 3] });
    const again = [await shard(place, 1, 3, {}, folder), await shard(place, 3, 3, {}, folder)];
    expect(again.reduce((sum, { looked }) => sum + looked, 0)).toBeLessThan(5);

    await scan(place.lake, join(folder, '0'), options);
    expect((await faultOf(place)).fault).toContain('The lake is not as the shards of scan saw it');
    await shard(place, 1, 3, {}, folder);
    expect(await faultOf(place)).toMatchObject({ fault: expect.stringContaining('shards 2, 3 saw the lake in another state than shard 1, the newest') as string, missing: [2, 3] });
    for (const number of [2, 3]) await shard(place, number, 3, {}, folder);
    expect((await commit(place))[0]).toMatchObject({ fault: null, scan: { roots: [{ unchanged: 8 }] } });
    await expectWhole(place.lake);
  });

  it('leave no measure of an excluded picture in a part', async () => {
    const place = fresh();
    filesIn(join(dir, 'bad'), { 'danbooru - 8 - loli ~ someone (artist).jpg': await jpeg(), 'fine.jpg': await jpeg() });
    const { part } = await shard(place, 1, 1, {}, join(dir, 'bad'));
    expect(await rowsOf(place.lake, `SELECT parse_filename(path) AS name, exclusion, file_md5 IS NULL AS bare, phash IS NULL AND palette IS NULL AS blank FROM read_parquet('${part}') ORDER BY path`)).toEqual([
      { name: 'danbooru - 8 - loli ~ someone (artist).jpg', exclusion: 'always', bare: true, blank: true }, { name: 'fine.jpg', exclusion: null, bare: false, blank: false },
    ]);
    expect((await commit(place))[0]).toMatchObject({ scan: { roots: [{ read: 2, loaded: 1, rejects: { excluded: 1 } }] } });
  });
});

describe('shards of a look', () => {
  it('give the boxes and marks of one process, byte for byte, with other options told apart', async () => {
    const [one, many] = [fresh(), fresh()];
    const folder = join(dir, 'faces');
    filesIn(folder, Object.fromEntries(await Promise.all([0, 1, 2, 3, 4, 5].map(async (i) => [`${i}.png`, await drawFaces(300, 300, [{ x: 150, y: 150, size: 100 + 20 * i }]).png().toBuffer()]))));
    await scan(one.lake, folder, options);
    rmSync(join(folder, '5.png'));
    rmSync(many.lake, { recursive: true });
    cpSync(one.lake, many.lake, { recursive: true });
    const faces = (lake: string, shardNumber?: number, level: 2 | 4 = 4) => withLake(lake, (open) => findFaces(open, {
      level, threads: 1, now: pinned, memory: '1GB', version: '1.0', ...(shardNumber === undefined ? {} : { shard: { number: shardNumber, count: 2, folder: many.parts } }),
    }));
    const whole = await faces(one.lake);
    expect(whole.boxes).toBeGreaterThan(0);
    await faces(many.lake, 1);
    await faces(many.lake, 2, 2);
    expect((await faultOf(many)).fault).toContain('ran with other options than most');
    expect(await faces(many.lake, 1)).toMatchObject({ looked: 0 });
    await faces(many.lake, 2);
    expect((await commit(many))[0]).toMatchObject({ fault: null, look: whole });
    expect(tablesOf(many.lake)).toEqual(tablesOf(one.lake));
    for (const number of [1, 2]) expect(await faces(many.lake, number)).toMatchObject({ looked: 0 });
    expect((await commit(many))[0]).toMatchObject({ fault: null, look: { looked: 0, known: 5 } });
    expect(readdirSync(dir).filter((name) => name.endsWith('-parts'))).not.toContain(many.parts);
  });
});
