import type { Command } from 'commander';
import { normalize } from 'node:path';
import type { Shard, ShardPlace } from '../images/shard.js';
import { UserError } from '../lake/error.js';
import { say } from './print.js';

export interface ShardFlags {
  shard?: string;
  parts?: string;
}

const shardHelp = 'take only this share of the pictures, 1/16 to 16/16; auto/16 takes the number from the scheduler (docs/scale.md)';
const mostShards = 100_000;

/** Where schedulers tell which of many jobs this is, and what is to be added to count from 1. */
const variables: readonly { name: string; add: number }[] = [
  { name: 'JOB_COMPLETION_INDEX', add: 1 },
  { name: 'SLURM_ARRAY_TASK_ID', add: 0 },
  { name: 'PARALLEL_SEQ', add: 0 },
];

export function addShardOption(command: Command): Command {
  return command.option('--shard <n/count>', shardHelp);
}

export function addPartsOption(command: Command): Command {
  return command.option('--parts <dir>', 'folder of the parts that shards write (default: beside the lake, its name and -parts)');
}

/** The shard of `3/16` or `auto/16`, if one is asked for. Throws UserError for one that there is not. */
export function shardOf({ shard: text }: ShardFlags, env: NodeJS.ProcessEnv = process.env): Shard | undefined {
  if (text === undefined) return undefined;
  const match = /^(auto|\d{1,9})\/(\d{1,9})$/.exec(text);
  const count = Number(match?.[2]);
  if (match === null || count < 1 || count > mostShards) throw new UserError(`--shard takes which of how many, such as 3/16 or auto/16, not "${text}"`, undefined, 2);
  const { number, source } = match[1] === 'auto' ? scheduled(env) : { number: Number(match[1]), source: '--shard' };
  if (number < 1 || number > count) throw new UserError(`There is no shard ${number} of ${count} (${source})`, `Shards are numbered 1 to ${count}.`, 2);
  return { number, count };
}

function scheduled(env: NodeJS.ProcessEnv): { number: number; source: string } {
  const set = variables.filter(({ name }) => (env[name] ?? '') !== '');
  const names = variables.map(({ name }) => name).join(', ');
  if (set.length === 0) throw new UserError(`--shard auto finds no number: none of ${names} is set`, 'Give the number: --shard 3/16', 2);
  if (set.length > 1) throw new UserError(`--shard auto finds more than one number: ${set.map(({ name }) => name).join(' and ')} are set`, 'Give the number: --shard 3/16', 2);
  const { name, add } = set[0]!;
  if (!/^\d{1,9}$/.test(env[name]!)) throw new UserError(`${name} is "${env[name]}", which is no number`, 'Give the number: --shard 3/16', 2);
  return { number: Number(env[name]) + add, source: add === 0 ? `${name} is ${env[name]}` : `${name} is ${env[name]}, counted from 0` };
}

/** The folder of parts of a lake. */
export function partsFolder({ parts }: ShardFlags, lake: string): string {
  return parts ?? `${normalize(lake).replace(/[\\/]+$/, '')}-parts`;
}

/** A shard with the folder its part goes to, if one is asked for. */
export function shardPlace(flags: ShardFlags, lake: string): ShardPlace | undefined {
  const shard = shardOf(flags);
  if (shard === undefined && flags.parts !== undefined) throw new UserError('--parts is where shards write', 'Say which one this is: --shard 3/16', 2);
  return shard === undefined ? undefined : { ...shard, folder: partsFolder(flags, lake) };
}

/** Columns that say what a shard has done. */
export const shardTypes = { shard: 'VARCHAR', looked: 'BIGINT', reused: 'BIGINT', unchanged: 'BIGINT' } as const;

/** Where the part of a shard is, and what comes next. */
export function sayPart(part: string): void {
  say(`What this shard has seen is in ${part}. When all shards have run: boorulab images commit`);
}
