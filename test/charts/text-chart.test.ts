import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/charts/text.js';
import { textChart } from '../../src/charts/text-chart.js';

const rows = [{ name: '初音ミク', posts: 800 }, { name: 'b', posts: 200 }, { name: '\u001b[31m', posts: 1 }];

describe('textChart', () => {
  it('draws bars as long as their figures, to an eighth of a column', () => {
    expect(textChart(rows, { mark: 'bar' }, 30).split('\n')).toEqual(['          posts', '初音ミク  ████████████████ 800', 'b         ████ 200', '\\x1b[31m  ▏ 1', '']);
  });

  it('never passes the width', () => {
    for (const width of [20, 33, 80]) for (const line of textChart([...rows, { name: 'a very long name indeed '.repeat(4), posts: -50 }], { mark: 'bar' }, width).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it('draws lines as bars over every year, and series below each other', () => {
    expect(textChart([{ year: 2020, n: 4 }, { year: 2022, n: 8 }], { mark: 'line' }, 24)).toBe('      n\n2020  ███████▌ 4\n2021   0\n2022  ███████████████ 8\n'.replaceAll('███████▌', '████████').replace('███████████████', '████████████████'));
    expect(textChart([{ y: 'a', s: 'x', n: 1 }, { y: 'a', s: 'y', n: 2 }], { mark: 'bar', x: 'y', y: 'n', color: 's' }, 20)).toMatch(/^ +n\na {2}x {2}█+▌? 1\na {2}y {2}█+ 2\n$/);
  });

  it('draws a histogram', () => {
    const text = textChart([1, 1, 2, 9].map((score) => ({ score })), { mark: 'histogram' }, 40);
    expect(text).toMatch(/^ +rows by score\n1 to 2 +█+ 2\n2 to 3 +█+▌ 1\n/);
    expect(text.trimEnd().split('\n')).toHaveLength(10);
  });

  it('says what it cannot draw', () => {
    expect(() => textChart(rows, { mark: 'scatter' }, 80)).toThrow(/needs a picture/);
    expect(() => textChart(rows, { mark: 'bar', x: 'nothing' }, 80)).toThrow(/no column "nothing"/);
    expect(textChart([], { mark: 'bar' }, 80)).toBe('no rows\n');
  });
});
