import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreMal } from '../../src/linking/mal/score-mal.js';
import { findFranchises } from '../../src/mining/franchises/franchises.js';
import { load, tempFolder, withLake } from '../load/fixtures.js';

const data = join(import.meta.dirname, '../../../shared/data');

describe.skipIf(!existsSync(data))('links of the real lists', () => {
  it('are nearly all right', { timeout: 1_200_000 }, async () => {
    const lake = join(tempFolder('real-links'), 'lake');
    await load(lake, ['booru-chars', 'mal', 'danbooru/tag_aliases.csv.gz', 'danbooru/cooccurrence_copyright_character.csv'].map((name) => join(data, name)));
    await withLake(lake, (open) => findFranchises(open));
    const [titles, characters] = await withLake(lake, (open) => scoreMal(open));
    expect(characters!.precision).toBeGreaterThan(0.98);
    expect(characters!.recall).toBeGreaterThan(0.88);
    expect(titles!.precision).toBeGreaterThan(0.96);
    expect(titles!.recall).toBeGreaterThan(0.8);
  });
});
