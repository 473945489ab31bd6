import { BIGINT, DOUBLE, SMALLINT, TINYINT, VARCHAR } from '@duckdb/node-api';
import { createColumnTable } from '../../lake/column-table.js';
import type { Lake } from '../../lake/lake.js';
import type { PartWrite } from '../../lake/merge.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import type { LakeWriter } from '../../lake/writer.js';
import { linkBoth, type LinkedSide } from './link-both.js';
import { linkRows, type LinkRow, type Limits } from './link-rows.js';
import type { MalKind } from './read-entries.js';

export interface LinkMalOptions extends StepOptions {
  /** Least score of a link that is accepted. Default 0.5. */
  readonly accept?: number;
  /** Estimate the weights anew from the tags and entries of this lake, instead of taking the built-in ones. */
  readonly learn?: boolean;
}

export interface LinkMalSummary {
  readonly kind: MalKind;
  readonly tags: number;
  readonly entries: number;
  readonly accepted: number;
  /** Tags with candidates to look at. */
  readonly review: number;
  /** Decisions of people that were heeded. */
  readonly decisions: number;
}

export const linkMalCommand = 'link mal';
export const defaultLimits: Limits = { accept: 0.5, review: 0.1, candidates: 5 };

/**
 * Finds which entry of MyAnimeList each copyright and character is, and writes the table `mal_links` in one commit. Throws UserError when the lake has
 * no entries or no tags of these categories, and as `runStep`.
 */
export async function linkMal(lake: Lake, options: LinkMalOptions = {}): Promise<LinkMalSummary[]> {
  const { accept = defaultLimits.accept, learn = false, signal } = options;
  return runStep(lake, linkMalCommand, options, async (writer) => {
    const onProgress = (label: string, done: number, total: number) => {
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total });
    };
    const kinds = await linkBoth(lake, () => (learn ? { rounds: 8 } : null), onProgress);
    const limits = { ...defaultLimits, accept };
    const rows = kinds.flatMap((linked) => linkRows(linked, limits));
    const summaries = kinds.map((linked) => summaryOf(linked, rows));
    const write = await writeOf(writer, rows);
    return { writes: [write], parameters: { accept, learn }, rows: kinds.reduce((sum, { side }) => sum + side.tags.length + side.entries.length, 0), result: summaries };
  });
}

function summaryOf({ side: { kind, tags, entries, verdicts } }: LinkedSide, rows: readonly LinkRow[]): LinkMalSummary {
  const mine = rows.filter((row) => row.mal_kind === kind);
  const tagsWith = (status: string) => new Set(mine.filter((row) => row.status === status).map((row) => row.tag_name)).size;
  return { kind, tags: tags.length, entries: entries.length, accepted: tagsWith('accepted'), review: tagsWith('review'), decisions: verdicts.links.size + verdicts.refused.size + verdicts.barred.size };
}

async function writeOf(writer: LakeWriter, rows: readonly LinkRow[]): Promise<PartWrite> {
  const column = <K extends keyof LinkRow>(key: K) => rows.map((row) => row[key]);
  await createColumnTable(writer.connection, 'found_links', {
    tag_name: { type: VARCHAR, values: column('tag_name') }, tag_cat: { type: TINYINT, values: column('tag_cat') }, mal_kind: { type: VARCHAR, values: column('mal_kind') },
    mal_id: { type: BIGINT, values: column('mal_id').map(BigInt) }, mal_name: { type: VARCHAR, values: column('mal_name') }, score: { type: DOUBLE, values: column('score') },
    rule: { type: VARCHAR, values: column('rule') }, evidence: { type: VARCHAR, values: column('evidence') }, status: { type: VARCHAR, values: column('status') }, rank: { type: SMALLINT, values: column('rank') },
  });
  return { table: 'mal_links', part: '', select: 'SELECT * FROM found_links ORDER BY tag_name, tag_cat, mal_kind, mal_id' };
}
