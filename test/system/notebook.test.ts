import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeKernelspec } from '../../src/reports/kernelspec.js';
import type { Notebook } from '../../src/reports/notebook-file.js';
import { renderNotebook } from '../../src/reports/notebook-page.js';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { linkCrossposts } from '../../src/linking/crossposts/crossposts.js';
import { linkMal } from '../../src/linking/mal/link-mal.js';
import { classify } from '../../src/mining/classify.js';
import { clusterTags } from '../../src/mining/clusters.js';
import { countCooccurrence } from '../../src/mining/cooccurrence.js';
import { embedTags } from '../../src/mining/embed.js';
import { findFranchises } from '../../src/mining/franchises/franchises.js';
import { runNotebook } from '../../src/reports/notebook.js';
import { loadFiles } from '../../src/sources/load.js';
import { simulated } from '../simulate/simulated.js';
import { writePicturedLake } from './pictured-lake.js';
import { writeSmallLake } from './small-lake.js';
import { withoutOwnScript } from '../reports/fixture.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stored = readdirSync(join(root, 'notebooks')).filter((name) => name.endsWith('.ipynb'));
/** Notebooks that show pictures, with the least number of them. */
const pictured = { '08-pictures.ipynb': 12, '09-composition.ipynb': 20, '10-duplicates.ipynb': 20, '11-quality.ipynb': 24 };
/** Notebooks that show links, with the step that makes them. */
const linked: Record<string, (open: Lake) => Promise<unknown>> = { '07-myanimelist.ipynb': linkMal, '12-cross-posts.ipynb': linkCrossposts };
const dir = mkdtempSync(join(tmpdir(), 'notebook-'));
const temp = join(dir, 'tmp');
const { TMPDIR } = process.env;
let lake = '';

/** A step sees what earlier ones wrote when the lake is opened anew. */
async function withLake(step: (open: Lake) => Promise<unknown>): Promise<void> {
  const open = await openLake(lake);
  await step(open);
  open.close();
}

beforeAll(async () => {
  if (!existsSync(join(root, 'node_modules', 'boorulab', 'dist', 'index.js'))) throw new Error('Cells import the built package: run npm run build first.');
  lake = await writeSmallLake(join(dir, 'lake'));
  await withLake((open) => countCooccurrence(open, { minimum: 1 }));
  await withLake((open) => embedTags(open));
  for (const method of ['kmeans', 'hierarchical'] as const) await withLake((open) => clusterTags(open, { method, k: 4 }));
  await withLake((open) => findFranchises(open));
  await withLake((open) => classify(open, 'rating'));
  mkdirSync(temp);
  process.env['TMPDIR'] = temp;
});

afterAll(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
  rmSync(dir, { recursive: true });
});

describe('stored notebooks', () => {
  it('hold no outputs and name the kernel', () => {
    expect(stored.length).toBeGreaterThanOrEqual(6);
    for (const name of stored) {
      const { cells, metadata } = JSON.parse(readFileSync(join(root, 'notebooks', name), 'utf8')) as Notebook;
      expect(metadata.kernelspec).toEqual({ name: 'boorulab', display_name: 'TypeScript (Boorulab)', language: 'typescript' });
      for (const cell of cells) if (cell.cell_type === 'code') expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
    }
  });

  it.each(stored.filter((name) => !Object.hasOwn(pictured, name) && !Object.hasOwn(linked, name)))('%s runs on a lake', async (name) => {
    const left: number[] = [];
    const run = await runNotebook(join(root, 'notebooks', name), { lake, onCell: (cell, cells) => left.push(cells - cell) });
    const page = renderNotebook(run, { date: '2020-01-01', file: name });
    expect(left.at(-1)).toBe(0);
    expect(page).toContain('300 posts are hidden');
    expect(withoutOwnScript(page)).not.toMatch(/<script|no rows/i);
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(name === 'template.ipynb' ? 2 : 6);
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each(Object.entries(linked))('%s runs on a lake with links', async (name, link) => {
    const boards = await simulated({ posts: 3000, seed: 5 });
    const joined = join(dir, `linked-${name}`);
    await loadFiles(joined, readdirSync(boards.folder).filter((name) => name !== 'truth').map((name) => join(boards.folder, name)), {});
    boards.remove();
    const open = await openLake(joined);
    await link(open);
    open.close();
    const page = renderNotebook(await runNotebook(join(root, 'notebooks', name), { lake: joined }), { date: '2020-01-01', file: name });
    expect(page).toMatch(/[1-9]\d* posts are hidden/);
    expect(withoutOwnScript(page)).not.toMatch(/<script|no rows|class="output failed"/i);
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(6);
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each(Object.entries(pictured))('%s runs on a lake with pictures and shows at least %i of them, no hidden ones', async (name, least) => {
    const run = await runNotebook(join(root, 'notebooks', name), { lake: await writePicturedLake(join(dir, `of-${name}`)) });
    const page = renderNotebook(run, { date: '2020-01-01', file: name });
    expect(page).toContain('10 posts are hidden');
    expect(page.match(/<img loading="lazy"/g)!.length).toBeGreaterThanOrEqual(least);
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(2);
    expect(withoutOwnScript(page)).not.toMatch(/<script|no rows|hidden-\d|class="gone"|class="output failed"/i);
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each(Object.keys(pictured))('%s says on a lake without pictures how to make what it shows', async (name) => {
    const page = renderNotebook(await runNotebook(join(root, 'notebooks', name), { lake }), { date: '2020-01-01', file: name });
    expect(page).toMatch(/Make .* with: boorulab images scan DIR/);
    expect(page).not.toMatch(/class="output failed"|<figure/);
  });

  it.each(stored)('%s runs on an empty lake', async (name) => {
    const empty = await writeSmallLake(join(dir, `empty-${name}`), {});
    const run = await runNotebook(join(root, 'notebooks', name), { lake: empty });
    const page = renderNotebook(run, { date: '2020-01-01', file: name });
    expect(page).toMatch(/no rows|Make .* with: boorulab/);
  });
});

const jupyter = spawnSync('jupyter', ['nbconvert', '--version']).status === 0;

describe.skipIf(!jupyter)('Jupyter', () => {
  it('runs a notebook with our kernelspec, without an install', () => {
    const { jupyterPath } = writeKernelspec(join(dir, 'kernels'), { lake });
    const out = join(dir, 'out');
    const convert = spawnSync('jupyter', ['nbconvert', '--execute', '--to', 'notebook', '--output-dir', out, join(root, 'notebooks', stored[0]!)], {
      env: { ...process.env, JUPYTER_PATH: jupyterPath, HOME: dir }, encoding: 'utf8',
    });
    expect(convert.status, convert.stderr).toBe(0);
    const { cells } = JSON.parse(readFileSync(join(out, stored[0]!), 'utf8')) as Notebook;
    const kinds = cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs.flatMap((output) => ('data' in output ? Object.keys(output.data) : [])) : []));
    expect(kinds).toContain('image/svg+xml');
    expect(kinds).toContain('text/html');
  });
});
