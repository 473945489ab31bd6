import { expect, it } from 'vitest';
import { startsWithLine } from '../../src/sources/id-lines.js';
import { textOfPythonBytes } from '../../src/sources/python-records.js';

it.each([
  [`b'{"a":"it\\'s"}'`, `{"a":"it's"}`], ['b"it\'s"', `it's`], ['{"a":"x\\\\"y"}', '{"a":"x\\"y"}'], ['\\\\u0026', '\\u0026'], ['\\xe5\\x88\\x9d\\n', '初\n'], ['\\\\xe5', '\\xe5'], ['\\"', '\\"'], ['初', '初'], ['', ''],
])('the bytes %s print %s', (printed, text) => expect(textOfPythonBytes(printed)).toBe(text));

it('bytes that are no UTF-8 are no text', () => {
  expect(() => textOfPythonBytes('\\xff')).toThrow('not UTF-8');
});

it.each([
  ['5;FAIL\n\n6\tNOPAGE\n7;x', true], ['5;FAIL;17\r\n7;x\r\n', true], ['6;y\n7;x', false], ['5;FAIL', false], ['', false],
])('the first line of %j that is no failure', (text, starts) => expect(startsWithLine(text, /^7;x$/)).toBe(starts));
