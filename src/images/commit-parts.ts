import { UserError } from '../lake/error.js';
import type { OpenOptions } from '../lake/lake.js';
import { openDatabase } from '../lake/database.js';
import { spillFolder } from '../lake/spill.js';
import type { StepOptions } from '../lake/step.js';
import { commitLook } from './look-shard.js';
import type { LookSummary } from './look.js';
import { commitScan } from './scan-commit.js';
import { scanPart } from './scan-shard.js';
import type { ScanSummary } from './scan.js';
import { readShardSets, removeSet, type ShardSet } from './shard-set.js';

/** What became of the parts of a step: of a scan or a look, or nothing, and why. */
export interface CommittedParts {
  readonly set: ShardSet;
  readonly scan: ScanSummary | null;
  readonly look: LookSummary | null;
  readonly fault: UserError | null;
}

/**
 * Makes the parts that shards wrote into a folder part of the lake, each step all or nothing, and removes them; parts of a step that is not whole stay.
 * Throws UserError when there are none.
 */
export async function commitParts(dir: string, folder: string, options: StepOptions & Pick<OpenOptions, 'rating'> = {}): Promise<CommittedParts[]> {
  const { instance, connection } = await openDatabase({ temp: spillFolder() });
  let sets: ShardSet[];
  try {
    sets = await readShardSets(connection, folder, options.version ?? '');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  if (sets.length === 0) throw new UserError(`There are no parts in ${folder}`, 'Shards write them: boorulab images scan FOLDER --shard 1/16. Are they in another folder? Say so with --parts DIR.');
  const done: CommittedParts[] = [];
  for (const set of sets) {
    const nothing = { set, scan: null, look: null, fault: null };
    if (set.faults.length > 0) {
      done.push({ ...nothing, fault: new UserError(`Not committed, ${set.step} of ${set.count} shards: ${set.faults.join('; ')}`, set.missing.length > 0 ? `Run ${set.missing.length > 1 ? 'these shards' : 'this shard'} (again), then: boorulab images commit` : undefined) });
      continue;
    }
    try {
      done.push(set.step === scanPart ? { ...nothing, scan: await commitScan(dir, set, options) } : { ...nothing, look: await commitLook(dir, set, options) });
      await removeSet(folder, set);
    } catch (error) {
      if (!(error instanceof UserError) || options.signal?.aborted) throw error;
      done.push({ ...nothing, fault: error });
    }
  }
  return done;
}
