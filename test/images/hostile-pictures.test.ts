import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examine } from '../../src/images/examine.js';
import { mutant } from './mutant.js';
import { drawn } from './scan-fixture.js';

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
