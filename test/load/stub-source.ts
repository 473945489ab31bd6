import type { Origin } from '../../src/lake/inbox.js';
import { sources } from '../../src/sources/registry.js';
import type { Emission, Source } from '../../src/sources/source.js';

export interface StubRow {
  booru: string;
  fid: string;
  updated?: string;
  score?: number;
  rating?: string | null;
  /** No tags at all when missing: the row is then of a source that brings none. */
  tags?: string[];
}

/** A source of posts with an origin of one's choice: JSON lines with the field `stub` set to its id. */
function stub(origin: Origin, tagged: boolean): Source {
  const id = stubId(origin, tagged);
  return {
    id, code: 'T', title: 'posts made for a test',
    detect: ({ first }) => first?.['stub'] === id,
    format: { kind: 'json' },
    fields: { booru: 'VARCHAR', fid: 'VARCHAR', updated: 'TIMESTAMPTZ', score: 'INTEGER', rating: 'VARCHAR', tags: 'VARCHAR[]' },
    required: ['booru', 'fid'],
    identity: "booru || ' ' || fid",
    newest: 'updated',
    emit: (): Emission[] => [{
      table: 'posts', origin,
      select: `SELECT booru, fid, _row, updated AS updated_at, rating AS rating_raw, rating AS rating_std, score ${tagged ? ', tags' : ''} FROM record`,
    }],
  };
}

const stubId = (origin: Origin, tagged: boolean) => `stub-${origin}${tagged ? '' : '-untagged'}`;

/** Makes the stub sources known in this test file. */
export function useStubs(): void {
  for (const origin of ['mention', 'listing', 'release', 'board'] as const) (sources as Source[]).unshift(stub(origin, true), stub(origin, false));
}

/** A row as a line of its stub source's file. */
export const stubLine = (origin: Origin, tagged: boolean, row: StubRow): Record<string, unknown> => ({ stub: stubId(origin, tagged), ...row });
