import type { ExaminePool } from './examine-pool.js';
import type { Candidate } from './scan-candidates.js';
import type { Looked } from './scan-rows.js';

export interface LoopOptions {
  /** Ends the loop; what was looked at is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Pictures after which they are kept, or after a minute. Default 5,000. */
  readonly keepEvery?: number | undefined;
  onCandidate(candidate: Candidate): void;
  /** Takes what was looked at, in order. */
  keep(looked: Looked[]): Promise<void>;
}

const keepSeconds = 60;
/** Keeping may write whole tables: it must not take more than this part of the time. */
const keepShare = 20;

/** Looks at files, several at a time, and hands what was found to `keep` now and then. */
export async function lookAtCandidates(candidates: AsyncIterable<Candidate>, pool: ExaminePool, { signal, keepEvery = 5000, onCandidate, keep }: LoopOptions): Promise<void> {
  let looked: Looked[] = [];
  const running = new Set<Promise<void>>();
  let failure: Error | null = null;
  let next = Date.now() + keepSeconds * 1000;
  const keepAll = async (): Promise<void> => {
    const started = Date.now();
    const batch = looked;
    looked = [];
    await keep(batch.sort((a, b) => a.row - b.row));
    next = Date.now() + Math.max(keepSeconds * 1000, keepShare * (Date.now() - started));
  };
  for await (const candidate of candidates) {
    if (signal?.aborted) break;
    onCandidate(candidate);
    const { row, file, bytes, fault, isExcluded } = candidate;
    if (isExcluded) looked.push({ row, file, examined: null });
    else if (fault !== null) looked.push({ row, file, examined: { kind: 'broken', reason: 'unreadable', detail: fault } });
    else {
      const { examined } = await pool.take({ path: file.path, bytes });
      const job = examined.then((found) => void looked.push({ row, file, examined: found }), (error: Error) => void (failure = error)).finally(() => running.delete(job));
      running.add(job);
    }
    if (failure !== null) throw failure;
    if (looked.length >= keepEvery || Date.now() >= next) await keepAll();
  }
  await Promise.all(running);
  if (failure !== null) throw failure;
  if (looked.length > 0) await keepAll();
}
