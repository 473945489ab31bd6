import { basename, join } from 'node:path';
import { literal } from '../lake/sql.js';
import type { LakeWriter } from '../lake/writer.js';
import { literalList } from '../tags/words.js';
import type { FileFacts } from './input.js';
import { writeLines } from './line-file.js';
import type { Source } from './source.js';

export interface FileOutcome {
  file: string;
  /** Source id, or null when no source knows the file. */
  source: string | null;
  outcome: 'loaded' | 'already loaded' | 'skipped' | 'failed';
  read: number;
  loaded: number;
  rejected: number;
  /** Why it was skipped or failed. */
  note: string;
}

interface Entry {
  outcome: FileOutcome;
  source: Source;
  facts: FileFacts;
  /** Good records that are no posts. */
  beside: number;
}

/** The files loaded before and by this load. */
export class Ledger {
  /** Files of this load by load id. */
  readonly entries = new Map<number, Entry>();

  private constructor(private readonly loaded: Set<string>, private readonly sizes: Set<number>, private lastId: number) {}

  /** The ledger of a lake. With a board given, a file of which nothing said the board is another file; so is one that was read by another template. */
  static async open(writer: LakeWriter, { board = null, template }: { board?: string | null; template?: string | undefined }, sources: readonly Source[]): Promise<Ledger> {
    const boardless = board === null ? 'true' : `load_id NOT IN (SELECT load_id FROM (${writer.scan('rejects')}) WHERE reason = 'unknown_board')`;
    const templated = literalList(sources.filter((source) => source.templated).map(({ id }) => id));
    const alike = `SELECT started_at FROM (${writer.scan('runs')}) WHERE command = 'load' AND (parameters::JSON ->> '$.template') IS NOT DISTINCT FROM ${template === undefined ? 'NULL' : literal(template)}`;
    const known = await writer.connection.run(`SELECT sha256, source, file, bytes FROM (${writer.scan('loads')}) WHERE ${boardless} AND (source NOT IN (${templated || "''"}) OR loaded_at IN (${alike}))`);
    const earlier = (await known.getRowsJS()) as [string, string, string, bigint][];
    const named = new Set(sources.filter((source) => source.named).map(({ id }) => id));
    const marks = earlier.map(([sha256, id, path]) => markOf(sha256, id, named.has(id) ? path : null));
    const last = await writer.connection.run(`SELECT greatest(coalesce(max(load_id), 0), 0) FROM (${writer.scan('loads')})`);
    return new Ledger(new Set(marks), new Set(earlier.map(([, , , bytes]) => Number(bytes))), Number((await last.getRowsJS())[0]![0]));
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** Only a file of a size seen before can be one loaded before. */
  hasSize(bytes: number): boolean {
    return this.sizes.has(bytes);
  }

  has(source: Source, path: string, sha256: string): boolean {
    return this.loaded.has(markOf(sha256, source.id, source.named ? path : null));
  }

  /** Takes note of a file that is being loaded. */
  add(loadId: number, source: Source, outcome: FileOutcome, facts: FileFacts): void {
    this.entries.set(loadId, { outcome, source, facts, beside: 0 });
    this.loaded.add(markOf(facts.sha256, source.id, source.named ? outcome.file : null));
    this.sizes.add(facts.bytes);
  }

  /** Forgets a file that could not be loaded. */
  remove(loadId: number): void {
    const entry = this.entries.get(loadId);
    if (entry === undefined) return;
    this.loaded.delete(markOf(entry.facts.sha256, entry.source.id, entry.source.named ? entry.outcome.file : null));
    this.entries.delete(loadId);
  }

  /** Puts the files of this load into the inbox. */
  async write(writer: LakeWriter, now: Date, version: string): Promise<void> {
    const path = join(writer.staging, 'loads.jsonl');
    await writeLines(path, Array.from(this.entries, ([loadId, { outcome, source, facts }]) => JSON.stringify({ load_id: loadId, file: outcome.file, ...facts, source: source.id, src_format: source.code, rows_read: outcome.read })));
    await writer.inbox.insert('loads', `SELECT *, ${literal(now.toISOString())}::TIMESTAMPTZ AS loaded_at, ${literal(version)} AS version
      FROM read_json(${literal(path)}, format = 'newline_delimited', hive_partitioning = false,
        columns = {load_id: 'INTEGER', file: 'VARCHAR', sha256: 'VARCHAR', bytes: 'BIGINT', source: 'VARCHAR', src_format: 'VARCHAR', rows_read: 'BIGINT'})`);
  }
}

/** What makes a file the same as one loaded before: its bytes, its source and, where the source goes by it, its name. */
function markOf(sha256: string, sourceId: string, path: string | null): string {
  return [sha256, sourceId, ...(path === null ? [] : [basename(path)])].join(' ');
}
