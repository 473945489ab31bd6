import { poolTable } from '../pool-table.js';
import { isE621Path } from './e621-path.js';

/** Pools of e621, from the API or its daily export. */
export const e621Pools = poolTable('e621.net', isE621Path, { id: 'e621-pools', code: 'EP', title: 'E621 pools: JSON, JSONL or CSV' });
