import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, normalize } from 'node:path';
import { UserError } from '../lake/error.js';
import type { StepOptions } from '../lake/step.js';
import { LakeWriter } from '../lake/writer.js';
import { canonicalBoard } from '../tags/boards.js';
import { ExaminePool } from './examine-pool.js';
import { secondsLimit } from './limits.js';
import { countFiles, type Trouble } from './picture-files.js';
import { adoptPictures } from './scan-adopt.js';
import { candidatesOf, type WalkCounts } from './scan-candidates.js';
import { ScanLedger, type RootSummary } from './scan-ledger.js';
import type { Looked } from './scan-rows.js';
import { ScanTriage } from './scan-triage.js';

export interface ScanOptions extends StepOptions {
  /** Board of pictures that are named by an id alone. */
  readonly board?: string;
  /** Pictures looked at at a time. Default: the cores of the machine. */
  readonly processes?: number;
  /** A picture that takes longer is rejected, s. Default 5. */
  readonly seconds?: number;
  /** Processes that look at pictures, kept for other scans; else the scan has its own. */
  readonly pool?: ExaminePool;
  /** Pictures after which what was found becomes part of the lake. Default 5,000, and at the latest after a minute. */
  readonly commitEvery?: number;
}

export interface ScanSummary {
  readonly roots: readonly RootSummary[];
  readonly troubles: readonly Trouble[];
  /** Pictures of earlier scans that got a post. */
  readonly adopted: number;
}

const commitSeconds = 60;
/** A commit writes whole tables: it must not take more than this part of the time. */
const commitShare = 20;

/**
 * Looks at the pictures below folders, in archives and files, and writes `images`, `image_stats` and `picture_steps`; what cannot be read or decoded
 * becomes a reject. Files that earlier scans saw and that have not changed are left alone. The lake is made if need be, and is written now and then:
 * what was found stays when the scan is stopped. Throws UserError for a root that does not exist, an unknown board, and on the signal.
 */
export async function scanPictures(dir: string, roots: readonly string[], options: ScanOptions = {}): Promise<ScanSummary> {
  const board = options.board === undefined ? null : canonicalBoard(options.board);
  if (board === null && options.board !== undefined) throw new UserError(`Unknown board ${options.board}`, 'Boards: danbooru, gelbooru, safebooru, tbib, yandere, konachan, ...', 2);
  const places = [...new Set(roots.map(plainPath))];
  for (const root of places) await stat(root).catch(() => Promise.reject(new UserError(`No such file or folder: ${root}`)));
  const writer = await LakeWriter.open(dir, options.memory === undefined ? {} : { memory: options.memory });
  const pool = options.pool ?? new ExaminePool({ processes: options.processes ?? availableParallelism(), seconds: options.seconds ?? secondsLimit });
  try {
    const scan = new Scan(writer, pool, board, options, await countFiles(places));
    const summaries: RootSummary[] = [];
    for (const root of places) summaries.push(await scan.root(root));
    return { roots: summaries, troubles: scan.troubles, adopted: await scan.adopt() };
  } catch (error) {
    throw await writer.explain(error as Error);
  } finally {
    if (options.pool === undefined) pool.close();
    await writer.close();
  }
}

/** A path with `/` between folders and none at the end. */
function plainPath(path: string): string {
  const plain = normalize(process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
  return plain.length > 1 ? plain.replace(/\/+$/, '') : plain;
}

class Scan {
  readonly troubles: Trouble[] = [];
  private readonly ledger: ScanLedger;
  private filesBefore = 0;

  constructor(private readonly writer: LakeWriter, private readonly pool: ExaminePool, board: string | null, private readonly options: ScanOptions, private readonly total: number) {
    this.ledger = new ScanLedger(writer, board, options);
  }

  async root(root: string): Promise<RootSummary> {
    const { signal, onStep, commitEvery = 5000 } = this.options;
    const place = (await stat(root)).isDirectory() ? root : dirname(root);
    const triage = await ScanTriage.open(this.writer, this.ledger.board);
    const walk: WalkCounts = { files: 0, unchanged: 0, excludedBefore: 0, passedOver: 0, archives: [], troubles: this.troubles };
    await this.ledger.begin(root, place);
    let looked: Looked[] = [];
    const running = new Set<Promise<void>>();
    let failure: Error | null = null;
    let next = Date.now() + commitSeconds * 1000;
    let row = 0;
    const commit = async (): Promise<void> => {
      const started = Date.now();
      const batch = looked;
      looked = [];
      await this.ledger.commit(batch.sort((a, b) => a.row - b.row));
      next = Date.now() + Math.max(commitSeconds * 1000, commitShare * (Date.now() - started));
    };
    for await (const { file, bytes, fault, isExcluded } of candidatesOf(root, place, triage, walk)) {
      if (signal?.aborted) break;
      const number = ++row;
      const files = this.filesBefore + walk.files;
      onStep?.({ label: file.path, done: files, total: files > this.total ? 0 : this.total });
      if (isExcluded) looked.push({ row: number, file, examined: null });
      else if (fault !== null) looked.push({ row: number, file, examined: { kind: 'broken', reason: 'unreadable', detail: fault } });
      else {
        const { examined } = await this.pool.take({ path: file.path, bytes });
        const job = examined.then((found) => void looked.push({ row: number, file, examined: found }), (error: Error) => void (failure = error)).finally(() => running.delete(job));
        running.add(job);
      }
      if (failure !== null) throw failure;
      if (looked.length >= commitEvery || Date.now() >= next) await commit();
    }
    await Promise.all(running);
    if (failure !== null) throw failure;
    if (looked.length > 0) await commit();
    this.filesBefore += walk.files;
    if (signal?.aborted) throw new UserError(`Interrupted; the ${this.ledger.kept.toLocaleString('en')} pictures looked at are in the lake`, 'Run the same command again: it goes on from there.');
    await this.ledger.keepArchives(walk.archives);
    return this.ledger.summary(walk, await triage.gone(root));
  }

  async adopt(): Promise<number> {
    const { writes, adopted, mentioned } = await adoptPictures(this.writer);
    if (adopted > 0 || mentioned > 0) await this.ledger.write(writes, adopted);
    return adopted;
  }
}
