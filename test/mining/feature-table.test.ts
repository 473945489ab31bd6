import { describe, expect, it } from 'vitest';
import { pcaOf } from '../../src/mining/feature-table.js';

const rows = [1, 2, 3, 4, 5, 6].map((x) => ({ name: `n${x}`, width: x * 1000, height: x * 500 + (x % 2), score: x % 2 === 0 ? 1 : -1 }));

describe('components of a table', () => {
  it('use its columns of numbers, each counting alike', () => {
    const found = pcaOf(rows);
    expect(found.columns).toEqual(['width', 'height', 'score']);
    expect(found.loadings[0]![0]).toBeCloseTo(found.loadings[0]![1]!, 2);
    expect(found.explained[0]! + found.explained[1]!).toBeCloseTo(1, 2);
    expect(found.scores).toHaveLength(6);
  });

  it('are the same from columns, and leave out rows with gaps', () => {
    const columns = { width: Float64Array.from(rows, (row) => row.width), height: rows.map((row) => BigInt(row.height)), score: Int32Array.from(rows, (row) => row.score) };
    expect(pcaOf(columns)).toEqual(pcaOf(rows));
    const gap = pcaOf([{ ...rows[0]!, width: null }, ...rows.slice(1)], { columns: ['width', 'score'] });
    expect(gap.rows).toEqual([1, 2, 3, 4, 5]);
  });

  it('can be of columns as they are', () => {
    expect(pcaOf(rows, { standardise: false, components: 1 }).explained[0]).toBeGreaterThan(0.999);
  });

  it('need two rows and a column of numbers', () => {
    expect(() => pcaOf([])).toThrow('no column');
    expect(() => pcaOf([{ a: 'x' }])).toThrow('no column');
    expect(() => pcaOf([{ a: 1 }])).toThrow('two rows');
  });
});
