import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/charts/text.js';
import type { QueryResult } from '../../src/lake/result.js';
import { formatResult, parseFormat, textFormats } from '../../src/reports/format.js';
import { readCsv } from './fixture.js';

const evil = '\u001b]0;owned\u0007\u001b[2J\u202e\u009b31m';
const result: QueryResult = {
  columns: [
    { name: 'tag', type: 'VARCHAR' }, { name: 'posts', type: 'BIGINT' }, { name: 'share', type: 'DOUBLE' }, { name: 'at', type: 'TIMESTAMP WITH TIME ZONE' },
    { name: 'day', type: 'DATE' }, { name: 'list', type: 'VARCHAR[]' },
  ],
  rows: [
    { tag: '初音ミク', posts: 12, share: 1 / 3, at: new Date('2020-07-26T14:31:20Z'), day: new Date('2020-07-26T00:00:00Z'), list: ['a', 'b"c'] },
    { tag: 'say "hi", |you|\n<b>', posts: 9007199254740993n, share: null, at: null, day: null, list: null },
    { tag: '', posts: -1, share: Number.NaN, at: new Date('2020-07-26T14:31:20.5Z'), day: null, list: [] },
  ],
};

describe('csv', () => {
  it('reads back as it was', () => {
    expect(readCsv(formatResult(result, 'csv'))).toEqual([
      ['tag', 'posts', 'share', 'at', 'day', 'list'],
      ['初音ミク', '12', '0.3333333333333333', '2020-07-26T14:31:20Z', '2020-07-26', '["a","b\\"c"]'],
      ['say "hi", |you|\n<b>', '9007199254740993', '', '', '', ''],
      ['', '-1', 'NaN', '2020-07-26T14:31:20.500Z', '', '[]'],
    ]);
  });

  it('tells an empty text from NULL and ends every line with CRLF', () => {
    const csv = formatResult({ columns: [{ name: 'a', type: 'VARCHAR' }, { name: 'b', type: 'VARCHAR' }], rows: [{ a: '', b: null }] }, 'csv');
    expect(csv).toBe('a,b\r\n"",\r\n');
  });
});

describe('json and jsonl', () => {
  it('agree, keep large numbers whole and dates as ISO text', () => {
    const json = formatResult(result, 'json');
    expect(json).toContain('9007199254740993');
    const rows = JSON.parse(json) as Record<string, unknown>[];
    expect(rows[0]).toEqual({ tag: '初音ミク', posts: 12, share: 1 / 3, at: '2020-07-26T14:31:20Z', day: '2020-07-26', list: ['a', 'b"c'] });
    expect(rows[2]!['share']).toBeNull();
    expect(formatResult(result, 'jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(rows);
    expect(JSON.parse(formatResult({ columns: [], rows: [] }, 'json'))).toEqual([]);
  });
});

describe('markdown', () => {
  it('keeps one row a line and no markup of the data', () => {
    const lines = formatResult(result, 'markdown').trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('| --- | --: | --: | --- | --- | --- |');
    expect(lines[3]).toContain('\\|you\\|\\\\n&lt;b\\>');
  });
});

describe('table', () => {
  it('fits any width and lines its columns up, wide characters counted as two', () => {
    for (let width = 12; width < 120; width += 3) {
      const lines = formatResult(result, 'table', { width }).trimEnd().split('\n');
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
    expect(formatResult({ columns: result.columns.slice(0, 2), rows: result.rows }, 'table').split('\n')).toEqual([
      'tag                              posts',
      '────────────────────  ────────────────',
      '初音ミク                            12',
      'say "hi", |you|\\n<b>  9007199254740993',
      '                                    -1',
      '',
    ]);
  });

  it('says what it leaves out', () => {
    const wide: QueryResult = { columns: Array.from({ length: 20 }, (_, i) => ({ name: `column_${i}`, type: 'VARCHAR' })), rows: [{}, {}, {}] };
    const text = formatResult(wide, 'table', { width: 60, maxRows: 1 });
    expect(text).toContain('… 2 more rows');
    expect(text).toMatch(/… \d+ more columns: column_/);
  });
});

describe('hostile cells', () => {
  it.each(textFormats)('reach the terminal as visible text in %s', (format) => {
    const hostile: QueryResult = { columns: [{ name: `c${evil}`, type: 'VARCHAR' }, { name: 'n', type: 'VARCHAR' }], rows: [{ [`c${evil}`]: evil, n: 'a\rb' }] };
    const text = formatResult(hostile, format, { terminal: true, width: 80 });
    expect(text.replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toMatch(format === 'json' || format === 'jsonl' ? /\\u001b\]0;owned/ : /\\x1b\\?\]0;owned/);
  });

  it('stay whole in a csv file', () => {
    expect(formatResult({ columns: [{ name: 'c', type: 'VARCHAR' }], rows: [{ c: evil }] }, 'csv')).toContain(evil);
  });
});

it('knows its formats', () => {
  expect(parseFormat('CSV')).toBe('csv');
  expect(parseFormat('md')).toBe('markdown');
  expect(() => parseFormat('jsn')).toThrow(expect.objectContaining({ hint: 'Did you mean json?' }));
});
