import { UserError } from '../lake/error.js';
import { openLake, type Lake, type OpenOptions } from '../lake/lake.js';
import { schemaVersion } from '../lake/manifest.js';
import type { StepOptions } from '../lake/step.js';
import { lookState, type FileState, type ListedFiles } from './look-files.js';
import { keepSeen, type LookKind } from './look-keep.js';
import type { Look, LookOptions, LookSummary } from './look.js';
import { createSeenTables, type SeenPicture } from './picture-box.js';
import { safeStem } from './picture-name.js';
import { rowsOfSet, staleParts, type ShardSet } from './shard-set.js';
import type { ShardPlace } from './shard.js';
import { ShardPart } from './shard-part.js';

/** What the part of a shard of a look keeps beside rows. */
interface LookFacts extends Omit<ListedFiles, 'pending'> {
  readonly kind: LookKind;
}

const partRows = `SELECT path, file_size AS seen_size, ms AS changed, 0 AS walk_at, 0 AS "row", found, boxes
  FROM seen_files LEFT JOIN (SELECT box.path AS path, list(box ORDER BY rank) AS boxes FROM seen_boxes AS box GROUP BY box.path) USING (path)`;

/** The part of a shard of a look. */
export class LookPart {
  private reused = 0;

  private constructor(private readonly lake: Lake, private readonly kind: LookKind, private readonly state: string, private readonly part: ShardPart) {}

  static async open(lake: Lake, { inputs, command, parameters, table, detector, step, enough, marks }: Look, shard: ShardPlace, { again = false, version = '' }: LookOptions): Promise<LookPart> {
    const kind: LookKind = { command, parameters, table, detector, step, enough, marks };
    const name = kind.table === 'faces' ? 'faces' : `detect-${safeStem(kind.detector).stem}`;
    const work = { step: name, version, schemaVersion, options: { ...kind.parameters, ...inputs, again } };
    const part = new LookPart(lake, kind, await lookState(lake, kind), await ShardPart.open(lake.connection, shard, work, 'true'));
    await part.add([]);
    return part;
  }

  /** True when an earlier run of the shard saw a picture as it is. */
  reuse({ path, fileSize, fileTime }: FileState): boolean {
    const isKnown = this.part.reuse({ path, size: fileSize, changed: fileTime, at: 0 }, 0);
    if (isKnown) this.reused++;
    return isKnown;
  }

  async add(seen: readonly SeenPicture[]): Promise<void> {
    for (const table of ['seen', 'seen_files', 'seen_boxes']) await this.lake.connection.run(`DROP TABLE IF EXISTS ${table}`);
    await createSeenTables(this.lake.connection, seen);
    await this.part.add(partRows);
  }

  async finish(listed: Omit<ListedFiles, 'pending'>): Promise<Required<Pick<LookSummary, 'part' | 'reused'>>> {
    const facts: LookFacts = { ...listed, kind: this.kind };
    const { path } = await this.part.finish({ folder: '', lake: this.state }, facts);
    return { part: path, reused: this.reused };
  }
}

/** Makes the parts of a look part of the lake, as if one process had looked at all. Throws UserError when the lake is not as the shards saw it. */
export async function commitLook(dir: string, set: ShardSet, options: StepOptions & Pick<OpenOptions, 'rating'>): Promise<LookSummary> {
  const { work, state } = set.parts[0]!.header;
  const facts = set.parts.map(({ header }) => header.facts as LookFacts);
  const { kind } = facts[0]!;
  if (!['faces', 'detections'].includes(kind.table)) throw new UserError(`The parts of ${set.step} are of no step that is known`);
  const { memory, rating } = options;
  const lake = await openLake(dir, { ...(memory === undefined ? {} : { memory }), ...(rating === undefined ? {} : { rating }) });
  try {
    if ((await lookState(lake, kind)) !== state!.lake) throw staleParts(set.step);
    const [counted] = await lake.rows<{ looked: number; boxes: number }>(`SELECT count(*) AS looked, coalesce(sum(found), 0)::BIGINT AS boxes ${rowsOfSet(set)}`);
    if (counted!.looked > 0) {
      await keepSeen(lake, kind, { ...options, again: work.options['again'] === true, shards: set.count }, counted!.looked, async (connection) => {
        await connection.run(`CREATE TABLE seen AS SELECT path, seen_size AS file_size, make_timestamp(changed * 1000)::TIMESTAMPTZ AS file_dt, found ${rowsOfSet(set)}`);
        await connection.run(`CREATE TABLE seen_boxes AS SELECT unnest(boxes, recursive := true) FROM (${rowsOfSet(set)})`);
      });
    }
    const all = <T>(of: (one: LookFacts) => readonly T[]): T[] => facts.flatMap(of);
    return { ...counted!, known: facts.reduce((sum, { known }) => sum + known, 0), broken: all(({ broken }) => broken).sort((a, b) => (a.path < b.path ? -1 : 1)), gone: all(({ gone }) => gone).sort(), archived: all(({ archived }) => archived).sort() };
  } finally {
    lake.close();
  }
}
