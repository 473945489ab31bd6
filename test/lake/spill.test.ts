import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

it('what a killed process spilled is removed, what a living one spills stays', async () => {
  const { spillFolder } = await import('../../src/lake/spill.js');
  const mine = spillFolder();
  const { pid: gone } = spawnSync(process.execPath, ['-e', '0']);
  const left = mine.replace(`-${process.pid}-`, `-${gone}-`);
  for (const folder of [mine, left]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'spilled.block'), 'rows');
  }
  vi.resetModules();
  const again = await import('../../src/lake/spill.js');
  expect(again.spillFolder()).not.toBe(mine);
  expect(existsSync(left)).toBe(false);
  expect(existsSync(join(mine, 'spilled.block'))).toBe(true);
  rmSync(mine, { recursive: true });
});
