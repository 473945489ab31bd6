import { listsLake, listedPosts } from './lists-lake.js';
import { printMachine, printPeers, runChild, type Timing } from './measure.js';

const formats = ['urls', 'aria2', 'gallery-dl', 'grabber', 'hydrus', 'iqdb', 'copy', 'move', 'booru-chars', 'coco', 'zip', 'webdataset', 'folder', 'imagefolder'] as const;

/** Lists of a million posts or pictures, against DuckDB's COPY of the columns that addresses are made of. `npm run bench -- lists [ROWS]` */
export async function main(): Promise<void> {
  const dir = await listsLake();
  printMachine();
  const rows = process.argv[3] ?? String(listedPosts);
  const note = ({ seconds, cpuSeconds }: Timing) => `${Math.round(Number(rows) / seconds).toLocaleString('en')} rows/s, ${cpuSeconds!.toFixed(1)} s of CPU`;
  printPeers({ ...Object.fromEntries(formats.map((to) => [to, () => runChild('lists-ours.ts', dir, to, rows)])), 'DuckDB COPY': () => runChild('lists-floor.ts', dir, rows) }, note);
}
