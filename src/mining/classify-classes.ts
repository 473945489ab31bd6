import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';

export interface ClassChoice {
  /** Classes with fewer examples are left out. */
  readonly minimum: number;
  /** At most so many classes, the most frequent. */
  readonly limit: number;
}

/**
 * Chooses the classes of the examples in `classify_labels` (label; NULL for none) into the table `classify_classes` (label, number), the most frequent
 * first. Throws UserError when fewer than two remain.
 */
export async function chooseClasses(lake: Lake, thing: 'post' | 'tag', task: string, { minimum, limit }: ClassChoice): Promise<{ classNames: string[]; rare: number }> {
  const counts = await lake.rows<{ label: string; n: number }>('SELECT label, count(*) AS n FROM classify_labels WHERE label IS NOT NULL GROUP BY label ORDER BY n DESC, label');
  const chosen = counts.filter(({ n }) => n >= minimum).slice(0, limit);
  const [first] = counts;
  if (first === undefined) throw new UserError(`No ${thing} shows its ${task}`, missing(lake, task));
  const many = (n: number) => `${n.toLocaleString('en')} ${thing}${n === 1 ? '' : 's'}`;
  if (counts.length === 1) throw new UserError(`There is one ${task} only, ${first.label} (${many(first.n)}): nothing to tell apart`, missing(lake, task));
  if (chosen.length < 2) {
    throw new UserError(`${chosen.length === 0 ? 'No' : 'Only one'} ${task} has ${many(minimum)}; the most frequent are ${counts.slice(0, 2).map(({ label, n }) => `${label} (${n})`).join(' and ')}`, `Load more ${thing}s, or take rarer ones: --min-posts`);
  }
  await lake.connection.run(`CREATE OR REPLACE TEMP TABLE classify_classes AS SELECT label, (row_number() OVER (ORDER BY n DESC, label) - 1)::INTEGER AS number
    FROM (SELECT label, count(*) AS n FROM classify_labels WHERE label IS NOT NULL GROUP BY label HAVING count(*) >= ${Number(minimum)}) ORDER BY n DESC, label LIMIT ${Number(limit)}`);
  const sum = (rows: readonly { n: number }[]) => rows.reduce((total, { n }) => total + n, 0);
  return { classNames: chosen.map(({ label }) => label), rare: sum(counts) - sum(chosen) };
}

function missing(lake: Lake, task: string): string {
  if (task === 'category') return 'Vectors of tags of several categories are needed: boorulab embed';
  const hidden = lake.rating === 'all' ? '' : ', or use hidden ones too: --rating all';
  return task === 'rating' ? `Load posts of several ratings${hidden}` : `Load posts of a board that says which tags are copyrights and characters${hidden}`;
}
