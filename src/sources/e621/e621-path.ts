import { boardInText } from '../../tags/boards.js';
import type { Sample } from '../sample.js';

/** True when a path names e621, or is named as its daily exports are (`tags-2024-01-31.csv`): their columns are danbooru's, too. */
export function isE621Path({ path, name }: Sample): boolean {
  const board = boardInText(path);
  return board === 'e621.net' || (board === null && /^(?:tags|tag_aliases|tag_implications|pools|wiki_pages)-\d{4}-\d\d-\d\d\.csv(?:\.gz)?$/.test(name));
}
