import type { DuckDBConnection } from '@duckdb/node-api';
import { openLake, type Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { filesSql } from './look-files.js';
import type { Look } from './look.js';
import { replaceRows } from './picture-rows.js';

/** What of a look says how its rows are kept. */
export type LookKind = Omit<Look, 'atOnce' | 'look' | 'inputs'>;

export interface KeepOptions extends Pick<StepOptions, 'memory' | 'now' | 'version'> {
  readonly again?: boolean;
  /** Shards that looked. */
  readonly shards?: number;
}

/**
 * Writes what was seen in `pictures` pictures, which `putSeen` puts into the tables `seen` and `seen_boxes` (see createSeenTables); the rows of these pictures that were
 * there before are gone. Throws UserError while another process writes the lake.
 */
export async function keepSeen(lake: Lake, { command, parameters, table, detector, step, marks }: LookKind, { again = false, shards, memory, now, version }: KeepOptions, pictures: number, putSeen: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
  const bounded = memory === undefined ? {} : { memory };
  const session = await openLake(lake.dir, { rating: lake.rating, ...bounded });
  try {
    await runStep(session, command, { ...bounded, ...(now ? { now } : {}), ...(version === undefined ? {} : { version }) }, async (writer) => {
      await putSeen(writer.connection);
      await writer.connection.run(`CREATE TABLE seen_pictures AS ${filesSql((name) => writer.scan(name))}`);
      const boxes = `SELECT picture.*, ${literal(detector)} AS detector, box.* EXCLUDE (path) FROM seen_boxes AS box JOIN seen_pictures AS picture USING (path)`;
      const steps = `SELECT picture.*, ${literal(step)} AS step, file_size, file_dt, found FROM seen JOIN seen_pictures AS picture USING (path)`;
      const writes = [
        replaceRows(writer, table, boxes, `SELECT path, ${literal(detector)} AS detector FROM seen`, ['path', 'detector']),
        replaceRows(writer, 'picture_steps', steps, `SELECT path, unnest([${marks.map(literal).join(', ')}]) AS step FROM seen`, ['path', 'step']),
      ];
      return { writes, parameters: { ...parameters, again, ...(shards === undefined ? {} : { shards }) }, rows: pictures, result: undefined };
    });
  } finally {
    session.close();
  }
}
