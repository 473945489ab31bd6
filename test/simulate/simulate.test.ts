import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CROSSOVER_RATE } from '../../src/simulate/pictures.js';
import { simulate } from '../../src/simulate/simulate.js';
import { type DanbooruPost, filesUnder, simulated } from './simulated.js';

const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(filesUnder(folder).map((path) => [path, createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')]));

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('simulate', () => {
  it('gives the same bytes for the same seed in any time zone, and others for another seed', async () => {
    process.env.TZ = 'UTC';
    const first = await simulated({ posts: 1500, seed: 4 });
    process.env.TZ = 'Asia/Tokyo';
    const second = await simulated({ posts: 1500, seed: 4 });
    const third = await simulated({ posts: 1500, seed: 5 });
    const bytes = hashes(first.folder);
    expect(hashes(second.folder)).toEqual(bytes);
    const other = hashes(third.folder);
    for (const path of ['danbooru/posts.jsonl', 'gelbooru/posts.xml', 'yandere/post.json', 'safebooru/all_data.csv', 'booru-chars/danbooru_taglist.csv', 'jikan/anime.jsonl', 'truth/posts.parquet']) {
      expect(bytes[path]).toBeDefined();
      expect(other[path]).not.toBe(bytes[path]);
    }
    for (const each of [first, second, third]) each.remove();
  });

  it('writes the boards asked for, up to the day asked for, with the letters of that day', async () => {
    const data = await simulated({ posts: 400, boards: ['danbooru', 'safebooru'], endDate: '2021-06-30' });
    const posts = data.lines<DanbooruPost>('danbooru/posts.jsonl');
    expect(Object.values(data.summary.postsByBoard).reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(new Set(posts.map((post) => post.rating)).has('g')).toBe(false);
    expect(posts.every((post) => Date.parse(post.created_at) < Date.UTC(2021, 5, 30) && post.media_asset === undefined)).toBe(true);
    expect(filesUnder(data.folder).filter((path) => /^(gelbooru|yandere)\//.test(path))).toEqual([]);
    data.remove();
  });

  it('joins franchises as often as asked, and by itself as often as ever', async () => {
    const shareOf = async (data: Awaited<ReturnType<typeof simulated>>) =>
      (await data.truth<{ share: number }>("select avg((len(franchise_ids) = 2)::int) as share from '$T/pictures.parquet' where len(franchise_ids) > 0"))[0]!.share;
    const [usual, said, many, none] = [await simulated({ posts: 1500 }), await simulated({ posts: 1500, crossovers: CROSSOVER_RATE }), await simulated({ posts: 1500, crossovers: 0.3 }), await simulated({ posts: 1500, crossovers: 0 })];
    expect(hashes(said.folder)).toEqual(hashes(usual.folder));
    expect(Math.abs((await shareOf(many)) - 0.3)).toBeLessThan(0.05);
    expect(await shareOf(none)).toBe(0);
    expect(await shareOf(usual)).toBeGreaterThan(0.01);
    for (const each of [usual, said, many, none]) each.remove();
  });

  it('replaces an earlier simulation, never anything else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'out-'));
    const out = join(folder, 'a/b');
    const progress: number[] = [];
    await simulate({ posts: 300, seed: 1, out, onProgress: (done) => progress.push(done) });
    expect(progress.at(-1)).toBe(300);
    writeFileSync(join(out, 'jikan/characters/1.json'), 'old');
    await simulate({ posts: 200, seed: 1, out });
    expect(existsSync(join(out, 'jikan/characters/1.json'))).toBe(false);
    expect(existsSync(`${out}.partial`)).toBe(false);
    const precious = join(folder, 'precious');
    mkdirSync(precious);
    writeFileSync(join(precious, 'posts.jsonl'), 'mine');
    await expect(simulate({ posts: 200, seed: 1, out: precious })).rejects.toThrow('not empty');
    expect(filesUnder(precious)).toEqual(['posts.jsonl']);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{ posts: 10 }, 'posts must be'], [{ posts: 1000.5 }, 'posts must be'], [{ seed: -1 }, 'seed must be'], [{ endDate: '2031-01-01' }, 'endDate must'], [{ endDate: 'soon' }, 'not a date'],
    [{ boards: [] }, 'boards must be'], [{ crossovers: 0.51 }, 'crossovers must be'], [{ crossovers: -0.1 }, 'crossovers must be'], [{ crossovers: NaN }, 'crossovers must be'], [{ boards: ['konachan' as never] }, 'boards must be'],
  ])('refuses %j', async (wrong, message) => {
    await expect(simulate({ posts: 500, seed: 1, out: '/nowhere/at/all', ...wrong })).rejects.toThrow(message);
  });
});
