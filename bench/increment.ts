import { cpSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Random } from '../src/kernels/random.js';
import { lookupLake } from './lookup.js';
import { median, outFolder, printMachine, runChild } from './measure.js';

const posts = 5_000_000;
const added = 10_000;
const rounds = 3;

/** A day's posts into a lake of 5 M posts and 150 M tags: all of them new, and most of them changes of older ones anywhere in the board. */
export async function main(): Promise<void> {
  const lake = await lookupLake();
  printMachine();
  const random = new Random(5);
  const fresh = Array.from({ length: added }, (_, i) => posts + 1 + i);
  const mixed = [...new Set(Array.from({ length: added }, () => 1 + random.int(posts)))].slice(0, 8000).concat(fresh.slice(0, 2000)).sort((a, b) => a - b);
  for (const [name, ids] of [['10,000 new posts', fresh], ['2,000 new posts and 8,000 changed ones of all years', mixed]] as const) {
    const dump = join(outFolder, 'increment.jsonl');
    writeFileSync(dump, `${ids.map((id) => JSON.stringify(postOf(id, random))).join('\n')}\n`);
    const timings = Array.from({ length: rounds }, () => {
      const copy = join(outFolder, 'increment-lake');
      rmSync(copy, { recursive: true, force: true });
      linkTree(lake, copy);
      return runChild('load-ours.ts', dump, copy);
    });
    const seconds = timings.map((timing) => timing.seconds);
    console.log(`  ${name.padEnd(52)} ${median(seconds).toFixed(1)} s (${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)}), peak ${Math.max(...timings.map((timing) => timing.peakMb)).toFixed(0)} MB (goal 10 s)`);
  }
}

function postOf(id: number, random: Random): Record<string, unknown> {
  const tags = Array.from({ length: 30 }, () => `tag_${String(Math.floor(50_000 * random.uniform() ** 2)).padStart(6, '0')}`);
  const time = '2024-05-01T00:00:00.000-04:00';
  return {
    id, created_at: time, updated_at: time, uploader_id: 7, score: random.int(100), up_score: 0, down_score: 0, fav_count: 3, rating: 'g', source: '', md5: String(id).padStart(32, '0'), file_ext: 'jpg',
    file_size: 1000, image_width: 640, image_height: 480, parent_id: null, has_children: false, is_pending: false, is_flagged: false, is_deleted: false, is_banned: false, pixiv_id: null, media_asset: { id },
    tag_string: tags.join(' '), tag_string_general: tags.join(' '), tag_string_artist: '', tag_string_copyright: '', tag_string_character: '', tag_string_meta: '',
  };
}

/** A copy of a folder that shares its files: a lake never writes into one. */
function linkTree(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const target = join(to, join(entry.parentPath, entry.name).slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    if (entry.name.endsWith('.parquet')) linkSync(join(entry.parentPath, entry.name), target);
    else cpSync(join(entry.parentPath, entry.name), target);
  }
}
