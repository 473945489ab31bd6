import type { LookSummary } from '../images/look.js';
import type { Shard } from '../images/shard.js';
import type { Lake } from '../lake/lake.js';
import { putRows, say } from './print.js';
import { sayPart, shardTypes } from './shard-options.js';

const many = (n: number): string => n.toLocaleString('en');
const shown = 5;

/**
 * What became of the pictures of a look, in lines for the user. Names of pictures are those of posts that the session shows: `lake` must be opened
 * after the look.
 */
export async function linesOfLook(lake: Lake, { looked, known, broken, gone, archived }: LookSummary): Promise<string[]> {
  const why = new Map(broken.map(({ path, why: reason }) => [path, reason]));
  const named = async (paths: readonly string[]): Promise<string> => {
    const rows = await lake.rows<{ path: string }>('SELECT DISTINCT path FROM images WHERE path IN (SELECT unnest(from_json($paths, $type))) ORDER BY path LIMIT 6', { paths: JSON.stringify(paths), type: '["VARCHAR"]' });
    const names = rows.slice(0, shown).map(({ path }) => `  ${path}${why.has(path) ? `: ${why.get(path)}` : ''}`);
    return [...names, ...(paths.length > names.length ? [`  and ${many(paths.length - names.length)} more`] : [])].map((line) => `\n${line}`).join('');
  };
  const lines = [`${many(looked)} pictures looked at now${known > 0 ? `, ${many(known)} seen before and unchanged` : ''}`];
  if (broken.length > 0) lines.push(`${many(broken.length)} cannot be read and are tried again next time:${await named(broken.map(({ path }) => path))}`);
  if (gone.length > 0) lines.push(`${many(gone.length)} are not where the lake says (a path without a root counts from the folder this runs in; scan anew what has moved):${await named(gone)}`);
  if (archived.length > 0) lines.push(`${many(archived.length)} are inside archives and not readable here: unpack them and scan the folder`);
  return lines;
}

/** What a shard has looked at. */
export async function tellShard(lake: Lake, { number, count }: Shard, summary: LookSummary, json: boolean): Promise<void> {
  const { looked, reused = 0, known, boxes, part } = summary;
  putRows({ ...shardTypes, boxes: 'BIGINT' }, [{ shard: `${number}/${count}`, looked, reused, unchanged: known, boxes }], json);
  for (const line of await linesOfLook(lake, summary)) say(line);
  sayPart(part!);
}
