import { describe, expect, it } from 'vitest';
import { blankQuoted, isBlank, oneLine, placeholders, splitStatement } from '../../src/reports/sqltext.js';

describe('blankQuoted', () => {
  it.each([
    ["select 'a;b' ;", 'select       ;'],
    ["select 'it''s;' ;", 'select          ;'],
    ['select "a;b" ;', 'select       ;'],
    ['a -- b;\nc', 'a      \nc'],
    ['a /* ; -- */ b', 'a            b'],
    ['a $$ ; $$ b', 'a         b'],
    ['a $t$ ; $$ $t$ b', 'a              b'],
    ["E'\\';' ;", 'E      ;'],
    ["a 'open ;", 'a        '],
  ])('%s', (sql, blank) => {
    expect(blankQuoted(sql)).toBe(blank);
    expect(blank).toHaveLength(sql.length);
  });
});

it('finds parameters outside quotes, once each, in order', () => {
  expect(placeholders("select $b, $a, $b, '$c', \"$d\" -- $e\n/* $f */ , $$ $g $$")).toEqual(['b', 'a']);
});

it('splits at the first semicolon that ends a statement', () => {
  expect(splitStatement("select ';'; select 2;")).toEqual({ statement: "select ';'", rest: ' select 2;' });
  expect(splitStatement("select ';'")).toBeUndefined();
  expect(splitStatement('select 1 -- ;')).toBeUndefined();
});

it('knows what is nothing to run', () => {
  expect(['', ' \n', '-- x', '/* x */ -- y\n'].map(isBlank)).toEqual([true, true, true, true]);
  expect(["'x'", '/* open', 'select', '1 -- x'].map(isBlank)).toEqual([false, false, false, false]);
});

it('writes a statement on one line without changing it', () => {
  expect(oneLine("select 1, -- one\n  '--',\n\n  2")).toBe("select 1, '--', 2");
});
