import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type Server } from '../../src/engines/clickhouse/server.js';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { tempFolder } from '../load/fixtures.js';
import { writeSmallLake } from '../system/small-lake.js';
import { startChdb, type ChdbServer } from './chdb-server.js';
import { difference } from './same-rows.js';

let chdb: ChdbServer;
let lake: Lake;
let server: Server;

beforeAll(async () => {
  lake = await openLake(await writeSmallLake(join(tempFolder('functions'), 'lake')));
  chdb = await startChdb('');
  server = await openServer({ rating: 'sensitive', url: `${chdb.url}/default` });
});
afterAll(async () => {
  lake.close();
  await server.close();
  await chdb.close();
});

/** Rows of columns that neither engine can work out beforehand. */
const rows: Readonly<Record<string, string>> = {
  text: `select unnest(['Äbc déf', 'girl_(series)_(2)', '', 'a.b/c:d', 'x  y', null]) as t, unnest(['b', 'i', '', '/', ' ', 'x']) as u, generate_subscripts(range(6), 1) as n`,
  number: 'select unnest([2.5, -2.5, 0.125, 1e15, 0, 7.5, null]::double[]) as d, unnest([7, -7, 0, 5, 9, 12, null]) as i, unnest([2, 2, 0, null, 4, -5, 3]) as j, generate_subscripts(range(7), 1) as n',
  moment: "select unnest(['2020-02-29 13:14:15.678901+00', '1969-12-31 23:59:59+00', '2021-01-03 00:00:00+00', null]::timestamptz[]) as ts, unnest(['2020-02-29', '1950-06-15', '2021-12-31', null]::date[]) as day, generate_subscripts(range(4), 1) as n",
  list: "select [n, 3, n - 1, 3] as l, [n::varchar, 'b', null] as s, n from (select unnest(range(1, 5)) as n)",
};

const functions: Readonly<Record<string, readonly string[]>> = {
  text: [
    'lower(t)', 'upper(t)', 'length(t)', 'strlen(t)', 'left(t, 3)', 'substring(t, 2, 3)', 'trim(t)', 'reverse(t)', "repeat(t, 2)", "lpad(t, 10, '*')", "replace(t, u, '-')", 'contains(t, u)', 'instr(t, u)',
    'starts_with(t, u)', 'ends_with(t, u)', "t like '%b%'", "t not like '_i%'", "t ilike 'ä%'", "regexp_matches(t, '[a-c]')", "regexp_extract(t, '([a-z])(.)', 2)", "regexp_extract_all(t, '[a-z]+')", "regexp_replace(t, '(_\\([^()]*\\))+$', '')",
    "regexp_replace(t, '([a-z])', '<\\1>', 'g')", "string_split(t, ' ')", "split_part(t, ' ', 2)", "string_split_regex(t, '\\s+')", 't || u', 'concat(t, u)', "concat_ws('-', t, u, n)", 'md5(t)', "format('{}: {:,}', u, n * 1234567)",
    "coalesce(nullif(t, ''), 'none')", "case when t is null then 'no' when t = u then 'same' else t end", "t in ('', 'x  y')", "t not in ('', 'x  y')", 't is distinct from u', 'parse_filename(t)', 'try_cast(t as integer)', 'nfc_normalize(t)', 't between u and \'z\'',
  ],
  number: [
    'round(d)', 'round(d, 2)', 'round(d, -1)', 'd / i', 'i // j', 'i % j', '(d / 1e14)::integer', 'i::double::varchar', 'i / j', 'abs(d)', 'floor(d)', 'ceil(d)', 'trunc(d)', 'sign(d)', 'sqrt(abs(d))', 'ln(n)', 'log2(n)', 'log10(n)', 'exp(n)', 'pow(n, 2)', 'greatest(i, j)',
    'least(i, j, n)', 'isnan(d)', '1 << n::integer', 'i & 3', 'xor(i, 5)', 'bit_count(i)', 'd::float * 0.1::float', 'i * 1.05', 'i > 2.5', 'i::decimal(9, 2)', 'i::hugeint * 10000000000', '-d', 'd::varchar', '(i > 5)::varchar', '(i > 5)::integer',
  ],
  moment: [
    'year(ts)', 'month(ts)', 'day(ts)', 'hour(ts)', 'minute(ts)', 'quarter(day)', 'week(day)', 'dayofweek(ts)', 'isodow(day)', 'dayofyear(day)', 'dayname(ts)', 'monthname(ts)', "date_part('year', day)", "date_trunc('month', ts)", "date_trunc('week', day)",
    'ts::date', 'day::timestamp', 'day + 3', 'day - 400', "day - date '2000-01-01'", 'ts - interval 1 month', 'ts + interval 36 hour', "date_diff('hour', ts, timestamptz '2020-03-01 00:10:00+00')", "date_diff('month', day, date '2021-01-01')", 'epoch_us(ts)', 'epoch_ms(ts)',
    "strftime(ts, '%Y-%m-%d %H:%M:%S')", 'make_timestamp(epoch_us(ts))', 'last_day(day)', 'ts::varchar', 'day::varchar', "ts > timestamptz '2000-01-01'",
  ],
  list: [
    'len(l)', 'l[1]', 'l[9]', 'l[2:]', 'l[2:3]', 'list_sort(l)', 'list_distinct(l).list_sort()', 'list_contains(l, 3)', 'list_position(l, 3)', 'list_position(l, 99)', 'list_sum(l)', 'list_max(l)', "array_to_string(s, '+')", '[x * 2 for x in l if x <> 3]',
    'list_transform(l, lambda x, i: x + i + n)', 'list_concat(l, [n])', 'range(n)', 'generate_series(1, n)', 'row(n, s[2])', "{'a': n, 'b': l}.b", 'list_reverse(l)',
  ],
};

