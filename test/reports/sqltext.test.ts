import { describe, expect, it } from 'vitest';
import { blankQuoted, isBlank, isFinished, placeholders, quotedTexts, splitScript } from '../../src/reports/sqltext.js';

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

describe('splitScript', () => {
  const parts = (script: string) => splitScript(script).map(({ text, isCommand, line }) => `${line}${isCommand ? '!' : ''} ${text}`);

  it('cuts at semicolons outside quotes and comments, and knows the lines', () => {
    expect(parts("select ';';\n\n-- one; two\nselect 2\n  /* ; */ + 1; select 3;")).toEqual(["1 select ';'", '4 select 2\n  /* ; */ + 1', '5 select 3']);
  });

  it('takes a last statement without its semicolon, and nothing for comments', () => {
    expect(parts('select 1;\nselect 2')).toEqual(['1 select 1', '2 select 2']);
    expect(parts(' ;; \n-- x\n/* y */')).toEqual([]);
    expect(parts("select 'open; \n")).toEqual(["1 select 'open;"]);
  });

  it('finds commands on lines of their own, whatever quotes they hold', () => {
    expect(parts(".read it's.sql\nselect 1;\n  .once x.csv\nselect\n.5; .run a\nselect 2")).toEqual(["1! .read it's.sql", '2 select 1', '3! .once x.csv', '4 select\n.5', '5! .run a', '6 select 2']);
  });
});

it('knows when a text is finished', () => {
  expect(['select 1;', 'select 1; -- x', ';', "select ';';\n/* y */"].map(isFinished)).toEqual([true, true, true, true]);
  expect(['select 1', "select ';", 'select 1; select', 'select 1 -- ;', 'select 1; /* open'].map(isFinished)).toEqual([false, false, false, false, false]);
});

it('finds texts in single quotes with the words before them', () => {
  expect(quotedTexts("copy (select 'a''b') to 'x'")).toEqual([{ text: "a'b", before: 'copy (select ' }, { text: 'x', before: 'copy (select       ) to ' }]);
});

it('knows what is nothing to run', () => {
  expect(['', ' \n', '-- x', '/* x */ -- y\n'].map(isBlank)).toEqual([true, true, true, true]);
  expect(["'x'", '/* open', 'select', '1 -- x'].map(isBlank)).toEqual([false, false, false, false]);
});
