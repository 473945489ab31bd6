import { describe, expect, it } from 'vitest';
import { nameParts, nameWords, placeOfWords, seriesWords } from '../../src/tags/name-parts.js';

describe('the parts of a name', () => {
  it.each([
    ['saber_(fate)', 'saber', ['fate']],
    ['saber_(alter)_(fate)', 'saber', ['alter', 'fate']],
    ['hatsune_miku', 'hatsune_miku', []],
    ['(x)', '(x)', []],
    [':(', ':(', []],
    ['', '', []],
    ['a_(b', 'a_(b', []],
  ])('%s', (name, base, qualifiers) => {
    expect(nameParts(name)).toEqual({ base, qualifiers });
  });

  it('are words without signs', () => {
    expect(nameWords("Fate/kaleid_liner:PRISMA illya's")).toEqual(['fate', 'kaleid', 'liner', 'prisma', 'illya', 's']);
    expect(nameWords('_-_')).toEqual([]);
  });

  it('lose the ending of a sequel but never all words', () => {
    expect(seriesWords(['dark', 'souls', 'iii'])).toEqual(['dark', 'souls']);
    expect(seriesWords(['nier', 'the', 'movie', '2'])).toEqual(['nier']);
    expect(seriesWords(['2'])).toEqual(['2']);
    expect(seriesWords([])).toEqual([]);
  });

  it('stand at a place in others', () => {
    const whole = ['zeta', 'gundam', 'evolve'];
    expect(placeOfWords(['zeta'], whole)).toBe('start');
    expect(placeOfWords(['gundam'], whole)).toBe('middle');
    expect(placeOfWords(['gundam', 'evolve'], whole)).toBe('end');
    expect(placeOfWords(whole, whole)).toBe('start');
    expect(placeOfWords(['gun'], whole)).toBeNull();
    expect(placeOfWords([], whole)).toBeNull();
  });
});