describe.each(Object.entries(functions))('functions of %s', (kind, list) => {
  it.each(list)('%s', async (call) => {
    const sql = `with r as (${rows[kind]}) select n, ${call} as value from r order by n`;
    expect(difference(await server.query(sql), await lake.query(sql))).toBeUndefined();
  });
});

describe('aggregates and windows', () => {
  const sample = `select n % 3 as g, n, case when n % 4 > 0 then n * 7 % 11 end as v, ['a', 'b', 'c', 'd', 'e'][1 + n % 5] as c from (select unnest(range(1, 30))::integer as n)`;

  it.each([
    'count(*)', 'count(v)', 'count(distinct v)', 'sum(v)', 'sum(v) filter (v > 100)', 'avg(v)', 'min(c)', 'max(v)', 'bool_or(v > 9)', 'bool_and(v > 0)', 'bit_or(n)', 'median(v)', 'quantile_cont(v, 0.9)', 'stddev(v)', 'var_pop(v)', 'corr(n, v)', 'regr_slope(v, n)',
    'arg_max(n, (v, -n))', 'arg_min(c, (v, n))', 'arg_max(c, n) filter (v < 5)', 'any_value(c order by n desc)', 'mode(c order by c)', "string_agg(c, '-' order by n desc)", "string_agg(distinct c, ' ' order by c)", "list(c || repeat(c, n % 3) order by c || repeat(c, n % 3) desc, n)", 'list(v order by v desc, n)', 'list(n order by v nulls first, n)', 'max((v, c))[1]', 'count_if(v > 3)',
    "string_agg(c, ',') filter (v > 100)",
  ])('%s', async (call) => {
    for (const sql of [`with r as (${sample}) select g, ${call} as value from r group by g order by g`, `with r as (${sample}) select ${call} as value from r where n > 100`]) {
      expect(difference(await server.query(sql), await lake.query(sql)), sql).toBeUndefined();
    }
  });

  it.each([
    'row_number() over (partition by g order by n desc)', 'rank() over (order by v)', 'dense_rank() over (order by v nulls first)', 'percent_rank() over (order by n)', 'cume_dist() over (order by n)', 'ntile(4) over (order by n)', 'lag(v) over (partition by g order by n)', 'lead(v, 2, -1) over (order by n)',
    'first_value(v) over (partition by g order by n)', 'last_value(v ignore nulls) over (order by n)', 'sum(v) over (partition by g order by n rows between 2 preceding and 1 following)', 'avg(v) over (order by g)', 'count(*) over ()', 'sum(v) filter (n > 5) over (partition by g)',
    'max(v) over (order by n rows between unbounded preceding and 1 preceding)', 'median(v) over (partition by g)', 'list(n order by v, n) over (partition by g)', 'arg_max(n, (v, n)) over (partition by c)',
  ])('%s', async (call) => {
    const sql = `with r as (${sample}) select n, ${call} as value from r order by n`;
    expect(difference(await server.query(sql), await lake.query(sql))).toBeUndefined();
  });

  it.each([
    'select * from (values (1, \'a\'), (2, null)) as t(x, y) order by x', 'select x from range(3) as t(x) union all select 7 order by x', 'select distinct g from r order by g', 'select distinct on (g) g, n from r order by g, n desc', 'select n from r where v in (select n from r where n < 5) order by n',
    'select n from r where n not in (select v from r where v is not null) order by n', 'select n from r where n not in (select v from r)', 'select n from r where exists (select 1 from r as o where o.v = r.n and o.n > r.n) order by n', 'select n, (select count(*) from r as o where o.n < r.n) as below from r order by n',
    'select n, (select max(o.v) from r as o where o.g = r.g) as most from r order by n limit 5 offset 3', 'select a.n, b.n as m from r as a left join r as b on a.n + 25 < b.n order by a.n, m', 'select a.n, b.n as m from r as a full join (from r where n > 20) as b using (n) order by all', 'select n from r intersect select v from r order by n',
    'select n from r except select v from r order by n', 'select n, exists(select 1 from r as o where o.v = r.n) as found, n in (select v from r) as told from r order by n', 'select g, count(*) as n from r group by all having count(*) > 9 order by g', 'select n from r qualify row_number() over (partition by g order by n) = 1 order by n',
    'select g, n from r order by v desc nulls first, n limit 3', 'select unnest([g, n]) as x, n from r where n < 3 order by n, x',
  ])('%s', async (statement) => {
    const sql = `with r as (${sample}) ${statement}`;
    expect(difference(await server.query(sql), await lake.query(sql))).toBeUndefined();
  });
});
