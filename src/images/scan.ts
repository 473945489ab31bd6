import { availableParallelism } from 'node:os';
import { UserError } from '../lake/error.js';
import type { StepOptions } from '../lake/step.js';
import { LakeWriter } from '../lake/writer.js';
import { ExaminePool } from './examine-pool.js';
import { secondsLimit } from './limits.js';
import { countFiles, filesUnder, type Trouble } from './picture-files.js';
import { candidatesOf, type WalkCounts } from './scan-candidates.js';
import { ScanLedger, type RootSummary } from './scan-ledger.js';
import { lookAtCandidates } from './scan-loop.js';
import { scanBoard, scanRoot, type ScanRoot } from './scan-root.js';
import { putScanned } from './scan-rows.js';
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

/**
 * Looks at the pictures below folders, in archives and files, and writes `images`, `image_stats` and `picture_steps`; what cannot be read or decoded
 * becomes a reject. Files that earlier scans saw and that have not changed are left alone. The lake is made if need be, and is written now and then:
 * what was found stays when the scan is stopped. Throws UserError for a root that does not exist, an unknown board, and on the signal.
 */
export async function scanPictures(dir: string, roots: readonly string[], options: ScanOptions = {}): Promise<ScanSummary> {
  const board = scanBoard(options.board);
  const places = new Map<string, ScanRoot>();
  for (const path of roots) {
    const place = await scanRoot(path);
    places.set(place.root, place);
  }
  const writer = await LakeWriter.open(dir, options.memory === undefined ? {} : { memory: options.memory });
  const pool = options.pool ?? new ExaminePool({ processes: options.processes ?? availableParallelism(), seconds: options.seconds ?? secondsLimit });
  try {
    const scan = new Scan(writer, pool, board, options, await countFiles([...places.keys()]));
    const summaries: RootSummary[] = [];
    for (const place of places.values()) summaries.push(await scan.root(place));
    return { roots: summaries, troubles: scan.troubles, adopted: await scan.ledger.adopt() };
  } catch (error) {
    throw await writer.explain(error as Error);
  } finally {
    if (options.pool === undefined) pool.close();
    await writer.close();
  }
}

class Scan {
  readonly troubles: Trouble[] = [];
  readonly ledger: ScanLedger;
  private filesBefore = 0;

  constructor(private readonly writer: LakeWriter, private readonly pool: ExaminePool, board: string | null, private readonly options: ScanOptions, private readonly total: number) {
    this.ledger = new ScanLedger(writer, board, options);
  }

  async root({ root, place }: ScanRoot): Promise<RootSummary> {
    const { signal, onStep, commitEvery } = this.options;
    const triage = await ScanTriage.open(this.writer, this.ledger.board);
    const walk: WalkCounts = { files: 0, unchanged: 0, excludedBefore: 0, passedOver: 0, archives: [], troubles: this.troubles };
    await this.ledger.begin(root, place);
    const files = filesUnder(root, (trouble) => void this.troubles.push(trouble));
    await lookAtCandidates(candidatesOf(files, place, triage, walk), this.pool, {
      signal, keepEvery: commitEvery,
      onCandidate: ({ file }) => {
        const done = this.filesBefore + walk.files;
        onStep?.({ label: file.path, done, total: done > this.total ? 0 : this.total });
      },
      keep: async (looked) => {
        await putScanned(this.writer.connection, looked);
        await this.ledger.commit();
      },
    });
    this.filesBefore += walk.files;
    if (signal?.aborted) throw new UserError(`Interrupted; the ${this.ledger.kept.toLocaleString('en')} pictures looked at are in the lake`, 'Run the same command again: it goes on from there.');
    await this.ledger.keepArchives(walk.archives);
    const { seen, found } = await triage.seenUnder(root);
    return this.ledger.summary(walk, seen - found);
  }
}
