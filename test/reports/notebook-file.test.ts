import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/lake/error.js';
import { userDataFolder, writeKernelspec } from '../../src/reports/kernelspec.js';
import { readNotebook } from '../../src/reports/notebook-file.js';
import { bar, svg, table } from '../../src/reports/workbench.js';

const dir = mkdtempSync(join(tmpdir(), 'notebook-file-'));
afterAll(() => rmSync(dir, { recursive: true }));

function written(name: string, content: string): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}

describe('a notebook file', () => {
  it('is read with or without a byte order mark', async () => {
    const text = JSON.stringify({ cells: [], nbformat: 4, nbformat_minor: 5 });
    expect(await readNotebook(written('plain.ipynb', text))).toMatchObject({ cells: [], metadata: {} });
    expect(await readNotebook(written('bom.ipynb', `\ufeff${text}`))).toMatchObject({ cells: [] });
  });

  it.each([
    ['missing', () => join(dir, 'none.ipynb'), /^No notebook at /],
    ['a folder', () => dir, /^Cannot read /],
    ['no JSON', () => written('text.ipynb', 'print(1)'), /not a Jupyter notebook/],
    ['null', () => written('null.ipynb', 'null'), /not a Jupyter notebook/],
    ['an old format', () => written('old.ipynb', '{"nbformat":3,"worksheets":[]}'), /not a Jupyter notebook/],
    ['Python', () => written('py.ipynb', '{"nbformat":4,"cells":[],"metadata":{"kernelspec":{"language":"python"}}}'), /is a python notebook/],
  ])('that is %s is refused as wrong use', async (_, path, words) => {
    const error = await readNotebook(path()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringMatching(words), exitCode: 2 });
  });
});

describe('the kernelspec', () => {
  it('starts this package with this Node, without an install', () => {
    const { file, jupyterPath, words } = writeKernelspec(join(dir, "it's"), { lake: 'some/lake' });
    const spec = JSON.parse(readFileSync(file, 'utf8')) as { argv: string[]; env: Record<string, string> };
    expect(file).toBe(join(jupyterPath, 'kernels', 'boorulab', 'kernel.json'));
    expect(spec).toMatchObject({ display_name: 'TypeScript (Boorulab)', language: 'typescript', env: { BOORULAB_LAKE: join(process.cwd(), 'some/lake') } });
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv.at(-1)).toBe('--config-path={connection_file}');
    expect(spec.argv.filter((word) => word.includes('{'))).toHaveLength(1);
    expect(words.join('\n')).toContain(`it'\\''s`);
  });
});

it.each([
  ['linux', {}, '/home/me/.local/share/jupyter'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/jupyter'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/me/Library/Jupyter'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/jupyter'],
  ['win32', {}, '/home/me/AppData/Roaming/jupyter'],
  ['linux', { JUPYTER_DATA_DIR: '/own' }, '/own'],
] as const)('Jupyter finds kernels of a user on %s with %j in %s', (platform, env, folder) => {
  expect(userDataFolder({ platform, env, home: '/home/me' })).toBe(folder);
});

describe('workbench helpers outside a notebook', () => {
  it('print the rows', async () => {
    const printed: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    try {
      table([{ tag: 'a', posts: 1 }]);
      await bar([{ tag: 'b', posts: 2 }]);
      await svg({});
      table([]);
    } finally {
      write.mockRestore();
    }
    expect(printed.join('')).toMatch(/tag +posts\n.*\na +1\n[\s\S]*b +2\n[\s\S]*drawing[\s\S]*no rows\n/);
  });
});
