import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, load, post, rowsOf, startCli, tempFolder, treeOf, writeLines } from '../load/fixtures.js';

const dir = tempFolder('cli');
const lake = join(dir, 'lake');
/** A lake of its own for what would wait for another writer. */
const twin = join(dir, 'twin');
const good = writeLines(join(dir, 'posts.json'), [post(1, { character: 'ann' }), post(2, { rating: 'e' }), '{"id":', post(3, { tags: 'sky "quoted", tag' })]);
const bad = join(dir, 'cut.json.gz');

beforeAll(async () => {
  writeFileSync(bad, gzipSync(JSON.stringify(post(5))).subarray(0, 100));
  await load(lake, good);
  cpSync(lake, twin, { recursive: true });
});

/** Fails with a message of one or two lines and nothing on stdout. */
async function expectError(args: readonly string[], status: number, message: RegExp): Promise<void> {
  const ran = await startCli(args, dir).ended;
  expect(ran.stderr).toMatch(message);
  expect([ran.status, ran.stdout]).toEqual([status, '']);
  expect(ran.stderr).not.toMatch(/\bat \S+ \(|node:internal|not an error we expected/);
}

describe('what was used wrongly ends with 2, what failed with 1', () => {
  it.concurrent.each<[string, string[], number, RegExp]>([
    ['an unknown command', ['lode', good], 2, /unknown command 'lode'[\s\S]*load/],
    ['an unknown option', ['--lake', lake, 'tables', '--wide'], 2, /unknown option '--wide'/],
    ['an unknown rating', ['--rating', 'none', '--lake', lake, 'tables'], 2, /Unknown rating "none"/],
    ['a memory that is none', ['--memory', 'lots', '--lake', lake, 'tables'], 2, /--memory takes a size/],
    ['no path', ['--lake', lake, 'load'], 2, /name a file or folder/],
    ['a missing file', ['--lake', lake, 'load', 'nowhere.json'], 1, /No such file or folder: nowhere\.json/],
    ['an unknown source', ['--lake', lake, 'load', good, '--source', 'nope'], 2, /Unknown source nope[\s\S]*danbooru-posts/],
    ['a template that cannot be read back', ['--lake', lake, 'load', good, '--template', '<%id%>'], 2, /conditions cannot be read back\n.*--template/],
    ['an unknown board', ['--lake', lake, 'load', good, '--board', 'nope'], 2, /Unknown board nope/],
    ['an unknown table', ['--lake', lake, 'describe', 'post'], 2, /No table "post"[\s\S]*Did you mean posts\?/],
    ['an unknown reason', ['--lake', lake, 'rejects', 'bad'], 2, /unknown reason "bad"[\s\S]*bad_json/],
    ['an unknown query', ['--lake', lake, 'sql', 'top-character'], 2, /No saved query "top-character"[\s\S]*top-characters/],
    ['a missing query file', ['--lake', lake, 'sql', 'nowhere.sql'], 2, /nowhere\.sql: no such file/],
    ['an unknown parameter', ['--lake', lake, 'sql', 'top-characters', '-p', 'colour=red'], 2, /colour/],
    ['a parameter of the wrong type', ['--lake', lake, 'sql', 'top-characters', '-p', 'limit=ten'], 2, /limit/],
    ['a parameter without =', ['--lake', lake, 'sql', 'top-characters', '-p', 'limit'], 2, /--param takes name=value/],
    ['an unknown format', ['--lake', lake, 'sql', '-c', 'SELECT 1', '--format', 'xls'], 2, /xls[\s\S]*csv/],
    ['two queries', ['--lake', lake, 'sql', 'boards', '-c', 'SELECT 1'], 2, /not both/],
    ['a table SQL does not know', ['--lake', lake, 'sql', '-c', 'SELECT * FROM post'], 1, /post does not exist[\s\S]*posts/],
    ['SQL that is none', ['--lake', lake, 'sql', '-c', 'SELEC 1'], 1, /syntax error/i],
    ['no lake', ['--lake', join(dir, 'nowhere'), 'tables'], 1, /No lake at .*nowhere[\s\S]*load/],
    ['a lake that is a file', ['--lake', good, 'load', good], 1, /Cannot make the lake folder/],
    ['a limit that is none', ['--lake', lake, 'rejects', 'bad_json', '--limit', 'many'], 2, /--limit takes a whole number/],
    ['a picture of a report that does not exist', ['--lake', lake, 'report', 'nope'], 2, /No saved query "nope"/],
    ['franchises to score that were not found', ['--lake', lake, 'score', 'franchises'], 1, /franchise_members is empty[\s\S]*boorulab franchises/],
    ['an unknown task', ['--lake', lake, 'classify', 'mood'], 2, /Unknown task "mood"[\s\S]*franchise, character, rating, category/],
    ['too little to learn from', ['--lake', lake, 'classify', 'character'], 1, /one character only, ann \(1 post\)/],
    ['vectors that are not there', ['--lake', twin, 'classify', 'category'], 1, /no vectors of tags[\s\S]*boorulab embed/],
    ['predictions that are not there', ['--lake', lake, 'score', 'classify'], 1, /predictions is empty[\s\S]*boorulab classify/],
    ['a share of crossovers that is none', ['simulate', '--crossovers', '0.7', '--out', join(dir, 'sim')], 2, /--crossovers takes a share from 0 to 0\.5/],
    ['something that cannot be scored', ['--lake', lake, 'score', 'nope'], 2, /unknown command 'nope'/],
    ['a limit of faults that is none', ['--lake', lake, 'score', 'franchises', '--limit', 'all'], 2, /--limit takes a whole number/],
    ['a format that nobody writes', ['simulate', '--formats', 'zerochan,betamax', '--out', join(dir, 'sim')], 2, /--formats takes all or some of gwern-2020,.*not "betamax"/],
    ['simulated posts that are none', ['simulate', '--posts', 'many', '--out', join(dir, 'sim')], 2, /--posts takes a whole number/],
  ])('%s', async (_, args, status, message) => {
    await expectError(args, status, message);
  });

  it('a failed file is named on stdout and ends with 1; the others are loaded', () => {
    const own = join(dir, 'partly');
    const ran = cli(['--lake', own, 'load', good, bad, '--json']);
    expect(ran.status).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject([{ outcome: 'loaded', read: 4, loaded: 3, rejected: 1 }, { outcome: 'failed', note: expect.stringContaining('cut off') }]);
    const table = cli(['--lake', own, 'load', bad]);
    expect(table.status).toBe(1);
    expect(table.stdout.trimEnd().split('\n')).toHaveLength(3);
  });

  it('nothing at all, and help, are words', async () => {
    expect(cli(['--help'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('boorulab demo') });
    expect(cli([])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: boorulab') });
    expect(cli(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const commands = ['load', 'tables', 'describe', 'rejects', 'sql', 'cooccurrence', 'related', 'classify', 'score', 'report', 'notebook', 'simulate', 'demo'];
    for (const ran of await Promise.all(commands.map((command) => startCli([command, '--help']).ended))) {
      expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(/Example:\n {2}boorulab/) });
    }
  });

  it('a stack is shown with --debug only', () => {
    expect(cli(['--debug', '--lake', join(dir, 'nowhere'), 'tables']).stderr).toMatch(/at .*lake\.js/);
  });
});

describe('stdout carries data, stderr words', () => {
  it.concurrent.each<[string, string[]]>([
    ['load', ['load', good]], ['load --list-sources', ['load', '--list-sources']], ['tables', ['tables']], ['describe', ['describe', 'posts']], ['rejects', ['rejects']],
    ['rejects of a reason', ['rejects', 'bad_json']], ['sql', ['sql', 'boards']], ['sql --list', ['sql', '--list']], ['sql -c', ['sql', '-c', 'SELECT * FROM posts']],
  ])('%s --json', async (_, args) => {
    const ran = await startCli(['--lake', lake, ...args, '--json']).ended;
    expect(ran.status).toBe(0);
    const rows = JSON.parse(ran.stdout) as unknown[];
    expect(rows.length).toBeGreaterThan(0);
  });

  it('a table has its rows on stdout, hidden posts are told on stderr', () => {
    const ran = cli(['--lake', lake, 'sql', '-c', 'SELECT fid FROM posts ORDER BY 1']);
    expect(ran.stdout.trim().split('\n').map((line) => line.trim())).toEqual(['fid', expect.stringMatching(/^─+$/), '1', '3']);
    expect(ran.stderr).toBe('1 posts hidden, --rating all shows them.\n');
  });

  it('a load tells its balance, and where the rejects are', () => {
    const ran = cli(['--lake', join(dir, 'balance'), 'load', good]);
    expect(ran.stdout).toMatch(/posts\.json\s+danbooru-posts\s+loaded\s+4\s+3\s+1/);
    expect(ran.stderr).toMatch(/4 rows read = 3 loaded \+ 1 rejected/);
    expect(ran.stderr).toContain('boorulab rejects');
    expect(JSON.parse(cli(['--lake', join(dir, 'balance'), 'rejects', 'bad_json', '--json']).stdout)).toMatchObject([{ line: 3, raw: '{"id":' }]);
  });

  it('a reader that goes away early is no error', async () => {
    const { child, ended } = startCli(['--lake', lake, 'sql', '-c', 'SELECT range FROM range(500000)', '--format', 'csv']);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toMatchObject({ status: 0, stderr: expect.not.stringMatching(/EPIPE/) });
  });

  it('a pinned time gives the same lake', () => {
    const env = { SOURCE_DATE_EPOCH: '1700000000' };
    for (const name of ['pin-1', 'pin-2']) expect(cli(['--lake', join(dir, name), 'load', good], { env }).status).toBe(0);
    expect(treeOf(join(dir, 'pin-1'))).toEqual(treeOf(join(dir, 'pin-2')));
  });

  it('the lake is found in data/lake of a folder above, and by BOORULAB_LAKE', () => {
    const home = join(dir, 'home');
    mkdirSync(join(home, 'deep', 'er'), { recursive: true });
    cpSync(lake, join(home, 'data', 'lake'), { recursive: true });
    const sql = ['sql', '-c', 'SELECT count(*)::INTEGER AS n FROM posts', '--json'];
    expect(JSON.parse(cli(sql, { cwd: join(home, 'deep', 'er') }).stdout)).toEqual([{ n: 2 }]);
    expect(JSON.parse(cli(sql, { cwd: '/', env: { BOORULAB_LAKE: lake } }).stdout)).toEqual([{ n: 2 }]);
  });
});

describe('a load that is interrupted', () => {
  const big = join(dir, 'big.json');
  beforeAll(() => {
    writeLines(big, Array.from({ length: 15_000 }, (_, i) => post(i + 10, { tags: Array.from({ length: 15 }, (_, k) => `tag_${(i * (k + 3)) % 4999}`).join(' ') })));
  });

  it.each([['SIGINT', 0], ['SIGINT', 150], ['SIGINT', 300], ['SIGTERM', 250]] as const)('by %s after %i ms leaves the lake as it was and nothing half-written', async (signal, after) => {
    const own = join(dir, `interrupted-${signal}-${after}`);
    cpSync(lake, own, { recursive: true });
    const before = treeOf(own);
    const { child, ended } = startCli(['--lake', own, 'load', big]);
    while (!existsSync(join(own, '.staging')) && child.exitCode === null) await new Promise((done) => setTimeout(done, 2));
    await new Promise((done) => setTimeout(done, after));
    child.kill(signal);
    const ran = await ended;
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('Interrupted; the lake is as it was before');
    expect(treeOf(own)).toEqual(before);
    expect(existsSync(join(own, '.staging'))).toBe(false);
    rmSync(own, { recursive: true });
  });

  it('does so in a file read record by record, and in a new lake', async () => {
    const slow = join(dir, 'slow.json');
    writeFileSync(slow, `${readFileSync(big, 'utf8')}{"bad\n`);
    const own = join(dir, 'interrupted-new');
    const { child, ended } = startCli(['--lake', own, 'load', slow]);
    while (!existsSync(join(own, '.staging', 'rejects.jsonl')) && child.exitCode === null) await new Promise((done) => setTimeout(done, 2));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ status: 1, stderr: expect.stringContaining('Interrupted') });
    expect(treeOf(own)).toEqual({});
    expect(cli(['--lake', own, 'load', slow]).status).toBe(0);
    expect(await rowsOf(own, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 15_000 }]);
  });
});

describe('memory', () => {
  it('stays bounded over a line of 150 MB', () => {
    const long = join(dir, 'long.json');
    writeFileSync(long, Buffer.concat([Buffer.from(`${JSON.stringify(post(1))}\n{"id": 2, "source": "`), Buffer.alloc(150 * 2 ** 20, 'x'), Buffer.from(`"}\n${JSON.stringify(post(3))}\n`)]));
    const script = `import { loadFiles } from ${JSON.stringify(new URL('../../dist/sources/load.js', import.meta.url).href)};
      const { files } = await loadFiles(${JSON.stringify(join(dir, 'long-lake'))}, [${JSON.stringify(long)}], { memory: '500MB' });
      console.log(JSON.stringify([files[0].read, files[0].rejected, Math.round(process.resourceUsage().maxRSS / 1024)]));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const [read, rejected, megabytes] = JSON.parse(stdout) as [number, number, number];
    expect([read, rejected]).toEqual([3, 1]);
    expect(megabytes).toBeLessThan(550);
    rmSync(long);
  });
});
