import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { literal } from '../src/lake/sql.js';
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
  console.log('| source | MB | rows | MB/s | rows/s | peak MB | floor MB/s | load / floor | CPU s | MB / CPU s | CPU / floor |');
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const source of sources) {
    if (wanted.length > 0 && !wanted.includes(source.id)) continue;
    try {
      const recipe = await recipeOf(source, corpus.get(source.id) ?? []);
      console.log(recipe === null ? `| ${source.id} | no specimen |` : await measure(source, recipe, Number(size) * 1e6));
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

async function measure(source: Source, recipe: Recipe, size: number): Promise<string> {
  const folder = join(outFolder, 'sources', 'files');
  rmSync(folder, { recursive: true, force: true });
  const grown = write(source, recipe, size, folder);
  let rows = inTurns(source, grown, recipe, '');
  if (alsoParquet.has(source.id)) {
    const path = `${grown.path}.parquet`;
    await toParquet(source, grown.path, path);
    rows += `\n${inTurns(source, { path, bytes: statSync(path).size, files: 1 }, recipe, ' (Parquet)')}`;
  }
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

/** Sources that are measured once more with the same records as Parquet. */
const alsoParquet = new Set(['danbooru-posts', 'danbooru-tags']);

async function toParquet(source: Source, from: string, to: string): Promise<void> {
  const columns = Object.entries(source.fields).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (FROM read_json(${literal(from)}, columns = {${columns.join(', ')}})) TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
}

function inTurns(source: Source, grown: Grown, recipe: Recipe, note: string): string {
  const ours: Timing[] = [];
  const floors: Timing[] = [];
  for (let round = 0; round < rounds; round++) {
    const args = [source.id, grown.path, recipe.pattern.board ?? ''];
    floors.push(runChild('sources-floor.ts', ...args));
    ours.push(runChild('sources-ours.ts', ...args));
  }
  return row(`${source.id}${note}`, grown, ours, floors);
}

function row(id: string, { bytes, files }: Grown, ours: readonly Timing[], floors: readonly Timing[]): string {
  const mb = bytes / 1e6;
  const seconds = median(ours.map((timing) => timing.seconds));
  const cpu = median(ours.map((timing) => timing['cpu']!));
  const floorCpu = median(floors.map((timing) => timing['cpu']!));
  const floor = median(floors.map((timing) => timing.seconds));
  const { rows, loaded } = ours[0] as Timing & { rows: number; loaded: number };
  const share = loaded < rows ? ` (${((loaded / rows) * 100).toFixed(0)} % loaded)` : '';
  const cells = [
    id, `${mb.toFixed(1)}${files > 1 ? ` in ${files.toLocaleString('en')} files` : ''}`, `${rows.toLocaleString('en')}${share}`, rate(mb / seconds), Math.round(rows / seconds).toLocaleString('en'),
    Math.max(...ours.map((timing) => timing.peakMb)).toFixed(0), rate(mb / floor), (seconds / floor).toFixed(1), cpu.toFixed(1), rate(mb / cpu), (cpu / floorCpu).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

const rate = (value: number) => (value < 1 ? value.toFixed(2) : value < 20 ? value.toFixed(1) : value.toFixed(0));
