import { emitKeypressEvents, type Key } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { displayWidth, visibleText } from '../../charts/text.js';
import { EditBuffer } from './edit-buffer.js';
import { layOut } from './edit-layout.js';
import { HistoryWalk } from './history-walk.js';
import { commonStart, inColumns } from './choices.js';

/** What the word at the end of a text may become. */
export interface Completion {
  hits: readonly string[];
  /** The word, as it is typed so far. */
  word: string;
}

export interface EditorOptions {
  input: ReadStream;
  output: WriteStream;
  history: readonly string[];
  /** Whether Enter takes the text, or begins another line of it. */
  isFinished(text: string): boolean;
  complete(before: string): Promise<Completion>;
  /** Ctrl-C while nothing is read. */
  onInterrupt(): void;
}

const prompts = ['boorulab> ', '     ...> '] as const;
const pasteOn = '\x1b[?2004h';
const pasteOff = '\x1b[?2004l';

/** Reads texts of several lines from a terminal, with history and completion. Keys typed while nothing is read are kept for the next text. */
export class LineEditor {
  private readonly buffer = new EditBuffer();
  private walk: HistoryWalk;
  private waiting: ((text: string | null) => void) | null = null;
  private ahead: [string | undefined, Key][] = [];
  private pasting = false;
  private completing = false;
  /** Row of the cursor below the first row drawn. */
  private row = 0;
  private readonly listen = (text: string | undefined, key: Key): void => this.take(text, key);
  private readonly redraw = (): void => this.draw();

  constructor(private readonly options: EditorOptions) {
    this.walk = new HistoryWalk(options.history);
    emitKeypressEvents(options.input);
    this.resume();
  }

