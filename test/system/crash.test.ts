import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { simulate } from '../../src/simulate/simulate.js';
import { cli, faultsOf, load, manifestOf, post, rowsOf, startCli, tagsByPost, tempFolder, treeOf, writeLines } from '../load/fixtures.js';

const dir = tempFolder('crash');
const dumps = join(dir, 'dumps');
const boards = ['danbooru', 'gelbooru', 'safebooru', 'yandere'].map((name) => join(dumps, name));
const start = join(dir, 'start');
const target = join(dir, 'target');
/** `KILLS=200 npm run test:system -- crash` for the figure in docs/reliability.md. */
const rounds = Number(process.env['KILLS'] ?? 30);
let wholeLoad = 0;

/** Everything a lake says of its posts, as text; the same for the same content. */
async function contentOf(lake: string): Promise<string> {
  await tagsByPost(lake);
  return JSON.stringify([
    await rowsOf(lake, 'SELECT booru, count(*) AS n, sum(score) AS score, bit_xor(hash(posts))::VARCHAR AS rows FROM posts GROUP BY booru ORDER BY booru'),
    await rowsOf(lake, 'SELECT booru, count(*) AS n, bit_xor(hash(t.post_key, tag_name))::VARCHAR AS rows FROM post_tags AS t JOIN tags USING (booru, tag_id) GROUP BY booru ORDER BY booru'),
    await rowsOf(lake, 'SELECT count(*) AS n, sum(rows_read) AS read, sum(rows_loaded) AS loaded, sum(rows_rejected) AS rejected FROM loads'),
    await rowsOf(lake, 'SELECT reason, sum(records) AS n FROM rejects GROUP BY reason ORDER BY reason'),
  ]);
}

/** How many files the table of posts has, of any generation. */
const filesOfPosts = (lake: string) => readdirSync(join(lake, 'posts'), { recursive: true }).length;

const isWriting = (lake: string) => existsSync(join(lake, '.staging')) && readdirSync(join(lake, '.staging')).some((name) => name.endsWith('.parquet'));

beforeAll(async () => {
  await simulate({ posts: 4000, seed: 3, out: dumps });
  const older = Array.from({ length: 2000 }, (_, i) => post(i + 1, { tags: `before_${i % 97} sky`, updated: '2001-01-01' }));
  await load(start, writeLines(join(dir, 'older.json'), [...older, '{"broken']));
  cpSync(start, target, { recursive: true });
  const began = Date.now();
  expect(cli(['--lake', target, 'load', ...boards]).status).toBe(0);
  wholeLoad = Date.now() - began;
});

describe('kill -9 during a load', () => {
  it(`leaves the old lake or the new one, ${rounds} times over`, { timeout: rounds * 30_000 }, async () => {
    const contents = { old: await contentOf(start), new: await contentOf(target) };
    expect(contents.old).not.toBe(contents.new);
    const random = new Random(11);
    const seen = { old: 0, new: 0, staging: 0, orphans: 0 };
    for (let round = 0; round < rounds; round++) {
      const lake = join(dir, `lake-${round}`);
      cpSync(start, lake, { recursive: true });
      // Some at any moment, some while the tables are written, some while they become the lake.
      const { child, ended } = startCli(['--lake', lake, 'load', ...boards]);
      const until = async (moment: () => boolean) => {
        while (!moment() && child.exitCode === null) await delay(1);
      };
      const [moment, wait] = [[() => true, wholeLoad], [() => isWriting(lake), wholeLoad / 6], [() => filesOfPosts(lake) > filesOfPosts(start), 30]][round % 3] as [() => boolean, number];
      await until(moment);
      await delay(random.int(Math.ceil(wait)));
      child.kill('SIGKILL');
      await ended;
      seen.staging += Number(existsSync(join(lake, '.staging')));
      expect(faultsOf(lake).filter((fault) => !fault.endsWith('is left over')), `round ${round}`).toEqual([]);
      const content = await contentOf(lake);
      expect(Object.values(contents), `round ${round}`).toContain(content);
      seen[content === contents.old ? 'old' : 'new']++;
      seen.orphans += Number(content === contents.old && filesOfPosts(lake) > filesOfPosts(start));

      const previous = manifestOf(lake);
      const again = cli(['--lake', lake, 'load', ...boards]);
      expect(again.status, again.stderr).toBe(0);
      expect(await contentOf(lake)).toBe(contents.new);
      // After the lake that was killed at its end there is nothing to load, and its last generation may stay.
      expect(faultsOf(lake, [previous, manifestOf(start)])).toEqual([]);
      expect(existsSync(join(lake, '.staging'))).toBe(false);
    }
    expect(Math.min(seen.old, seen.staging)).toBeGreaterThan(5);
    console.log(`killed ${rounds} times: ${JSON.stringify(seen)}`);
  });

  it('makes no lake where there was none', async () => {
    const lake = join(dir, 'none');
    const { child, ended } = startCli(['--lake', lake, 'load', ...boards]);
    while (!existsSync(join(lake, '.staging')) && child.exitCode === null) await delay(1);
    await delay(50);
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(join(lake, 'manifest.json'))).toBe(false);
    expect(cli(['--lake', lake, 'tables'])).toMatchObject({ status: 1, stderr: expect.stringContaining('No lake at') });
    expect(cli(['--lake', lake, 'load', ...boards]).status).toBe(0);
    expect(faultsOf(lake)).toEqual([]);
    expect(readFileSync(join(lake, 'views.sql'), 'utf8')).toContain('posts/booru=');
    expect(Object.keys(treeOf(lake)).some((name) => name.startsWith('.'))).toBe(false);
  });
});
