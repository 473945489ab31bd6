import { openLake } from '../src/lake/lake.js';
import { loadQuery, runQuery } from '../src/reports/query.js';
import { cpuSince, median } from './measure.js';

const [dir, name] = process.argv.slice(2);
const runs = Number(process.env['RUNS'] ?? 3);

/** What stands in for parameters that must be given. */
const given: Readonly<Record<string, string>> = { tag: 'long_hair', tags: 'long_hair solo' };

const lake = await openLake(dir!, { memory: '2GB' });
const query = await loadQuery(name!);
const params = Object.fromEntries(query.params.filter(({ fallback }) => fallback === undefined).map((param) => [param.name, given[param.name]!]));
const seconds: number[] = [];
const cpu: number[] = [];
let rows = 0;
for (let run = 0; run < runs; run++) {
  const start = performance.now();
  const before = process.cpuUsage();
  rows = (await runQuery(lake, query, params)).rows.length;
  seconds.push((performance.now() - start) / 1000);
  cpu.push(cpuSince(before));
}
lake.close();
console.log(JSON.stringify({ seconds: median(seconds), cpuSeconds: median(cpu), least: Math.min(...seconds), most: Math.max(...seconds), rows, peakMb: process.resourceUsage().maxRSS / 1024 }));
