import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Lets `write` fill a folder beside `out` and puts it in the place of `out` when all is written, so that `out` is never half a simulation.
 * Throws when `out` holds something that is not an earlier simulation.
 */
export async function writeFolder<T>(out: string, write: (folder: string) => Promise<T>): Promise<T> {
  const target = resolve(out);
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, 'truth'))) {
    throw new Error(`${out} is not empty and holds no earlier simulation: choose another folder`);
  }
  const partial = `${target}.partial`;
  mkdirSync(dirname(target), { recursive: true });
  rmSync(partial, { recursive: true, force: true });
  try {
    const result = await write(partial);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
    return result;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
