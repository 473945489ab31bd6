import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { exportParquet } from '../reports/export.js';
import { formatResult, parseFormat } from '../reports/format.js';
import { parseGiven } from '../reports/params.js';
import { listQueries, loadQuery, parseQuery, runQuery, type SavedQuery } from '../reports/query.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { startPrompt } from './prompt.js';

interface SqlOptions {
  command?: string;
  param: string[];
  format: string;
  output?: string;
  json?: boolean;
  list?: boolean;
}

export function addSql(program: Command): void {
  program
    .command('sql')
    .description('Ask the lake in SQL: a saved query, a .sql file, a text, or a prompt')
    .argument('[query]', 'name of a saved query or path of a .sql file; without it and without -c: a prompt')
    .option('-c, --command <text>', 'run this text')
    .option('-p, --param <name=value>', 'set a parameter, may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('-f, --format <format>', 'table, csv, json, jsonl, markdown or parquet', 'table')
    .option('-o, --output <file>', 'write to a file')
    .option('--list', 'list the saved queries')
    .option('--json', 'the same as --format json')
    .addHelpText('after', '\nExample:\n  boorulab sql top-characters -p limit=20\n  boorulab sql -c "select booru, count(*) as posts from posts group by all"')
    .action(async (name: string | undefined, options: SqlOptions, command: Command) => {
      if (options.list) return listSaved(options.json === true);
      if (name !== undefined && options.command !== undefined) throw new UserError('Give a query or -c TEXT, not both', undefined, 2);
      const query = options.command !== undefined ? parseQuery('query', options.command) : name !== undefined ? await loadQuery(name) : null;
      await withLake(command, (lake) => (query === null ? startPrompt(lake, { input: process.stdin, output: process.stdout }) : answer(lake, query, options)), query !== null);
    });
}

async function listSaved(json: boolean): Promise<void> {
  const rows = (await listQueries()).map(({ name, topic, title, params }) => ({ query: name, topic, title, parameters: params.map((param) => param.name).join(' ') }));
  putRows({ query: 'VARCHAR', topic: 'VARCHAR', title: 'VARCHAR', parameters: 'VARCHAR' }, rows, json);
}

async function answer(lake: Lake, query: SavedQuery, options: SqlOptions): Promise<void> {
  const given = Object.fromEntries(options.param.map(parseGiven));
  const format = parseFormat(options.json ? 'json' : options.format);
  if (format === 'parquet') {
    if (options.output === undefined) throw new UserError('Parquet goes to a file: add -o FILE', undefined, 2);
    const rows = await exportParquet(lake, query, given, options.output);
    return say(`${rows.toLocaleString('en')} rows written to ${options.output}`);
  }
  const result = await runQuery(lake, query, given);
  const toTerminal = options.output === undefined && process.stdout.isTTY === true;
  const text = formatResult(result, format, toTerminal ? { width: process.stdout.columns, terminal: true } : {});
  if (options.output === undefined) return put(text);
  await writeFile(options.output, text.endsWith('\n') ? text : `${text}\n`);
  say(`${result.rows.length.toLocaleString('en')} rows written to ${options.output}`);
}
