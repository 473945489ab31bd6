import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completions } from '../../src/cli/completion.js';
import { PromptHistory } from '../../src/cli/history.js';
import { startPrompt } from '../../src/cli/prompt.js';
import { handMade, testLake, type TestLake } from './fixture.js';

let test: TestLake;
beforeAll(async () => { test = await testLake(handMade); });
afterAll(() => test.close());

async function typed(text: string, historyFile: string | null = null): Promise<string> {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(text);
  await startPrompt(test.lake, { input, output, historyFile });
  return String(output.read() ?? '');
}

describe('startPrompt', () => {
  it('runs statements over several lines and several on a line', async () => {
    const text = await typed("select count(*) as n\nfrom posts -- all; of them\nwhere booru = 'a';select 7 as seven; select ';' as semi;\n");
    expect(text).toMatch(/n\n─\n3\n1 row in [\d.]+ s\n/);
    expect(text).toMatch(/seven\n─+\n +7\n1 row/);
    expect(text).toMatch(/semi\n─+\n;\n/);
  });

  it('runs what stands at the end of input without a semicolon', async () => {
    expect(await typed('select 42 as answer')).toContain('42');
    expect(await typed('-- nothing\n\n')).toBe('');
  });

  it('prints errors and goes on', async () => {
    const text = await typed('select nothing from posts;\n.nonsense\n.run nowhere\n.run hit-parade limit\n.run boards\n');
    expect(text).toMatch(/SQL: Binder Error: .*nothing/);
    expect(text).toContain('No command .nonsense; .help lists them.');
    expect(text).toContain('No saved query "nowhere".');
    expect(text).toContain('Write parameters as name=value.');
    expect(text).toMatch(/booru +posts/);
  });

  it('shows what an error quotes of the data as visible text', async () => {
    const text = await typed("select (chr(27) || '[31m' || chr(8238))::integer;\n");
    expect(text).toContain('\\x1b[31m\\u202e');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('lists tables and queries, runs saved queries with parameters, and leaves', async () => {
    const text = await typed('.tables\n.queries\n.help\n.run hit-parade limit=1 board=b\n.quit\nselect 99;\n');
    expect(text).toMatch(/^posts +One row a post/m);
    expect(text).toMatch(/^hit-parade +General hit parade$/m);
    expect(text).toContain('.run NAME');
    expect(text).toContain('1 row in');
    expect(text).not.toContain('99');
  });

  it('keeps a history for the next session, one line a statement', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'boorulab-history-'));
    const file = join(folder, 'state', 'sql_history');
    await typed('select 1, -- one\n 2;\n.tables\n', file);
    expect(readFileSync(file, 'utf8')).toBe('select 1, 2;\n.tables\n');
    expect(new PromptHistory(file).newestFirst()).toEqual(['.tables', 'select 1, 2;']);
    rmSync(folder, { recursive: true });
    expect(new PromptHistory(join('/proc/nowhere', 'x')).newestFirst()).toEqual([]);
  });

  it('stops a running query when interrupted', async () => {
    const input = new PassThrough();
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    const done = startPrompt(test.lake, { input, output, historyFile: null });
    input.write('select count(*) from range(1000000000000) a;\r');
    setTimeout(() => input.write('\u0003'), 500);
    setTimeout(() => input.write('.quit\r'), 900);
    await done;
    expect(String(output.read())).toContain('Stopped.');
    expect(await test.lake.rows('select 1 as n')).toEqual([{ n: 1 }]);
  }, 20_000);
});

describe('completions', () => {
  const names = ['hit-parade', 'boards', 'board-growth'];
  it.each([
    ['.ru', '', ['.run'], '.ru'],
    ['.run board', '', ['board-growth', 'boards'], 'board'],
    ['select * from post_tag', '', ['post_tag_names', 'post_tags'], 'post_tag'],
    ['select tag_n', '', ['tag_name', 'tag_name_a', 'tag_name_b', 'tag_name_norm'], 'tag_n'],
    ['where FI', 'select * from posts\n', ['fid', 'fid_num', 'file_ext', 'file_size', 'file_url'], 'FI'],
  ])('%j', (line, before, hits, word) => {
    expect(completions(line, before, names)).toEqual([hits, word]);
  });

  it('offers columns of the named tables only', () => {
    expect(completions('select anime', ' from posts ', names)[0]).toEqual([]);
    expect(completions('select anime', ' from mal_titles ', names)[0]).toEqual(['anime_id']);
  });
});
