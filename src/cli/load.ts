import type { Command } from 'commander';
import { dirname } from 'node:path';
import { loadFiles, type FileOutcome } from '../sources/load.js';
import { sources } from '../sources/registry.js';
import { repairLake } from '../sources/repair.js';
import { globalOptions } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';

const filesWorthFolding = 10;

const outcomeTypes = { file: 'VARCHAR', source: 'VARCHAR', outcome: 'VARCHAR', read: 'BIGINT', loaded: 'BIGINT', rejected: 'BIGINT', note: 'VARCHAR' };

interface LoadChoices {
  source?: string;
  board?: string;
  template?: string;
  map?: string;
  with?: string;
  json?: boolean;
}

/** Loads paths with a progress line and prints what became of each file. Resolves to false when a file failed. */
export async function loadAndPrint(command: Command, paths: readonly string[], options: LoadChoices): Promise<boolean> {
  const globals = globalOptions(command);
  const { lake } = globals;
  const summary = await withStep(globals, 'files', (step) => loadFiles(lake, paths, { ...options, ...step }));
  const skipped = summary.files.filter((file) => file.outcome === 'skipped');
  const shown = summary.files.filter((file) => file.outcome !== 'skipped');
  putRows(outcomeTypes, (options.json ? shown : folded(shown)).map((file) => ({ ...file })), options.json === true);
  if (!options.json) tellTotals(summary.files, skipped, lake);
  return summary.ok;
}

/** Of many files of one source in one folder, those with nothing to say become one row. */
function folded(files: readonly FileOutcome[]): FileOutcome[] {
  const rows: FileOutcome[] = [];
  for (const group of groupBy(files, (file) => `${dirname(file.file)} ${file.source} ${file.outcome}`).values()) {
    const quiet = group.filter((file) => file.rejected === 0 && file.note === '');
    if (quiet.length < filesWorthFolding) {
      rows.push(...group);
      continue;
    }
    const sum = (column: 'read' | 'loaded') => quiet.reduce((total, file) => total + file[column], 0);
    rows.push(...group.filter((file) => !quiet.includes(file)), { ...quiet[0]!, file: `${dirname(quiet[0]!.file)}/ (${quiet.length} files)`, read: sum('read'), loaded: sum('loaded') });
  }
  return rows;
}

function tellTotals(files: readonly FileOutcome[], skipped: readonly FileOutcome[], lake: string): void {
  const sum = (column: 'read' | 'loaded' | 'rejected') => files.reduce((total, file) => total + file[column], 0).toLocaleString('en');
  say(`${sum('read')} rows read = ${sum('loaded')} loaded + ${sum('rejected')} rejected, lake ${lake}`);
  if (sum('rejected') !== '0') say('See why: boorulab rejects');
  if (skipped.length > 0) say(`${skipped.length} files skipped: ${summarise(skipped)}`);
}

function summarise(skipped: readonly FileOutcome[]): string {
  const byNote = groupBy(skipped, (file) => file.note);
  return [...byNote].map(([note, files]) => `${files.slice(0, 3).map((file) => file.file).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''} (${note})`).join('; ');
}

function groupBy(files: readonly FileOutcome[], key: (file: FileOutcome) => string): Map<string, FileOutcome[]> {
  const groups = new Map<string, FileOutcome[]>();
  for (const file of files) {
    const group = groups.get(key(file));
    if (group) group.push(file);
    else groups.set(key(file), [file]);
  }
  return groups;
}

async function repairAndPrint(command: Command, json: boolean): Promise<void> {
  const globals = globalOptions(command);
  const { restored, remade, dropped, steps } = await withStep(globals, 'files', (step) => repairLake(globals.lake, step));
  const outcomes = [[restored, 'the same bytes as before'], [remade, 'other bytes than before: the program or a dump has changed'], [dropped, 'gone: made by a step, not from dumps']] as const;
  const rows = outcomes.flatMap(([files, outcome]) => files.map(({ table, part, path, fault }) => ({ table, part, path, fault, outcome })));
  if (rows.length === 0) return say(`The lake at ${globals.lake} is whole; there is nothing to repair.`);
  putRows({ table: 'VARCHAR', part: 'VARCHAR', path: 'VARCHAR', fault: 'VARCHAR', outcome: 'VARCHAR' }, rows, json);
  if (dropped.length > 0) say(`Run the steps again: ${steps.map((step) => `boorulab ${step}`).join(', ')}`);
}

export function define(command: Command): void {
  command
    .argument('[path...]', 'files or folders; the format of each file is found by its content')
    .option('--source <id>', 'read every file as this source (--list-sources names them)')
    .option('--board <name>', 'the board of files that do not name theirs, such as tbib or konachan')
    .option('--template <text>', "how Grabber wrote its logs, as its settings have it, such as '%website% - %id% - %all:underscores%'")
    .option('--map <file>', 'read every file as a table by this mapping (docs/mapping.md)')
    .option('--with <file>', 'also try the sources of this module (docs/own-sources.md)')
    .option('--list-sources', 'list the formats that can be read')
    .option('--repair', 'build damaged files of the lake again from the dumps they came from')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab load dumps/danbooru/posts000000000000.json dumps/gelbooru/\n  boorulab check && boorulab load --repair')
    .action(async (paths: string[], options: LoadChoices & { listSources?: boolean; repair?: boolean }, command: Command) => {
      if (options.listSources) return putRows({ id: 'VARCHAR', title: 'VARCHAR' }, sources.map(({ id, title }) => ({ id, title })), options.json === true);
      if (options.repair) return repairAndPrint(command, options.json === true);
      if (paths.length === 0) return command.error('error: name a file or folder to load', { exitCode: 2 });
      const { listSources: _, repair: __, ...load } = options;
      if (!(await loadAndPrint(command, paths, load))) process.exitCode = 1;
    });
}
