import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { availableParallelism } from 'node:os';
import { UserError } from '../lake/error.js';
import { schemaVersion } from '../lake/manifest.js';
import { LakeReader } from '../lake/reader.js';
import { identifier, literal } from '../lake/sql.js';
import { ExaminePool } from './examine-pool.js';
import { secondsLimit } from './limits.js';
import { countFiles, filesUnder, type FoundFile, type Trouble } from './picture-files.js';
import { settledReasons } from './scan-batch.js';
import { candidatesOf, type Candidate, type WalkCounts } from './scan-candidates.js';
import { lookAtCandidates } from './scan-loop.js';
import { scanBoard, scanRoot, type ScanRoot } from './scan-root.js';
import { filledColumns, putScanned, type Looked } from './scan-rows.js';
import { ScanTriage } from './scan-triage.js';
import type { ScanOptions } from './scan.js';
import { isOfShard, type ShardPlace } from './shard.js';
import { ShardPart } from './shard-part.js';

/** Name of the step in parts. */
export const scanPart = 'scan';

export interface ScanPartOptions extends ScanRoot {
  readonly board: string | null;
}

/** What the part of a shard of a scan keeps beside rows. */
export interface ScanFacts extends WalkCounts {
  /** Of the pictures that earlier scans saw below the root, those that this shard found. */
  readonly seenBefore: number;
}

/** What a shard has looked at. */
export interface ShardSummary {
  /** The file that holds it. */
  readonly part: string;
  /** Files of the shard, and pictures and broken ones looked at: now, or by earlier runs of this shard. */
  readonly files: number;
  readonly looked: number;
  readonly reused: number;
  readonly unchanged: number;
  readonly troubles: readonly Trouble[];
}

/**
 * Looks at the pictures below a root that fall to a shard by the hash of their path below the root (an archive as a whole) and writes them as a part, for
 * `commitParts`. The lake is read and not locked. Throws UserError as scanPictures does, and when the part cannot be written.
 */
export async function scanShard(dir: string, path: string, shard: ShardPlace, options: ScanOptions = {}): Promise<ShardSummary> {
  const board = scanBoard(options.board);
  const place = await scanRoot(path);
  const lake = await LakeReader.open(dir, options.memory);
  const pool = options.pool ?? new ExaminePool({ processes: options.processes ?? availableParallelism(), seconds: options.seconds ?? secondsLimit });
  try {
    return await scanInto(lake, pool, { ...place, board }, shard, options);
  } catch (error) {
    throw await lake.explain(error as Error);
  } finally {
    if (options.pool === undefined) pool.close();
    lake.close();
  }
}

/** Looks of which a second one would find the same. */
const reusable = `reason IN (${settledReasons.map(literal).join(', ')}) OR (reason IS NULL AND file_md5 IS NOT NULL)`;

const filled = Object.values(filledColumns).flat().map(identifier);

/** SQL of the rows of a part: of a picture that must not be in a lake no measure is kept. */
const partRows = `SELECT * REPLACE (${filled.map((column) => `CASE WHEN exclusion IS DISTINCT FROM 'always' THEN ${column} END AS ${column}`).join(', ')}) FROM scanned`;

async function scanInto(lake: LakeReader, pool: ExaminePool, given: ScanPartOptions, shard: ShardPlace, { signal, onStep, commitEvery, version = '' }: ScanOptions): Promise<ShardSummary> {
  const { root, place, board } = given;
  const part = await ShardPart.open(lake.connection, shard, { step: scanPart, version, schemaVersion, options: { ...given } }, reusable);
  const triage = await ScanTriage.open(lake, board);
  const walk: WalkCounts = { files: 0, unchanged: 0, excludedBefore: 0, passedOver: 0, archives: [], troubles: [] };
  const total = await countFiles([root]);
  const walked = createHash('sha256');
  const files = filesUnder(root, (trouble) => void walk.troubles.push(trouble));
  let looked = 0;
  let reused = 0;
  const keep = async (rows: readonly Looked[]): Promise<void> => {
    await putScanned(lake.connection, rows);
    await part.add(partRows);
    looked += rows.length;
  };
  await keep([]);
  async function* fresh(candidates: AsyncIterable<Candidate>): AsyncIterable<Candidate> {
    for await (const candidate of candidates) {
      if (candidate.fault === null && !candidate.isExcluded && part.reuse(candidate.file, candidate.row)) reused++;
      else yield candidate;
    }
  }
  let at = 0;
  async function* own(): AsyncIterable<FoundFile> {
    for await (const file of files) {
      const name = relative(root, file.path);
      walked.update(`${name}\0${file.size}\0${file.changed}\n`);
      at = file.at;
      if (isOfShard(name, shard)) yield file;
    }
  }
  await lookAtCandidates(fresh(candidatesOf(own(), place, triage, walk)), pool, {
    signal, keepEvery: commitEvery, keep, onCandidate: ({ file }) => onStep?.({ label: file.path, done: at, total: at > total ? 0 : total }),
  });
  if (signal?.aborted) throw new UserError(`Interrupted; the ${(looked + reused).toLocaleString('en')} pictures looked at are kept`, 'Run the same command again: the shard goes on from there.');
  const { found } = await triage.seenUnder(root);
  const facts: ScanFacts = { ...walk, seenBefore: found };
  const { path } = await part.finish({ folder: walked.digest('hex'), lake: await triage.state() }, facts);
  return { part: path, files: walk.files, looked, reused, unchanged: walk.unchanged + walk.excludedBefore, troubles: walk.troubles };
}
