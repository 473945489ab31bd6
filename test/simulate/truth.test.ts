import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CROSSOVER_RATE, RATING_SHARES } from '../../src/simulate/pictures.js';
import { COPIED, TWICE } from '../../src/simulate/plans.js';
import { type DanbooruPost, elements, type Simulated, simulated } from './simulated.js';

let data: Simulated;
let danbooru: DanbooruPost[];
let gelbooru: Record<string, string>[];
beforeAll(async () => {
  data = await simulated({ posts: 12_000, seed: 11 });
  danbooru = data.lines('danbooru/posts.jsonl');
  gelbooru = elements(data.text('gelbooru/posts.xml'), 'post');
});
afterAll(() => data.remove());

/** Slope of log count over log rank between two ranks. */
function slope(counts: number[], low: number, high: number): number {
  const sorted = counts.sort((a, b) => b - a);
  const points = Array.from({ length: high - low }, (_, at) => [Math.log(low + at), Math.log(sorted[low + at - 1]!)] as const);
  const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length) as [number, number];
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

function countTags(of: (post: DanbooruPost) => string): number[] {
  const counts = new Map<string, number>();
  for (const tag of danbooru.flatMap((post) => of(post).split(' ').filter((name) => name !== ''))) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.values()];
}

describe('truth and files', () => {
  it('knows every post of every board', async () => {
    const rows = await data.truth<{ booru: string; fids: string[] }>("select booru, list(fid order by fid::bigint) as fids from '$T/posts.parquet' group by booru");
    const fids = Object.fromEntries(rows.map((row) => [row.booru, row.fids]));
    expect(fids['danbooru.donmai.us']).toEqual(danbooru.map((post) => String(post.id)));
    expect(fids['gelbooru.com']).toEqual(gelbooru.map((post) => post.id));
    expect(fids['yande.re']).toEqual((JSON.parse(data.text('yandere/post.json')) as { id: number }[]).map((post) => String(post.id)));
    expect(fids['safebooru.org']).toEqual(data.text('safebooru/all_data.csv').split('\n').slice(1, -1).map((line) => line.split(',')[0]));
    expect(data.summary.postsByBoard).toEqual({ danbooru: 6000, gelbooru: 3000, yandere: 1200, safebooru: 1800 });
  });

  it('gives the same picture the same md5, but for files saved anew', async () => {
    const posts = await data.truth<{ booru: string; fid: string; picture_id: string; revision: number }>("select booru, fid, picture_id, revision from '$T/posts.parquet'");
    const md5 = new Map<string, string | undefined>([...danbooru.map((post) => [`danbooru.donmai.us ${post.id}`, post.md5] as const), ...gelbooru.map((post) => [`gelbooru.com ${post.id}`, post.md5] as const)]);
    const files = new Map<string, Set<string>>();
    const pictures = new Map<string, string>();
    for (const post of posts) {
      const hash = md5.get(`${post.booru} ${post.fid}`);
      if (hash === undefined) continue;
      const file = `${post.picture_id} ${post.revision}`;
      files.set(file, (files.get(file) ?? new Set()).add(hash));
      expect(pictures.get(hash) ?? file).toBe(file);
      pictures.set(hash, file);
    }
    for (const hashes of files.values()) expect(hashes.size).toBe(1);
  });

  it('holds the characters, artists and dates of danbooru', async () => {
    const rows = await data.truth<{ fid: string; artist: string; characters: string[]; at: string }>(
      `select fid, artist, characters, (epoch_ms(created_at))::varchar as at from '$T/posts.parquet' join '$T/pictures.parquet' using (picture_id) where booru = 'danbooru.donmai.us' order by fid::bigint`);
    rows.forEach((row, at) => {
      const post = danbooru[at]!;
      expect(post.tag_string_artist).toBe(row.artist);
      for (const character of row.characters) expect(` ${post.tag_string_character} `).toContain(` ${character} `);
      expect(Date.parse(post.created_at)).toBe(Number(row.at));
    });
  });

  it('names in tag_equivalents exactly the tags that boards use', async () => {
    const rows = await data.truth<{ booru: string; tag_name: string; tag_cat: number }>("select booru, tag_name, tag_cat from '$T/tag_equivalents.parquet'");
    const names = (booru: string): Set<string> => new Set(rows.filter((row) => row.booru === booru).map((row) => `${row.tag_name} ${row.tag_cat}`));
    expect(names('danbooru.donmai.us')).toEqual(new Set(data.lines<{ name: string; category: number }>('danbooru/tags.jsonl').map((tag) => `${tag.name} ${tag.category}`)));
    expect(names('gelbooru.com')).toEqual(new Set(elements(data.text('gelbooru/tags.xml'), 'tag').map((tag) => `${tag.name} ${tag.type}`)));
    expect(names('yande.re')).toEqual(new Set((JSON.parse(data.text('yandere/tag.json')) as { name: string; type: number }[]).map((tag) => `${tag.name} ${tag.type}`)));
    const respelled = await data.truth<{ booru: string; share: number }>(
      `select b.booru, avg((a.tag_name <> b.tag_name)::int) as share from '$T/tag_equivalents.parquet' a join '$T/tag_equivalents.parquet' b using (concept_id)
       where a.booru = 'danbooru.donmai.us' and a.tag_cat = 4 and b.booru <> a.booru group by 1`);
    const share = Object.fromEntries(respelled.map((row) => [row.booru, row.share]));
    expect(share['yande.re']).toBeGreaterThan(0.25);
    expect(share['gelbooru.com']).toBeLessThan(0.15);
    expect(share['gelbooru.com']).toBeGreaterThan(0.02);
  });

  it('agrees with the tag list about franchises and MyAnimeList', async () => {
    const members = new Map((await data.truth<{ tag_name: string; name: string }>("select tag_name, name from '$T/franchise_members.parquet' join '$T/franchises.parquet' using (franchise_id)")).map((row) => [row.tag_name, row.name]));
    const links = new Map((await data.truth<{ tag_name: string; mal_id: string }>("select tag_name, mal_id from '$T/mal.parquet' where main")).map((row) => [row.tag_name, row.mal_id]));
    const umbrellas = await data.truth<{ tag_name: string }>("select tag_name from '$T/umbrellas.parquet'");
    const names = new Map(data.lines<{ id: number; name: string }>('danbooru/tags.jsonl').map((tag) => [String(tag.id), tag.name]));
    const rows = data.text('booru-chars/danbooru_taglist.csv').split('\r\n').slice(1, -1).map((line) => line.split(';'));
    for (const [, , name, , head, mal] of rows) {
      if (head !== '') expect(members.get(name!)).toBe(names.get(head!));
      if (mal !== '') expect(links.get(name!)).toBe(mal);
      if (umbrellas.some((umbrella) => umbrella.tag_name === name)) expect(head).toBe('');
    }
    expect(umbrellas.map((row) => row.tag_name)).toContain('original');
  });

  it('ties children to parents that are there', async () => {
    const ids = new Map(danbooru.map((post) => [post.id, post]));
    const children = danbooru.filter((post) => post.parent_id !== null);
    expect(children.length / danbooru.length).toBeCloseTo(TWICE.duplicate + TWICE.variant, 2);
    for (const child of children) {
      expect(ids.get(child.parent_id!)?.has_children).toBe(true);
      expect(child.parent_id!).toBeLessThan(child.id);
      expect(child.md5).not.toBe(ids.get(child.parent_id!)?.md5 ?? '');
    }
    expect(danbooru.filter((post) => post.has_children)).toHaveLength(children.length);
  });
});

