import { linesOf, rawText } from '../bytes.js';
import { idLines, startsWithLine } from '../id-lines.js';
import { nestedRecords, once } from '../json-records.js';
import { textOfPythonBytes } from '../python-records.js';
import { endOfValue, type Sample } from '../sample.js';
import type { FileRecord } from '../source.js';
import { isMoebooruPost } from './moebooru-posts.js';

const lists = ['posts', 'pools', 'pool_posts', 'tags'];

/** The records of pages with the list each stood in as `_list`; the map of tags is one record, its pairs in `tag_types`. */
export async function* readPages(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const record of nestedRecords(bytes, lists)) {
    const { under, line, raw } = record;
    if (under === undefined || 'reason' in record) yield record;
    else {
      const values = 'values' in record ? record.values : (JSON.parse(record.json) as Record<string, unknown>);
      yield { line, raw, values: under === 'tags' ? { _list: under, tag_types: values } : { ...values, _list: under } };
    }
  }
}

/** The records of one page that stands in a line; a page without any is an error of the board. */
async function* recordsOfPage(page: string, line: number, raw: () => string): AsyncIterable<FileRecord> {
  let isEmpty = true;
  for await (const record of readPages(once(Buffer.from(page)))) {
    isEmpty = false;
    yield { ...record, line };
  }
  if (isEmpty) yield { line, raw, reason: 'board_error', detail: 'the page holds nothing' };
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const pythonWords: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

const withoutPythonWords = (text: string) => text.replace(/"(?:[^"\\]|\\.)*"|\b(?:True|False|None)\b/g, (found) => pythonWords[found] ?? found);

/** The JSON in what the scraper printed: as it is after a tab; as the bytes of a Python text after a semicolon. Words of Python stand in it now and then. */
function jsonOf(payload: string, isPrinted: boolean): string | null {
  const plain = payload.trim();
  const candidates = [plain];
  try {
    candidates[isPrinted ? 'unshift' : 'push'](textOfPythonBytes(plain));
  } catch {
    // Bytes that are no text leave the line as it stands.
  }
  return candidates.find(isJson) ?? candidates.map(withoutPythonWords).find(isJson) ?? null;
}

/** Pages after the id of their post (format reference A3.4). */
export async function* readTextOfPages(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const found of idLines(bytes)) {
    if ('reason' in found) {
      yield found;
      continue;
    }
    const { line, raw, payload } = found;
    const page = jsonOf(payload, /^\s*\d+\s*;/.test(raw()));
    if (page === null) yield { line, raw, reason: 'bad_json', detail: 'neither JSON nor the bytes of it' };
    else yield* recordsOfPage(page, line, raw);
  }
}

const call = /Post\.register_resp\(\s*(?=\{)/g;

/** The pages that the scripts of saved HTML hand to `Post.register_resp` (format reference A3.2). */
export async function* readHtmlPages(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const { number: line, bytes: found } of linesOf(bytes)) {
    const text = found.toString('utf8');
    for (const start of text.matchAll(call)) {
      const from = start.index! + start[0].length;
      const end = endOfValue(text, from);
      const raw = () => rawText(Buffer.from(text.slice(from, end < 0 ? undefined : end)));
      if (end < 0 || !isJson(text.slice(from, end))) yield { line, raw, reason: 'bad_json', detail: 'the page in the script is broken' };
      else yield* recordsOfPage(text.slice(from, end), line, raw);
    }
  }
}

/** True for the JSON of a page. */
export function isPage({ rootKeys, inner }: Sample): boolean {
  const post = inner['posts'];
  return rootKeys.has('posts') && (rootKeys.has('pool_posts') || (post !== undefined && (isMoebooruPost(post) || (rootKeys.has('tags') && 'id' in post))));
}

/** True for a text of pages, each after an id. */
export const isTextOfPages = ({ shape, text }: Sample): boolean => shape === 'text' && startsWithLine(text, /^\d+\s*[;\t]\s*(?:b['"])?\{\s*"(?:posts|pools|pool_posts|tags|votes)"\s*:/);

/** The board whose scraper wrote a text: that of yande.re printed `b'...'`, that of konachan what stands between the quotes (format reference F0). */
export function boardOfForm({ shape, text }: Sample): string | null {
  if (shape !== 'text' || !startsWithLine(text, /^\d+\s*;/)) return null;
  return startsWithLine(text, /^\d+\s*;\s*b['"]/) ? 'yande.re' : 'konachan.com';
}

/** True for HTML with a page in one of its scripts. */
export const isHtmlOfPage = ({ shape, text }: Sample): boolean => shape === 'markup' && /Post\.register_resp\(\s*\{/.test(text);
