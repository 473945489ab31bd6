import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, cliPath, manifestOf, tempFolder } from '../load/fixtures.js';
import { loadServer, type LoadedServer } from './loaded-server.js';
import { writeSimulatedLake } from './simulated-lake.js';

const dir = tempFolder('engine-command');
const lakeDir = join(dir, 'lake');
let loaded: LoadedServer;

beforeAll(async () => {
  await writeSimulatedLake(lakeDir);
  loaded = await loadServer(lakeDir, join(dir, 'export'));
});
afterAll(() => loaded.close());

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs the command beside the server, which may be in this process. */
function ask(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cliPath, ...args, '--engine', 'clickhouse'], { cwd: dir, env: { ...process.env, ...loaded.env, ...env } }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }));
  });
}

const sql = (text: string, ...more: string[]) => ask(['sql', '-c', text, ...more]);

describe('boorulab sql --engine clickhouse', () => {
  it.each(['table', 'record', 'csv', 'json', 'jsonl', 'markdown'])('prints %s as the lake does', async (format) => {
    const args = ['top-characters', '-p', 'limit=3', '-p', 'board=yande', '--format', format];
    const { out, err, code } = await ask(['sql', ...args]);
    expect(code, err).toBe(0);
    expect(out).toBe(cli(['--lake', lakeDir, 'sql', ...args]).stdout);
    expect(err).toMatch(/^[\d,]+ posts hidden, --rating all shows them\.\n$/);
  });

  it('shows posts up to the rating, and says how many are hidden', async () => {
    for (const rating of ['safe', 'sensitive', 'all']) {
      const args = ['--rating', rating, 'sql', '-c', 'select count(*) as n from posts', '--format', 'jsonl'];
      const own = cli(['--lake', lakeDir, ...args]);
      expect(await ask(args)).toEqual({ code: 0, out: own.stdout, err: own.stderr });
    }
  });

  it('keeps texts as they are, whatever stands in them', async () => {
    const hostile = `it's "q" \\ {s1:String} $x ; DROP TABLE posts -- \t\n <script> é 猫`;
    const { out } = await sql('select $mark as mark, length($mark) as n', '-p', `mark=${hostile}`, '--format', 'json');
    expect(JSON.parse(out)).toEqual([{ mark: hostile, n: [...hostile].length }]);
  });

  it('gives values as the lake has them', async () => {
    const text = `select 9007199254740993 as large, -7 // 2 as whole, 7 % 0 as nothing, 1.5::float as single, 2.5 as fraction, round(2.5) as up, true as yes, date '1960-02-29' as day, timestamptz '2020-01-02 03:04:05.678+00' as moment,
      [1, 2][5] as none, [3, 1] as list, row(1, 'a') as pair, 'x' || null as missing, strftime(timestamptz '2020-01-02 03:04:05+00', '%H:%M') as clock, sum(score) as total, median(score) as middle,
      list(distinct rating_std order by rating_std) as ratings, string_agg(distinct booru, ' ' order by booru) as boards, count(*) filter (score > 50) as good from posts`;
    const args = ['-c', text, '--format', 'json'];
    expect(JSON.parse((await ask(['sql', ...args])).out)).toEqual(JSON.parse(cli(['--lake', lakeDir, 'sql', ...args]).stdout));
  });

  it('writes a file whole or not at all, and runs the statements of a script in turn', async () => {
    const file = join(dir, 'works.csv');
    expect((await ask(['sql', 'top-works', '-o', file])).err).toContain(`rows written to ${file}`);
    expect(readFileSync(file, 'utf8')).toBe(cli(['--lake', lakeDir, 'sql', 'top-works', '--format', 'csv']).stdout);
    writeFileSync(join(dir, 'two.sql'), 'select 1 as a;\nselect fld from posts;\n');
    const { code, out, err } = await ask(['sql', join(dir, 'two.sql'), '-o', join(dir, 'none.csv')]);
    expect([code, out, existsSync(join(dir, 'none.csv')), readdirSync(dir).filter((name) => name.includes('.part'))]).toEqual([1, '', false, []]);
    expect(err).toContain('two, line 2: Binder Error: Referenced column "fld" not found');
    const refused = await ask(['sql', 'top-works', '-o', join(dir, 'x.parquet')]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('Parquet is written from the lake only')]);
  });

  it('says by name what is not carried over', async () => {
    writeFileSync(join(dir, 'closed.sql'), 'select * from unified_implications');
    const { code, err } = await ask(['sql', join(dir, 'closed.sql')]);
    expect([code, err]).toEqual([1, expect.stringMatching(/^boorulab: closed: WITH RECURSIVE .* is not carried over to ClickHouse\n$/)]);
  });

  it('has one clear line for a server that is not there, does not let in, or does not hold the lake; the password is in none', async () => {
    const { CLICKHOUSE_URL: url, CLICKHOUSE_PASSWORD: password } = loaded.env;
    const { origin } = new URL(url);
    const wrong = 'wr0ng&secret';
    const cases: [Record<string, string>, string][] = [
      [{ CLICKHOUSE_URL: 'http://127.0.0.1:9/boorulab' }, 'No ClickHouse answers at http://127.0.0.1:9 (ECONNREFUSED).'],
      [{ CLICKHOUSE_PASSWORD: wrong }, 'does not let in the user'],
      [{ CLICKHOUSE_URL: `${origin}/nowhere` }, 'has no database nowhere.'],
      [{ CLICKHOUSE_URL: `${origin}/default` }, 'The database default at'],
      [{ CLICKHOUSE_URL: `http://default:${encodeURIComponent(wrong)}@${origin.slice(7)}/boorulab`, CLICKHOUSE_PASSWORD: '' }, 'does not let in the user default'],
    ];
    for (const [env, said] of cases) {
      const { code, out, err } = await ask(['sql', 'boards'], env);
      expect([code, out], err).toEqual([1, '']);
      expect(err).toContain(said);
      expect(err.trim().split('\n').length, err).toBeLessThanOrEqual(2);
      for (const secret of [password, wrong, encodeURIComponent(wrong)].filter((text) => text !== '')) expect(err).not.toContain(secret);
    }
  });

  it('wants an address and a known engine', async () => {
    expect(cli(['sql', 'boards', '--engine', 'oracle'])).toMatchObject({ status: 2, stderr: expect.stringContaining('No engine "oracle"') });
    expect(cli(['sql', 'boards', '--url', 'http://x'])).toMatchObject({ status: 2, stderr: expect.stringContaining('add --engine clickhouse') });
    expect(cli(['sql', 'boards', '--engine', 'clickhouse'], { env: { CLICKHOUSE_URL: '' } })).toMatchObject({ status: 2, stderr: expect.stringContaining('needs the address') });
  });
});

describe('boorulab report --engine clickhouse', () => {
  it('makes the page that the lake makes, but for its foot, and no address on it', async () => {
    const env = { SOURCE_DATE_EPOCH: '1700000000' };
    const { code, err } = await ask(['report', 'board-growth', '-o', join(dir, 'pages')], env);
    expect(code, err).toBe(0);
    cli(['--lake', lakeDir, 'report', 'board-growth', '-o', join(dir, 'own')], { env });
    const read = (folder: string, name: string): string => readFileSync(join(dir, folder, name), 'utf8');
    for (const name of ['board-growth.html', 'index.html']) {
      expect(read('pages', name).replace('From a lake on ClickHouse', `From generation ${manifestOf(lakeDir).generation} of the lake`), name).toBe(read('own', name));
      expect(read('pages', name)).not.toContain(new URL(loaded.env.CLICKHOUSE_URL).host);
    }
    expect((await ask(['report', 'review', '-o', join(dir, 'pages')])).err).toContain('review is made from the lake itself');
  });
});
