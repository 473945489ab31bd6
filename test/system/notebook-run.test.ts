import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dealer } from 'zeromq';
import { address, pack, request } from '../../src/reports/jupyter-messages.js';
import type { KernelProcess } from '../../src/reports/kernel-process.js';
import { Kernel } from '../../src/reports/kernel.js';
import { wholeText, type Notebook } from '../../src/reports/notebook-file.js';
import { runNotebook } from '../../src/reports/notebook.js';
import { writeSmallLake } from './small-lake.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'notebook-run-'));
const temp = join(dir, 'tmp');
const { TMPDIR } = process.env;

beforeAll(() => {
  if (!existsSync(join(root, 'node_modules', 'boorulab', 'dist', 'index.js'))) throw new Error('Cells import the built package: run npm run build first.');
  mkdirSync(temp);
  process.env['TMPDIR'] = temp;
});

afterAll(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
  rmSync(dir, { recursive: true });
});

function notebook(name: string, ...sources: string[]): string {
  const cells = sources.map((source) => ({ cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null }));
  const file = join(dir, `${name}.ipynb`);
  writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return file;
}

function printed(run: Notebook): string[] {
  return run.cells.map((cell) => (cell.cell_type === 'code' ? cell.outputs.map((output) => (output.output_type === 'stream' ? wholeText(output.text) : '')).join('') : ''));
}

const failure = (run: Promise<unknown>) => run.then(() => 'no error', (error: unknown) => error) as Promise<Error & { hint?: string }>;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A cell that writes its process id to a file, then does something else. */
const tellPid = (file: string, then: string) => `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); ${then}`;

async function pidIn(file: string): Promise<number> {
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await delay(50);
  return Number(readFileSync(file, 'utf8'));
}

