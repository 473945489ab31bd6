import { describe, expect, it } from 'vitest';
import { compact, grouped, niceBounds, niceStep } from '../../src/charts/numbers.js';
import { cutText, displayWidth, textPixels, visibleText } from '../../src/charts/text.js';

describe('displayWidth', () => {
  it.each([['abc', 3], ['初音ミク', 8], ['ﾐｸ', 2], ['한국', 4], ['é', 1], ['e\u0301', 1], ['👩‍👧', 2], ['…', 1], ['（）', 4], ['', 0]])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

it('knows the width of letters beside CJK: compositions, half-width marks, emoji of several parts, brackets', () => {
  const widths = ['ｶﾞ', '❤️', '👩‍👩‍👧', '1️⃣', '🇯🇵', '﹁', '㊗', 'ゟ', '☆', '한국'].map((text) => [text, displayWidth(text)]);
  expect(widths).toEqual([['ｶﾞ', 2], ['❤️', 2], ['👩‍👩‍👧', 2], ['1️⃣', 2], ['🇯🇵', 2], ['﹁', 2], ['㊗', 2], ['ゟ', 2], ['☆', 1], ['한국', 4]]);
});

describe('cutText', () => {
  it('never exceeds the columns and cuts only what is too long', () => {
    for (const text of ['hatsune_miku', '初音ミクの消失', 'a初b音c', '👩‍👧👩‍👧👩‍👧', 'e\u0301e\u0301e\u0301']) {
      for (let columns = 1; columns < 16; columns++) {
        const cut = cutText(text, columns);
        expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
        expect(cut === text).toBe(displayWidth(text) <= columns);
      }
    }
  });
});

describe('visibleText', () => {
  it('leaves no character that moves the cursor, colours the terminal or turns the text', () => {
    const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('');
    expect(visibleText(all)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    expect(visibleText('\u001b[31mred\u0007\n')).toBe('\\x1b[31mred\\x07\\n');
    expect(visibleText('初音ミク é 👩‍👧')).toBe('初音ミク é 👩‍👧');
  });
});

describe('numbers', () => {
  it.each([[0, '0'], [999, '999'], [1234, '1,234'], [-1234, '-1,234'], [12_345, '12.3k'], [999_999, '1M'], [1_234_567, '1.23M'], [0.12345, '0.123'], [1e13, '10T']])('compact(%d) is %s', (value, text) => {
    expect(compact(value)).toBe(text);
  });

  it('groups big integers', () => {
    expect(grouped(12345678901234567890n)).toBe('12,345,678,901,234,567,890');
  });

  it('rounds bounds outwards and never to nothing', () => {
    for (const [low, high] of [[0, 97], [3, 3], [0, 0], [-5, 12.3], [1e6, 1e6 + 1]] as const) {
      const [from, to] = niceBounds(low, high);
      expect(from).toBeLessThanOrEqual(low);
      expect(to).toBeGreaterThanOrEqual(high);
      expect(to).toBeGreaterThan(from);
    }
    expect([niceStep(100, 5), niceStep(7, 5), niceStep(0.3, 5)]).toEqual([20, 1, 0.05]);
  });

  it('reckons CJK letters wider than Latin ones', () => {
    expect(textPixels('初音', 10)).toBe(20);
    expect(textPixels('il', 10)).toBeLessThan(textPixels('mw', 10));
  });
});
