import { hashUnit } from '../kernels/split.js';

/** One of `count` shares of the pictures; number from 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

/** A shard, and the folder that its part is written to. */
export interface ShardPlace extends Shard {
  readonly folder: string;
}

/** True of what falls to a shard by its path: the same on every machine. Without a shard all does. */
export function isOfShard(path: string, shard: Shard | undefined): boolean {
  return shard === undefined || Math.floor(hashUnit(path, shard.count) * shard.count) === shard.number - 1;
}
