import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLake } from '../../../src/lake/lake.js';
import type { Rating } from '../../../src/lake/views.js';
import { linkTags, type LinkTagsOptions } from '../../../src/linking/tags/link-tags.js';
import { rowsSql } from '../../images/composed-lake.js';
import { writeSmallLake } from '../../system/small-lake.js';

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

const boards = { d: 'danbooru.donmai.us', g: 'gelbooru.com', z: 'zerochan.net' } as const;
type Letter = keyof typeof boards;

interface Vocabulary { tags: Record<string, number>; aliases?: Record<string, string>; implications?: Record<string, string> }

/** A lake of tags by board and works: for each board that has the work the tags it carries there, parted by spaces. A work whose key ends in ! is explicit. */
async function lakeOf(vocabularies: Partial<Record<Letter, Vocabulary>>, works: readonly Partial<Record<Letter, string>>[], explicit: readonly number[] = []): Promise<string> {
  const dir = join(mkdtempSync(join(tmpdir(), 'boorulab-link-tags-')), 'lake');
  dirs.push(join(dir, '..'));
  const letters = Object.keys(vocabularies) as Letter[];
  const tags = letters.flatMap((letter, board) => Object.entries(vocabularies[letter]!.tags).map(([tag_name, tag_cat], at) => ({ booru: boards[letter], tag_id: 1000 * board + at, tag_name, tag_name_norm: tag_name.toLowerCase().replaceAll(' ', '_'), tag_cat })));
  const posts = works.flatMap((work, at) => (Object.entries(work) as [Letter, string][]).map(([letter, text], rank) => ({ booru: boards[letter], fid: String(at + 1), post_key: at + 1, work_id: at + 1, rank: rank + 1, posts: Object.keys(work).length, rating_level: explicit.includes(at) ? 4 : 0, text })));
  const pairs = posts.flatMap(({ booru, post_key, rating_level, text }) => text.split(' ').filter((name) => name !== '').map((name) => ({ booru, post_key, rating_level, tag_id: tags.find((tag) => tag.booru === booru && tag.tag_name_norm === name)!.tag_id })));
  const relations = (key: 'aliases' | 'implications') => letters.flatMap((letter) => Object.entries(vocabularies[letter]![key] ?? {}).map(([antecedent, consequent]) => ({ booru: boards[letter], antecedent, consequent, status: consequent.endsWith('!') ? 'deleted' : 'active' })));
  const tables = { posts: posts.map(({ booru, fid, post_key, rating_level }) => ({ booru, fid, post_key, rating_level })), works: posts.map(({ booru, fid, post_key, work_id, rank, posts: count }) => ({ booru, fid, post_key, work_id, rank, posts: count })), tags, post_tags: pairs, tag_posts: pairs, tag_aliases: relations('aliases'), tag_implications: relations('implications') };
  await writeSmallLake(dir, Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0).map(([table, rows]) => [table, rowsSql(rows)])));
  return dir;
}

async function linked(dir: string, options: LinkTagsOptions = {}): Promise<{ links: string[]; summary: Awaited<ReturnType<typeof linkTags>> }> {
  const lake = await openLake(dir);
  const summary = await linkTags(lake, options);
  lake.close();
  const links = await rowsOf(dir, `SELECT tag_name_a || ' = ' || tag_name_b || ': ' || rule || ' ' || status AS link FROM tag_links ORDER BY booru_a, booru_b, tag_id_a, score DESC, tag_id_b`);
  return { links: links.map((row) => String(row['link'])), summary };
}

/** Puts decisions into a lake, as `left right yes` or `left right no`; keys are a letter for the board and a name, such as `d/hug`. */
async function decide(dir: string, ...decisions: string[]): Promise<string> {
  const key = (text: string) => boards[text[0] as Letter] + text.slice(1);
  const rows = decisions.map((text) => text.split(' ')).map(([left, right, decision]) => ({ kind: 'tags', left_key: key(left!), right_key: key(right!), decision }));
  await writeSmallLake(dir, { decisions: rowsSql(rows) });
  return dir;
}

