import { isAscii, isUtf8 } from 'node:buffer';
import { rawLimit, recordLimit, type RejectReason } from './reject.js';
import type { FileRecord } from './source.js';
import { Habit, readElement, unescapeXml, type Element } from './xml-element.js';

/**
 * The elements of one name in a run of XML, with or without a root around them; their attributes and the texts of
 * their children are the fields (`-` in names becomes `_`). A broken element costs itself only: reading goes on with
 * the next one. An answer in which the board reports an error, and text between elements, is a reject each.
 */
export async function* xmlRecords(bytes: AsyncIterable<Buffer>, element: string): AsyncIterable<FileRecord> {
  const scanner = new Scanner(element);
  for await (const chunk of bytes) yield* scanner.scan(chunk, false);
  yield* scanner.scan(Buffer.alloc(0), true);
}

/** Where a text stands from a position on, in capitals or not; -1 when nowhere. */
function findIn(text: string, sought: string, from: number): number {
  const pattern = new RegExp(sought.replace('?', '\\?'), 'gi');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

const beyondAscii = /[\x80-\xff]/;

/** Works on Latin-1 text, in which every character is a byte; only elements with other than ASCII are decoded. */
class Scanner {
  private text = '';
  private at = 0;
  private isAscii = true;
  /** Where the first line end at or after `at` is. */
  private lineEnd = -1;
  private line = 1;
  private begun = false;
  /** True inside of an element that was given up before its end came. */
  private isLost = false;
  private readonly habit: Habit;
  private readonly opening: RegExp;
  private readonly gapToken: RegExp;

  constructor(private readonly element: string) {
    this.habit = new Habit(element);
    this.opening = new RegExp(`<${element}(?=[\\s/>])`, 'g');
    this.gapToken = new RegExp(`<\\?|<!--|<!DOCTYPE[^>]{0,${rawLimit}}>|</?${element}s\\b[^>]{0,${rawLimit}}>|<(error|response)\\b([^>]{0,${rawLimit}})>`, 'gi');
  }

  *scan(chunk: Buffer, last: boolean): Iterable<FileRecord> {
    this.text = this.text.slice(this.at) + chunk.toString('latin1');
    this.isAscii = isAscii(chunk) && (this.isAscii || !beyondAscii.test(this.text));
    this.at = 0;
    this.lineEnd = -1;
    if (!this.begun && this.text.length >= 3) {
      this.begun = true;
      if (this.text.startsWith('\xef\xbb\xbf')) this.at = 3;
    }
    for (let start = this.next(this.at); start >= 0; start = this.next(this.at)) {
      yield* this.gap(start);
      this.isLost = false;
      const usual = this.habit.read(this.text, start);
      const record = usual === null ? this.unusual(start, last) : this.record(start, usual);
      if (record === null) return;
      yield record;
    }
    // What may be the beginning of an element or of a comment waits for the next piece.
    if (last || this.isLost || this.text.length - this.at > recordLimit) yield* this.gap(this.text.length);
  }

  private next(from: number): number {
    this.opening.lastIndex = from;
    return this.opening.exec(this.text)?.index ?? -1;
  }

  /** The element at a position, read without haste, or why it is none; null when its end is still to come. */
  private unusual(start: number, last: boolean): FileRecord | null {
    const following = this.next(start + 1);
    // An element ends before the next one starts; to look for its end any further would take minutes in a nest of thousands.
    const text = this.text.slice(start, following < 0 ? undefined : following);
    const found = readElement(text, 0, this.element);
    if (found === 'open' && following < 0 && !last && text.length <= recordLimit) return null;
    if (typeof found !== 'string') {
      this.habit.learn(text.slice(0, found.end));
      return this.record(start, { ...found, end: start + found.end });
    }
    const stop = following < 0 ? this.text.length : following;
    const reason = stop - start > recordLimit ? 'line_too_long' : 'bad_markup';
    const reject = this.reject(start, stop, reason, found === 'open' && following < 0 && last ? 'the file ends inside of an element' : undefined);
    this.move(stop);
    this.isLost = reason === 'line_too_long' && following < 0;
    return reject;
  }

  /** The record of an element, after which the reading goes on behind it. */
  private record(start: number, found: Element): FileRecord {
    const { line } = this;
    this.move(found.end);
    const bytes = this.text.slice(start, found.end);
    const raw = () => Buffer.from(bytes.slice(0, rawLimit), 'latin1').toString('utf8');
    if (this.isAscii || !beyondAscii.test(bytes)) return { line, raw, values: found.values };
    const buffer = Buffer.from(bytes, 'latin1');
    if (!isUtf8(buffer)) return { line, raw, reason: 'bad_encoding' };
    const decoded = readElement(buffer.toString('utf8'), 0, this.element);
    return typeof decoded === 'string' ? { line, raw, reason: 'bad_markup' } : { line, raw, values: decoded.values };
  }

  private reject(start: number, end: number, reason: RejectReason, detail?: string): FileRecord {
    const raw = Buffer.from(this.text.slice(start, Math.min(end, start + rawLimit)).trimEnd(), 'latin1').toString('utf8');
    return { line: this.line, raw: () => raw, reason, ...(detail === undefined ? {} : { detail }) };
  }

  /** Goes on to a position over text that holds no element: what is not known markup becomes a reject. */
  private *gap(end: number): Iterable<FileRecord> {
    const gap = this.isLost ? '' : this.text.slice(this.at, end);
    if (/\S/.test(gap)) {
      const base = this.at;
      for (const { from, to, message } of this.known(gap)) {
        yield* this.junk(base + from);
        this.move(base + from);
        const reason = message === undefined ? undefined : unescapeXml(/\breason\s*=\s*"([^"]*)"/.exec(message)?.[1] ?? message).trim();
        if (reason !== undefined) yield this.reject(base + from, base + to, 'board_error', reason.slice(0, 200));
        this.move(base + to);
      }
      yield* this.junk(end);
    }
    this.move(end);
  }

  /** The known markup in a gap; `message` is what the board says in it. */
  private *known(gap: string): Iterable<{ from: number; to: number; message?: string }> {
    // What is not closed by the end of the gap is looked for once.
    const missing = new Set<string>();
    this.gapToken.lastIndex = 0;
    for (let token = this.gapToken.exec(gap); token !== null; token = this.gapToken.exec(gap)) {
      const from = token.index;
      const after = this.gapToken.lastIndex;
      const name = token[1]?.toLowerCase();
      const isWhole = name === undefined ? token[0].endsWith('>') : name === 'response' && token[2]!.endsWith('/');
      if (isWhole) {
        yield { from, to: after, ...(name === undefined ? {} : { message: token[2]!.slice(0, -1) }) };
        continue;
      }
      const closing = name !== undefined ? `</${name}>` : token[0] === '<?' ? '?>' : '-->';
      const close = missing.has(closing) ? -1 : findIn(gap, closing, after);
      if (close < 0) {
        missing.add(closing);
        continue;
      }
      const to = close + closing.length;
      this.gapToken.lastIndex = to;
      yield { from, to, ...(name === undefined ? {} : { message: gap.slice(after, close) }) };
    }
  }

  private *junk(end: number): Iterable<FileRecord> {
    const blank = /^\s*/.exec(this.text.slice(this.at, end))![0].length;
    this.move(this.at + blank);
    if (this.at < end) yield this.reject(this.at, end, 'bad_markup', 'text outside of any element');
  }

  private move(to: number): void {
    for (;;) {
      if (this.lineEnd < this.at) this.lineEnd = this.text.indexOf('\n', this.at);
      if (this.lineEnd < 0) this.lineEnd = this.text.length;
      if (this.lineEnd >= to) break;
      this.line++;
      this.at = this.lineEnd + 1;
    }
    this.at = to;
  }
}
