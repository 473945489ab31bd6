import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/kernels/random.js';
import { defaultModels } from '../../../src/linking/mal/default-models.js';
import { linkMal, type LinkMalOptions } from '../../../src/linking/mal/link-mal.js';
import { scoreMal, type MalScore } from '../../../src/linking/mal/score-mal.js';
import { load, rowsOf, tempFolder, withLake } from '../../load/fixtures.js';
import { simulated, type Simulated } from '../../simulate/simulated.js';

const dir = tempFolder('simulated-mal');
let data: Simulated;

beforeAll(async () => {
  data = await simulated({ posts: 15_000, seed: 4 });
}, 60_000);
afterAll(() => data.remove());

async function scored(lake: string, options: LinkMalOptions = {}): Promise<Record<string, MalScore>> {
  await withLake(lake, (open) => linkMal(open, { labels: false, ...options }));
  const scores = await withLake(lake, (open) => scoreMal(open, { truth: join(data.folder, 'truth/mal.parquet') }));
  return Object.fromEntries(scores.map((score) => [score.kind, score]));
}

/** One letter of a name left out, doubled or swapped with the next. */
function misspelt(name: string, random: Random): string {
  const at = 1 + random.int(Math.max(1, name.length - 2));
  const [before, letter, after] = [name.slice(0, at), name.slice(at, at + 1), name.slice(at + 1)];
  return random.pick([before + after, before + letter + letter + after, before + after.slice(0, 1) + letter + after.slice(1)]);
}

describe('links on simulated boards', () => {
  const lake = join(dir, 'lake');
  beforeAll(() => load(lake, ['booru-chars', 'jikan'].map((name) => join(data.folder, name))), 60_000);

  it('are right where everything is known', { timeout: 60_000 }, async () => {
    const { character, anime } = await scored(lake);
    expect(character!.precision).toBeGreaterThan(0.97);
    expect(character!.recall).toBeGreaterThan(0.85);
    expect(anime!.precision).toBeGreaterThan(0.9);
    const twice = await rowsOf(lake, "SELECT mal_kind, mal_id FROM mal_links WHERE status = 'accepted' GROUP BY ALL HAVING count(*) > 1");
    expect(twice).toEqual([]);
  });

  it('need no labels to learn their weights', { timeout: 60_000 }, async () => {
    const { character } = await scored(lake, { weights: 'learn' });
    expect(character!.precision).toBeGreaterThan(0.95);
    expect(character!.recall).toBeGreaterThan(0.75);
  });

  it('are judged where labels did not tell them', { timeout: 60_000 }, async () => {
    const all = await scored(lake);
    const { character } = await scored(lake, { labels: true });
    const [told] = await rowsOf<{ n: bigint }>(lake, "SELECT count(*) AS n FROM mal_links WHERE mal_kind = 'character' AND rule = 'label' AND status = 'accepted'");
    expect(Number(told!.n)).toBeGreaterThan(50);
    expect(character!.known).toBe(all['character']!.known - Number(told!.n));
    expect(character!.precision).toBeGreaterThan(0.95);
    expect(character!.recall).toBeGreaterThan(0.85);
  });

  it('fit their weights to labels, the same each time', { timeout: 180_000 }, async () => {
    const fit = () => withLake(lake, (open) => linkMal(open, { weights: 'fit' }));
    const first = await fit();
    const [, character] = await withLake(lake, (open) => scoreMal(open, { truth: join(data.folder, 'truth/mal.parquet') }));
    expect(character!.precision).toBeGreaterThan(0.9);
    expect(character!.recall).toBeGreaterThan(0.85);
    expect(first.find(({ kind }) => kind === 'character')!.model.weights).not.toEqual(defaultModels.character.weights);
    expect(await fit()).toEqual(first);
  });

  it('are scored by labels that were hidden', { timeout: 180_000 }, async () => {
    const [, character] = await withLake(lake, (open) => scoreMal(open));
    expect(character!.precision).toBeGreaterThan(0.95);
    expect(character!.recall).toBeGreaterThan(0.8);
    const [, told] = await withLake(lake, (open) => scoreMal(open, { folds: 2, apart: 'tags' }));
    expect(told!.known).toBe(character!.known);
    expect(told!.links).not.toBe(0);
  });

  it('bear one name in ten misspelt', { timeout: 60_000 }, async () => {
    const random = new Random(9);
    const file = join(data.folder, 'jikan/characters.jsonl');
    const original = readFileSync(file, 'utf8');
    const spoilt = original.split('\n').map((text) => {
      if (text === '' || !random.chance(0.1)) return text;
      const answer = JSON.parse(text) as { data: { name: string } };
      answer.data.name = misspelt(answer.data.name, random);
      return JSON.stringify(answer);
    }).join('\n');
    writeFileSync(file, spoilt);
    const other = join(dir, 'spoilt');
    // Casts name the characters again, so they are left out.
    await load(other, [join(data.folder, 'booru-chars'), file, join(data.folder, 'jikan/anime.jsonl')]);
    writeFileSync(file, original);
    const { character } = await scored(other);
    expect(character!.precision).toBeGreaterThan(0.94);
    expect(character!.recall).toBeGreaterThan(0.8);
  });
});
