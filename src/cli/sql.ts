import type { Command } from 'commander';
import { text as readText } from 'node:stream/consumers';
import type { WriteStream } from 'node:tty';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { formatOfFile, parseFormat, type Format } from '../reports/format.js';
import { parseGiven } from '../reports/params.js';
import { listQueries, loadQuery, parseQuery, type SavedQuery } from '../reports/query.js';
import { isBlank, splitScript } from '../reports/sqltext.js';
import { withLake } from './options.js';
import { putRows } from './print.js';
import { QueryProgress } from './query-progress.js';
import { runScript } from './prompt/script.js';
import { Session } from './prompt/session.js';
import { asksServer, serverOptions, withServer, type ServerFlags } from './server.js';
import { answerFromServer } from './sql-server.js';
import { stoppable } from './stoppable.js';

interface SqlOptions extends ServerFlags {
  command?: string;
  param: string[];
  format?: string;
  output?: string;
  json?: boolean;
  list?: boolean;
}

export function define(command: Command): void {
  command
    .argument('[query]', 'name of a saved query or path of a .sql file; without it and without -c: the statements on stdin, or a prompt')
    .option('-c, --command <text>', 'run this text')
    .option('-p, --param <name=value>', 'set a parameter, may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('-f, --format <format>', 'table, record, csv, json, jsonl, markdown or parquet (default: by the name of the -o file, else table)')
    .option('-o, --output <file>', 'write to a file')
    .option('--list', 'list the saved queries')
    .option('--json', 'the same as --format json')
    .addHelpText('after', '\nExample:\n  boorulab sql top-characters -p limit=20\n  boorulab sql -c "select booru, count(*) as posts from posts group by all"\n  boorulab sql < my-script.sql\n  boorulab sql            (a prompt; .help lists its commands)\n  boorulab sql --engine clickhouse --url http://localhost:8123/boorulab top-characters')
    .action(async (name: string | undefined, options: SqlOptions, command: Command) => {
      if (options.list) return listSaved(options.json === true);
      if (name !== undefined && options.command !== undefined) throw new UserError('Give a query or -c TEXT, not both', undefined, 2);
      const given = options.command !== undefined ? parseQuery('query', options.command) : name !== undefined ? await loadQuery(name) : undefined;
      const isServer = asksServer(options);
      if (given === undefined && process.stdin.isTTY && isServer) throw new UserError('The prompt has no --engine', 'Name a query, or write -c TEXT.', 2);
      if (given === undefined && process.stdin.isTTY) return withLake(command, (lake) => openPrompt(lake, options), false);
      const script = given ?? (await scriptOnStdin());
      if (script !== undefined && isServer) return askServer(command, script, options);
      if (script !== undefined) await withLake(command, (lake) => answer(lake, script, options));
    });
  for (const option of serverOptions()) command.addOption(option);
}

async function askServer(command: Command, script: SavedQuery, options: SqlOptions): Promise<void> {
  const format = formatOf(options);
  if (format === 'parquet') throw new UserError('Parquet is written from the lake only', 'With --engine: table, record, csv, json, jsonl or markdown.', 2);
  await withServer(command, options, (server) => answerFromServer(server, script, { format, output: options.output, given: Object.fromEntries(options.param.map(parseGiven)) }));
}

/** The format asked for, else that of the file's name, else a table. */
function formatOf({ json, format, output }: SqlOptions): Format {
  if (json) return 'json';
  return (format === undefined ? undefined : parseFormat(format)) ?? (output === undefined ? undefined : formatOfFile(output)) ?? 'table';
}

async function listSaved(json: boolean): Promise<void> {
  const rows = (await listQueries()).map(({ name, topic, title, params }) => ({ query: name, topic, title, parameters: params.map((param) => param.name).join(' ') }));
  putRows({ query: 'VARCHAR', topic: 'VARCHAR', title: 'VARCHAR', parameters: 'VARCHAR' }, rows, json);
}

/** Runs the statements of a text in turn, results to stdout or a file. */
async function answer(lake: Lake, script: SavedQuery, options: SqlOptions): Promise<void> {
  const file = options.output;
  const chosen = formatOf(options);
  if (chosen === 'parquet' && file === undefined) throw new UserError('Parquet goes to a file: add -o FILE', undefined, 2);
  if (chosen === 'parquet' && splitScript(script.sql).length > 1) throw new UserError('A Parquet file holds one result', 'Give one statement, or write .once FILE.parquet before each.', 2);
  const session = new Session(lake, { data: process.stdout, words: process.stderr, ...(chosen === 'parquet' ? {} : { format: chosen }), width: () => (process.stdout.isTTY ? process.stdout.columns ?? 80 : undefined) });
  await stoppable(() => session.interrupt(), async () => {
    try {
      await QueryProgress.enable(lake);
      if (chosen === 'parquet') session.setOnce(file!, chosen);
      else if (file !== undefined) await session.setOutput(file, chosen);
      await runScript(session, script, Object.fromEntries(options.param.map(parseGiven)));
      await session.close();
    } catch (error) {
      await session.drop();
      throw error;
    }
  });
}

/** What stands on stdin, if anything does. */
async function scriptOnStdin(): Promise<SavedQuery | undefined> {
  const text = await readText(process.stdin);
  return isBlank(text) ? undefined : parseQuery('stdin', text);
}

async function openPrompt(lake: Lake, options: SqlOptions): Promise<void> {
  const format = options.json ? 'json' : options.format === undefined ? undefined : parseFormat(options.format);
  if (options.output !== undefined || options.param.length > 0) throw new UserError('-o and -p go with a query', 'At the prompt: .once FILE, and .run NAME name=value', 2);
  const { startPrompt } = await import('./prompt/prompt.js');
  await startPrompt(lake, { input: process.stdin, screen: process.stdout.isTTY ? process.stdout : process.stderr as WriteStream, data: process.stdout, ...(format ? { format } : {}) });
}
