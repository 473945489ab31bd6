import { describe, expect, it } from 'vitest';
import { groupPairs } from '../../src/images/duplicate-groups.js';
import { planGroup, type PlanFile } from '../../src/images/duplicate-plan.js';
import { pairScore, scoreOf, type Evidence } from '../../src/images/duplicate-score.js';
import { paletteDistance } from '../../src/images/palette-distance.js';

const nothing: Evidence = {
  sameFile: false, relation: 'whole', phash: 0, dhash: 0, aspect: 0, colour: 0, detail: 0, isShifted: false, isPlain: false, samePost: false, samePostFile: false,
  samePixiv: false, sameSource: false, parent: false, sameArtist: null, sameCharacters: null,
};
const score = (evidence: Partial<Evidence>) => scoreOf({ ...nothing, ...evidence });

describe('the score of a pair', () => {
  it('is 1 for one file, high for equal hashes, even at the edge, and falls with every bit', () => {
    expect(score({ sameFile: true, phash: null })).toEqual({ score: 1, reasons: ['md5'] });
    expect(score({}).score).toBeGreaterThan(0.95);
    expect(score({ phash: 8, dhash: 10 }).score).toBeCloseTo(0.5, 6);
    for (let bits = 0; bits < 8; bits++) expect(score({ phash: bits + 1 }).score).toBeLessThan(score({ phash: bits }).score);
    expect(score({ phash: 3, dhash: 5, samePixiv: true }).reasons).toEqual(['phash 3', 'dhash 5', 'aspect', 'pixiv id']);
  });

  it('rises with what posts say, and falls when it speaks against it', () => {
    const even = { phash: 8, dhash: 10 };
    for (const told of [{ samePost: true }, { samePostFile: true }, { samePixiv: true }, { sameSource: true }, { parent: true }, { sameArtist: true }, { sameCharacters: true }]) expect(score({ ...even, ...told }).score, JSON.stringify(told)).toBeGreaterThan(0.6);
    for (const told of [{ sameArtist: false }, { sameCharacters: false }, { colour: 0.1 }, { relation: 'crop' as const }, { relation: 'mirrored' as const }]) expect(score({ ...even, ...told }).score, JSON.stringify(told)).toBeLessThan(0.4);
  });

  it('is below one half for plain pictures and other details, unless the post or file is the same', () => {
    expect(score({ isPlain: true, samePixiv: true, sameArtist: true }).score).toBeLessThan(pairScore);
    expect(score({ isPlain: true, samePost: true }).score).toBeGreaterThanOrEqual(pairScore);
    expect(score({ detail: 11, samePixiv: true, parent: true, sameArtist: true, sameCharacters: true }).score).toBeLessThan(pairScore);
    expect(score({ detail: 90, isShifted: true }).reasons).toEqual(['phash 0', 'dhash 0', 'aspect', 'shifted']);
    expect(score({ phash: 6, dhash: 4, isShifted: true }).score).toBeLessThan(pairScore);
    expect(score({ detail: 9 }).reasons).not.toContain('other details');
    expect(score({ phash: null, dhash: null, samePixiv: true, sameArtist: true }).score).toBeLessThan(pairScore);
    expect(score({ phash: null, dhash: null, samePostFile: true }).score).toBeGreaterThan(pairScore);
  });
});

describe('groups', () => {
  it('follow pairs, but no chain whose ends are too far apart', () => {
    const chain = [0, 1, 2, 3, 4].map((a) => ({ a, b: a + 1, score: 0.9 - a / 100 }));
    expect(groupPairs(chain, () => true)).toEqual([[0, 1, 2, 3, 4, 5]]);
    expect(groupPairs(chain, (a, b) => Math.abs(a - b) <= 2)).toEqual([[0, 1, 2], [3, 4, 5]]);
    expect(groupPairs([{ a: 7, b: 9, score: 0.6 }, { a: 1, b: 7, score: 0.99 }, { a: 2, b: 5, score: 0.5 }], (a, b) => !(a === 1 && b === 9) && !(a === 9 && b === 1))).toEqual([[1, 7], [2, 5]]);
    expect(groupPairs([], () => true)).toEqual([]);
  });

  it('do not depend on the order of pairs', () => {
    const pairs = [[0, 3], [3, 6], [6, 9], [1, 3], [2, 6], [4, 5]].map(([a, b], i) => ({ a: a!, b: b!, score: 0.5 + (i % 3) / 10 }));
    const mayJoin = (a: number, b: number) => Math.abs(a - b) < 6;
    expect(groupPairs([...pairs].reverse(), mayJoin)).toEqual(groupPairs(pairs, mayJoin));
  });
});

