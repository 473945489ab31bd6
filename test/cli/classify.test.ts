import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { cli, load, post, rowsOf, tempFolder, writeLines } from '../load/fixtures.js';

const dir = tempFolder('classify-cli');
const lake = join(dir, 'lake');

beforeAll(async () => {
  const random = new Random(1);
  const posts = Array.from({ length: 300 }, (_, i) => {
    const ann = random.chance(0.6);
    return post(i + 1, { character: ann ? 'ann' : 'bea', tags: ['red_hair', 'blue_hair', 'hat'].filter((_tag, k) => random.chance(k === (ann ? 0 : 1) ? 0.9 : 0.2)).join(' ') || 'solo', rating: i % 10 === 0 ? 'e' : 'g' });
  });
  await load(lake, writeLines(join(dir, 'posts.json'), posts));
});

describe('classify', () => {
  it('prints each method beside the majority, and what was hidden; its predictions can be scored and queried', async () => {
    const ran = cli(['--lake', lake, 'classify', 'character']);
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/method +setting +accuracy[\s\S]*majority +NULL +0\.\d+[\s\S]*naive_bayes[\s\S]*logistic/);
    expect(ran.stderr).toMatch(/2 classes by 4 tags: learned from \d+ posts, calibrated on \d+, scored on \d+ \(danbooru\.donmai\.us, rated up to sensitive\)/);
    expect(ran.stderr).toMatch(/30 posts hidden, --rating all shows them/);
    const scored = cli(['--lake', lake, 'score', 'classify', '--method', 'logistic', '--limit', '1']);
    expect(scored.stdout).toMatch(/Classes of logistic[\s\S]*ann[\s\S]*Taken for another[\s\S]*As sure as right\?/);
    const [rows] = await rowsOf<{ n: number }>(lake, `SELECT count(*) AS n FROM predictions WHERE task = 'character' AND method = 'logistic'`);
    const json = JSON.parse(cli(['--lake', lake, 'score', 'classify', 'character', '--json']).stdout) as { methods: { method: string; predictions: number }[] };
    expect(json.methods.map(({ predictions }) => predictions)).toEqual([rows!.n, rows!.n, rows!.n]);
  });

  it('prints the result as JSON', () => {
    const found = JSON.parse(cli(['--lake', lake, '--rating', 'all', 'classify', 'character', '--seed', '4', '--json']).stdout) as { train: number; calibration: number; test: number };
    expect(found).toMatchObject({ task: 'character', classes: ['ann', 'bea'], methods: [{ method: 'majority' }, { method: 'naive_bayes' }, { method: 'logistic' }] });
    expect(found.train + found.calibration + found.test).toBe(300);
  });
});
