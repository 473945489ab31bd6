import { UserError } from '../lake/error.js';
import type { LakeWriter } from '../lake/writer.js';
import { boardInText } from '../tags/boards.js';
import { ingestBatch, ingestFile, type SmallFile } from './ingest.js';
import type { FileFacts, Input } from './input.js';
import type { FileOutcome, Ledger } from './ledger.js';
import { openContent, type OpenedFile } from './open-file.js';
import type { Sample } from './sample.js';
import type { Source } from './source.js';

/** Small files of one source and board that wait to be read as one. */
interface Batch {
  source: Source;
  board: string | null;
  files: (SmallFile & { outcome: FileOutcome; facts: FileFacts; disk: string | null })[];
}

/** Files and bytes that wait at most. */
const waitingFiles = 10_000;
const waitingBytes = 64 << 20;

/** True for errors that end the whole load. */
export function isFatal(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOSPC' || /no space left|out of memory|could not write|failed to offload/i.test(error.message);
}

/** Loads files into the inbox of a lake, small ones of a kind many at a time. */
export class FileLoader {
  private readonly batches = new Map<string, Batch>();
  private files = 0;
  private bytes = 0;

  constructor(
    private readonly writer: LakeWriter, private readonly ledger: Ledger, private readonly board: string | null, private readonly signal: AbortSignal | undefined,
  ) {}

  /** Loads an input, now or with others like it. */
  async add(input: Input, source: Source, sample: Sample, outcome: FileOutcome): Promise<void> {
    const { content, path } = input;
    if (content.kind === 'none') return;
    await this.attempt(outcome, source, async () => {
      if (content.kind !== 'small') return this.loadOpened(source, await content.open(sample), outcome);
      const facts = await content.facts();
      if (this.ledger.has(source, path, facts.sha256)) return void (outcome.outcome = 'already loaded');
      if (source.sidecar !== true) return this.loadOpened(source, await openContent(content.bytes, content.disk, sample, facts, this.writer.staging), outcome);
      const loadId = this.ledger.nextId();
      this.ledger.add(loadId, source, outcome, facts);
      const board = this.board ?? boardInText(path);
      const key = `${source.id} ${board ?? ''}`;
      const batch = this.batches.get(key) ?? { source, board, files: [] };
      this.batches.set(key, batch);
      batch.files.push({ loadId, sample, content: content.bytes, outcome, facts, disk: content.disk });
      this.files++;
      this.bytes += content.bytes.length;
    });
    if (this.files >= waitingFiles || this.bytes >= waitingBytes) await this.flush();
  }

  /** Loads a file that is open, and closes it. */
  async addOpened(source: Source, file: OpenedFile, outcome: FileOutcome): Promise<void> {
    await this.attempt(outcome, source, () => this.loadOpened(source, file, outcome));
  }

  /** Loads the files that wait. */
  async flush(): Promise<void> {
    const batches = [...this.batches.values()];
    this.batches.clear();
    this.files = 0;
    this.bytes = 0;
    for (const { source, board, files } of batches) {
      this.signal?.throwIfAborted();
      if (files.length > 1 && (await this.loadBatch(source, board, files))) continue;
      // One alone, or one that cannot be read among many: then each by itself.
      for (const { loadId, sample, content, outcome, facts, disk } of files) {
        await this.attempt(outcome, source, async () => {
          await this.loadOpened(source, await openContent(content, disk, sample, facts, this.writer.staging), outcome, loadId);
        });
        if (outcome.outcome === 'failed') this.ledger.remove(loadId);
      }
    }
  }

  private async loadBatch(source: Source, board: string | null, files: Batch['files']): Promise<boolean> {
    try {
      const ingested = await ingestBatch(this.writer.inbox, source, files, board, this.writer.staging);
      for (const [at, { loadId, outcome }] of files.entries()) {
        const { read, beside } = ingested[at]!;
        Object.assign(outcome, { outcome: 'loaded', read });
        this.ledger.entries.get(loadId)!.beside = beside;
      }
      return true;
    } catch (error) {
      if (this.signal?.aborted || isFatal(error as Error)) throw error;
      return false;
    }
  }

  private async loadOpened(source: Source, file: OpenedFile, outcome: FileOutcome, reserved?: number): Promise<void> {
    try {
      if (reserved === undefined && this.ledger.hasSize(file.bytes) && this.ledger.has(source, file.sample.path, await file.sha256)) {
        outcome.outcome = 'already loaded';
        return;
      }
      const loadId = reserved ?? this.ledger.nextId();
      const { read, beside } = await ingestFile(this.writer.inbox, source, file, loadId, this.board ?? boardInText(file.sample.path), this.writer.staging);
      Object.assign(outcome, { outcome: 'loaded', read });
      this.ledger.add(loadId, source, outcome, { bytes: file.bytes, sha256: await file.sha256 });
      this.ledger.entries.get(loadId)!.beside = beside;
    } finally {
      await file.close();
    }
  }

  /** Does the work of one file; what goes wrong with it is said of it alone. */
  private async attempt(outcome: FileOutcome, source: Source, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.signal?.aborted || isFatal(error as Error)) throw error;
      Object.assign(outcome, { outcome: 'failed', note: (error as Error).message.split('\n')[0] });
      if (!(error instanceof UserError)) outcome.note = `cannot be read as ${source.id}: ${outcome.note}`;
    }
  }
}
