import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import { drawScale, type ScaleFigures } from './scale-chart.js';
import { outFolder, printMachine, runChild, type Timing } from './measure.js';

const folder = join(outFolder, 'scale');
const figuresFile = join(folder, 'figures.json');
/** Posts of one file of the dump: some 10 M tags. */
const postsOfFile = 310_000;
const sizes = [1, 10, 100];
const memory = '4GB';
const questions = ['boards', 'board-growth', 'ratings', 'tag-categories', 'long-tail', 'top-works', 'top-characters', 'comebacks', 'couples', 'top-franchises'];

/**
 * Loading, counting pairs, franchises and ten saved queries over 10 M, 100 M and 1,000 M tags of posts: time, processor time and peak memory of each,
 * DuckDB held to 4 GB. SIZES=1,10 takes some of the sizes only, in files of 10 M tags; what was measured before is kept in out/scale/figures.json, and all of it is drawn for docs/scale.md.
 */
export async function main(): Promise<void> {
  printMachine();
  mkdirSync(folder, { recursive: true });
  const wanted = process.env['SIZES']?.split(',').map(Number) ?? sizes;
  for (const size of wanted) {
    const files = Array.from({ length: size }, (_, part) => dumpFile(part));
    console.log(`${size} files, ${(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6).toFixed(0)} MB of Parquet`);
    const lake = join(folder, `lake-${size}`);
    const command = (...args: string[]) => runChild('cli-figures.ts', '--lake', lake, '--memory', memory, '--rating', 'all', ...args, '--json');
    if (!existsSync(join(lake, 'loaded'))) {
      rmSync(lake, { recursive: true, force: true });
      const loaded = command('load', ...files);
      writeFileSync(join(lake, 'loaded'), '');
      await record(lake, 'load', loaded);
    }
    await record(lake, 'cooccurrence', command('cooccurrence', '--min', '20'));
    await record(lake, 'franchises', command('franchises'));
    for (const name of questions) await record(lake, name, runChild('queries-ours.ts', lake, name));
  }
  await drawScale(readFigures());
}

const readFigures = (): ScaleFigures[] => (existsSync(figuresFile) ? (JSON.parse(readFileSync(figuresFile, 'utf8')) as ScaleFigures[]) : []);

/** A file of the dump, made once. */
function dumpFile(part: number): string {
  const file = join(folder, `posts-${String(part).padStart(3, '0')}.parquet`);
  if (!existsSync(file)) {
    const made = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'scale-dump.ts'), file, String(1 + part * postsOfFile), String((part + 1) * postsOfFile)], { stdio: 'inherit' });
    if (made.status !== 0) throw new Error(`${file} was not made`);
  }
  return file;
}

async function record(dir: string, step: string, { seconds, cpuSeconds, peakMb }: Timing): Promise<void> {
  const lake = await openLake(dir, { rating: 'all' });
  const [{ posts, tags }] = await lake.rows<{ posts: number; tags: number }>('SELECT (SELECT count(*) FROM posts) AS posts, (SELECT count(*) FROM post_tags) AS tags').finally(() => lake.close()) as [{ posts: number; tags: number }];
  const figures: ScaleFigures = { step, posts, tags, seconds, cpuSeconds: cpuSeconds!, peakMb };
  writeFileSync(figuresFile, JSON.stringify([...readFigures().filter((old) => old.step !== step || old.tags !== tags), figures], null, 1));
  console.log(`  ${step.padEnd(16)} ${(tags / 1e6).toFixed(0).padStart(5)} M tags ${seconds.toFixed(1).padStart(8)} s, ${cpuSeconds!.toFixed(1).padStart(8)} s of processor, peak ${peakMb.toFixed(0)} MB`);
}
