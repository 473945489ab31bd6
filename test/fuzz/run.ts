/** `npm run fuzz -- [--mutants N] [--seed S] [--source ID]`: mutants of every format through the loader; what fails is kept in data/fuzz. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sources } from '../../src/sources/registry.js';
import { readCorpus } from './corpus.js';
import { fuzzLoad, fuzzSource, type FuzzResult } from './fuzz.js';

const { values } = parseArgs({ options: { mutants: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' }, source: { type: 'string' } } });
const corpus = readCorpus();
const others = [...corpus.values()].flat().map(({ bytes }) => bytes);
let faults = 0;
let total = 0;

function tell(name: string, { mutants, records, rejected, refused, seconds, slowest, faults: found }: FuzzResult): void {
  total += mutants;
  faults += found.length;
  console.log(`${name.padEnd(26)} ${mutants} mutants, ${records} records, ${rejected} rejected, ${refused} files refused, ${seconds.toFixed(0)} s, slowest ${slowest.toFixed(2)} s, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, ${found.length} faults`);
  for (const { what, error, bytes } of found) {
    const path = join('data', 'fuzz', `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}`);
    mkdirSync(join('data', 'fuzz'), { recursive: true });
    writeFileSync(path, bytes);
    console.log(`  ${error}\n    after ${what}; kept as ${path}`);
  }
}

async function main(): Promise<void> {
  const started = Date.now();
  for (const source of sources) {
    if (values.source !== undefined && values.source !== source.id) continue;
    const specimens = corpus.get(source.id);
    if (specimens !== undefined) tell(source.id, await fuzzSource(source, specimens, others, Number(values.mutants), Number(values.seed)));
  }
  if (values.source === undefined) tell('whole loads', await fuzzLoad(corpus, Math.ceil(Number(values.mutants) / 10), Number(values.seed)));
  console.log(`${total} mutants in ${((Date.now() - started) / 1000).toFixed(0)} s, ${faults} faults`);
  process.exitCode = faults > 0 ? 1 : 0;
}

void main();
