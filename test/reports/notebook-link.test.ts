import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'notebook-link-')));
afterAll(() => rmSync(dir, { recursive: true }));

it.skipIf(process.platform === 'win32')('a checkout is linked into its own node_modules, again and again, and its command runs', () => {
  const root = join(dir, 'checkout');
  for (const folder of ['scripts', 'dist/cli', 'node_modules/boorulab']) mkdirSync(join(root, folder), { recursive: true });
  cpSync(fileURLToPath(new URL('../../scripts/link-self.mjs', import.meta.url)), join(root, 'scripts', 'link-self.mjs'));
  writeFileSync(join(root, 'dist/cli/main.js'), '#!/usr/bin/env node\nconsole.log("hello")\n', { mode: 0o644 });
  for (let times = 0; times < 2; times++) expect(spawnSync(process.execPath, [join(root, 'scripts', 'link-self.mjs')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  expect(realpathSync(join(root, 'node_modules/boorulab'))).toBe(root);
  accessSync(join(root, 'dist/cli/main.js'), constants.X_OK);
  expect(spawnSync(join(root, 'node_modules/.bin/boorulab'), { encoding: 'utf8' }).stdout).toBe('hello\n');
});

it('an installed package is left as npm made it', () => {
  const root = join(dir, 'user/node_modules/boorulab');
  mkdirSync(join(root, 'scripts'), { recursive: true });
  cpSync(fileURLToPath(new URL('../../scripts/link-self.mjs', import.meta.url)), join(root, 'scripts', 'link-self.mjs'));
  expect(spawnSync(process.execPath, [join(root, 'scripts', 'link-self.mjs')]).status).toBe(0);
  expect(() => accessSync(join(root, 'node_modules'))).toThrow();
});
