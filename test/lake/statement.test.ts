import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { interruptEvent } from '../../src/lake/interrupt.js';
import { load, post, tempFolder, writeLines } from '../load/fixtures.js';

const dir = tempFolder('statement');
let lake: Lake;

beforeAll(async () => {
  await load(join(dir, 'lake'), writeLines(join(dir, 'posts.jsonl'), [post(1, { tags: 'sky sea' }), post(2, { tags: 'sky', rating: 'e' }), post(3, { tags: "it's" })]));
  lake = await openLake(join(dir, 'lake'));
});
afterAll(() => lake.close());

describe('lake.sql', () => {
  it('gives the rows of a query when awaited', async () => {
    expect(await lake.sql`select tag_name, 1.5::double as n from tags where tag_name <> 'sea' order by all`).toEqual([{ tag_name: "it's", n: 1.5 }, { tag_name: 'sky', n: 1.5 }]);
  });

  it.each(["it's", "x' or 1=1 --", '$value2', '"; drop view posts; --', 'a\u2028b\u0000', '\\', ''])('binds %j as a value', async (value) => {
    expect(await lake.sql`select ${value} as value, count(*) as n from tags where tag_name = ${value}`).toEqual([{ value, n: value === "it's" ? 1 : 0 }]);
  });

  it('binds values of every kind', async () => {
    const time = new Date('2020-02-03T04:05:06.789Z');
    expect(await lake.sql`select ${7} // 2 as whole, ${0.5} + 1 as part, ${2n ** 60n} as large, ${true} and ${false} as no, ${null}::integer as none, ${time} as time`)
      .toEqual([{ whole: 3, part: 1.5, large: 2n ** 60n, no: false, none: null, time }]);
    expect(await lake.sql`select 1 as n limit ${0}`).toEqual([]);
  });

  it.each([[['sky', "it's"], ["it's", 'sky']], [["') or true --"], []], [[], []]])('takes the list %j after in', async (names, found) => {
    expect((await lake.sql<{ tag_name: string }>`select tag_name from tags where tag_name in ${names} order by all`).map((row) => row.tag_name)).toEqual(found);
  });

  it('takes lists of numbers, whole or not', async () => {
    expect(await lake.sql`select sum(a) as a, sum(b) as b from (select unnest(${[1, 2]}) as a, unnest(${[1, 2.5]}) as b)`).toEqual([{ a: 3, b: 3.5 }]);
    expect(await lake.sql`select 3 in ${[]} as is_in`).toEqual([{ is_in: false }]);
  });

  it('stands inside another, with its values', async () => {
    const named = lake.sql`(select * from tags where tag_name = ${'sky'})`;
    expect(await lake.sql`select ${1} as one, tag_name, ${2} as two from ${named} where tag_cat = ${0}`).toEqual([{ one: 1, tag_name: 'sky', two: 2 }]);
  });

  it('gives an Arrow table, typed columns and column types, too', async () => {
    const query = lake.sql`select range::integer as n, 'x' as t from range(${3})`;
    const table = await query.arrow();
    expect([table.numRows, table.getChild('n')!.toArray()]).toEqual([3, Int32Array.of(0, 1, 2)]);
    expect((await query.columns())['n']).toEqual(Int32Array.of(0, 1, 2));
    expect((await query.result()).columns).toEqual([{ name: 'n', type: 'INTEGER' }, { name: 't', type: 'VARCHAR' }]);
  });

  it('does nothing until it is asked', async () => {
    const wrong = lake.sql`select nonsense`;
    expect(inspect(wrong)).toContain('await it');
    await expect(wrong).rejects.toThrow(/nonsense/);
  });

  it('says what is wrong with its use', async () => {
    await expect(lake.sql`select '${'sky'}'`).rejects.toThrow(expect.objectContaining({ name: 'UserError', hint: expect.stringContaining('no quotes') }));
    await expect(lake.sql`select ${undefined as unknown as null}`).rejects.toThrow(/undefined/);
    expect(() => lake.sql('select 1' as unknown as TemplateStringsArray)).toThrow(/backquotes/);
  });
});

it('a lake says what it shows', async () => {
  expect(await lake.about()).toBe('2 posts of 1 board, up to rating "sensitive"; 1 post is hidden.');
});

it('an interrupt ends the queries that run, and none after them', async () => {
  const long = expect(lake.sql`select count(*) from range(1000000000) a, range(1000) b where (a.range * b.range) % 7 = 3`).rejects.toThrow('INTERRUPT');
  const timer = setInterval(() => process.emit(interruptEvent as 'disconnect'), 20);
  await long;
  clearInterval(timer);
  expect(await lake.sql`select 1 as n`).toEqual([{ n: 1 }]);
});