const file = (path: string, more: Partial<PlanFile> = {}): PlanFile => ({ path, width: 1000, height: 1000, inner: null, fileType: 'jpeg', jpegQuality: 90, fileSize: 1000, booru: null, postedAt: null, ...more });
const planOf = (files: PlanFile[], prefer: string[] = []) => planGroup(files, prefer).map(({ plan, why }) => `${plan}: ${why}`);

describe('the plan', () => {
  it.each<[string, PlanFile[], string[]]>([
    ['more pixels come before all else', [file('a', { width: 500 }), file('b', { jpegQuality: 30, fileSize: 1 })], ['drop: fewer pixels', 'keep: more pixels']],
    ['a frame adds no pixels', [file('a'), file('b', { width: 1060, height: 1060, inner: { width: 0.943, height: 0.943 }, fileSize: 2000 })], ['keep: no frame', 'drop: a frame']],
    ['what loses nothing comes before JPEG', [file('a', { fileSize: 5000 }), file('b', { fileType: 'png', jpegQuality: null })], ['drop: more compressed', 'keep: less compressed']],
    ['less compressed JPEG', [file('a', { jpegQuality: 80, fileSize: 5000 }), file('b', { jpegQuality: 95 })], ['drop: more compressed', 'keep: less compressed']],
    ['a GIF comes after JPEG', [file('a', { fileType: 'gif', jpegQuality: null, fileSize: 9000 }), file('b')], ['drop: more compressed', 'keep: less compressed']],
    ['the larger file', [file('a'), file('b', { fileSize: 1001 })], ['drop: smaller file', 'keep: larger file']],
    ['danbooru before gelbooru', [file('a', { booru: 'gelbooru.com' }), file('b', { booru: 'danbooru.donmai.us' }), file('c')], ['drop: other board', 'keep: preferred board', 'drop: other board']],
    ['the older post', [file('a', { postedAt: 2 }), file('b', { postedAt: 1 }), file('c')], ['drop: newer post', 'keep: older post', 'drop: newer post']],
    ['the first path', [file('b'), file('a'), file('c')], ['drop: later path', 'keep: first path', 'drop: later path']],
    ['what is not known counts least', [file('a', { width: null }), file('b', { width: 10 })], ['drop: fewer pixels', 'keep: more pixels']],
  ])('%s', (_, files, expected) => {
    expect(planOf(files)).toEqual(expected);
    expect(planOf([...files].reverse())).toEqual([...expected].reverse());
  });

  it('follows the boards the user prefers', () => {
    expect(planOf([file('a', { booru: 'gelbooru.com' }), file('b', { booru: 'danbooru.donmai.us' })], ['gelbooru.com'])).toEqual(['keep: preferred board', 'drop: other board']);
  });

  it('keeps one of each group whatever it knows', () => {
    const unknown = file('x', { width: null, height: null, fileType: null, jpegQuality: null, fileSize: null });
    expect(planGroup([unknown, { ...unknown, path: 'y' }, file('z')]).filter(({ plan }) => plan === 'keep')).toHaveLength(1);
  });
});

describe('the distance of palettes', () => {
  it('is 0 for one palette, 1 for black and white, and the same both ways', () => {
    const [red, mixed] = [{ colours: ['#ff0000'], shares: [1] }, { colours: ['#ff0000', '#0000ff'], shares: [0.75, 0.25] }];
    expect(paletteDistance(mixed, mixed)).toBe(0);
    expect(paletteDistance({ colours: ['#000000'], shares: [1] }, { colours: ['#ffffff'], shares: [1] })).toBeCloseTo(1, 9);
    expect(paletteDistance(red, mixed)).toBeCloseTo((0.25 * Math.sqrt(2 / 3)) / 2, 9);
    expect(paletteDistance(mixed, red)).toBe(paletteDistance(red, mixed));
    expect(paletteDistance(red, { colours: [], shares: [] })).toBeNull();
  });
});
