import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaVersion } from '../../src/lake/manifest.js';
import { openLake } from '../../src/lake/lake.js';
import { cli, faultsOf, load, manifestOf, post, rowsOf, tempFolder, treeOf, writeLines } from '../load/fixtures.js';

const dir = tempFolder('damage');
const whole = join(dir, 'whole');
let made = 0;
const copy = () => {
  const lake = join(dir, `lake-${++made}`);
  cpSync(whole, lake, { recursive: true });
  return lake;
};
const far = 2 ** 21;
const more = writeLines(join(dir, 'more.json'), [post(1, { updated: '2025-01-01' }), post(far + 1, { updated: '2025-01-01' })]);

beforeAll(() => load(whole, writeLines(join(dir, 'posts.json'), Array.from({ length: 400 }, (_, i) => post(i < 200 ? i + 1 : far + i, { tags: `tag_${i} sky`, score: i * 7919 % 1000 })))));

/** Every way to the file fails with one clear message, and the damaged lake is left as it is. */
async function expectDamaged(lake: string, message: RegExp): Promise<void> {
  const before = treeOf(lake);
  const ran = cli(['--lake', lake, 'sql', '-c', 'SELECT sum(score), max(fid) FROM posts']);
  expect(ran).toMatchObject({ status: 1, stdout: '' });
  expect(ran.stderr).toMatch(message);
  expect(ran.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(ran.stderr).not.toMatch(/not an error we expected|\bat \S+:\d+/);
  await expect(load(lake, more)).rejects.toMatchObject({ name: 'UserError', exitCode: 1, message: expect.stringMatching(message) });
  expect(treeOf(lake)).toEqual(before);
}

const file = (lake: string, at = 0) => join(lake, manifestOf(lake).tables.posts![at]!.path);

describe('a damaged lake', () => {
  it.each([0, 1])('with a missing file, part %i', async (at) => {
    const lake = copy();
    rmSync(file(lake, at));
    await expectDamaged(lake, /A file of the lake is missing: .*\.parquet/);
  });

  it('with a file cut off, or replaced by another', async () => {
    const lake = copy();
    truncateSync(file(lake, 1), 1000);
    await expectDamaged(lake, /A file of the lake is damaged: .*\.parquet has 1000 bytes/);
    writeFileSync(file(lake, 1), 'hello');
    await expectDamaged(lake, /A file of the lake is damaged: .*\.parquet has 5 bytes/);
  });

  it.each([['end', -6, 6], ['footer', -2000, 1500], ['pages', 300, 8000]])('with bytes changed in the %s of a file', async (_, from, count) => {
    const lake = copy();
    const bytes = readFileSync(file(lake));
    const start = from < 0 ? bytes.length + from : from;
    bytes.fill(0xff, start, Math.min(bytes.length, start + count));
    writeFileSync(file(lake), bytes);
    await expectDamaged(lake, /A file of the lake is damaged: .*posts.*\.parquet has not the bytes/);
  });

  it('with a damaged ledger', async () => {
    const lake = copy();
    const [loads] = manifestOf(lake).tables.loads!;
    const bytes = readFileSync(join(lake, loads!.path));
    bytes.fill(0xff, 4, 600);
    writeFileSync(join(lake, loads!.path), bytes);
    await expectDamaged(lake, new RegExp(`${loads!.path} has not the bytes`));
  });

  it.each([
    ['no JSON', `{"schemaVersion": ${schemaVersion}, "gener`, /manifest\.json is damaged: it is not JSON/],
    ['nothing', '', /manifest\.json is damaged: it is not JSON/],
    ['a list', '[]', /manifest\.json is damaged: it does not list/],
    ['no tables', `{"schemaVersion": ${schemaVersion}, "generation": 3}`, /manifest\.json is damaged: it does not list/],
    ['tables that are no lists', `{"schemaVersion": ${schemaVersion}, "generation": 3, "tables": {"posts": 5}}`, /manifest\.json is damaged: it does not list/],
    ['null', 'null', /manifest\.json is damaged: it does not list/],
    ['another schema', '{"schemaVersion": 99, "generation": 3, "tables": {}}', new RegExp(`schema version 99; this program reads version ${schemaVersion}`)],
  ])('with a manifest of %s', async (_, text, message) => {
    const lake = copy();
    writeFileSync(join(lake, 'manifest.json'), text);
    await expectDamaged(lake, message);
  });

  it('that has a stray file or old leftovers is none: the next load tidies up', async () => {
    const lake = copy();
    const stray = join(lake, 'posts', 'booru=danbooru.donmai.us', '0-000000000000.parquet');
    cpSync(file(lake), stray);
    writeFileSync(join(lake, 'manifest.json.new'), '{"half');
    writeFileSync(join(lake, 'views.sql.new'), 'CREATE');
    writeFileSync(join(lake, 'views.sql'), '-- of a commit that was killed');
    writeFileSync(join(lake, 'my-notes.txt'), 'mine');
    cpSync(whole, join(lake, '.staging'), { recursive: true });
    const old = manifestOf(lake);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 400 }]);
    await load(lake, more);
    expect(faultsOf(lake, [old])).toEqual(['my-notes.txt is left over']);
    expect(readFileSync(join(lake, 'views.sql'), 'utf8')).toContain(manifestOf(lake).tables.tags![0]!.path);
  });

  it('is no lake at all without a manifest', async () => {
    await expect(openLake(join(dir, 'nowhere'))).rejects.toMatchObject({ name: 'UserError', exitCode: 1, message: expect.stringContaining('No lake at'), hint: expect.stringContaining('load') });
    await expect(openLake(join(dir, 'posts.json'))).rejects.toMatchObject({ name: 'UserError' });
    await expect(load(join(dir, 'posts.json'), more)).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('Cannot make the lake folder') });
  });

  it('does not disturb a session that is open while another load replaces the files', async () => {
    const lake = copy();
    const open = await openLake(lake, { rating: 'all' });
    await load(lake, more);
    expect(await open.rows('SELECT count(*) AS n, max(updated_at)::VARCHAR AS newest FROM posts')).toMatchObject([{ n: 400, newest: expect.stringContaining('2024') }]);
    open.close();
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 401 }]);
  });
});
