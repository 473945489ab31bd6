import { describe, expect, it } from 'vitest';
import { sources } from '../../src/sources/registry.js';
import { readCorpus } from '../fuzz/corpus.js';
import { fuzzLoad, fuzzSource } from '../fuzz/fuzz.js';

/** `npm run fuzz` tries more; a mutant of its that fails becomes a specimen. */
const perFormat = 2000;
const corpus = readCorpus();
const others = [...corpus.values()].flat().map(({ bytes }) => bytes);

describe('mutants of dump files', () => {
  it('start from specimens of every format', () => {
    expect(sources.filter(({ id }) => !corpus.has(id)).map(({ id }) => id)).toEqual([]);
    expect([...corpus.keys()].filter((id) => !sources.some((source) => source.id === id))).toEqual([]);
  });

  it.each(sources.filter(({ id }) => corpus.has(id)).map((source) => [source.id, source] as const))('of %s are read or refused, and every record is accounted for', async (_, source) => {
    const { mutants, faults } = await fuzzSource(source, corpus.get(source.id)!, others, perFormat, 1);
    expect(mutants).toBe(perFormat);
    expect(faults.map(({ what, error }) => `${error} (after ${what})`)).toEqual([]);
  });

  it('of all formats load together into a lake that is whole', async () => {
    const { mutants, records, faults } = await fuzzLoad(corpus, 2000, 2);
    expect(mutants).toBeGreaterThanOrEqual(2000);
    expect(records).toBeGreaterThan(2000);
    expect(faults.map(({ what, error }) => `${error} (after ${what})`)).toEqual([]);
  });
});