async function rowsOf(dir: string, sql: string, rating: Rating = 'sensitive'): Promise<Record<string, unknown>[]> {
  const lake = await openLake(dir, { rating });
  try {
    return await lake.rows(sql);
  } finally {
    lake.close();
  }
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('link tags', () => {
  it('finds tags of other names from the works they are on', async () => {
    const dir = await lakeOf({ d: { tags: { hatsune_miku: 4, kagamine_rin: 4 } }, g: { tags: { first_sound: 4, mirror_girl: 4 } } }, [
      ...times(12, { d: 'hatsune_miku', g: 'first_sound' }), ...times(9, { d: 'kagamine_rin', g: 'mirror_girl' }), ...times(4, { d: 'hatsune_miku kagamine_rin', g: 'first_sound mirror_girl' }), ...times(20, { d: '', g: '' }),
    ]);
    const { links, summary } = await linked(dir);
    expect(links).toEqual(['hatsune_miku = first_sound: posts accepted', 'kagamine_rin = mirror_girl: posts accepted']);
    expect(summary.pairs).toEqual([{ booru_a: boards.d, booru_b: boards.g, shared_works: 45, accepted: 2, by_posts_alone: 2, review: 0 }]);
    const [row] = await rowsOf(dir, "SELECT * FROM tag_links WHERE tag_name_a = 'hatsune_miku'");
    expect(row).toMatchObject({ posts_both: 16, posts_a: 16, posts_b: 16, tag_cat: 4, evidence: ['16 of 16 and 16 works', expect.stringMatching(/^G2 \d+$/), 'jaccard 1.00', expect.stringMatching(/^mutual best by /), 'same category'] });
  });

  it('leaves few works and even rivals to a person', async () => {
    const few = await lakeOf({ d: { tags: { alice: 4 } }, g: { tags: { teapot: 4 } } }, [...times(4, { d: 'alice', g: 'teapot' }), ...times(30, { d: '', g: '' })]);
    expect((await linked(few)).links).toEqual(['alice = teapot: posts review']);
    const even = await lakeOf({ d: { tags: { left_twin: 4, right_twin: 4 } }, g: { tags: { sister: 4, brother: 4 } } }, [...times(15, { d: 'left_twin right_twin', g: 'sister brother' }), ...times(30, { d: '', g: '' })]);
    expect((await linked(even)).links).toEqual([]);
  });

  it('meets Title Case, quotes and turned names without a shared post, and says that names alone were compared', async () => {
    const dir = await lakeOf({ d: { tags: { hatsune_miku: 4, twintails: 0, 'saber_(fate)': 4, vocaloid: 3 } }, g: { tags: { miku_hatsune: 4, twintials: 0, saber: 4, unheard_of: 0 } }, z: { tags: { 'Hatsune Miku': 4, '"vocaloid"': 3 } } }, [{ d: 'twintails' }]);
    const { links, summary } = await linked(dir);
    expect(links).toEqual([
      'hatsune_miku = miku_hatsune: words review', 'twintails = twintials: slip review', 'saber_(fate) = saber: unqualified review', 'hatsune_miku = Hatsune Miku: same accepted', 'vocaloid = "vocaloid": same accepted', 'miku_hatsune = Hatsune Miku: words review',
    ]);
    expect(summary.pairs.map((row) => row.shared_works)).toEqual([0, 0, 0]);
  });

  it('lets aliases give a tag several names, and old ones none', async () => {
    const dir = await lakeOf({ d: { tags: { hug: 0, kiss: 0 }, aliases: { embrace: 'hug', cuddle: 'hug', smooch: 'kiss!' } }, g: { tags: { embrace: 0, cuddle: 0, smooch: 0 } } }, []);
    expect((await linked(dir)).links).toEqual(['hug = embrace: alias accepted', 'hug = cuddle: alias accepted']);
    expect(await rowsOf(dir, 'SELECT tag_id, unified_name FROM unified_tags ORDER BY tag_id')).toEqual([{ tag_id: 0, unified_name: 'hug' }, { tag_id: 1000, unified_name: 'hug' }, { tag_id: 1001, unified_name: 'hug' }]);
  });

  it('asks about a namesake of another category, unless works say that it is the same', async () => {
    const vocabularies = { d: { tags: { bleach: 3 } }, g: { tags: { bleach: 4 } } };
    expect((await linked(await lakeOf(vocabularies, []))).links).toEqual(['bleach = bleach: same review']);
    expect((await linked(await lakeOf(vocabularies, [...times(12, { d: 'bleach', g: 'bleach' }), ...times(12, { d: '', g: '' })]))).links).toEqual(['bleach = bleach: same accepted']);
  });

  it('asks about a namesake that is never on the same works', async () => {
    const dir = await lakeOf({ d: { tags: { rose: 0 } }, g: { tags: { rose: 0 } } }, [...times(20, { d: 'rose', g: '' }), ...times(20, { d: '', g: 'rose' }), ...times(20, { d: '', g: '' })]);
    expect((await linked(dir)).links).toEqual(['rose = rose: same review']);
  });

  it('can be told to take no notice of names, and which board names tags', async () => {
    const dir = await lakeOf({ d: { tags: { hug: 0 } }, g: { tags: { hug: 0 } } }, [{ d: 'hug', g: 'hug' }]);
    expect((await linked(dir, { ignoreNames: true })).links).toEqual([]);
    expect((await linked(dir, { prefer: ['gelbooru.com'] })).summary.pairs[0]).toMatchObject({ booru_a: 'gelbooru.com', accepted: 1 });
  });

  it('needs two boards', async () => {
    const lake = await openLake(await lakeOf({ d: { tags: { hug: 0 } } }, []));
    await expect(linkTags(lake)).rejects.toThrow('The lake has tags of one board only');
    lake.close();
  });
});

describe('decisions of people about tags', () => {
  const vocabularies = { d: { tags: { hug: 0, kiss: 0 } }, g: { tags: { hug: 0, embrace: 0, kiss: 0 } }, z: { tags: { Hug: 0 } } };

  it('join what the machine does not, also a second tag of a board', async () => {
    const dir = await decide(await lakeOf(vocabularies, []), 'd/hug g/embrace yes', 'd/hug g/hug yes');
    const { links, summary } = await linked(dir);
    expect(links).toEqual(['hug = hug: decision accepted', 'hug = embrace: decision accepted', 'kiss = kiss: same accepted', 'hug = Hug: same accepted', 'hug = Hug: same accepted']);
    expect(summary.decisions).toEqual({ used: 2, learned: 0, keptApart: 0, contradicted: 0, unknown: 0 });
    expect(await rowsOf(dir, "SELECT DISTINCT unified_name AS name FROM unified_tags WHERE booru = 'gelbooru.com' ORDER BY ALL")).toEqual([{ name: 'hug' }, { name: 'kiss' }]);
  });

  it('keep tags apart, by way of a third board too, and say whose links are in doubt', async () => {
    const dir = await decide(await lakeOf(vocabularies, []), 'g/hug d/hug no');
    const { links, summary } = await linked(dir);
    expect(links).toEqual(['hug = hug: decision rejected', 'kiss = kiss: same accepted', 'hug = Hug: same accepted', 'hug = Hug: same review']);
    expect(summary.decisions).toMatchObject({ used: 1, keptApart: 1 });
    expect(await rowsOf(dir, "SELECT list(booru ORDER BY booru) AS boards FROM unified_tags JOIN tags USING (booru, tag_id) WHERE tag_name_norm = 'hug' GROUP BY unified_id ORDER BY ALL")).toEqual([{ boards: [boards.d, boards.z] }, { boards: [boards.g] }]);
  });

  it('bar a tag from a whole board', async () => {
    expect((await linked(await decide(await lakeOf(vocabularies, []), 'd/hug g/ no', 'd/hug z/ no'))).links).toEqual(['kiss = kiss: same accepted', 'hug = Hug: same accepted']);
  });

  it('are counted where they contradict each other or the lake has not got the tags', async () => {
    const dir = await decide(await lakeOf(vocabularies, []), 'd/hug g/hug yes', 'g/hug z/Hug yes', 'd/hug z/Hug no', 'd/gone g/hug yes', 'd/hug g/gone no');
    const { summary, links } = await linked(dir);
    expect(summary.decisions).toEqual({ used: 2, learned: 0, keptApart: 0, contradicted: 1, unknown: 2 });
    expect(links).toContain('hug = Hug: decision review');
  });

  it('teach the weights when there are enough', async () => {
    const names = Array.from({ length: 30 }, (_, i) => [`first_name${i}_x`, `x_first_name${i}`] as const);
    const dir = await lakeOf({ d: { tags: Object.fromEntries([...names.map(([name]) => [name, 0]), ['last_word_of_all', 0]]) }, g: { tags: Object.fromEntries([...names.map(([, name]) => [name, 0]), ['of_all_last_word', 0]]) } }, []);
    expect((await linked(dir)).links).toContain('last_word_of_all = of_all_last_word: words review');
    const yes = names.map(([a, b]) => `d/${a} g/${b} yes`);
    const no = Array.from({ length: 12 }, (_, i) => `d/${names[i]![0]} g/${names[i + 1]![1]} no`);
    await decide(dir, ...yes, ...no);
    const { links, summary } = await linked(dir);
    expect(summary.decisions.learned).toBe(42);
    expect(links).toContain('last_word_of_all = of_all_last_word: words accepted');
    await decide(dir, ...yes.slice(0, 25), ...no);
    expect((await linked(dir)).summary.decisions.learned).toBe(0);
  });
});

describe('unified views', () => {
  const works = [{ d: 'cat_ears', g: 'cat_ears' }, { g: 'cat_ears_x' }, { g: 'lonely' }];
  const vocabularies = {
    d: { tags: { cat_ears: 0, animal_ears: 0, ears: 0 }, aliases: { cat_ears_x: 'cat_ears' }, implications: { cat_ears: 'animal_ears', animal_ears: 'ears', ears: 'animal_ears' } }, g: { tags: { cat_ears: 0, cat_ears_x: 0, lonely: 0, animal_ears: 0 } },
  };

  it('name tags of all boards by the first, and add what they imply when asked', async () => {
    const dir = await lakeOf(vocabularies, works);
    await linked(dir);
    expect(await rowsOf(dir, 'SELECT booru, post_key, tag_name FROM unified_post_tags ORDER BY ALL')).toEqual([
      { booru: boards.d, post_key: 1, tag_name: 'cat_ears' }, { booru: boards.g, post_key: 1, tag_name: 'cat_ears' }, { booru: boards.g, post_key: 2, tag_name: 'cat_ears' }, { booru: boards.g, post_key: 3, tag_name: 'lonely' },
    ]);
    expect(await rowsOf(dir, "SELECT post_key, tag_name, is_implied FROM unified_post_tags_implied WHERE booru = 'gelbooru.com' AND post_key = 2 ORDER BY ALL")).toEqual([
      { post_key: 2, tag_name: 'animal_ears', is_implied: true }, { post_key: 2, tag_name: 'cat_ears', is_implied: false }, { post_key: 2, tag_name: 'ears', is_implied: true },
    ]);
  });

  it('have a tag once on a post that carries two spellings of it', async () => {
    const dir = await lakeOf(vocabularies, [{ d: 'cat_ears', g: 'cat_ears cat_ears_x' }, { g: 'cat_ears_x lonely' }]);
    await linked(dir);
    expect(await rowsOf(dir, "SELECT p.post_key, p.tag_name, t.tag_name AS spelling FROM unified_post_tags AS p JOIN tags AS t USING (tag_id) WHERE p.booru = 'gelbooru.com' ORDER BY ALL")).toEqual([
      { post_key: 1, tag_name: 'cat_ears', spelling: 'cat_ears' }, { post_key: 2, tag_name: 'cat_ears', spelling: 'cat_ears_x' }, { post_key: 2, tag_name: 'lonely', spelling: 'lonely' },
    ]);
    expect(await rowsOf(dir, 'SELECT DISTINCT booru, post_key, tag_id, unified_id, tag_cat FROM unified_post_tags')).toHaveLength(4);
  });

  it('hide what the rating hides, and work before anything is linked', async () => {
    const dir = await lakeOf(vocabularies, works, [1]);
    expect(await rowsOf(dir, 'SELECT DISTINCT post_key FROM unified_post_tags ORDER BY 1')).toEqual([{ post_key: 1 }, { post_key: 3 }]);
    expect(await rowsOf(dir, 'SELECT DISTINCT post_key FROM unified_post_tags_implied ORDER BY 1')).toEqual([{ post_key: 1 }, { post_key: 3 }]);
    expect(await rowsOf(dir, 'SELECT DISTINCT post_key FROM unified_post_tags_implied ORDER BY 1', 'all')).toHaveLength(3);
  });
});
