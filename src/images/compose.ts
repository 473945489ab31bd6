import { BIGINT, DOUBLE, INTEGER, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { createColumnTable } from '../lake/column-table.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { schemaOf } from '../lake/schema.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { compositionOf } from './composition.js';
import { seenPictures } from './seen-pictures.js';

export interface ComposeSummary {
  readonly pictures: number;
  /** Pictures in which some detector saw a face, head or body. */
  readonly seen: number;
  /** Pictures with tags that tell of their composition. */
  readonly tagged: number;
}

const types: Readonly<Record<string, DuckDBType>> = {
  booru: VARCHAR, fid: VARCHAR, post_key: BIGINT, path: VARCHAR, file_name: VARCHAR, figures: INTEGER, figures_from: VARCHAR, scale: VARCHAR, scale_from: VARCHAR,
  place: VARCHAR, offset_x: DOUBLE, offset_y: DOUBLE, face_share: DOUBLE, depth: DOUBLE, orientation: VARCHAR,
};

/** Writes the table `compositions` anew, a row for each of `images`, from boxes and tags. Throws UserError when the lake has no pictures. */
export async function composePictures(lake: Lake, options: StepOptions = {}): Promise<ComposeSummary> {
  return runStep(lake, 'images composition', options, async (writer) => {
    const { columns, key } = schemaOf('compositions');
    const found = Object.fromEntries(Object.keys(types).map((name) => [name, [] as DuckDBValue[]]));
    const [counted] = await lake.rows<{ pictures: number }>(`SELECT count(*) AS pictures FROM (${writer.scan('images')}) WHERE path IS NOT NULL`);
    const total = counted!.pictures;
    if (total === 0) throw noPictures();
    let [seen, tagged] = [0, 0];
    for await (const pictures of seenPictures(lake, { scan: (table) => writer.scan(table) })) {
      options.signal?.throwIfAborted();
      for (const picture of pictures) {
        const { booru, fid, post_key: post, path, file_name, boxes, tags } = picture;
        if (boxes.length > 0) seen++;
        if (tags.length > 0) tagged++;
        const row = { booru, fid, post_key: post === null ? null : BigInt(post), path, file_name, ...compositionOf(picture) } as Record<string, DuckDBValue>;
        for (const name of Object.keys(types)) found[name]!.push(row[name]!);
      }
      options.onStep?.({ label: 'composition', done: found['path']!.length, total });
      await new Promise((resume) => setImmediate(resume));
    }
    await createColumnTable(writer.connection, 'new_compositions', Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type, values: found[name]! }])));
    const casts = Object.entries(columns).map(([name, type]) => `${name}::${type} AS ${name}`).join(', ');
    const write = { table: 'compositions', part: '', select: `SELECT ${casts} FROM new_compositions ORDER BY ${key.join(', ')}` } as const;
    return { writes: [write], parameters: {}, rows: total, result: { pictures: total, seen, tagged } };
  });
}

/** What is said where a step on pictures finds none. */
export function noPictures(): UserError {
  return new UserError('The lake has no pictures', 'Let it see some first: boorulab images scan FOLDER');
}
