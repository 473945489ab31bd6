import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatNames } from '../../src/simulate/formats/formats.js';
import { simulated, type Simulated } from '../simulate/simulated.js';
import { load, rowsOf, tempFolder } from '../load/fixtures.js';
import { tellings, type Facts, type Row, type Telling } from './told.js';

const dir = tempFolder('truth');
const seeds = [1, 2];
const ratings = ['general', 'sensitive', 'questionable', 'explicit'];

interface World {
  data: Simulated;
  facts: Facts[];
}

const factsSql = `WITH told AS (SELECT booru, fid, unnest(tags) AS tag_name FROM '$T/post_facts.parquet'),
  tagged AS (SELECT booru, fid, list(tag_name ORDER BY tag_name) AS tags, list(tag_cat ORDER BY tag_name) AS categories FROM told LEFT JOIN '$T/tag_equivalents.parquet' USING (booru, tag_name) GROUP BY booru, fid)
  SELECT f.* EXCLUDE (created_at, updated_at, file_size, tags), epoch_ms(created_at)::DOUBLE AS created, file_size::DOUBLE AS file_size, tagged.* EXCLUDE (booru, fid) FROM '$T/post_facts.parquet' AS f JOIN tagged USING (booru, fid)`;

const worlds = new Map<number, World>();
beforeAll(async () => {
  for (const seed of seeds) {
    const data = await simulated({ posts: 200, seed, formats: 'all' });
    worlds.set(seed, { data, facts: await data.truth<Facts>(factsSql) });
  }
}, 60_000);
afterAll(() => worlds.forEach(({ data }) => data.remove()));

const byKey = (a: Row, b: Row) => (a.booru < b.booru ? -1 : a.booru > b.booru ? 1 : Number(a.fid) - Number(b.fid));
const sorted = (row: Row): Row => ({ ...row, tags: [...row.tags].sort() });
const pathsOf = ({ data }: World, { paths }: Telling) => paths.map((path) => join(data.folder, path));

/** What a lake should say of the posts, and of the categories of their tags, when a format told of them. */
function expected({ facts }: World, { of, until = Infinity, but, category }: Telling): { rows: Row[]; categories: Map<string, number> } {
  const categories = new Map<string, number>();
  const rows = facts.filter(({ booru, created }) => of.includes(booru) && created < until).map((fact) => {
    const { categories: own, ...said } = fact;
    const row: Row = { ...said, rating: ratings[fact.rating]!, precision: 'second' };
    for (const [column, tell] of Object.entries(but)) Object.assign(row, { [column]: tell(fact) });
    row.tags.forEach((tag, at) => {
      const known = category(own[at]!, fact.booru);
      if (known !== null) categories.set(`${row.booru} ${tag}`, known);
    });
    return sorted(row);
  });
  return { rows: rows.sort(byKey), categories };
}

const rowsSql = `SELECT p.booru, p.fid, rating_std AS rating, epoch_ms(created_at)::DOUBLE AS created, created_precision AS precision, score, favs, md5, file_ext, file_size::DOUBLE AS file_size, width, height, source, parent_fid,
    coalesce(list(n.tag_name) FILTER (n.tag_name IS NOT NULL), []) AS tags FROM posts AS p LEFT JOIN post_tag_names AS n USING (booru, post_key) GROUP BY ALL`;

const lakeRows = async (lake: string) => (await rowsOf<Row>(lake, rowsSql)).map(sorted).sort(byKey);

async function lakeCategories(lake: string): Promise<Map<string, number>> {
  const tags = await rowsOf<{ tag: string; tag_cat: number }>(lake, `SELECT DISTINCT n.booru || ' ' || n.tag_name AS tag, n.tag_cat FROM post_tag_names AS n`);
  return new Map(tags.map(({ tag, tag_cat }) => [tag, tag_cat]));
}

it('knows how every format of posts tells the truth', () => {
  expect(tellings.map(({ name }) => name)).toEqual(expect.arrayContaining(formatNames.filter((name) => name !== 'danbooru-daily')));
});

describe.each(seeds)('what seed %i wrote', (seed) => {
  it.each(tellings)('is loaded from $name as it is true', async (telling) => {
    const world = worlds.get(seed)!;
    const lake = join(dir, `${seed}-${telling.name}`);
    const { files } = await load(lake, pathsOf(world, telling));
    expect([...new Set(files.map(({ source }) => source))].sort()).toEqual(telling.sources);
    for (const { file, outcome, read, loaded, rejected } of files) expect({ file, outcome, loaded, rejected }).toEqual({ file, outcome: 'loaded', loaded: read, rejected: 0 });
    const { rows, categories } = expected(world, telling);
    expect(rows.length).toBeGreaterThan(15);
    expect(await lakeRows(lake)).toEqual(rows);
    const found = await lakeCategories(lake);
    for (const [tag, category] of categories) expect([tag, found.get(tag)]).toEqual([tag, category]);
  });

  it('is the same vocabulary in the daily export of danbooru', async () => {
    const world = worlds.get(seed)!;
    const lake = join(dir, `${seed}-daily`);
    await load(lake, join(world.data.folder, 'formats', 'danbooru-daily'));
    const counts = new Map<string, { tag_cat: number; post_count: number }>();
    for (const { booru, tags, categories } of world.facts) {
      if (booru === 'danbooru.donmai.us') tags.forEach((tag, at) => counts.set(tag, { tag_cat: categories[at]!, post_count: (counts.get(tag)?.post_count ?? 0) + 1 }));
    }
    const rows = await rowsOf<{ tag_name: string; tag_cat: number; post_count: number }>(lake, 'SELECT tag_name, tag_cat, post_count::INTEGER AS post_count FROM tags WHERE post_count IS NOT NULL');
    expect(new Map(rows.map(({ tag_name, ...tag }) => [tag_name, tag]))).toEqual(counts);
  });
});

/**
 * Of two rows of one origin and time the last loaded counts, whole. So what only one of them tells depends on the order:
 * general or sensitive, where the other has letters of old, and the date, which safebooru.org's JSON lacks.
 */
function settled(row: Row): Row {
  const rating = row.rating === 'general' || row.rating === 'sensitive' ? 'safe' : row.rating;
  return { ...row, rating, ...(row.booru === 'safebooru.org' ? { created: null, precision: null } : {}) };
}

/** The telling that counts where several tell of a board. */
const richest = ['danbooru', 'gelbooru-json', 'yandere', 'safebooru-json', 'sankaku', 'e-shuushuu', 'zerochan', 'anime-pictures', 'e621'];

describe('all formats together', () => {
  it.each([['in order', tellings], ['in reverse', [...tellings].reverse()]])('say what the richest of each board says, %s', async (name, order) => {
    const world = worlds.get(seeds[0]!)!;
    const lake = join(dir, name);
    const { files } = await load(lake, order.flatMap((telling) => pathsOf(world, telling)));
    for (const { file, read, loaded, rejected } of files) expect({ file, read }).toEqual({ file, read: loaded + rejected });
    const rows = richest.flatMap((best) => expected(world, tellings.find((telling) => telling.name === best)!).rows);
    expect((await lakeRows(lake)).map(settled)).toEqual(rows.sort(byKey).map(settled));
  }, 60_000);
});