describe('running a notebook', () => {
  it('keeps names from cell to cell and gathers what they print', async () => {
    const run = await runNotebook(notebook('plain', 'const a: number = 20;', '', 'console.log(a + 1);\nconsole.error("hm");\na + 2', 'await new Promise((done) => setTimeout(done, 5)); "late"'));
    expect(printed(run)).toEqual(['', '', '21\nhm\n22\n', 'late\n']);
    expect(run.cells.map((cell) => cell.cell_type === 'code' && cell.execution_count)).toEqual([1, null, 2, 3]);
  });

  it('loses nothing of a cell that prints a lot at once', async () => {
    const [text] = printed(await runNotebook(notebook('flood', 'for (let i = 0; i < 20000; i++) console.log(i)')));
    expect(text!.split('\n').slice(0, -1).map(Number)).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
  });

  it('stops at the first cell that fails, with cell, error and hint', async () => {
    const marker = join(dir, 'ran-on');
    const lake = await writeSmallLake(join(dir, 'lake'), {});
    const file = notebook('fails', `import { openLake } from 'boorulab';\nconst open = await openLake(${JSON.stringify(lake)})`, `import { openLake } from 'boorulab';\nawait openLake(${JSON.stringify(join(dir, 'nowhere'))})`, tellPid(marker, ''));
    const error = await failure(runNotebook(file));
    expect(error).toMatchObject({ name: 'UserError', exitCode: 1, hint: expect.stringContaining('boorulab') });
    expect(error.message).toMatch(/fails\.ipynb, cell 2 failed: UserError: No lake at .*nowhere\n {4}import \{ openLake \} from 'boorulab';\n {4}await openLake/);
    expect(existsSync(marker)).toBe(false);
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each([
    ['does not compile', "import { bar } from 'boorulab';\nconst n: number = bar;", /cell 1 failed: TypeScript: line 2:7 - Type .* is not assignable to type 'number'/],
    ['ends the kernel', 'process.exit(3)', /cell 1: The notebook kernel ended \(exit code 3\)/],
    ['forgets to await', 'Promise.reject(new Error("lost")); 1', /cell 1 failed: Error: lost/],
  ])('fails when a cell %s', async (_, source, words) => {
    expect((await failure(runNotebook(notebook('wrong', source)))).message).toMatch(words);
  });

  it.each([
    ['in a loop', 'while (true) {}'],
    ['in waiting', 'await new Promise(() => {})'],
  ])('stops an endless cell %s, and its kernel', async (_, source) => {
    const pidFile = join(dir, `pid-${source.length}`);
    const error = await failure(runNotebook(notebook('endless', tellPid(pidFile, source)), { timeoutSeconds: 1 }));
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(/endless\.ipynb, cell 1 was stopped: it ran longer than 1 s/) });
    expect(alive(await pidIn(pidFile))).toBe(false);
    expect(readdirSync(temp)).toEqual([]);
  });

  it('ends with its signal', async () => {
    const pidFile = join(dir, 'pid-abort');
    const abort = new AbortController();
    const run = failure(runNotebook(notebook('abort', tellPid(pidFile, 'while (true) {}')), { signal: abort.signal }));
    const pid = await pidIn(pidFile);
    abort.abort(new Error('enough'));
    expect((await run).message).toBe('enough');
    expect(alive(pid)).toBe(false);
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each([
    ['Ctrl-C', 'SIGINT', 'while (true) {}', []],
    ['kill -9', 'SIGKILL', 'await new Promise(() => {})', [expect.stringMatching(/^boorulab-/)]],
  ] as const)('leaves no kernel behind on %s', async (_, signal, source, left) => {
    const pidFile = join(dir, `pid-${signal}`);
    const own = join(dir, `tmp-${signal}`);
    mkdirSync(own);
    const script = `import(${JSON.stringify(pathToFileURL(join(root, 'dist/reports/notebook.js')).href)}).then((m) => m.runNotebook(${JSON.stringify(notebook(`on-${signal}`, tellPid(pidFile, source)))}))`;
    const parent = spawn(process.execPath, ['-e', script], { env: { ...process.env, TMPDIR: own }, stdio: 'ignore' });
    const pid = await pidIn(pidFile);
    parent.kill(signal);
    const [, by] = await new Promise<[number | null, string | null]>((done) => parent.once('close', (...how) => done(how)));
    expect(by).toBe(signal);
    for (let waited = 0; waited < 50 && alive(pid); waited++) await delay(50);
    expect(alive(pid)).toBe(false);
    expect(readdirSync(own)).toEqual(left);
  });
});

describe('a kernel', () => {
  it('speaks over TCP too', async () => {
    const kernel = await Kernel.start({ cwd: root, transport: 'tcp' });
    const said: unknown[] = [];
    expect(await kernel.execute('6 * 7', { onMessage: ({ content }) => said.push(content['text']) })).toMatchObject({ status: 'ok', execution_count: 1 });
    await kernel.stop();
    expect(said).toEqual(['42\n']);
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each(['signal', 'message'])('interrupted by a %s ends its query and keeps its names', async (how) => {
    const lake = await writeSmallLake(join(dir, `lake-${how}`), {});
    const kernel = await Kernel.start({ cwd: root, env: { ...process.env, BOORULAB_LAKE: lake } });
    const { process: { pid, connection } } = kernel as unknown as { process: KernelProcess };
    const control = new Dealer({ linger: 0 });
    control.connect(address(connection, 'control'));
    const interrupt = () => (how === 'signal' ? process.kill(pid!, 'SIGINT') : control.send(pack(request('interrupt_request', 'a-session'), connection.key)));
    const run = async (code: string) => {
      const said: string[] = [];
      const reply = await kernel.execute(code, { timeoutSeconds: 60, onMessage: ({ content }) => said.push(String(content['text'])) });
      return [reply['status'], said.join('')];
    };
    expect(await run("import { openLake } from 'boorulab';\nconst lake = await openLake();\nconst kept = 7;")).toEqual(['ok', '']);
    expect(await run("await openLake('nowhere')")).toEqual(['error', expect.stringMatching(/^No lake at nowhere\nMake one with: .*\n$/)]);
    await delay(500);
    const timer = setTimeout(interrupt, 1500);
    expect(await run('await lake.sql`select count(*) from range(1000000000) a, range(1000) b where (a.range * b.range) % 7 = 3`')).toEqual(['error', 'Interrupted. The names of earlier cells are kept.\n']);
    clearTimeout(timer);
    await delay(500);
    expect(await run('(await lake.sql`select ${kept} * 6 as answer`)[0].answer')).toEqual(['ok', '42\n']);
    if (how === 'message') {
      const [, , , , , content] = await control.receive();
      expect(JSON.parse(String(content))).toEqual({ status: 'ok' });
    }
    control.close();
    await kernel.stop();
  }, 120_000);

  it('that cannot start is a clear error', async () => {
    const env = { ...process.env, NODE_OPTIONS: '--require=/nowhere/at-all.cjs' };
    expect(await failure(Kernel.start({ cwd: root, env }))).toMatchObject({ name: 'UserError', message: expect.stringMatching(/^The notebook kernel ended \(exit code 1\)\.[\s\S]*at-all/) });
    expect(await failure(Kernel.start({ cwd: join(dir, 'no-such-folder') }))).toMatchObject({ name: 'UserError', message: expect.stringContaining('could not be started') });
    expect(await failure(Kernel.start({ cwd: root, startSeconds: 0.1 }))).toMatchObject({ name: 'UserError', message: 'The notebook kernel did not answer within 0.1 s.' });
    expect(readdirSync(temp)).toEqual([]);
  });
});
