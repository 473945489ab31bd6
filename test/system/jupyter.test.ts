import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelName, kernelTitle, writeKernelspec } from '../../src/reports/kernelspec.js';
import { loadFiles } from '../../src/sources/load.js';
import { simulated } from '../simulate/simulated.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chromePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const version = spawnSync('jupyter-notebook', ['--version'], { encoding: 'utf8' });
const lacking = [...(version.status === 0 && version.stdout.startsWith('6.') ? [] : ['jupyter-notebook 6 (Debian: apt-get install jupyter-notebook)']), ...(chromePath ? [] : ['chromium'])];

const sources = [
  "import { bar, line, openLake, table } from 'boorulab';\nconst lake = await openLake();\nconsole.log(await lake.about());",
  'await bar(lake.sql`select booru, count(*) as posts from posts group by all order by all`)',
  'await line(lake.sql`select year(created_at) as year, booru, count(*) as posts from posts group by all order by all`)',
  "await table(lake.sql`select tag_name from tags where tag_name = ${'solo'} limit 1`)",
  '',
];
const endless = 'await lake.sql`select count(*) from range(1000000000) a, range(1000) b where (a.range * b.range) % 7 = 3`';

it.runIf(process.env['CI'] && lacking.length > 0)('has what it needs in CI', () => {
  expect.fail(`not installed: ${lacking.join(', ')}`);
});

