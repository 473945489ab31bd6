import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { checkLake, type FileState } from '../lake/check.js';
import { commitChange, mendLake, sha256Of, stagingName } from '../lake/commit.js';
import { openDatabase } from '../lake/database.js';
import { UserError } from '../lake/error.js';
import { lockLake } from '../lake/lock.js';
import { filesOf, requireLake, type Manifest } from '../lake/manifest.js';
import { scanOf } from '../lake/views.js';
import { loadFiles, type LoadOptions } from './load.js';
import { listingOf } from './picture-folder.js';

export interface Repair {
  /** Files that are again what they were, byte for byte. */
  readonly restored: FileState[];
  /** Files made anew from the dumps with other bytes than before: the program or a dump has changed since. */
  readonly remade: FileState[];
  /** Files of steps that read the lake; their tables are gone until the step is run again. */
  readonly dropped: FileState[];
  /** Commands in the ledger that are no loads. */
  readonly steps: string[];
}

interface Replayed {
  readonly files: readonly string[];
  readonly options: LoadOptions;
}

/**
 * Builds the damaged files of a lake again: replays every load of its ledger into a scratch lake and takes from there what is damaged here.
 * Throws UserError, and changes nothing, when the ledger of runs is damaged, a dump is gone or changed, or the dumps give other tag numbers.
 */
export async function repairLake(dir: string, options: Pick<LoadOptions, 'memory' | 'signal' | 'onStep'> = {}): Promise<Repair> {
  requireLake(dir);
  const root = resolve(dir);
  const unlock = await lockLake(root);
  const scratch = join(root, stagingName, 'replay');
  try {
    const { manifest, files } = await checkLake(root);
    const damaged = files.filter((file) => file.fault !== '');
    if (damaged.length === 0) return { restored: [], remade: [], dropped: [], steps: [] };
    if (damaged.some((file) => file.table === 'runs')) {
      throw new UserError('The ledger of runs is damaged, so nothing says how this lake was loaded', 'Load the dumps into a new lake folder.');
    }
    await mendLake(root, manifest);
    const { loads, steps } = await ledgerOf(root, manifest, !damaged.some((file) => file.table === 'loads'));
    // A replay has neither row of what scans of pictures read and rejected: the two tables go together, or the ledger would not balance.
    if (steps.includes('images scan') && damaged.some(isLedger)) damaged.push(...files.filter((file) => file.fault === '' && isLedger(file)).map((file) => ({ ...file, fault: 'goes with the rest of the ledger' })));
    await mkdir(scratch, { recursive: true });
    let replay: Manifest | null = null;
    for (const load of loads) {
      const summary = await loadFiles(scratch, load.files, { ...options, ...load.options });
      const failed = summary.files.find((file) => file.outcome === 'failed');
      if (failed) throw new UserError(`${failed.file} cannot be loaded any more: ${failed.note}`, 'Load the dumps into a new lake folder.');
      replay = summary.manifest;
    }
    return await takeFrom(root, manifest, damaged, scratch, replay ?? { ...manifest, tables: {} }, steps);
  } finally {
    await rm(join(root, stagingName), { recursive: true, force: true });
    await unlock();
  }
}

const isLedger = ({ table }: FileState): boolean => table === 'loads' || table === 'rejects';

/** The loads of the ledger in order, each with the files it read, and the names of other commands. */
async function ledgerOf(root: string, manifest: Manifest, hasLoads: boolean): Promise<{ loads: Replayed[]; steps: string[] }> {
  const { instance, connection } = await openDatabase({ temp: join(root, stagingName, 'spill') });
  try {
    const found = await connection.run(`SELECT command, parameters, epoch_ms(started_at)::DOUBLE, version FROM (${scanOf(manifest, 'runs', root)}) ORDER BY run_id`);
    const runs = (await found.getRowsJS()) as [string, string, number, string][];
    const loaded = hasLoads ? await connection.run(`SELECT file, sha256, epoch_ms(loaded_at)::DOUBLE FROM (${scanOf(manifest, 'loads', root)}) WHERE load_id > 0 ORDER BY load_id`) : null;
    const files = ((await loaded?.getRowsJS()) ?? []) as [string, string, number][];
    const hashed = new Set<string>();
    for (const [file, sha256] of files) {
      if (hashed.has(file) || !existsSync(file)) continue;
      hashed.add(file);
      if ((await hashOf(file)) !== sha256) throw new UserError(`${file} is not the file that was loaded: its bytes have changed`, 'Put the old file back, or load the dumps into a new lake folder.');
    }
    const loads = runs.filter(([command]) => command === 'load').map(([, parameters, startedAt, version]) => {
      const { files: named, ...options } = JSON.parse(parameters) as { files: string[] } & LoadOptions;
      // Of a run with many files only the folders are named.
      const each = named.flatMap((path) => (isFolder(path) ? files.filter(([file, , at]) => at === startedAt && !relative(path, file).startsWith('..')).map(([file]) => file) : [path]));
      return { files: [...new Set(each.map(dumpOf))], options: { ...options, now: new Date(startedAt), version } };
    });
    const steps = [...new Set(runs.map(([command]) => command).filter((command) => command !== 'load'))];
    return { loads, steps };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The hash of a file, or of the listing of a folder of pictures. */
async function hashOf(path: string): Promise<string> {
  if (!isFolder(path)) return sha256Of(path);
  const hash = createHash('sha256');
  for await (const piece of listingOf(path)) hash.update(piece);
  return hash.digest('hex');
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

/** The file on disk that a path of the ledger stands in: itself, or the archive it is a member of. */
function dumpOf(path: string): string {
  for (let place = path; place !== dirname(place); place = dirname(place)) {
    if (existsSync(place) && (place === path || statSync(place).isFile())) return place;
  }
  throw new UserError(`${path} is not there any more`, 'Put the file back where it was (paths are as they were given then), or load the dumps into a new lake folder.');
}

async function takeFrom(root: string, manifest: Manifest, damaged: readonly FileState[], scratch: string, replay: Manifest, steps: string[]): Promise<Repair> {
  const result = { restored: [] as FileState[], remade: [] as FileState[], dropped: [] as FileState[], steps };
  const staged = [];
  for (const file of damaged) {
    const again = filesOf(replay, file.table).find((other) => other.part === file.part);
    result[again === undefined ? 'dropped' : again.sha256 === file.sha256 ? 'restored' : 'remade'].push(file);
    if (again !== undefined) staged.push({ table: file.table, part: file.part, path: join(scratch, again.path), rows: again.rows });
  }
  const tagsOf = (of: Manifest) => filesOf(of, 'tags')[0]?.sha256;
  if (result.remade.length > 0 && tagsOf(replay) !== tagsOf(manifest)) {
    throw new UserError('The dumps give other tag numbers than this lake has, so its parts cannot be mixed', 'Load the dumps into a new lake folder.');
  }
  await commitChange(root, manifest, { staged, parts: damaged.map(({ table, part }) => ({ table, part })) });
  return result;
}
