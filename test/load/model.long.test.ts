import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { excludedTags } from '../../src/tags/exclusions.js';
import { faultsOf, load, rowsOf, tagsByPost, tempFolder, writeLines } from './fixtures.js';
import { stubLine, useStubs, type StubRow } from './stub-source.js';
import type { Origin } from '../../src/lake/inbox.js';

useStubs();
const dir = tempFolder('model');
const origins: readonly Origin[] = ['mention', 'listing', 'release', 'board'];
const forbidden = excludedTags[0]!;
const bad = '{"stub": broken';

interface Dump {
  origin: Origin;
  tagged: boolean;
  rows: (StubRow | null)[];
}

interface Held {
  rank: number;
  updated: string;
  score: number;
  /** Whose tags the post has and how new they are; null when none came. */
  tags: { rank: number; updated: string; names: string[] } | null;
}

/** What a lake should hold, in plain objects. */
class Model {
  readonly posts = new Map<string, Held>();
  readonly excluded = new Set<string>();

  /** Takes the dumps of one load; gives the number of rejected records of each. */
  load(dumps: readonly Dump[]): number[] {
    const rejected = dumps.map(() => 0);
    const kept = dumps.map((dump, i) => {
      const newest = new Map<string, StubRow>();
      for (const row of dump.rows) {
        const before = row === null ? undefined : newest.get(row.fid);
        if (row === null || before !== undefined) rejected[i]!++;
        if (row !== null && (before === undefined || (row.updated ?? '') >= (before.updated ?? ''))) newest.set(row.fid, row);
      }
      for (const row of newest.values()) if (dump.tagged && row.tags!.includes(forbidden)) this.excluded.add(row.fid);
      return newest;
    });
    // The lake keeps one date a post: its tags count as that new when they are of the same origin, else as of no date.
    for (const held of this.posts.values()) if (held.tags !== null) held.tags = { ...held.tags, updated: held.tags.rank === held.rank ? held.updated : '' };
    const touched = new Map([...this.posts].map(([fid, held]) => [fid, { post: -1, tags: -1, held }]));
    for (const [i, { origin, tagged }] of dumps.entries()) {
      const rank = origins.indexOf(origin);
      for (const [fid, { updated = '', score = 0, tags: names = [] }] of kept[i]!) {
        if (this.excluded.has(fid)) continue;
        const won = touched.get(fid) ?? { post: -2, tags: -2, held: { rank: -1, updated: '', score: 0, tags: null } };
        const held = { ...won.held };
        const next = { ...won, held };
        const beats = (other: { rank: number; updated: string }) => rank > other.rank || (rank === other.rank && updated >= other.updated);
        if (beats(held)) {
          Object.assign(held, { rank, updated, score });
          next.post = i;
        }
        if (tagged && (held.tags === null || beats(held.tags))) {
          held.tags = { rank, updated, names };
          next.tags = i;
        }
        touched.set(fid, next);
      }
    }
    for (const fid of this.excluded) {
      touched.delete(fid);
      this.posts.delete(fid);
    }
    for (const [i, newest] of kept.entries()) {
      for (const fid of newest.keys()) {
        const won = touched.get(fid);
        if (won === undefined || (won.post < i && won.tags !== i)) rejected[i]!++;
      }
    }
    for (const [fid, { held }] of touched) this.posts.set(fid, held);
    return rejected;
  }
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random.int(list.length)]!;

function drawDump(random: Random): Dump {
  const tagged = random.chance(0.8);
  const rows = Array.from({ length: 1 + random.int(8) }, (_, i) => {
    if (i > 0 && random.chance(0.05)) return null;
    const tags = Array.from({ length: random.int(4) }, () => `t${random.int(9)}`);
    if (random.chance(0.03)) tags.push(forbidden);
    const fid = pick(random, ['1', '2', '3', '5', '8', '524287', '524288', '9000000', 'aBc', 'abc']);
    const updated = random.chance(0.2) ? undefined : `20${10 + random.int(5)}-01-01T00:00:00Z`;
    return { booru: 'yande.re', fid, score: random.int(1000), rating: 'safe', ...(updated === undefined ? {} : { updated }), ...(tagged ? { tags } : {}) };
  });
  return { origin: pick(random, origins), tagged, rows };
}

describe('a lake after any sequence of loads', () => {
  it.each(Array.from({ length: 4 }, (_, seed) => seed))('equals its model, seed %i', async (seed) => {
    const random = new Random(seed);
    const lake = join(dir, `lake-${seed}`);
    const model = new Model();
    const seen = new Set<string>();
    for (let step = 0; step < 5; step++) {
      const dumps = Array.from({ length: 1 + random.int(3) }, () => drawDump(random)).filter((dump) => {
        const text = JSON.stringify(dump);
        return !seen.has(text) && seen.add(text);
      });
      const files = dumps.map((dump, i) => writeLines(join(dir, `${seed}-${step}-${i}.json`), dump.rows.map((row) => (row === null ? bad : stubLine(dump.origin, dump.tagged, row)))));
      const { files: outcomes } = await load(lake, files);
      expect(outcomes.map(({ read, loaded, rejected }) => [read, loaded + rejected, rejected])).toEqual(
        model.load(dumps).map((rejected, i) => [dumps[i]!.rows.length, dumps[i]!.rows.length, rejected]),
      );
      expect(await tagsByPost(lake)).toEqual(Object.fromEntries([...model.posts].map(([fid, { tags }]) => [fid, [...new Set(tags?.names)].sort()])));
      const rows = await rowsOf(lake, 'SELECT fid, score, origin, tag_origin FROM posts ORDER BY fid');
      const expected = [...model.posts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([fid, { score, rank, tags }]) => ({ fid, score, origin: origins[rank], tag_origin: tags === null ? null : origins[tags.rank] }));
      expect(rows).toEqual(expected);
      expect(await rowsOf(lake, 'SELECT load_id FROM loads WHERE rows_read <> rows_loaded + rows_rejected OR rows_rejected <> (SELECT coalesce(sum(records), 0) FROM rejects WHERE rejects.load_id = loads.load_id)')).toEqual([]);
    }
    expect(faultsOf(lake).filter((fault) => !fault.endsWith('is left over'))).toEqual([]);
  });
});