describe.skipIf(lacking.length > 0)(`Jupyter Notebook in Chromium${lacking.length > 0 ? ` (not installed: ${lacking.join(', ')})` : ''}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'jupyter-'));
  const token = randomBytes(16).toString('hex');
  let server: ChildProcess;
  let chrome: Browser;
  let page: Page;

  beforeAll(async () => {
    const boards = await simulated({ posts: 800, seed: 11 });
    const lake = join(dir, 'lake');
    await loadFiles(lake, readdirSync(boards.folder).filter((name) => name !== 'truth').map((name) => join(boards.folder, name)), {});
    boards.remove();
    const work = join(dir, 'work');
    mkdirSync(join(work, 'node_modules'), { recursive: true });
    symlinkSync(root, join(work, 'node_modules', 'boorulab'));
    writeFileSync(join(work, 'look.ipynb'), JSON.stringify({
      cells: sources.map((source) => ({ cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null })),
      metadata: { kernelspec: { name: kernelName, display_name: kernelTitle, language: 'typescript' } }, nbformat: 4, nbformat_minor: 4,
    }));
    const { jupyterPath } = writeKernelspec(join(dir, 'kernel'), { lake });
    const { address, child } = await startServer(work, jupyterPath);
    server = child;
    chrome = await chromium.launch({ executablePath: chromePath!, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    page = await chrome.newPage({ viewport: { width: 1200, height: 1600 } });
    page.setDefaultTimeout(60_000);
    await page.goto(`${address}/notebooks/look.ipynb?token=${token}`);
    await idle();
  });

  afterAll(async () => {
    await chrome?.close();
    server?.kill('SIGTERM');
    await new Promise((done) => (server && server.exitCode === null ? server.once('close', done) : done(undefined)));
    rmSync(dir, { recursive: true, maxRetries: 5 });
  });

  function freePort(): Promise<number> {
    return new Promise((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
    });
  }

  async function startServer(work: string, jupyterPath: string): Promise<{ address: string; child: ChildProcess }> {
    const child = spawn('jupyter-notebook', ['--no-browser', '--ip=127.0.0.1', `--port=${await freePort()}`, '--allow-root', `--NotebookApp.token=${token}`, `--notebook-dir=${work}`], {
      env: { ...process.env, HOME: dir, JUPYTER_PATH: jupyterPath, JUPYTER_CONFIG_DIR: join(dir, 'config'), JUPYTER_RUNTIME_DIR: join(dir, 'runtime'), JUPYTER_DATA_DIR: join(dir, 'data') }, stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    return new Promise((resolve, reject) => {
      child.stderr!.on('data', (data: Buffer) => {
        said += data.toString();
        const [, address] = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said) ?? [];
        if (address) resolve({ address, child });
      });
      child.once('close', () => reject(new Error(`The server ended: ${said}`)));
    });
  }

  const idle = () => page.waitForSelector('.kernel_idle_icon', { state: 'attached' });
  const cell = (number: number) => page.locator('.code_cell').nth(number);
  const outputOf = (number: number) => cell(number).locator('.output_area');

  /** Puts a text into the last cell, as one types it. */
  async function write(text: string): Promise<void> {
    const last = page.locator('.code_cell').last();
    await last.locator('.CodeMirror').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  }

  async function expectAllRun(): Promise<void> {
    await outputOf(3).locator('table').waitFor();
    await idle();
    expect(await outputOf(0).innerText()).toMatch(/[\d,]+ posts of 4 boards/);
    expect(await outputOf(3).innerText()).toContain('solo');
    for (const number of [1, 2]) {
      const { width, height } = (await outputOf(number).locator('svg').boundingBox())!;
      expect(width).toBeGreaterThan(500);
      expect(height).toBeGreaterThan(80);
      expect(await outputOf(number).locator('svg path').count()).toBeGreaterThanOrEqual(4);
      expect(await outputOf(number).locator('svg text').allTextContents()).toContain('danbooru.donmai.us');
    }
  }

  it('runs all cells and shows the charts', async () => {
    expect(await page.locator('#kernel_indicator .kernel_indicator_name').innerText()).toBe(kernelTitle);
    await page.click('#celllink');
    await page.click('#run_all_cells');
    await expectAllRun();
  });

  it('completes a name with Tab, and the settings of a chart', async () => {
    await write('lake.ab');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.locator('.code_cell').last().locator('.CodeMirror-code').innerText()).toContain('lake.about');
    await write('await bar([{ tag: "a", posts: 1 }], { ');
    await page.keyboard.press('Tab');
    const offered = page.locator('.completions option');
    await offered.first().waitFor({ state: 'attached' });
    expect(await offered.allInnerTexts()).toEqual(expect.arrayContaining(['x', 'color', 'sort', 'xlabel']));
    await page.keyboard.press('Escape');
  });

  it.each([['a long query', endless], ['a loop', 'while (true) {}']])('interrupts %s at once, with a word, and runs on', async (_, source) => {
    const number = (await page.locator('.code_cell').count()) - 1;
    await write(source);
    await page.keyboard.press('Shift+Enter');
    await page.waitForSelector('.kernel_busy_icon', { state: 'attached' });
    await page.waitForTimeout(1500);
    expect(await cell(number).locator('.input_prompt').innerText()).toContain('*');
    const asked = Date.now();
    await page.click('button[data-jupyter-action="jupyter-notebook:interrupt-kernel"]');
    await expect.poll(() => outputOf(number).innerText(), { timeout: 30_000 }).toContain('Interrupted. The names of earlier cells are kept.');
    expect(Date.now() - asked).toBeLessThan(20_000);
    await idle();
    await page.waitForTimeout(300);
    await write('(await lake.sql`select 41 + 1 as answer`)[0].answer');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => outputOf(number + 1).innerText(), { timeout: 30_000 }).toContain('42');
  });

  it('restarts the kernel and runs again', async () => {
    await page.click('#celllink');
    await page.click('#all_outputs');
    await page.click('#clear_all_output');
    for (let extra = await page.locator('.code_cell').count(); extra > sources.length; extra--) await page.evaluate('Jupyter.notebook.delete_cells([Jupyter.notebook.ncells() - 1])');
    await page.click('button[data-jupyter-action="jupyter-notebook:confirm-restart-kernel-and-run-all-cells"]');
    await page.click('.modal.in .btn-danger');
    await expectAllRun();
    expect(await cell(0).locator('.input_prompt').innerText()).toMatch(/\[1\]/);
  });
});
