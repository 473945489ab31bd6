import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { simulate, type SimulationOptions, type SimulationSummary } from '../../src/simulate/simulate.js';

export interface Simulated {
  readonly folder: string;
  readonly summary: SimulationSummary;
  text(path: string): string;
  lines<T>(path: string): T[];
  truth<T>(sql: string): Promise<T[]>;
  remove(): void;
}

/** A simulation in a folder of its own. In its SQL `$T` stands for the folder of truth. */
export async function simulated(options: Partial<SimulationOptions> = {}): Promise<Simulated> {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-'));
  const summary = await simulate({ posts: 4000, seed: 3, ...options, out: folder });
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
  return {
    folder, summary, text,
    lines: <T>(path: string) => text(path).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T),
    truth: async <T>(sql: string) => {
      const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
      const connection = await instance.connect();
      const reader = await connection.runAndReadAll(sql.replaceAll('$T', join(folder, 'truth')));
      const rows = reader.getRowObjectsJson() as T[];
      connection.closeSync();
      instance.closeSync();
      return rows;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** All files under a folder, as relative paths in order. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export interface DanbooruPost {
  id: number; created_at: string; updated_at: string; score: number; up_score: number; down_score: number; fav_count: number; rating: string; source: string; md5?: string; file_ext: string;
  image_width: number; image_height: number; parent_id: number | null; has_children: boolean; is_banned: boolean; is_deleted: boolean; pixiv_id: number | null; tag_count: number;
  tag_string: string; tag_string_general: string; tag_string_artist: string; tag_string_copyright: string; tag_string_character: string; tag_string_meta: string;
  tag_count_general: number; tag_count_character: number; file_url?: string; media_asset?: { md5?: string; variants?: { type: string; width: number; height: number }[] };
}

/** Attributes of the elements of a name in flat XML, unescaped. */
export function elements(xml: string, name: string): Record<string, string>[] {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#039': "'" };
  return [...xml.matchAll(new RegExp(`<${name} ([^<>]*)/>`, 'g'))].map(([, inside]) =>
    Object.fromEntries([...inside!.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!.replace(/&(#?\w+);/g, (all, sign: string) => signs[sign] ?? all)])));
}
