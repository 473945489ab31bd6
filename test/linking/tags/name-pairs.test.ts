import { describe, expect, it } from 'vitest';
import { bareName, namePairs } from '../../../src/linking/tags/name-pairs.js';

/** Pairs of two vocabularies as `a = b: rule`. */
function pairsOf(a: readonly string[], b: readonly string[], aliasesA: Record<string, string> = {}, aliasesB: Record<string, string> = {}): string[] {
  const found = namePairs({ names: a, aliases: new Map(Object.entries(aliasesA)) }, { names: b, aliases: new Map(Object.entries(aliasesB)) });
  return Array.from(found.a, (tag, i) => `${a[tag]} = ${b[found.b[i]!]}: ${found.rule[i]}`);
}

describe('namePairs', () => {
  it('takes the surest rule', () => {
    expect(pairsOf(['hatsune_miku'], ['hatsune_miku'])).toEqual(['hatsune_miku = hatsune_miku: same']);
    expect(pairsOf(['hatsune_miku'], ['"hatsune_miku"'])).toEqual(['hatsune_miku = "hatsune_miku": same']);
    expect(pairsOf(['hatsune_miku'], ['miku_hatsune'])).toEqual(['hatsune_miku = miku_hatsune: words']);
    expect(pairsOf(['re:zero'], ['re_zero'])).toEqual(['re:zero = re_zero: words']);
    expect(pairsOf(['shoutarou'], ['syoutaro'])).toEqual(['shoutarou = syoutaro: romanised']);
    expect(pairsOf(['saber_(fate)'], ['saber'])).toEqual(['saber_(fate) = saber: unqualified']);
    expect(pairsOf(['saber_(fate)'], ['saber_(toy)'])).toEqual([]);
    expect(pairsOf(['twintails'], ['twintials'])).toEqual(['twintails = twintials: slip']);
  });

  it('follows aliases of either board to the name in use', () => {
    expect(pairsOf(['hug', 'embrace_(game)'], ['embrace'], { embrace: 'hug' })).toContain('hug = embrace: alias');
    expect(pairsOf(['embrace'], ['hug'], {}, { embrace: 'hug' })).toEqual(['embrace = hug: alias']);
    expect(pairsOf(['embrace'], ['hug'], { other: 'hug' })).toEqual([]);
  });

  it('makes no slip of numbers, short names, or names that have a namesake', () => {
    expect(pairsOf(['2girls', '10girls'], ['3girls', '1girls'])).toEqual([]);
    expect(pairsOf(['boots'], ['boats'])).toEqual([]);
    expect(pairsOf(['collared', 'collarer'], ['collared'])).toEqual(['collared = collared: same']);
  });

  it('lets no pair speak when many tags share what they have in common', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((work) => `sakura_(${work})`);
    expect(pairsOf(many, ['sakura'])).toEqual([]);
    expect(pairsOf(many.slice(0, 2), ['sakura'])).toHaveLength(2);
  });

  it('keeps names that are signs or hostile apart', () => {
    expect(pairsOf([':d', ';)', '"', "'; drop table tags; --"], [':o', '^_^', '"', "'; drop table tags; --"])).toEqual(['" = ": same', "'; drop table tags; -- = '; drop table tags; --: same"]);
    expect([':d', '"', '""x""', 'x"'].map(bareName)).toEqual([':d', '"', 'x', 'x']);
  });
});
