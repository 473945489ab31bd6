import type { DuckDBConnection } from '@duckdb/node-api';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import { schemaVersion } from '../lake/manifest.js';
import { literal } from '../lake/sql.js';
import { partPattern, readHeader, type PartHeader, type PartWork } from './shard-part.js';

/** A part that is whole. */
interface Part {
  readonly path: string;
  readonly number: number;
  /** When it was written, ms since 1970. */
  readonly written: number;
  readonly header: PartHeader;
}

/** The parts of one step in a folder. */
export interface ShardSet {
  readonly step: string;
  readonly count: number;
  /** What is wrong with them; with none they can be committed. */
  readonly faults: readonly string[];
  /** Shards that are to run, or to run again. */
  readonly missing: readonly number[];
  readonly parts: readonly Part[];
}

/** A step and its options, for people. */
export function nameOfWork({ step, version, options }: PartWork): string {
  const told = Object.entries(options).filter(([, value]) => value !== null && value !== false).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${step} (${[...told, `version ${version}`].join(', ')})`;
}

/** Numbers such as 3, 7 to 9. */
export function numberRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from} to ${to}`)).join(', ');
}

/** The parts in a folder, by step. Empty when there is no such folder. */
export async function readShardSets(connection: DuckDBConnection, folder: string, version: string): Promise<ShardSet[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names.flatMap((name) => {
    const match = partPattern.exec(name);
    return match === null ? [] : [{ path: join(folder, name), step: match[1]!, number: Number(match[2]), count: Number(match[3]) }];
  });
  const sets: ShardSet[] = [];
  for (const step of [...new Set(found.map((file) => file.step))].sort()) {
    const files = found.filter((file) => file.step === step);
    const counts = [...new Set(files.map(({ count }) => count))].sort((a, b) => a - b);
    if (counts.length > 1) sets.push({ step, count: counts[0]!, missing: [], parts: [], faults: [`there are parts of ${counts.join(' and of ')} shards in ${folder}: remove those you do not want`] });
    else sets.push(await readSet(connection, step, counts[0]!, files, version));
  }
  return sets;
}

async function readSet(connection: DuckDBConnection, step: string, count: number, files: readonly { path: string; number: number }[], version: string): Promise<ShardSet> {
  const parts: Part[] = [];
  const damaged: number[] = [];
  for (const { path, number } of files) {
    const header = await readHeader(connection, path);
    if (header?.state && header.shard.number === number && header.shard.count === count) parts.push({ path, number, header, written: (await stat(path)).mtimeMs });
    else damaged.push(number);
  }
  parts.sort((a, b) => a.number - b.number);
  const there = new Set(files.map(({ number }) => number));
  const absent = Array.from({ length: count }, (_, i) => i + 1).filter((number) => !there.has(number));
  const faults: string[] = [];
  const again = new Set([...absent, ...damaged]);
  if (absent.length > 0) faults.push(`${shards(absent)} ${absent.length > 1 ? 'are' : 'is'} missing`);
  if (damaged.length > 0) faults.push(`${shards(damaged)} ${damaged.length > 1 ? 'are' : 'is'} half-written or damaged`);
  const old = parts.filter(({ header: { work } }) => work.version !== version || work.schemaVersion !== schemaVersion);
  if (old.length > 0) faults.push(`${shards(numbersOf(old))}: made by version ${old[0]!.header.work.version}, not ${version}`);
  const isOdd = new Set(old);
  for (const { of, model, what } of sameness) {
    const rest = parts.filter((part) => !isOdd.has(part));
    const right = rest.length > 0 ? model(rest) : null;
    const others = rest.filter((part) => of(part) !== of(right!));
    if (others.length > 0) faults.push(`${shards(numbersOf(others))} ${what(others[0]!, right!)}`);
    for (const part of others) isOdd.add(part);
  }
  for (const { number } of isOdd) again.add(number);
  return { step, count, faults, missing: [...again].sort((a, b) => a - b), parts };
}

const workOf = ({ header }: Part): string => JSON.stringify(header.work);

function usual(parts: readonly Part[]): Part {
  const count = (part: Part) => parts.filter((other) => workOf(other) === workOf(part)).length;
  return parts.reduce((best, part) => (count(part) > count(best) ? part : best));
}

const newest = (parts: readonly Part[]): Part => parts.reduce((best, part) => (part.written > best.written ? part : best));

/** What all parts of a set must share, which of them is right where they do not, and what is said of the others. */
const sameness: readonly { of: (part: Part) => string; model: (parts: readonly Part[]) => Part; what: (odd: Part, right: Part) => string }[] = [
  { of: workOf, model: usual, what: (odd, right) => `ran with other options than most: ${nameOfWork(odd.header.work)}, not ${nameOfWork(right.header.work)}` },
  { of: ({ header }) => header.state!.lake, model: newest, what: (_, { number }) => `saw the lake in another state than shard ${number}, the newest` },
  { of: ({ header }) => header.state!.folder, model: newest, what: (_, { number }) => `saw other files than shard ${number}, the newest: the folder has changed, or names, sizes or dates differ between machines` },
];

const numbersOf = (parts: readonly Part[]): number[] => parts.map(({ number }) => number);

const shards = (numbers: readonly number[]): string => `${numbers.length > 1 ? 'shards' : 'shard'} ${numberRanges(numbers)}`;

/** The error of parts whose lake is another by now. */
export function staleParts(step: string): UserError {
  return new UserError(`The lake is not as the shards of ${step} saw it: their pictures were looked at since, or these parts are in it already`, 'Run the shards again: they keep what they have looked at, then commit them.');
}

/** SQL of the rows of all parts of a set. */
export function rowsOfSet({ parts }: ShardSet): string {
  return `FROM read_parquet([${parts.map(({ path }) => literal(path)).join(', ')}])`;
}

/** Removes the parts of a set with all that shards left beside them, once they are part of the lake. */
export async function removeSet(folder: string, { step, count }: ShardSet): Promise<void> {
  for (const name of await readdir(folder)) {
    const match = /^(.+)-\d+-of-(\d+)\.(?:pieces$|parquet)/.exec(name);
    if (match?.[1] === step && Number(match[2]) === count) await rm(join(folder, name), { recursive: true, force: true });
  }
  // Unless it holds other parts, or is no folder of ours alone.
  await rmdir(folder).catch(() => undefined);
}
