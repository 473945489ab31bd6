import type { Lake } from '../../lake/lake.js';
import type { PortraitTables } from './posts.js';
import type { Subject } from './subject.js';

export interface Composed {
  /** Pictures on the disk whose composition is known. */
  readonly pictures: number;
  readonly scales: readonly { readonly scale: string; readonly pictures: number; readonly percent: number; /** Of all pictures. */ readonly percent_of_all: number }[];
  readonly figures: readonly { readonly figures: number; readonly pictures: number; readonly percent: number }[];
}

export interface Neighbour {
  readonly tag: string;
  readonly category: number;
  /** Cosine of the two vectors, at most 1. */
  readonly likeness: number;
}

/** How pictures of the subject are framed, beside all pictures. */
export async function findComposition(lake: Lake, { posts }: PortraitTables): Promise<Composed> {
  const known = `SELECT scale, figures, mine.post_key IS NOT NULL AS mine FROM compositions LEFT JOIN ${posts} AS mine USING (booru, post_key)`;
  const scales = await lake.rows<Composed['scales'][number]>(`SELECT scale, count(*) FILTER (mine) AS pictures, 100 * count(*) FILTER (mine) / nullif(sum(count(*) FILTER (mine)) OVER (), 0) AS percent, 100 * count(*) / sum(count(*)) OVER () AS percent_of_all
    FROM (${known}) WHERE scale IS NOT NULL GROUP BY scale ORDER BY list_position(['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'], scale)`);
  const figures = await lake.rows<Composed['figures'][number]>(`SELECT figures, count(*) AS pictures, 100 * count(*) / sum(count(*)) OVER () AS percent FROM (${known}) WHERE mine AND figures IS NOT NULL GROUP BY figures ORDER BY figures`);
  const pictures = scales.reduce((sum, row) => sum + row.pictures, 0);
  return { pictures, scales: pictures > 0 ? scales : [], figures };
}

/** Tags whose vectors are nearest to that of the subject on the board that knows it best. */
export async function findNeighbours(lake: Lake, { kind, tags }: Subject): Promise<Neighbour[]> {
  if (kind === 'franchise' || tags.length === 0) return [];
  return lake.rows<Neighbour>(`WITH mine AS (SELECT booru, tag_id, vector FROM tag_vectors WHERE tag_id IN (${tags.map((tag) => tag.tag_id).join(', ')}) ORDER BY posts DESC, tag_id LIMIT 1)
    SELECT tag_name AS tag, tag_cat AS category, round(list_cosine_similarity(v.vector, mine.vector)::DOUBLE, 4) AS likeness FROM tag_vectors AS v JOIN mine ON v.booru = mine.booru AND v.tag_id <> mine.tag_id JOIN tags ON tags.tag_id = v.tag_id
    ORDER BY likeness DESC, v.posts DESC, tag LIMIT 15`);
}
