import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareFranchiseMethods } from '../../src/mining/franchises/compare.js';
import { franchiseMethods } from '../../src/mining/franchises/methods.js';
import { testLake, type TableSql, type TestLake } from '../reports/fixture.js';

/** Works 1 and 11, with four characters each in 40 posts; their tags never meet. */
const pairs = `SELECT 'a' AS booru, i AS post_key, (10 * (i % 2) + k)::INTEGER AS tag_id, 0 AS rating_level FROM range(80) AS p(i), range(1, 6) AS t(k) WHERE k = 1 OR (i // 2) % 4 IN (k - 2, (k - 1) % 4)`;
const tables: TableSql = {
  tags: `SELECT 'a' AS booru, (10 * w + k)::INTEGER AS tag_id, 'w' || w || '_' || k AS tag_name, 'w' || w || '_' || k AS tag_name_norm, CASE k WHEN 1 THEN 3 ELSE 4 END AS tag_cat, 40 AS post_count FROM range(2) AS f(w), range(1, 6) AS t(k)`,
  post_tags: pairs, tag_posts: pairs,
};
const labels = `SELECT 'a' AS booru, 'w' || w || '_' || k AS tag_name, CASE k WHEN 1 THEN 3 ELSE 4 END AS tag_cat, 'franchise' AS kind, w AS id FROM range(2) AS f(w), range(1, 4) AS t(k)
  UNION ALL SELECT 'a', 'w0_4', 4, 'franchise', 7 UNION ALL SELECT 'a', 'w0_4', 4, 'franchise', 8 UNION ALL SELECT 'a', 'unheard_of', 4, 'franchise', 1`;
const lakes: TestLake[] = [];
const make = async (more: TableSql) => lakes[lakes.push(await testLake({ ...tables, ...more })) - 1]!.lake;
beforeAll(() => expect(Object.keys(franchiseMethods)[0]).toBe('forest'));
afterAll(() => lakes.forEach((test) => test.close()));

it('gives each method its franchises, and how well they agree with the default', async () => {
  const rows = await compareFranchiseMethods(await make({}));
  expect(rows.map(({ method }) => method)).toEqual(Object.keys(franchiseMethods));
  expect(rows[0]).toMatchObject({ franchises: 2, largest: 5, largest_name: 'w0_1', agreement: 1 });
  for (const row of rows) expect(row, row.method).toMatchObject({ labelled: 0, pair_f1: null, b3_f1: null, counted_f1: null });
  expect(rows.every(({ seconds }) => seconds >= 0)).toBe(true);
});

it('scores them by labels of one franchise whose tags are found', async () => {
  const rows = await compareFranchiseMethods(await make({ labels }));
  for (const row of rows) expect(row.labelled, row.method).toBe(6);
  expect(rows[0]).toMatchObject({ pair_f1: 1, b3_f1: 1, counted_f1: 1 });
  // So small a work is cut by the resolution of the communities: nothing wrong put together, not all that belongs.
  const leiden = rows.find(({ method }) => method === 'leiden')!;
  expect([leiden.franchises > 2, leiden.pair_f1! < 1, leiden.agreement < 1]).toEqual([true, true, true]);
});

it('scores what is labelled otherwise below 1', async () => {
  const one = `SELECT * REPLACE (5 AS id) FROM (${labels}) WHERE tag_name <> 'w0_4'`;
  const [forest] = await compareFranchiseMethods(await make({ labels: one }));
  // Belonging pairs 15, found 6, all of them right.
  expect(forest!.pair_f1).toBeCloseTo((2 * 0.4) / 1.4, 12);
});

it('is empty-handed on a lake without works', async () => {
  const rows = await compareFranchiseMethods(await make({ tags: "SELECT 'a' AS booru, 1 AS tag_id WHERE false" }));
  for (const row of rows) expect(row).toMatchObject({ franchises: 0, largest: 0, largest_name: '', counted_f1: null, agreement: 1 });
});
