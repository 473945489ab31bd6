import { describe, expect, it } from 'vitest';
import { parseChart } from '../../src/charts/grammar.js';

describe('parseChart', () => {
  it('reads a mark alone', () => {
    expect(parseChart('line')).toEqual({ mark: 'line' });
  });

  it('reads settings, quoted ones with spaces, and numbers', () => {
    expect(parseChart('bar x=posts y=tag_name  sort=value limit=20 xlabel="posts since 2015 = all"')).toEqual({
      mark: 'bar', x: 'posts', y: 'tag_name', sort: 'value', limit: 20, xlabel: 'posts since 2015 = all',
    });
  });

  it.each([
    ['pie x=a', /unknown chart "pie"; charts: bar/],
    ['', /unknown chart ""/],
    ['bar colour=a', /unknown chart setting "colour"/],
    ['bar x', /x has no value/],
    ['bar sort=up', /sort is one of value, name, rows, not "up"/],
    ['bar limit=0', /limit must be a whole number/],
    ['bar limit=ten', /limit must be a whole number/],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => parseChart(text)).toThrow(message);
  });
});
