import { isE621Path } from '../e621/e621-path.js';
import { poolTable } from '../pool-table.js';

/** Pools of danbooru (format reference A1.2). */
export const danbooruPools = poolTable('danbooru.donmai.us', (sample) => !isE621Path(sample), { id: 'danbooru-pools', code: 'DL', title: 'Danbooru pools: JSON or JSONL' });
