import { cutText, displayWidth, visibleText } from '../charts/text.js';
import { NotCarried } from '../engines/clickhouse/not-carried.js';
import { UserError } from '../lake/error.js';
import { schemas } from '../lake/schema.js';
import { nearest } from './near.js';

const keywords = ['select', 'from', 'where', 'group', 'order', 'by', 'having', 'limit', 'join', 'left', 'using', 'union', 'with', 'distinct', 'between', 'values', 'create', 'insert', 'describe'];

/** An error of DuckDB for people: what is wrong, names that may be meant, and the line with a caret. `before`: lines of the text above the statement. */
export function queryError(name: string, error: Error, before = 0): UserError {
  if (error instanceof NotCarried) return new UserError(`${name}: ${error.message}`, error.hint);
  if (error instanceof UserError) return error;
  const [message = '', ...more] = error.message.replace(/^Failed to extract statements: /, '').split('\n').filter((line) => line.trim());
  const place = placeOf(more, before);
  const hints = [meant(message, more, place), ...(place ? [place.shown] : [])].filter((hint) => hint !== undefined);
  return new UserError(`${name}${place ? `, line ${place.line}` : ''}: ${cutText(visibleText(message), 240)}`, hints.length ? hints.join('\n') : undefined);
}

interface Place {
  /** Line of the whole text, from 1. */
  line: number;
  shown: string;
  /** The line's words up to the place, and the one there. */
  words: string[];
}

/** Where DuckDB says the error is: `LINE n: text`, and below it a caret counted in columns of a terminal. */
function placeOf(lines: readonly string[], before: number): Place | undefined {
  const at = lines.findIndex((line) => /^LINE \d+: /.test(line));
  const caret = lines[at + 1] === undefined ? -1 : lines[at + 1]!.indexOf('^');
  const [, prefix = '', number = '', text = ''] = /^(LINE (\d+): )(.*)$/.exec(lines[at] ?? '') ?? [];
  if (at < 0 || caret < prefix.length) return undefined;
  let index = 0;
  for (let width = prefix.length; index < text.length && width < caret; index++) width += /\p{Cc}/u.test(text[index]!) ? 0 : displayWidth(text.slice(0, index + 1)) - displayWidth(text.slice(0, index));
  const shown = `  ${visibleText(text)}\n  ${' '.repeat(displayWidth(visibleText(text.slice(0, index))))}^`;
  return { line: Number(number) + before, shown, words: [...text.slice(0, index).match(/\w+/g) ?? [], ...(/^\w+/.exec(text.slice(index)) ?? [])] };
}

function meant(message: string, more: readonly string[], place: Place | undefined): string | undefined {
  const offered = more.find((line) => /^(Candidate bindings|Did you mean)/.test(line));
  const names = Array.from(offered?.matchAll(/"([^"]+)"/g) ?? [], (match) => match[1]!);
  const typed = /(?:column|named) "([^"]+)"|name (\S+) does/.exec(message)?.slice(1).find((name) => name !== undefined) ?? '';
  if (message.startsWith('Parser Error')) return misspelt(place?.words ?? []);
  if (message.includes('does not have a column named')) return didYouMean(nearest(typed, [...new Set([...schemas.values()].flatMap((table) => Object.keys(table.columns)))]));
  if (offered?.startsWith('Did you mean')) return didYouMean(names);
  const near = nearest(typed, names);
  if (near.length > 0) return didYouMean(near);
  return names.length > 0 ? `Columns with a like name: ${visibleText(names.join(', '))}` : undefined;
}

function didYouMean(names: readonly string[]): string | undefined {
  return names.length > 0 ? `Did you mean ${visibleText(names.join(' or '))}?` : undefined;
}

/** A keyword that the word at a syntax error, or the one before it, may be meant for. */
function misspelt(words: readonly string[]): string | undefined {
  for (const word of words.slice(-2).reverse()) {
    const [near] = keywords.includes(word.toLowerCase()) ? [] : nearest(word, keywords);
    if (near !== undefined && word.length > 2) return `Did you mean ${near} instead of ${visibleText(word)}?`;
  }
  return undefined;
}
