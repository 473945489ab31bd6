import { join } from 'node:path';
import { load, withLake } from '../../load/fixtures.js';
import { writeFileSync, mkdirSync } from 'node:fs';
import { linkMal, type LinkMalOptions } from '../../../src/linking/mal/link-mal.js';

/** A tag: category, name, posts, and the id of its entry where the list knows it. */
export type ListedTag = readonly [category: 3 | 4, name: string, posts: number, entry?: number];

/** Writes small lists in the formats of BOORU CHARS and of MyAnimeList's lists, and loads them. */
export async function lakeOf(dir: string, tags: readonly ListedTag[], characters: readonly (readonly [number, string, number])[], titles: readonly (readonly [number, string, string])[] = []): Promise<string> {
  mkdirSync(dir, { recursive: true });
  const lines = tags.map(([category, name, posts, entry], at) => `${category};${1000 + at};${name};${posts};;${entry ?? ''};${entry === undefined ? '' : 'x'};${entry === undefined ? '' : 1}`);
  writeFileSync(join(dir, 'list.csv'), ['TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT', ...lines, ''].join('\r\n'));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  if (characters.length > 0) writeFileSync(join(dir, 'characters.csv'), ['character_id,name,favorites', ...characters.map(([id, name, favorites]) => `${id},${quoted(name)},${favorites}`), ''].join('\n'));
  if (titles.length > 0) writeFileSync(join(dir, 'titles.csv'), ['mal_id,title,kind,source', ...titles.map(([id, title, kind]) => `${id},${quoted(title)},${kind},test`), ''].join('\n'));
  const lake = join(dir, 'lake');
  await load(lake, ['list.csv', ...(characters.length > 0 ? ['characters.csv'] : []), ...(titles.length > 0 ? ['titles.csv'] : [])].map((name) => join(dir, name)));
  return lake;
}

export interface Link {
  tag: string;
  id: number;
  status: string;
  rule: string;
  rank: number;
  score: number;
}

/** Links a lake and gives the rows of `mal_links`. */
export async function linksOf(lake: string, options: LinkMalOptions = {}): Promise<Link[]> {
  await withLake(lake, (open) => linkMal(open, options));
  return withLake(lake, (open) => open.rows<Link>('SELECT tag_name AS tag, mal_id AS id, status, rule, rank, score FROM mal_links ORDER BY tag_name, mal_kind, rank'));
}
