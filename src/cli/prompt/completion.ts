import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { marks } from '../../charts/options.js';
import { ratings } from '../../lake/views.js';
import { listFormats } from '../../lists/list.js';
import { textFormats } from '../../reports/format.js';
import { blankQuoted, openText } from '../../reports/sqltext.js';
import { commands } from './commands.js';
import type { Completion } from './line-editor.js';
import type { SessionNames } from './names.js';

const keywords = [
  'select', 'from', 'where', 'group by', 'group by all', 'order by', 'limit', 'join', 'left join', 'semi join', 'anti join', 'using', 'on', 'having', 'qualify', 'distinct', 'with', 'union all',
  'describe', 'summarize', 'explain', 'between', 'like', 'ilike', 'is null', 'is not null', 'and', 'or', 'not', 'in', 'as', 'desc', 'asc', 'case', 'when', 'then', 'else', 'end', 'over', 'partition by', 'filter', 'create temp table', 'copy',
];
const ratingNames = ['general', 'safe', 'sensitive', 'questionable', 'explicit'];

export interface CompletionSources {
  names(): Promise<SessionNames>;
  /** Values of the lake that begin so. */
  tags(start: string): Promise<readonly string[]>;
  boards(start: string): Promise<readonly string[]>;
  /** Columns of the last result. */
  resultColumns(): Promise<readonly string[]>;
}

/** What the word at the end of a text may become: commands and their words after a dot, values within quotes, else names of SQL. */
export async function completions(text: string, sources: CompletionSources): Promise<Completion> {
  if (/^\s*\.[^\n]*$/.test(text)) return ofCommand(text.trimStart(), sources);
  const open = openText(text);
  if (open !== undefined) return ofValue(open.before, open.text, sources);
  return ofSql(text, await sources.names());
}

async function ofCommand(line: string, sources: CompletionSources): Promise<Completion> {
  const word = /\S*$/.exec(line)![0];
  if (word === line) return starting(commands.map(({ name, usage }) => `.${name}${usage ? ' ' : ''}`), word);
  const [, name = '', before = ''] = /^\.(\S+)\s+(.*)$/.exec(line.slice(0, line.length - word.length)) ?? [];
  const isFirst = before.trim() === '';
  if (name === 'run' && isFirst) return starting((await sources.names()).queries, word);
  if (name === 'schema') return starting([...(await sources.names()).tables.keys()], word);
  if (name === 'format') return starting(textFormats, word);
  if (name === 'rating') return starting(ratings, word);
  if (name === 'list' && isFirst) return starting(Object.keys(listFormats), word);
  if (name === 'timer' || name === 'pager') return starting(['on', 'off'], word);
  if (name === 'chart' && isFirst) return starting(marks, word);
  if (name === 'chart') {
    const [setting] = /^\w+=/.exec(word) ?? [];
    return setting ? starting((await sources.resultColumns()).map((column) => setting + column), word) : starting(['x=', 'y=', 'color=', 'sort=', 'limit='], word);
  }
  return ['read', 'once', 'output', 'list'].includes(name) ? files(word) : { hits: [], word };
}

function files(word: string): Completion {
  const folder = word.endsWith('/') ? word : dirname(word);
  const start = word.endsWith('/') ? '' : basename(word);
  try {
    const entries = readdirSync(folder || '.', { withFileTypes: true }).filter(({ name }) => name.startsWith(start) && (start !== '' || !name.startsWith('.')));
    return { hits: entries.map((entry) => (word.includes('/') ? join(folder, entry.name) : entry.name) + (entry.isDirectory() ? '/' : '')).sort(), word };
  } catch {
    return { hits: [], word };
  }
}

async function ofValue(before: string, start: string, sources: CompletionSources): Promise<Completion> {
  const compared = /\b(\w+)\s*(?:=|<>|!=|\blike|\bin\s*\([^()]*)\s*$/i.exec(before)?.[1]?.toLowerCase() ?? '';
  const isOfTags = /^(tag_name\w*|antecedent|consequent|tag)$/.test(compared) || /\b(?:has_tag|all_tags|any_tag|no_tag)\s*\([^()]*$/i.test(before);
  const values = isOfTags ? await sources.tags(start.replaceAll("''", "'")) : compared === 'booru' ? await sources.boards(start) : compared === 'rating_std' ? ratingNames : [];
  return starting(values.map((value) => `${value.replaceAll("'", "''")}'`), start);
}

function ofSql(text: string, names: SessionNames): Completion {
  const word = /\w*$/.exec(text)![0];
  const bare = blankQuoted(text);
  const before = bare.slice(0, bare.length - word.length);
  const statement = bare.slice(bare.lastIndexOf(';') + 1);
  const tables = [...names.tables.keys()];
  if (/\b(from|join|describe|summarize|table|into|update)\s+$/i.test(before)) return starting(tables, word);
  const [, alias] = /\b(\w+)\.$/.exec(before) ?? [];
  if (alias !== undefined) return starting(names.tables.get(tableCalled(alias, statement, names)) ?? [], word);
  const named = [...new Set(statement.match(/\w+/g) ?? [])].filter((name) => names.tables.has(name.toLowerCase())).map((name) => name.toLowerCase());
  const columns = (named.length ? named : tables).flatMap((table) => names.tables.get(table)!);
  const functions = word === '' ? [] : names.functions.map((name) => `${name}(`);
  return starting([...columns, ...tables, ...keywords, ...functions], word);
}

/** The table that an alias stands for in a statement. */
function tableCalled(alias: string, statement: string, names: SessionNames): string {
  const meant = Array.from(statement.matchAll(/\b(?:from|join)\s+(\w+)(?:\s+as)?\s+(\w+)/gi)).find(([, , name]) => name!.toLowerCase() === alias.toLowerCase());
  const table = (meant?.[1] ?? alias).toLowerCase();
  return names.tables.has(table) ? table : '';
}

function starting(names: readonly string[], word: string): Completion {
  const lower = word.toLowerCase();
  return { hits: [...new Set(names)].filter((name) => name.toLowerCase().startsWith(lower)).sort(), word };
}
