import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examine } from '../../src/images/examine.js';
import { drawn } from './scan-fixture.js';

/** A generator of numbers below `limit`, the same each time. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A picture with some bytes changed, taken out, doubled or cut off. */
export function mutant(bytes: Buffer, seed: number): Buffer {
  const below = numbers(seed);
  let made = Buffer.from(bytes);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(made.length);
    const how = below(5);
    if (how < 2) made[at] = below(256);
    else if (how === 2) made = Buffer.concat([made.subarray(0, at), made.subarray(Math.min(made.length, at + 1 + below(50)))]);
    else if (how === 3) made = Buffer.concat([made.subarray(0, at), made.subarray(Math.max(0, at - below(200)))]);
    else if (below(8) === 0) made = made.subarray(0, Math.max(4, at));
    else made.fill(below(256), at, at + below(8));
  }
  return made;
}

it('mutants of a JPEG are pictures or rejects', async () => {
  const bytes = await drawn(90, 60).withExif({ IFD0: { Artist: 'someone' } }).jpeg({ progressive: true }).toBuffer();
  const found = { picture: 0, broken: 0 };
  for (let seed = 1; seed <= 300; seed++) {
    const examined = await examine({ path: join('in', `${seed}.jpg`), bytes: mutant(bytes, seed) });
    found[examined.kind]++;
    if (examined.kind === 'broken') expect(examined).toMatchObject({ reason: expect.stringMatching(/^(bad_picture|too_large)$/) as string, detail: expect.stringMatching(/./) as string });
    else expect([examined.picture.width > 0, examined.picture.entropy >= 0, examined.picture.entropy <= 1]).toEqual([true, true, true]);
  }
  // Both come, or the mutants prove nothing.
  expect(Math.min(found.picture, found.broken)).toBeGreaterThan(20);
});
