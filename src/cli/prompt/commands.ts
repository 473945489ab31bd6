import { readFile } from 'node:fs/promises';
import { UserError } from '../../lake/error.js';
import { ratings, type Rating } from '../../lake/views.js';
import { parseFormat } from '../../reports/format.js';
import { nearest } from '../../reports/near.js';
import { resolveParams } from '../../reports/params.js';
import { listQueries, loadQuery, parseQuery, type SavedQuery } from '../../reports/query.js';
import { textTable } from '../../reports/texttable.js';
import { drawLast } from './last-chart.js';
import { listLast } from './last-list.js';
import type { Session } from './session.js';
import { schemaText, tablesText } from './tables-text.js';

export interface DotCommand {
  name: string;
  usage: string;
  about: string;
  /** Throws UserError. */
  run(session: Session, words: readonly string[]): Promise<void>;
}

/** Commands that leave the prompt. */
export const leaving: readonly string[] = ['quit', 'exit', 'q'];

export const commands: readonly DotCommand[] = [
  { name: 'tables', usage: '', about: 'tables, with their rows and what they hold', run: async (session) => session.show(await tablesText(session.lake, session.options.width?.())) },
  { name: 'schema', usage: '[TABLE]', about: 'the columns of a table, or of all', run: async (session, [table]) => session.show(await schemaText(session.lake, table, session.options.width?.())) },
  { name: 'queries', usage: '[WORD]', about: 'saved queries, those with the word in them', run: async (session, words) => session.show(await queriesText(words.join(' '), session.options.width?.())) },
  { name: 'run', usage: 'NAME [name=value ...]', about: 'runs a saved query, with parameters', run: runSaved },
  { name: 'chart', usage: 'MARK [x=COLUMN y=COLUMN ...] [FILE]', about: 'draws the last result: bar, line, area or histogram here, any chart into an .svg, .png or .html file', run: drawLast },
  { name: 'list', usage: 'FORMAT [FILE]', about: 'posts or pictures of the last result as a list for another program: urls, aria2, gallery-dl, zip ...', run: listLast },
  { name: 'format', usage: 'FORMAT', about: 'table, record (a value a line), csv, json, jsonl or markdown', run: async (session, words) => session.setFormat(parseFormat(one(words, 'format', 'a format'))) },
  { name: 'once', usage: 'FILE', about: 'the next result goes to a file, all of its rows; FILE.parquet too', run: async (session, words) => session.setOnce(one(words, 'once', 'a file')) },
  { name: 'output', usage: '[FILE]', about: 'results go to a file until .output', run: async (session, words) => session.setOutput(words[0]) },
  { name: 'rating', usage: '[LEVEL]', about: 'which posts are shown: safe, sensitive or all', run: setRating },
  { name: 'timer', usage: 'on|off', about: 'the time after each result', run: async (session, words) => { session.timer = isOn(words, 'timer'); } },
  { name: 'pager', usage: 'on|off', about: 'long results in $PAGER, else less', run: async (session, words) => { session.pager = isOn(words, 'pager'); } },
  { name: 'read', usage: 'FILE', about: 'runs the statements and commands of a file', run: readScript },
  { name: 'help', usage: '', about: 'this text', run: async (session) => session.show(helpText()) },
  { name: 'quit', usage: '', about: 'leaves', run: async () => undefined },
];

/** Runs what was typed after the dot. Throws UserError. */
export async function runCommand(session: Session, text: string): Promise<void> {
  const [name = '', ...words] = wordsOf(text);
  const command = commands.find((known) => known.name === name);
  if (command) return command.run(session, words);
  const [near] = nearest(name, commands.map((known) => known.name));
  throw new UserError(`No command .${name}`, near ? `Did you mean .${near}?` : '.help lists the commands.', 2);
}

/** Words between blanks; quotes keep blanks within a word, and are kept themselves only within one. */
export function wordsOf(text: string): string[] {
  return (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) => /^(["'])(.*)\1$/.exec(word)?.[2] ?? word);
}

function helpText(): string {
  const width = Math.max(...commands.map(({ name, usage }) => name.length + usage.length + 2));
  const lines = commands.map(({ name, usage, about }) => (width > 40 && usage.length > 20 ? `.${name} ${usage}\n${' '.repeat(29)}${about}` : `${`.${name} ${usage}`.padEnd(27)}  ${about}`));
  return `Write SQL over as many lines as you like; Enter after ; runs it.
Tab completes, Up and Down fetch earlier statements, Ctrl-R searches them, Ctrl-C stops a query or clears what is typed.

${lines.join('\n')}
`;
}

async function runSaved(session: Session, words: readonly string[]): Promise<void> {
  const [name, ...settings] = words;
  if (name === undefined) throw new UserError('.run needs the name of a saved query.', '.queries lists them.', 2);
  const query = await loadQuery(name);
  const values = resolveParams(query.name, query.params, Object.fromEntries(settings.map(readSetting)));
  await session.run({ sql: query.sql, values, name: query.name, above: query.above });
}

/** `name=value`, the value with or without quotes. */
export function readSetting(word: string): [string, string] {
  const [, name, value = ''] = /^(\w+)=(.*)$/s.exec(word) ?? [];
  if (name === undefined) throw new UserError(`Cannot read "${word}".`, 'Write parameters as name=value.', 2);
  return [name, /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value];
}

async function queriesText(word: string, width: number | undefined): Promise<string> {
  const wanted = word.toLowerCase();
  const holds = (query: SavedQuery): boolean => [query.name, query.title, query.topic, query.description].some((text) => text.toLowerCase().includes(wanted));
  const rows = (await listQueries()).filter(holds).sort((a, b) => a.topic.localeCompare(b.topic, 'en') || a.name.localeCompare(b.name, 'en'))
    .map(({ topic, name, title, params }) => ({ topic, query: name, title, parameters: params.map((param) => param.name).join(' ') }));
  if (rows.length === 0) throw new UserError(`No saved query speaks of "${word}".`, '.queries lists all.', 2);
  return textTable({ columns: ['topic', 'query', 'title', 'parameters'].map((name) => ({ name, type: 'VARCHAR' })), rows }, width === undefined ? {} : { width });
}

async function setRating(session: Session, [level]: readonly string[]): Promise<void> {
  if (level !== undefined && !ratings.includes(level as Rating)) throw new UserError(`No rating "${level}".`, `Ratings: ${ratings.join(', ')}.`, 2);
  if (level !== undefined) await session.lake.setRating(level as Rating);
  const hidden = await session.lake.hiddenPosts();
  session.say(`Posts are shown up to: ${session.lake.rating}${hidden > 0 ? `; ${hidden.toLocaleString('en')} hidden` : ''}.`);
}

async function readScript(session: Session, words: readonly string[]): Promise<void> {
  const file = one(words, 'read', 'a file');
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UserError(`Cannot read ${file}: ${error.message}`, undefined, 2);
  });
  // A script holds commands, so each needs the other.
  const { runScript } = await import('./script.js');
  await runScript(session, parseQuery(file, text), {});
}

function one(words: readonly string[], command: string, what: string): string {
  const [word] = words;
  if (word === undefined || words.length > 1) throw new UserError(`.${command} takes ${what}.`, words.length > 1 ? 'Put a name with blanks in quotes.' : undefined, 2);
  return word;
}

function isOn([word]: readonly string[], command: string): boolean {
  if (word !== 'on' && word !== 'off') throw new UserError(`.${command} takes on or off.`, undefined, 2);
  return word === 'on';
}
