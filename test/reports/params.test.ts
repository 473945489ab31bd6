import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/lake/error.js';
import { nearest } from '../../src/reports/near.js';
import { castParam, parseParam, resolveParams } from '../../src/reports/params.js';

describe('parseParam', () => {
  it.each([
    ['year INTEGER = 2020 -- of posting', { name: 'year', type: 'INTEGER', fallback: 2020, about: 'of posting' }],
    ['year integer', { name: 'year', type: 'INTEGER', fallback: undefined, about: '' }],
    ['tags VARCHAR', { name: 'tags', type: 'VARCHAR', fallback: undefined, about: '' }],
    ['tags VARCHAR -- a, b = c', { name: 'tags', type: 'VARCHAR', fallback: undefined, about: 'a, b = c' }],
    ["tags VARCHAR = 'it''s -- here' -- words", { name: 'tags', type: 'VARCHAR', fallback: "it's -- here", about: 'words' }],
    ["tags VARCHAR = ''", { name: 'tags', type: 'VARCHAR', fallback: '', about: '' }],
    ['tags VARCHAR = null -- any', { name: 'tags', type: 'VARCHAR', fallback: null, about: 'any' }],
    ['share DOUBLE = .5', { name: 'share', type: 'DOUBLE', fallback: 0.5, about: '' }],
    ['day DATE = 2020-02-29', { name: 'day', type: 'DATE', fallback: '2020-02-29', about: '' }],
  ])('%s', (text, expected) => {
    expect(parseParam(text, 'q')).toEqual(expected);
  });

  it.each(['year', 'year NUMBER', 'year INTEGER 2020', 'a-b INTEGER'])('refuses %j', (text) => {
    expect(() => parseParam(text, 'q')).toThrow(UserError);
  });

  it('refuses a default of the wrong type', () => {
    expect(() => parseParam('year INTEGER = soon', 'q')).toThrow('Parameter year must be a whole number such as 2020, not "soon".');
  });
});

describe('castParam', () => {
  it.each([
    ['INTEGER', '-7', -7], ['INTEGER', ' +7 ', 7], ['BIGINT', '9007199254740991', 9007199254740991], ['BIGINT', '9223372036854775807', 9223372036854775807n],
    ['DOUBLE', '1e-3', 0.001], ['DOUBLE', '-.5', -0.5], ['VARCHAR', ' 7 ', ' 7 '], ['BOOLEAN', 'Yes', true], ['BOOLEAN', '0', false], ['DATE', '2020-07-26', '2020-07-26'],
  ] as const)('%s %j', (type, text, value) => {
    expect(castParam(text, 'p', type)).toBe(value);
  });

  it.each([
    ['INTEGER', '2147483648'], ['INTEGER', '1.5'], ['INTEGER', ''], ['INTEGER', '1e3'], ['INTEGER', '0x10'], ['BIGINT', '9223372036854775808'], ['DOUBLE', 'NaN'], ['DOUBLE', '1e999'], ['DOUBLE', '1,5'],
    ['BOOLEAN', 'maybe'], ['DATE', '2021-02-29'], ['DATE', '26.7.2020'], ['DATE', "2020-01-01'; drop table posts"],
  ] as const)('%s does not take %j', (type, text) => {
    expect(() => castParam(text, 'p', type)).toThrow(UserError);
  });
});

describe('resolveParams', () => {
  const params = [parseParam('year INTEGER', 'q'), parseParam("tags VARCHAR = '' -- tags", 'q')];

  it('casts what is given and fills in the rest', () => {
    expect(resolveParams('q', params, { year: '2020' })).toEqual({ year: 2020, tags: '' });
  });

  it('names the parameter that is unknown, missing or wrong', () => {
    expect(() => resolveParams('q', params, { yeer: '1' })).toThrow(expect.objectContaining({ message: 'q has no parameter "yeer".', hint: 'Did you mean year?', exitCode: 2 }));
    expect(() => resolveParams('q', [], { x: '1' })).toThrow(expect.objectContaining({ hint: 'It takes no parameters.' }));
    expect(() => resolveParams('q', params, {})).toThrow(expect.objectContaining({ message: 'q needs the parameter year.', exitCode: 2 }));
    expect(() => resolveParams('q', params, { year: 'x' })).toThrow(/year must be a whole number/);
    expect(() => resolveParams('q', params, { constructor: 'x', year: '1' })).toThrow(/no parameter "constructor"/);
  });
});

it('finds near names', () => {
  const names = ['hit-parade', 'boards', 'board-growth', 'pairs'];
  expect(nearest('hit-parad', names)[0]).toBe('hit-parade');
  expect(nearest('bords', names)[0]).toBe('boards');
  expect(nearest('growth', names)).toEqual(['board-growth']);
  expect(nearest('zzzzzz', names)).toEqual([]);
});
