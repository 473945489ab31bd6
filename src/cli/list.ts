import type { Command } from 'commander';
import { visibleLines } from '../charts/text.js';
import { UserError } from '../lake/error.js';
import type { ListOptions } from '../lists/list-options.js';
import { listFormatOf, listFormats, writeList, type ListFormatName, type ListSummary } from '../lists/list.js';
import { shells, type Shell } from '../lists/plan.js';
import { nearest } from '../reports/near.js';
import { loadQuery, parseQuery, type SavedQuery } from '../reports/query.js';
import { queryError } from '../reports/sql-error.js';
import { parseGiven, resolveParams } from '../reports/params.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface ListFlags {
  command?: string;
  param: string[];
  to?: string;
  output?: string;
  of?: string;
  dir?: string;
  shell?: string;
  shard?: string;
  sidecars?: boolean;
  once?: boolean;
  formats?: boolean;
  json?: boolean;
}

export function define(command: Command): void {
  command
    .argument('[query]', 'a saved query by name, or a .sql file; its rows name posts by booru and fid (or post_key), or pictures by path')
    .option('-c, --command <sql>', 'a statement')
    .option('-p, --param <name=value>', 'set a parameter, may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('-t, --to <format>', `one of ${Object.keys(listFormats).join(', ')}`)
    .option('-o, --output <path>', 'file or folder to write, which appears when it is whole; texts go to the terminal without')
    .option('--of <what>', 'addresses of files or of posts')
    .option('--dir <folder>', 'where the other program is to put its files; {booru} in it stands for the board')
    .option('--sidecars', 'beside each picture of a folder or zip its tags')
    .option('--shell <shell>', `shell that a plan is for: ${shells.join(' or ')} (default: powershell for -o FILE.ps1, else sh)`)
    .option('--shard <pictures>', 'pictures in each .tar of a webdataset', '1000')
    .option('--once', 'of posts of one work only the first (needs boorulab link crossposts)')
    .option('--formats', 'say what the formats are')
    .option('--json', 'print what became of the rows as JSON; a text then needs -o')
    .addHelpText('after', '\nExample:\n  boorulab list hit-parade -p tags="solo smile" --to aria2 -o smiles.txt\n  boorulab list -c "select booru, fid from posts where score > 100" --to urls')
    .action(async (name: string | undefined, flags: ListFlags, command: Command) => {
      if (flags.formats) return putRows({ format: 'VARCHAR', about: 'VARCHAR' }, Object.entries(listFormats).map(([format, about]) => ({ format, about })), flags.json === true);
      const options = optionsOf(flags);
      const query = await queryOf(name, flags);
      const params = resolveParams(query.name, query.params, Object.fromEntries(flags.param.map(parseGiven)));
      await withLake(command, async (lake, globals) => {
        const summary = await withStep(globals, 'posts', ({ signal, onStep }) =>
          writeList(lake, { sql: query.sql, params }, { ...options, ...(signal ? { signal } : {}), ...(onStep && options.out !== undefined ? { onStep } : {}) }))
          .catch((error: Error) => { throw queryError(query.name, error); });
        if (flags.json) putRows(summaryTypes, [summary as object as Record<string, unknown>], true);
        tellList(summary);
      }, false);
    });
}

const summaryTypes = {
  to: 'VARCHAR', out: 'VARCHAR', rows: 'BIGINT', listed: 'BIGINT', hidden: 'BIGINT', unknown: 'BIGINT', once: 'BIGINT', addressless: 'BIGINT', gone: 'BIGINT', archived: 'BIGINT', unreadable: 'BIGINT', unsized: 'BIGINT',
} as const satisfies Readonly<Record<keyof ListSummary, string>>;

async function queryOf(name: string | undefined, { command }: ListFlags): Promise<SavedQuery> {
  if ((name === undefined) === (command === undefined)) throw new UserError(name === undefined ? 'Give a query or -c TEXT' : 'Give a query or -c TEXT, not both', 'Saved queries: boorulab sql --list', 2);
  return command === undefined ? loadQuery(name!) : parseQuery('query', command);
}

function optionsOf({ to, output, of, dir, shell, shard = '', sidecars, once, json }: ListFlags): ListOptions {
  if (to === undefined) throw new UserError('Say what for: --to FORMAT', `Formats: ${Object.keys(listFormats).join(', ')}; boorulab list --formats says what they are`, 2);
  if (!Object.hasOwn(listFormats, to)) {
    const [near] = nearest(to, Object.keys(listFormats));
    throw new UserError(`No list format "${to}"`, near ? `Did you mean ${near}?` : `Formats: ${Object.keys(listFormats).join(', ')}`, 2);
  }
  if (of !== undefined && of !== 'files' && of !== 'posts') throw new UserError(`--of takes files or posts, not "${of}"`, undefined, 2);
  if (shell !== undefined && !shells.includes(shell as Shell)) throw new UserError(`--shell takes ${shells.join(' or ')}, not "${shell}"`, undefined, 2);
  if (json && output === undefined) throw new UserError('--json prints what became of the rows, so the list needs a file: add -o FILE', undefined, 2);
  const toTerminal = output === undefined && process.stdout.isTTY === true;
  return {
    to: to as ListFormatName, shardSize: wholeNumber(shard, 'shard'), ...(output === undefined ? {} : { out: output }), ...(of === undefined ? {} : { of }), ...(dir === undefined ? {} : { dir }),
    ...(shell === undefined ? {} : { shell: shell as Shell }), ...(sidecars ? { sidecars } : {}), ...(once ? { once } : {}), ...(toTerminal ? { write: (text: string) => put(visibleLines(text)) } : {}),
  };
}

/** Says what became of the rows of a list. */
export function tellList(summary: ListSummary): void {
  const { to, out, listed, hidden, unknown, once } = summary;
  const [one, many] = listFormatOf(to).lists === 'posts' ? ['post', 'posts'] : ['picture', 'pictures'];
  const things = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
  if (out !== null) say(`${things(listed)} listed in ${out}`);
  for (const [reason, n] of [
    ['without an address', summary.addressless], ['not there', summary.gone], ['in archives, where a script cannot reach', summary.archived], ['that cannot be read as pictures', summary.unreadable], ['of unknown size', summary.unsized],
    ['of works listed already', once],
  ] as const) if (n !== undefined && n > 0) say(`${things(n)} ${reason}, left out`);
  if (unknown > 0) say(`${unknown.toLocaleString('en')} ${unknown === 1 ? 'row names' : 'rows name'} no ${one} of the lake`);
  if (hidden > 0) say(`${things(hidden)} hidden, --rating all shows them`);
}
