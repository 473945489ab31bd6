import { grouped } from '../charts/numbers.js';
import type { Lake } from '../lake/lake.js';
import type { Block, Foot } from './document.js';

const loadsSql = `
select load_id, parse_filename(file) as file, source, rows_loaded, rows_rejected, loaded_at, left(sha256, 12) as sha256
from loads order by load_id`;

/** What every page of a lake says at its foot: what is hidden, and which state of the lake it shows. */
export const lakeFoot = (lake: Lake, date: string): Promise<Foot> => footOf(lake, `generation ${lake.manifest.generation} of the lake`, date);

/** The same of a lake on a server, whose address no page names. */
export const serverFoot = (server: Asked, date: string): Promise<Foot> => footOf(server, 'a lake on ClickHouse', date);

type Asked = Pick<Lake, 'query' | 'rating' | 'hiddenPosts'>;

async function footOf(lake: Asked, place: string, date: string): Promise<Foot> {
  const loads = await lake.query(loadsSql);
  const version = `From ${place}, ${loads.rows.length === 1 ? '1 file' : `${grouped(loads.rows.length)} files`} loaded.`;
  const details: Block[] = loads.rows.length ? [{ kind: 'table', table: loads, limit: 50 }] : [];
  return { date, lines: [await hiddenSentence(lake), version], details };
}

/** Which posts are left out and how to see them. */
export async function hiddenSentence(lake: Pick<Lake, 'rating' | 'hiddenPosts'>): Promise<string> {
  if (lake.rating === 'all') return 'Rating level all: posts of every rating are counted.';
  const hidden = await lake.hiddenPosts();
  if (hidden === 0) return `Rating level ${lake.rating}: no posts hidden.`;
  return `Rating level ${lake.rating}: ${grouped(hidden)} ${hidden === 1 ? 'post' : 'posts'} hidden, --rating all shows them.`;
}
