import { expect, test } from 'vitest';
import type { FileRecord } from '../../src/sources/source.js';
import { xmlRecords } from '../../src/sources/xml-records.js';

async function read(text: string): Promise<FileRecord[]> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const records: FileRecord[] = [];
  for await (const record of xmlRecords(bytes(), 'post')) records.push(record);
  return records;
}

const brief = (records: FileRecord[]) => records.map((record) => ('reason' in record ? record.reason : 'values' in record ? record.values : null));

// Looked through to the end each time, these take minutes.
test.each([
  ['starts', '<post>'.repeat(100_000), 100_000],
  ['starts closed once', `${'<post>'.repeat(100_000)}</post>`, 100_000],
  ['elements in elements', '<post>'.repeat(100_000) + '</post>'.repeat(100_000), 100_001],
  ['comments', '<!-- '.repeat(100_000), 1],
  ['errors', '<error>'.repeat(100_000), 1],
  ['CDATA in a child', `<post><a>${'<![CDATA['.repeat(100_000)}</a></post>`, 1],
])('%s that never end are read in one pass', async (_, inside, count) => {
  const records = await read(`<posts>${inside}</posts>`);
  expect(records).toHaveLength(count);
}, 20_000);

test('markup between elements: comments, instructions, what the board says in either case of letters', async () => {
  const records = await read(`<?xml version="1.0"?><!DOCTYPE posts><posts count="2">
    <!-- <error>no</error> --><post id="1"/><ERROR>gone</ERROR><response success="false" reason="a &amp; b"/><response>no more</response><!-- open <post id="2"/></posts>`);
  expect(brief(records)).toEqual([{ id: '1' }, 'board_error', 'board_error', 'board_error', 'bad_markup', { id: '2' }]);
  expect(records.flatMap((record) => ('reason' in record ? [record.detail] : []))).toEqual(['gone', 'a & b', 'no more', 'text outside of any element']);
});

test('an element ends before the next one starts; one whose attribute holds a start is broken', async () => {
  expect(brief(await read('<post id="1"><a>x</a><post id="2"/></post><post id="<post "/><post id="3"/>'))).toEqual(['bad_markup', { id: '2' }, 'bad_markup', 'bad_markup', 'bad_markup', { id: '3' }]);
});

test('texts of several CDATA sections and what stands around them', async () => {
  expect(brief(await read('<post><a>1 &lt; <![CDATA[2 &lt; 3]]> &amp; <![CDATA[<b>]]></a><c><![CDATA[open</c></post>'))).toEqual([{ a: '1 < 2 &lt; 3 & <b>' }]);
});
