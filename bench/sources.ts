import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { sources } from '../src/sources/registry.js';
import type { Source } from '../src/sources/source.js';
import { readCorpus, type Specimen } from '../test/fuzz/corpus.js';
import { findRecipe, write, type Grown, type Recipe } from './grown.js';
import { median, outFolder, printMachine, runChild, type Timing } from './measure.js';

const usualSize = 200;
const rounds = Number(process.env['ROUNDS'] ?? 3);

/**
 * Every format at one size (MB, the first argument after the name; then the sources, else all): files grown from the specimens of the
 * fuzzer, loaded in turns with the floor of their container, which is the plainest reading of the same bytes.
 */
export async function main(): Promise<void> {
  const [size = String(usualSize), ...wanted] = process.argv.slice(3);
  const corpus = readCorpus();
  printMachine();
  console.log(`${size} MB each, ${rounds} rounds in turns; load average ${loadavg().map((load) => load.toFixed(1)).join(', ')}`);
  console.log('| source | MB | rows | load MB/s | rows/s | peak MB | reading MB/s | floor MB/s | reading / floor | load / floor |');
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  for (const source of sources) {
    if (wanted.length > 0 && !wanted.includes(source.id)) continue;
    try {
      const recipe = await recipeOf(source, corpus.get(source.id) ?? []);
      console.log(recipe === null ? `| ${source.id} | no specimen |` : measure(source, recipe, Number(size) * 1e6));
    } catch (error) {
      console.log(`| ${source.id} | failed: ${(error as Error).message.split('\n')[0]} |`);
    }
  }
  console.log(`load average ${loadavg().map((load) => load.toFixed(1)).join(', ')}`);
}

/** Finding a recipe takes some loads: it is kept between runs. */
async function recipeOf(source: Source, specimens: readonly Specimen[]): Promise<Recipe | null> {
  const kept = join(outFolder, 'sources', 'recipes', `${source.id}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Recipe;
  const recipe = await findRecipe(source, specimens);
  mkdirSync(dirname(kept), { recursive: true });
  if (recipe !== null) writeFileSync(kept, JSON.stringify(recipe));
  return recipe;
}

function measure(source: Source, recipe: Recipe, size: number): string {
  const folder = join(outFolder, 'sources', 'files');
  rmSync(folder, { recursive: true, force: true });
  const { path, bytes, files } = write(source, recipe, size, folder);
  const ours: Timing[] = [];
  const floors: Timing[] = [];
  for (let round = 0; round < rounds; round++) {
    const args = [source.id, path, recipe.pattern.board ?? ''];
    floors.push(runChild('sources-floor.ts', ...args));
    ours.push(runChild('sources-ours.ts', ...args));
  }
  rmSync(folder, { recursive: true, force: true });
  return row(source, { path, bytes, files }, ours, floors);
}

function row({ id }: Source, { bytes, files }: Grown, ours: readonly Timing[], floors: readonly Timing[]): string {
  const mb = bytes / 1e6;
  const seconds = median(ours.map((timing) => timing.seconds));
  const reading = median(ours.map((timing) => timing['reading']!));
  const floor = median(floors.map((timing) => timing.seconds));
  const { rows, loaded } = ours[0] as Timing & { rows: number; loaded: number };
  const share = loaded < rows ? ` (${((loaded / rows) * 100).toFixed(0)} % loaded)` : '';
  const cells = [
    id, `${mb.toFixed(1)}${files > 1 ? ` in ${files.toLocaleString('en')} files` : ''}`, `${rows.toLocaleString('en')}${share}`, (mb / seconds).toFixed(1), Math.round(rows / seconds).toLocaleString('en'),
    Math.max(...ours.map((timing) => timing.peakMb)).toFixed(0), (mb / reading).toFixed(1), (mb / floor).toFixed(0), (reading / floor).toFixed(1), (seconds / floor).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}
