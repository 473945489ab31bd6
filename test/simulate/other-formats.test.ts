import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatNames } from '../../src/simulate/formats/formats.js';
import { spaced } from '../../src/simulate/formats/spaced.js';
import { simulate } from '../../src/simulate/simulate.js';
import { type DanbooruPost, filesUnder, type Simulated, simulated } from './simulated.js';

let data: Simulated;
beforeAll(async () => {
  data = await simulated({ posts: 1200, seed: 6, formats: 'all' });
}, 60_000);
afterAll(() => data.remove());

const hashes = (folder: string) => new Map(filesUnder(folder).map((path) => [path, createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')]));
const files = (format: string) => filesUnder(join(data.folder, 'formats', format));
const records = <T>(path: string) => data.lines<T>(`formats/${path}`);

describe('--formats', () => {
  it('adds its folders and the facts, and changes nothing else', async () => {
    const plain = await simulated({ posts: 1200, seed: 6 });
    const before = hashes(plain.folder);
    const after = hashes(data.folder);
    for (const [path, hash] of before) expect([path, after.get(path)]).toEqual([path, hash]);
    expect([...after.keys()].filter((path) => !before.has(path) && !path.startsWith('formats/'))).toEqual(['truth/post_facts.parquet']);
    expect(readdirSync(join(data.folder, 'formats')).sort()).toEqual([...formatNames].sort());
    plain.remove();
  });

  it('gives the same bytes for the same seed, and of the formats asked for the same as of all', async () => {
    const some = await simulated({ posts: 1200, seed: 6, formats: ['zerochan', 'danbooru-parquet'] });
    const bytes = hashes(data.folder);
    expect(readdirSync(join(some.folder, 'formats')).sort()).toEqual(['danbooru-parquet', 'zerochan']);
    for (const [path, hash] of hashes(some.folder)) expect([path, hash]).toEqual([path, bytes.get(path)]);
    some.remove();
  });

  it('takes all for what the chosen boards can tell, and refuses what nobody knows or no board tells', async () => {
    const safebooru = await simulated({ posts: 200, boards: ['safebooru'], formats: 'all' });
    expect(readdirSync(join(safebooru.folder, 'formats')).sort()).toEqual(['booru-chars-2021', 'gallery-dl', 'hydrus', 'safebooru-json']);
    safebooru.remove();
    const wrong = { posts: 200, seed: 1, out: '/nowhere/at/all' };
    await expect(simulate({ ...wrong, formats: ['betamax'] })).rejects.toThrow('formats must be all or some of gwern-2020');
    await expect(simulate({ ...wrong, boards: ['safebooru'], formats: ['zerochan'] })).rejects.toThrow('not zerochan');
  });
});

describe('the other formats', () => {
  it('stand in as many files as their boards would give', () => {
    const counts = Object.fromEntries(formatNames.map((name) => [name, files(name).length]));
    expect(counts).toEqual({
      'gwern-2020': 1, 'gwern-2021': 1, 'danbooru-xml': 3, 'gelbooru-json': 3, 'safebooru-json': 2, 'moebooru-xml': 1, 'moebooru-pages': 2, sankaku: 6, 'e-shuushuu': 6, zerochan: 1, 'anime-pictures': 1, e621: 2,
      'gallery-dl': 1200, hydrus: 1200, 'booru-chars-2021': 2, 'danbooru-daily': 3, 'danbooru-parquet': 1,
    });
  });

  it('know of gwern\'s snapshots what was there by their day, in letters of old', () => {
    for (const [path, end] of [['gwern-2020/metadata/2020000000000000', '2021-01-01'], ['gwern-2021/metadata/posts000000000000.json', '2022-01-01']] as const) {
      const posts = records<{ id: string; created_at: string; updated_at: string; rating: string }>(path);
      expect(posts).toHaveLength(data.lines<DanbooruPost>('danbooru/posts.jsonl').filter((post) => Date.parse(post.created_at) < Date.parse(end)).length);
      for (const post of posts) {
        expect(post.rating).toMatch(/^[sqe]$/);
        expect(post.created_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{0,2}[1-9])? UTC$/);
        expect(post.updated_at < end).toBe(true);
      }
    }
  });

  it('escape in gelbooru\'s JSON what its XML escapes, and number its pages', () => {
    const pages = files('gelbooru-json').map((path) => JSON.parse(data.text(`formats/gelbooru-json/${path}`)) as { '@attributes': { offset: number }; post: { tags: string }[] });
    expect(pages.map((page) => [page['@attributes'].offset, page.post.length])).toEqual([[0, 100], [100, 100], [200, 100]]);
    const tags = pages.flatMap(({ post }) => post.map((each) => each.tags)).join(' ');
    expect(tags).toContain('&amp;');
    expect(tags.replace(/&(amp|lt|gt|quot|#039);/g, '')).not.toMatch(/[&<>"']/);
  });

  it('pack the daily export though its names do not say so', () => {
    expect(gunzipSync(readFileSync(join(data.folder, 'formats/danbooru-daily/tags.json'))).toString()).toBe(data.text('danbooru/tags.jsonl'));
  });

  it('spell tags with spaces and capitals so that it can be undone', () => {
    const names = data.lines<{ name: string }>('danbooru/tags.jsonl').map(({ name }) => name);
    for (const title of [false, true]) expect(names.map((name) => spaced(name, title).toLowerCase().replaceAll(' ', '_'))).toEqual(names);
    expect(['hatsune_miku_(append)', 're:zero', '^_^', 'some_work!:_the_2nd', '1girl'].map((name) => spaced(name, true))).toEqual(['Hatsune Miku (Append)', 'Re:zero', '^ ^', 'Some Work!: The 2nd', '1girl']);
  });
});
