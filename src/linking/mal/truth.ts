import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { literal } from '../../lake/sql.js';
import type { MalKind } from './read-entries.js';

/** Of which entry a tag is known to be. */
export interface TrueLink {
  readonly tag_name: string;
  readonly mal_id: number;
}

/**
 * The links of a kind whose truth is known, by tag name: the labels mal_anime and mal_character of the lake, or a Parquet file (tag_name, mal_kind, mal_id,
 * main) as a simulation writes; of tags that the lake has. Tags with several true entries, and entries of several tags, are left out. Throws UserError when the file cannot be read.
 */
export async function readTruth(lake: Lake, kind: MalKind, file?: string): Promise<TrueLink[]> {
  const rows = file === undefined
    ? 'SELECT DISTINCT tag_name, id AS mal_id FROM labels WHERE kind = $kind'
    : `SELECT DISTINCT tag_name, mal_id FROM read_parquet(${literal(file)}) WHERE 'mal_' || mal_kind = $kind AND main`;
  try {
    return await lake.rows<TrueLink>(`SELECT tag_name, mal_id FROM (${rows}) WHERE tag_name IN (SELECT tag_name FROM tags) QUALIFY count(*) OVER (PARTITION BY tag_name) = 1 AND count(*) OVER (PARTITION BY mal_id) = 1 ORDER BY tag_name`, { kind: `mal_${kind}` });
  } catch (error) {
    if (file === undefined) throw error;
    throw new UserError(`${file} cannot be read as a table of true links: ${(error as Error).message.split('\n')[0]}`, 'It needs the columns tag_name, mal_kind, mal_id and main.');
  }
}