describe('rates', () => {
  it('crossposts and crossovers come as often as said', async () => {
    const [shared] = await data.truth<Record<'gelbooru' | 'safebooru' | 'yandere', number>>(
      `with d as (select distinct picture_id from '$T/posts.parquet' where booru = 'danbooru.donmai.us')
       select ${Object.entries({ gelbooru: 'gelbooru.com', safebooru: 'safebooru.org', yandere: 'yande.re' }).map(([name, booru]) => `avg((picture_id in (from d))::int) filter (booru = '${booru}') as ${name}`).join(', ')} from '$T/posts.parquet'`);
    for (const board of ['gelbooru', 'safebooru', 'yandere'] as const) expect(Math.abs(shared![board] - COPIED[board])).toBeLessThan(0.02);
    const [crossover] = await data.truth<{ share: number }>("select avg(crossover::int) as share from '$T/pictures.parquet' where len(franchise_ids) > 0");
    expect(Math.abs(crossover!.share - CROSSOVER_RATE)).toBeLessThan(0.012);
  });

  it('rates by the new letters after 2022-05-22', () => {
    const share = (letter: string): number => danbooru.filter((post) => post.rating === letter).length / danbooru.length;
    [...'gsqe'].forEach((letter, level) => expect(Math.abs(share(letter) - RATING_SHARES[level]!)).toBeLessThan(0.04));
    expect(share('q')).toBeGreaterThan(0.02);
    expect(share('e')).toBeGreaterThan(0.01);
    expect(new Set(data.text('safebooru/all_data.csv').split('\n').slice(1, -1).map((line) => line.split(',')[2]))).not.toContain('e');
  });

  it('falls as a power law like the tag list it is fitted to', () => {
    const copyrights = slope(countTags((post) => post.tag_string_copyright), 5, 150);
    expect(copyrights).toBeLessThan(-0.85);
    expect(copyrights).toBeGreaterThan(-1.6);
    const characters = slope(countTags((post) => post.tag_string_character), 5, 400);
    expect(characters).toBeLessThan(-0.55);
    expect(characters).toBeGreaterThan(-1.2);
  });

  it('carries about thirty tags a post, more posts every year, better scores for better pictures', async () => {
    const tags = danbooru.reduce((sum, post) => sum + post.tag_count, 0) / danbooru.length;
    expect(tags).toBeGreaterThan(25);
    expect(tags).toBeLessThan(36);
    const inYear = (year: number): number => danbooru.filter((post) => post.created_at.startsWith(String(year))).length;
    expect(inYear(2012)).toBeGreaterThan(3 * inYear(2008));
    expect(inYear(2024)).toBeGreaterThan(1.5 * inYear(2014));
    const quality = new Map((await data.truth<{ fid: string; quality: number }>("select fid, quality from '$T/posts.parquet' where booru = 'danbooru.donmai.us'")).map((row) => [Number(row.fid), row.quality]));
    const meanScore = (keep: (quality: number) => boolean): number => {
      const kept = danbooru.filter((post) => keep(quality.get(post.id)!));
      return kept.reduce((sum, post) => sum + post.score, 0) / kept.length;
    };
    expect(meanScore((value) => value > 0.7)).toBeGreaterThan(3 * meanScore((value) => value < 0.3));
  });

  it('tags the hair of a character in nearly all its pictures, and keeps work and character together', async () => {
    const [character] = await data.truth<{ tag_name: string; looks: string[] }>(
      `select c.tag_name, looks from '$T/characters.parquet' c join (select characters[1] as tag_name, count(*) as n from '$T/pictures.parquet' where len(characters) = 1 group by 1) using (tag_name) order by n desc, 1 limit 1`);
    const posts = danbooru.filter((post) => post.tag_string_character.split(' ').includes(character!.tag_name) && post.tag_string.includes('solo'));
    const seen = posts.filter((post) => ` ${post.tag_string_general} `.includes(` ${character!.looks[0]} `)).length;
    expect(posts.length).toBeGreaterThan(30);
    expect(seen / posts.length).toBeGreaterThan(0.8);
    for (const post of posts) expect(post.tag_string_copyright).not.toBe('');
  });
});