  /** The next text, or null at the end. */
  read(): Promise<string | null> {
    this.buffer.set('');
    this.walk = new HistoryWalk(this.options.history);
    this.row = 0;
    this.options.output.write(pasteOn);
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.draw();
      this.takeAhead();
    });
  }

  /** Gives the terminal to another program. */
  suspend(): void {
    const { input, output } = this.options;
    input.off('keypress', this.listen);
    output.off('resize', this.redraw);
    input.setRawMode(false);
    input.pause();
    output.write(pasteOff);
  }

  resume(): void {
    const { input, output } = this.options;
    input.setRawMode(true);
    input.on('keypress', this.listen);
    output.on('resize', this.redraw);
    input.resume();
  }

  private take(text: string | undefined, key: Key): void {
    if (this.waiting === null || this.completing) {
      if (!(key.ctrl && key.name === 'c' && this.waiting === null)) return void this.ahead.push([text, key]);
      this.ahead = [];
      return this.options.onInterrupt();
    }
    if (key.name === 'paste-start' || key.name === 'paste-end') this.pasting = key.name === 'paste-start';
    else if (this.pasting) this.buffer.insert(key.name === 'return' || key.name === 'enter' ? '\n' : (text ?? ''));
    else if (this.walk.isSearching && this.search(text, key)) return;
    else return this.press(text, key);
    if (!this.pasting) this.draw();
  }

  private press(text: string | undefined, key: Key): void {
    const { name = '', ctrl = false, meta = false } = key;
    if (name === 'return' || name === 'enter') {
      if (!meta && this.options.isFinished(this.buffer.text)) return this.finish(this.buffer.text);
      this.buffer.insert('\n');
    } else if (name === 'tab') return void this.completeWord();
    else if (ctrl && name === 'c') return this.cancel();
    else if (ctrl && name === 'd' && this.buffer.text === '') return this.finish(null);
    else if (ctrl && name === 'z') return this.stop();
    else if (ctrl && name === 'l') this.clearScreen();
    else if (ctrl && name === 'r') this.walk.startSearch(this.buffer.text);
    else if (name === 'up' || (ctrl && name === 'p')) {
      if (!this.buffer.up()) this.recall(this.walk.older(this.buffer.text));
    } else if (name === 'down' || (ctrl && name === 'n')) {
      if (!this.buffer.down()) this.recall(this.walk.newer());
    } else {
      const action = actions[`${ctrl ? 'C-' : ''}${meta ? 'M-' : ''}${name}`];
      if (action) action(this.buffer);
      else if (text !== undefined && !ctrl && !meta && !/^\p{Cc}/u.test(text)) this.buffer.insert(text);
    }
    this.draw();
  }

  /** A key during a search in the history; false when it ends the search and is to act on the text found. */
  private search(text: string | undefined, { name, ctrl = false, meta = false }: Key): boolean {
    if (ctrl && name === 'r') this.walk.searchOlder();
    else if (name === 'backspace') this.walk.shorten();
    else if ((ctrl && (name === 'g' || name === 'c')) || name === 'escape') this.buffer.set(this.walk.endSearch(false));
    else if (text !== undefined && !ctrl && !meta && text >= ' ' && name !== 'delete') this.walk.extend(text);
    else {
      this.buffer.set(this.walk.endSearch(true));
      this.draw();
      return false;
    }
    this.draw();
    return true;
  }

  private recall(entry: string | undefined): void {
    if (entry !== undefined) this.buffer.set(entry);
  }

  private async completeWord(): Promise<void> {
    const { buffer } = this;
    const before = buffer.text.slice(0, buffer.cursor);
    if (/(^|\n)[ \t]*$/.test(before) && before !== '') {
      buffer.insert('  ');
      return this.draw();
    }
    this.completing = true;
    const { hits, word } = await this.options.complete(before).catch((): Completion => ({ hits: [], word: '' }));
    this.completing = false;
    const start = buffer.cursor - word.length;
    const shared = commonStart(hits);
    if (hits.length === 1 || shared.length > word.length) buffer.replace(start, buffer.cursor, shared);
    else if (hits.length > 1) this.show(inColumns(hits.map((hit) => visibleText(hit.trim().replace(/'$/, ''))), this.options.output.columns || 80));
    this.draw();
    this.takeAhead();
  }

  private takeAhead(): void {
    for (const [text, key] of this.ahead.splice(0)) this.take(text, key);
  }

  private cancel(): void {
    const typed = this.buffer.text !== '';
    this.show(typed ? '' : '.quit or Ctrl-D leaves.\n');
    this.buffer.set('');
    this.walk = new HistoryWalk(this.options.history);
    this.draw();
  }

  private finish(text: string | null): void {
    const resolve = this.waiting!;
    this.show('');
    this.options.output.write(pasteOff);
    this.waiting = null;
    resolve(text);
  }

  private stop(): void {
    this.show('');
    this.suspend();
    process.once('SIGCONT', () => {
      this.resume();
      this.options.output.write(pasteOn);
      this.draw();
    });
    process.kill(process.pid, 'SIGTSTP');
  }

  private clearScreen(): void {
    this.options.output.write('\x1b[H\x1b[2J');
    this.row = 0;
  }

  /** Leaves the text as it stands, and prints below it. */
  private show(text: string): void {
    this.buffer.cursor = this.buffer.text.length;
    this.draw();
    this.options.output.write(`\r\n${text.replaceAll('\n', '\r\n')}`);
    this.row = 0;
  }

  private draw(): void {
    if (this.waiting === null) return;
    const { columns = 80, rows: height = 24 } = this.options.output;
    const found = this.walk.found();
    const label = `search "${visibleText(this.walk.wanted)}": `;
    const [text, cursor, heads] = this.walk.isSearching ? [found, found.length, [label, ' '.repeat(displayWidth(label))] as const] : [this.buffer.text, this.buffer.cursor, prompts];
    const { rows, cursorRow, cursorColumn } = layOut(text, cursor, heads, Math.max(20, columns), Math.max(2, height - 1));
    const up = this.row > 0 ? `\x1b[${this.row}A` : '';
    const back = rows.length - 1 - cursorRow;
    this.options.output.write(`${up}\r\x1b[J${rows.join('\r\n')}${back > 0 ? `\x1b[${back}A` : ''}\r${cursorColumn > 0 ? `\x1b[${cursorColumn}C` : ''}`);
    this.row = cursorRow;
  }
}

const actions: Readonly<Record<string, (buffer: EditBuffer) => void>> = {
  left: (buffer) => buffer.left(), 'C-b': (buffer) => buffer.left(),
  right: (buffer) => buffer.right(), 'C-f': (buffer) => buffer.right(),
  'C-left': (buffer) => buffer.wordLeft(), 'M-left': (buffer) => buffer.wordLeft(), 'M-b': (buffer) => buffer.wordLeft(),
  'C-right': (buffer) => buffer.wordRight(), 'M-right': (buffer) => buffer.wordRight(), 'M-f': (buffer) => buffer.wordRight(),
  home: (buffer) => buffer.lineStart(), 'C-a': (buffer) => buffer.lineStart(),
  end: (buffer) => buffer.lineEnd(), 'C-e': (buffer) => buffer.lineEnd(),
  backspace: (buffer) => buffer.deleteLeft(), 'C-h': (buffer) => buffer.deleteLeft(),
  delete: (buffer) => buffer.deleteRight(), 'C-d': (buffer) => buffer.deleteRight(),
  'C-w': (buffer) => buffer.killWordLeft(), 'M-backspace': (buffer) => buffer.killWordLeft(), 'M-d': (buffer) => buffer.killWordRight(),
  'C-u': (buffer) => buffer.killToStart(), 'C-k': (buffer) => buffer.killToEnd(), 'C-y': (buffer) => buffer.yank(),
};
