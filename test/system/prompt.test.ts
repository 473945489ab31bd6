import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/charts/text.js';
import { tempFolder } from '../load/fixtures.js';
import { writeSmallLake } from './small-lake.js';

const terminal = fileURLToPath(new URL('terminal.py', import.meta.url));
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'import pty, termios']).status === 0;
if (!hasPython) console.warn('The prompt is not tested in a terminal: no python3 with pty here');
const dir = tempFolder('terminal');
const lake = join(dir, 'lake');

/** A step waits for a text that comes once, such as the sequence that asks for a paste to be marked at each new prompt, then types. */
const prompt = '\u001b[?2004h';
const [up, enter, interrupt, leave] = ['\u001b[A', '\r', '\u0003', '\u0004'];

interface Told {
  output: string;
  code: number | null;
  failed: string | null;
}

function typed(steps: readonly (readonly [wait: string, keys: string])[], { columns = 80, rows = 24, pager = 'cat' } = {}): Told {
  const { stdout, stderr } = spawnSync('python3', [terminal, String(columns), String(rows), process.execPath, main, '--lake', lake, 'sql'], {
    input: JSON.stringify(steps), encoding: 'utf8', cwd: dir, env: { ...process.env, XDG_STATE_HOME: join(dir, 'state'), PAGER: pager, BOORULAB_RATING: 'sensitive' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Told;
}

/** The lines of what was printed, without what draws them. */
const linesOf = (output: string) => output.replace(/\p{Cc}\[[?\d;]*[A-Za-z]/gu, '').split(/\r*\n/);

beforeAll(() => writeSmallLake(lake));

describe.skipIf(!hasPython)('the prompt in a terminal', () => {
  it('edits a statement of several lines, completes names in it, and recalls it whole', () => {
    const { output, code, failed } = typed([
      [prompt, `select tag_na\t${enter}`],
      ['...> ', 'from post_tag_n\t '],
      ['post_tag_names ', `where tag_name = 'portr\t limit 1;${enter}`],
      ['1 row in', ''],
      [prompt, `${up}${up}\u0005, booru${enter}`],
      [', booru', `\u001b[B;${enter}`],
      [prompt, leave],
    ]);
    expect(failed).toBeNull();
    expect(code).toBe(0);
    expect(linesOf(output).filter((line) => line === 'portrait')).toHaveLength(1);
    const history = readFileSync(join(dir, 'state', 'boorulab', 'sql_history'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as string);
    expect(history[0]).toBe("select tag_name\nfrom post_tag_names where tag_name = 'portrait' limit 1;");
  });

  it('stops a long query at Ctrl-C, and goes on', () => {
    const { output, code, failed } = typed([
      [prompt, `select count(*) from range(100000000000) t(a), range(100) b;${enter}`],
      ['Ctrl-C stops the query', interrupt],
      ['Stopped.', `select 6 * 7 as answer;${enter}`],
      ['1 row in', leave],
    ]);
    expect([failed, code]).toEqual([null, 0]);
    expect(linesOf(output)).toContain('    42');
  });

  it('fits tables to the terminal, wide letters too, and draws the result', () => {
    const { output, failed } = typed([
      [prompt, `select '初音ミク' as character, 'が' as kana, '❤️' as heart, 120 as posts union all select 'miku', 'x', 'xx', 30 order by posts desc;${enter}`],
      ['2 rows in', ''],
      [prompt, `.chart bar${enter}`],
      [prompt, `.chart bar chart.svg${enter}`],
      ['Drawn into', ''],
      [prompt, `select * from posts limit 1;${enter}`],
      ['1 row in', ''],
      [prompt, `.quit${enter}`],
    ], { columns: 70 });
    expect(failed).toBeNull();
    const lines = linesOf(output);
    const [kana, plain] = [lines.find((line) => line.startsWith('初音ミク   が'))!, lines.find((line) => line.startsWith('miku       x'))!];
    expect([displayWidth(kana), kana.endsWith('120')]).toEqual([displayWidth(plain), true]);
    expect(lines.some((line) => /^初音ミク {2}█+ 120$/.test(line))).toBe(true);
    expect(lines.some((line) => /^miku {6}█+▌? 30$|^miku {6}█+[▏▎▍▌▋▊▉]? 30$/.test(line))).toBe(true);
    expect(readFileSync(join(dir, 'chart.svg'), 'utf8')).toContain('初音ミク');
    const from = lines.findIndex((line) => line.startsWith('booru  '));
    for (const line of lines.slice(from, from + 4)) expect(displayWidth(line)).toBeLessThanOrEqual(70);
    expect(lines.slice(from).some((line) => /^… \d+ more columns: /.test(line))).toBe(true);
  });

  it('shows a long result in the pager, and none that fits the screen', () => {
    const pager = `tee ${join(dir, 'paged.txt')} | tail -1`;
    const { failed, output } = typed([[prompt, `select 1 as one;${enter}`], ['1 row in', `select * from range(50);${enter}`], ['50 rows in', `.quit${enter}`]], { pager });
    expect(failed).toBeNull();
    expect(readFileSync(join(dir, 'paged.txt'), 'utf8').trimEnd().split('\n')).toHaveLength(52);
    expect(linesOf(output).some((line) => line.trim() === '17')).toBe(false);
  });

  it('says where an error is and what may be meant, and how to leave', () => {
    const { output, failed } = typed([
      [prompt, `select scor${enter}`],
      ['...> ', `from posts;${enter}`],
      ['Did you mean score', ''],
      [prompt, `.tabels${enter}`],
      ['Did you mean .tables?', interrupt],
      ['.quit or Ctrl-D leaves.', `.once ${lake}/posts.csv${enter}`],
      ["lake's own folder", leave],
    ]);
    expect(failed).toBeNull();
    expect(output).toMatch(/SQL, line 1: Binder Error: .*"scor"/);
    expect(linesOf(output)).toContain('  select scor');
    expect(existsSync(join(lake, 'posts.csv'))).toBe(false);
  });
});

describe('a script on stdin', () => {
  const sql = (input: string, ...args: string[]) => spawnSync(process.execPath, [main, '--lake', lake, 'sql', ...args], { input, encoding: 'utf8', cwd: dir });

  it('runs in turn, each result in the format', () => {
    const { stdout, stderr, status } = sql("-- param: n INTEGER = 2\nselect $n as a;\n.once out.jsonl\nselect 5 as five;\nselect booru, count(*) as n from posts group by all order by all limit 1", '-f', 'csv', '-p', 'n=9');
    expect([status, stdout]).toEqual([0, 'a\r\n9\r\nbooru,n\r\ndanbooru.donmai.us,100\r\n']);
    expect(stderr).toContain('1 row written to out.jsonl');
    expect(readFileSync(join(dir, 'out.jsonl'), 'utf8')).toBe('{"five":5}\n');
  });

  it('stops at the first error with its line', () => {
    const { stdout, stderr, status } = sql('select 1 as a;\n\nselect\n  nothing\nfrom posts;\nselect 2 as b;', '-f', 'csv');
    expect([status, stdout]).toEqual([1, 'a\r\n1\r\n']);
    expect(stderr).toMatch(/^boorulab: stdin, line 4: Binder Error: /);
    expect(stderr).toMatch(/\n {2}nothing\n {2}\^|\n {4}nothing\n {4}\^/);
    expect(sql('', '-f', 'csv')).toMatchObject({ status: 0, stdout: '' });
  });

  it('of several statements after -c runs them all, into a file when asked', () => {
    expect(sql('', '-c', 'select 1 as a; select 2 as b', '-o', 'both.csv')).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(dir, 'both.csv'), 'utf8')).toBe('a\r\n1\r\nb\r\n2\r\n');
    expect(sql('', '-c', 'select 1; select nothing', '-o', 'none.csv').status).toBe(1);
    expect(existsSync(join(dir, 'none.csv'))).toBe(false);
  });
});
