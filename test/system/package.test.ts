import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'package-'));
const installed = join(dir, 'node_modules', 'boorulab');

interface Packed { filename: string; unpackedSize: number; files: { path: string }[] }
let packed: Packed;

/** The packages a user gets: those of the lock file that are not for development only, linked from here. */
function linkDependencies(): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean; devOptional?: boolean; peer?: boolean }> };
  for (const [path, { dev, devOptional, peer }] of Object.entries(packages)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (name === undefined || dev || devOptional || peer || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    symlinkSync(join(root, path), join(dir, path), 'junction');
  }
}

beforeAll(() => {
  [packed] = JSON.parse(execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', dir], { cwd: root, encoding: 'utf8' })) as [Packed];
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['xzf', join(dir, packed.filename), '--strip-components=1', '-C', installed]);
  linkDependencies();
});

afterAll(() => rmSync(dir, { recursive: true }));

describe('the package', () => {
  it('holds what a user needs and nothing else', () => {
    const folders = new Set(packed.files.map(({ path }) => path.split('/')[0]));
    expect([...folders].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'models', 'notebooks', 'package.json', 'queries'].filter((name) => folders.has(name)));
    for (const name of ['LICENSE', 'README.md', 'dist', 'models', 'notebooks', 'queries']) expect(folders).toContain(name);
    expect(packed.unpackedSize).toBeLessThan(10e6);
  });

  it('holds a built file only where its source still is', () => {
    const stale = packed.files.map(({ path }) => path).filter((path) => path.startsWith('dist/') && !existsSync(join(root, path.replace(/^dist/, 'src').replace(/(\.d\.ts|\.js)$/, '.ts'))));
    expect(stale).toEqual([]);
  });

  it('has every saved query and notebook', () => {
    const names = new Set(packed.files.map(({ path }) => path));
    for (const folder of ['queries', 'notebooks']) for (const name of readdirSync(join(root, folder)).filter((file) => /\.(sql|ipynb)$/.test(file))) expect(names).toContain(`${folder}/${name}`);
  });
});

/** Programs to try besides the one that runs the tests: paths of `node`, separated by colons. */
const nodes = [process.execPath, ...(process.env['BOORULAB_NODES'] ?? '').split(':').filter((path) => path !== '')];

describe.each(nodes.map((path, at) => ({ node: path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(), at })))('installed in an empty folder, run by Node $version', ({ node, at }) => {
  const app = join(dir, `app-${at}`);
  beforeAll(() => void mkdirSync(app));
  const boorulab = (...words: string[]) => execFileSync(node, [join(installed, 'dist', 'cli', 'main.js'), ...words], { cwd: app, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  it('goes the whole way of the demo', () => {
    boorulab('demo', '--posts', '1500', '--pictures', '12');
    const pages = readdirSync(join(app, 'reports'));
    expect(pages).toContain('index.html');
    expect(pages).toContain('01-first-look.html');
    expect(pages.length).toBeGreaterThan(50);
    for (const page of pages) expect(statSync(join(app, 'reports', page)).size, page).toBeGreaterThan(2000);
    const [row] = JSON.parse(boorulab('--rating', 'all', '--lake', 'data/demo/lake', 'sql', '--format', 'json', '-c', 'select count(*) as posts from posts')) as [{ posts: number }];
    expect(row.posts).toBeGreaterThan(1400);
    expect(readdirSync(app).map((name) => basename(name)).sort()).toEqual(['data', 'reports']);
  }, 900_000);
});
