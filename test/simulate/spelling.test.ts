import { describe, expect, it } from 'vitest';
import { americanOffset, danbooruDate, dayStart, gelbooruDate } from '../../src/simulate/dates.js';
import { katakana, kunrei, otherSpellings, shortVowels } from '../../src/simulate/romanisation.js';
import { characterSpellings, characterTag, workSpellings } from '../../src/simulate/spelling.js';
import { titleCase } from '../../src/simulate/names.js';

describe('romanisation', () => {
  it('writes katakana of romaji words and leaves others in capitals', () => {
    expect(katakana('shizuku_no_kyoutarou')).toBe('シズク・ノ・キョウタロウ');
    expect(katakana('silver_tantei')).toBe('SILVER・タンテイ');
  });

  it('knows other spellings', () => {
    expect(kunrei('tsuchifuji')).toBe('tutihuzi');
    expect(kunrei('shouta')).toBe('syouta');
    expect(shortVowels('kyoutarou')).toBe('kyotaro');
    expect(otherSpellings('kana')).toEqual([]);
  });
});

describe('tags of names', () => {
  it('turn the order, drop the qualifier and add one', () => {
    expect(characterTag({ surname: 'aoyama', given: 'rei' }, '')).toBe('aoyama_rei');
    expect(characterSpellings({ surname: 'aoyama', given: 'rei' }, '', 'hollow')).toEqual(['rei_aoyama', 'aoyama_rei_(hollow)']);
    expect(characterSpellings({ surname: '', given: 'shou' }, 'hollow', 'hollow')).toEqual(['shou', 'sho_(hollow)', 'syou_(hollow)', 'shoh_(hollow)']);
    expect(workSpellings("hikouki's_&_juku!")).toContain("hikouki's_and_juku!");
    expect(titleCase('re:hikouki_no_nikki')).toBe('Re:Hikouki No Nikki');
  });
});

describe('dates', () => {
  it('agree with the time zones of New York and Chicago, around the changes too', () => {
    const hour = (zone: string, time: number): number => Number(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(time));
    for (let year = 2008; year <= 2026; year++) {
      for (const start of [Date.UTC(year, 2, 8), Date.UTC(year, 10, 1), Date.UTC(year, 6, 1), Date.UTC(year, 0, 1)]) {
        for (let time = start; time < start + 8 * 86_400_000; time += 3_600_000 * 5) {
          expect(new Date(time + americanOffset(time, -5) * 3_600_000).getUTCHours()).toBe(hour('America/New_York', time));
          expect(new Date(time + americanOffset(time, -6) * 3_600_000).getUTCHours()).toBe(hour('America/Chicago', time));
        }
      }
    }
  });

  it('are written as the boards write them', () => {
    expect(danbooruDate(Date.UTC(2020, 6, 26, 14, 31, 20, 176))).toBe('2020-07-26T10:31:20.176-04:00');
    expect(gelbooruDate(Date.UTC(2016, 9, 22, 7, 2, 35))).toBe('Sat Oct 22 02:02:35 -0500 2016');
    expect(gelbooruDate(Date.UTC(2020, 11, 4, 19, 30, 50))).toBe('Fri Dec 04 13:30:50 -0600 2020');
    expect(() => dayStart('2024-02-30')).toThrow('not a date');
    expect(() => dayStart('yesterday')).toThrow('not a date');
  });
});
