import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { duplicateGroups, duplicatePlan, duplicateTotals } from '../images/duplicate-report.js';
import { findDuplicates, type DuplicateSummary } from '../images/duplicates.js';
import { hashParts } from '../images/hash-parts.js';
import { UserError } from '../lake/error.js';
import { formatResult, parseFormat, type TextFormat } from '../reports/format.js';
import { withLake } from './options.js';
import { put, putResult, say } from './print.js';
import { withStep } from './step.js';
import { boardsOf, wholeNumber } from './tag-options.js';

interface DuplicateFlags {
  distance: string;
  prefer?: string;
  parts: boolean;
  limit: string;
  plan?: string;
  format?: string;
  json?: boolean;
}

const planFormats: Readonly<Record<string, TextFormat>> = { '.csv': 'csv', '.json': 'json', '.jsonl': 'jsonl', '.md': 'markdown' };

export function define(command: Command): void {
  command
    .option('--distance <bits>', 'how many of 64 bits of two hashes may differ, 0 to 16', '8')
    .option('--prefer <boards>', 'boards whose files are kept before others, such as danbooru,yandere')
    .option('--no-parts', 'do not read files for hashes without frame, mirrored and cropped')
    .option('--limit <number>', 'groups to print', '15')
    .option('--plan <file>', 'write what to keep and drop to a .csv, .json, .jsonl or .md file')
    .option('-f, --format <format>', 'print what to keep and drop as table, csv, json, jsonl or markdown')
    .option('--json', 'print the groups as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images duplicates\n  boorulab images duplicates --distance 6 --prefer danbooru --plan plan.csv')
    .action(async (flags: DuplicateFlags, command: Command) => {
      const distance = wholeNumber(flags.distance, 'distance', 0);
      if (distance > 16) throw new UserError(`--distance takes 0 to 16 bits, not ${distance}`, undefined, 2);
      const prefer = boardsOf(flags.prefer);
      const limit = wholeNumber(flags.limit, 'limit', 0);
      const planFormat = flags.plan === undefined ? null : planFormats[extname(flags.plan).toLowerCase()];
      if (planFormat === undefined) throw new UserError(`--plan writes ${Object.keys(planFormats).join(', ')} files, not ${flags.plan}`, undefined, 2);
      const format = flags.format === undefined ? null : parseFormat(flags.format);
      if (format === 'parquet') throw new UserError('The plan cannot be printed as parquet', 'It is the table duplicates: boorulab sql -c "from duplicates" -f parquet -o FILE', 2);
      if (flags.parts) await hashAllParts(command);
      let found: DuplicateSummary | null = null;
      await withLake(command, async (lake, globals) => {
        found = await withStep(globals, 'pictures', (step) => findDuplicates(lake, { distance, prefer, ...step }));
      }, false);
      await withLake(command, async (lake) => {
        const plan = format === null && planFormat === null ? null : await duplicatePlan(lake);
        if (plan !== null && flags.plan !== undefined) await writeFile(flags.plan, formatResult(plan, planFormat!));
        if (plan !== null && format !== null) put(formatResult(plan, format, { width: process.stdout.columns, terminal: process.stdout.isTTY === true }));
        else putResult(await duplicateGroups(lake, flags.json ? null : limit), flags.json === true);
        tell(found!, await duplicateTotals(lake));
        if (flags.plan !== undefined) say(`${plan!.rows.length.toLocaleString('en')} rows written to ${flags.plan}`);
      });
    });
}

/** Hashes parts of all pictures that are new or changed, some thousands at a time. */
async function hashAllParts(command: Command): Promise<void> {
  let unread = 0;
  for (let left = 1; left > 0;) {
    await withLake(command, async (lake, globals) => {
      const done = await withStep(globals, 'pictures', (step) => hashParts(lake, step));
      left = done.left;
      unread += done.unread;
    }, false);
  }
  if (unread > 0) say(`${unread.toLocaleString('en')} pictures could not be read; they are compared by what the lake knows of them.`);
}

function tell(found: DuplicateSummary, totals: Awaited<ReturnType<typeof duplicateTotals>>): void {
  const number = (value: number) => value.toLocaleString('en');
  say(`${number(totals.groups)} groups of ${number(totals.files)} files; dropping all but the best of each would save ${number(totals.bytes)} bytes. Nothing was deleted.`);
  say(`Looked at ${number(found.pictures)} pictures, ${number(found.hashed)} with hashes: ${number(found.whole)} pairs, and ${number(found.mirrored)} mirrored and ${number(found.crops)} cropped ones, which are in duplicate_pairs only.`);
  if (found.common > 0) say(`${number(found.common)} hashes are too common to tell pictures apart: of these only equal ones were taken.`);
  if (totals.hidden > 0) say(`${number(totals.hidden)} files of groups are hidden.`);
}
