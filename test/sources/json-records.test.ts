import { expect, test } from 'vitest';
import { countObjects, nestedRecords } from '../../src/sources/json-records.js';
import type { FileRecord } from '../../src/sources/source.js';

async function* inPieces(text: string, size: number): AsyncIterable<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function brief(record: FileRecord): unknown[] {
  const what = 'reason' in record ? record.reason : 'values' in record ? record.values : record.json;
  return [record.line, record.under ?? '', what, record.raw()];
}

const texts: [name: string, text: string, unwrap: string[], expected: unknown[][]][] = [
  ['an array over lines, with brackets and quotes in strings', '\uFEFF[\n{"a":"]}\\"{","b":{"c":[1]}},\n\n{"a":"\\\\"}\n]', [],
    [[2, '', { a: ']}"{', b: { c: [1] } }, '{"a":"]}\\"{","b":{"c":[1]}}'], [4, '', { a: '\\' }, '{"a":"\\\\"}']]],
  ['what is no object in an array', '[1, "x, y" ,null,{"a":"é"},[{"b":1}]]', [],
    [[1, '', 'not_a_record', '1'], [1, '', 'not_a_record', '"x, y" '], [1, '', 'not_a_record', 'null'], [1, '', { a: 'é' }, '{"a":"é"}'], [1, '', 'not_a_record', '[{"b":1}]']]],
  ['root objects and what follows them', '{"a":1}\n{"a":2} x', [], [[1, '', { a: 1 }, '{"a":1}'], [2, '', { a: 2 }, '{"a":2}'], [2, '', 'bad_json', 'x']]],
  ['lists and an object under keys', '{"n\\"ote":"posts","posts":[{"a":1},\n{"a":2}],"count":{"a":9},"post":{"a":3}}', ['posts', 'post'],
    [[1, 'posts', { a: 1 }, '{"a":1}'], [2, 'posts', { a: 2 }, '{"a":2}'], [2, 'post', { a: 3 }, '{"a":3}']]],
  ['a text that ends inside of a record', '[{"a":1},\n{"a":"é', [], [[1, '', { a: 1 }, '{"a":1}'], [2, '', 'bad_json', '{"a":"é']]],
];

/** Sizes of pieces; a byte order mark comes in the first one, which is never that small. */
const sizesOf = (text: string) => [1, 2, 3, 5, 8, 1000].filter((size) => size >= 3 || !text.startsWith('\uFEFF'));

test.each(texts)('%s, in pieces of any size', async (_, text, unwrap, expected) => {
  for (const size of sizesOf(text)) {
    const found: unknown[][] = [];
    for await (const record of nestedRecords(inPieces(text, size), unwrap)) found.push(brief(record));
    expect({ size, found }).toEqual({ size, found: expected });
  }
});

test.each([
  ['[]', 0], ['[{},{"a":"[{\\"}"},\n{"b":[{}]}]', 3], ['\uFEFF[{}] [{}]', 2], ['[{}', NaN], ['[{},1]', NaN], ['[{},null]', NaN], ['[{},"a"]', NaN], ['[[]]', NaN], ['{"a":1}', NaN], ['[{}]x', NaN], ['[{"a":"', NaN],
])('the objects of %s are counted', async (text, count) => {
  for (const size of sizesOf(text)) expect(await countObjects(inPieces(text, size))).toBe(count);
});
