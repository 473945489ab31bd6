import { mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { madeOnce, median, outFolder, printMachine, runChild, type Timing } from './measure.js';

const files = 100_000;
const rounds = 3;

/** A post as an object in a file of its own, of the usual size. */
function sidecar(id: number): string {
  const tags = Array.from({ length: 25 }, (_, at) => `tag_${(id * 31 + at * at * 977) % 20_011}`);
  return JSON.stringify({
    id, created_at: '2023-05-01T10:00:00.000-04:00', updated_at: '2023-06-01T10:00:00.000-04:00', uploader_id: id % 997, score: id % 211, up_score: id % 211, down_score: 0, fav_count: id % 89,
    rating: 'gsqe'[id % 4], source: `https://example.com/art/${id}`, md5: id.toString(16).padStart(32, '0'), file_ext: 'jpg', file_size: 100_000 + id, image_width: 1200, image_height: 900,
    parent_id: null, has_children: false, is_pending: false, is_flagged: false, is_deleted: false, is_banned: false, pixiv_id: null,
    tag_string: tags.join(' '), tag_string_general: tags.slice(3).join(' '), tag_string_artist: tags[0], tag_string_copyright: tags[1], tag_string_character: tags[2], tag_string_meta: '',
    media_asset: { id, created_at: '2023-05-01T10:00:00.000-04:00', variants: [{ type: '180x180', url: `https://example.com/180/${id}.jpg`, width: 180, height: 135 }] },
  });
}

/** A folder of small files, and the same in a zip, loaded into a fresh lake: discovery, hashing and ledger included. */
export async function main(): Promise<void> {
  const folder = join(outFolder, 'sidecars');
  const zip = join(outFolder, 'sidecars.zip');
  await madeOnce(join(folder, 'done.txt'), async () => {
    for (let id = 1; id <= files; id++) {
      const below = join(folder, String(id % 100));
      if (id <= 100) mkdirSync(below, { recursive: true });
      writeFileSync(join(below, `${id}-danbooru.json`), sidecar(id));
    }
    writeFileSync(join(folder, 'done.txt'), '');
  });
  const zipped = spawnSync('zip', ['-q', '-r', zip, 'sidecars'], { cwd: outFolder }).status === 0;
  printMachine();
  print(`${files.toLocaleString('en')} files in folders`, Array.from({ length: rounds }, () => runChild('load-ours.ts', folder)));
  if (zipped) print('the same in a zip', Array.from({ length: rounds }, () => runChild('load-ours.ts', zip)));
}

function print(name: string, runs: Timing[]): void {
  const seconds = runs.map((run) => run.seconds);
  console.log(`  ${name.padEnd(28)} ${median(seconds).toFixed(1)} s (${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)}), ${Math.round(files / median(seconds)).toLocaleString('en')} files/s, peak ${Math.max(...runs.map((run) => run.peakMb)).toFixed(0)} MB`);
}
