import { openLake } from '../src/lake/lake.js';
import { loadQuery, runQuery } from '../src/reports/query.js';
import { cpuSince, median } from './measure.js';
import { quietClock } from './quiet-clock.js';

const [dir, name] = process.argv.slice(2);
const runs = Number(process.env['RUNS'] ?? 3);

/** What stands in for parameters that must be given. */
const given: Readonly<Record<string, string>> = { tag: 'long_hair', tags: 'long_hair solo' };

const lake = await openLake(dir!, { memory: '2GB' });
const query = await loadQuery(name!);
const params = Object.fromEntries(query.params.filter(({ fallback }) => fallback === undefined).map((param) => [param.name, given[param.name]!]));
const seconds: number[] = [];
const cpu: number[] = [];
const quiet: number[] = [];
let rows = 0;
for (let run = 0; run < runs; run++) {
  const start = performance.now();
  const before = process.cpuUsage();
  const stop = quietClock();
  rows = (await runQuery(lake, query, params)).rows.length;
  quiet.push(stop());
  seconds.push((performance.now() - start) / 1000);
  cpu.push(cpuSince(before));
}
lake.close();
console.log(JSON.stringify({ seconds: median(seconds), cpuSeconds: median(cpu), quietSeconds: median(quiet), least: Math.min(...seconds), most: Math.max(...seconds), rows, peakMb: process.resourceUsage().maxRSS / 1024 }));
