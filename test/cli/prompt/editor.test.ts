import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/charts/text.js';
import { Random } from '../../../src/kernels/random.js';
import { commonStart, inColumns } from '../../../src/cli/prompt/choices.js';
import { EditBuffer } from '../../../src/cli/prompt/edit-buffer.js';
import { layOut } from '../../../src/cli/prompt/edit-layout.js';
import { PromptHistory } from '../../../src/cli/prompt/history.js';
import { LineEditor, type Completion, type EditorOptions } from '../../../src/cli/prompt/line-editor.js';
import { Sink } from './sink.js';

describe('EditBuffer', () => {
  it('moves by characters as people see them, and between lines by columns of the screen', () => {
    const buffer = new EditBuffer();
    buffer.set('初音が👩‍👩‍👧\nab', 3);
    buffer.right();
    expect(buffer.text.slice(buffer.cursor)).toBe('\nab');
    buffer.left();
    expect(buffer.text.slice(buffer.cursor)).toBe('👩‍👩‍👧\nab');
    buffer.set('初音が\nabcdefgh', 3 + 1 + 4);
    expect([buffer.up(), buffer.cursor, buffer.up()]).toEqual([true, 2, false]);
    expect([buffer.down(), buffer.cursor, buffer.down()]).toEqual([true, 8, false]);
    buffer.deleteLeft();
    expect(buffer.text).toBe('初音が\nabcefgh');
  });

  it('kills and puts back', () => {
    const buffer = new EditBuffer();
    buffer.set('select a\nfrom posts', 8);
    buffer.killToStart();
    buffer.lineEnd();
    buffer.killToEnd();
    expect(buffer.text).toBe('from posts');
    buffer.set('select abc', 10);
    buffer.killWordLeft();
    buffer.yank();
    buffer.yank();
    expect(buffer.text).toBe('select abcabc');
  });

  it('stands at a place between two characters whatever is typed', () => {
    const random = new Random(5);
    const buffer = new EditBuffer();
    const moves = ['left', 'right', 'up', 'down', 'wordLeft', 'wordRight', 'lineStart', 'lineEnd', 'deleteLeft', 'deleteRight', 'killWordLeft', 'killWordRight', 'killToStart', 'killToEnd', 'yank'] as const;
    for (let i = 0; i < 3000; i++) {
      if (random.int(2) === 0) buffer.insert(['a', '\n', ' ', '初', '👩‍👩‍👧', 'が', ';'][random.int(7)]!);
      else buffer[moves[random.int(moves.length)]!]();
      expect(buffer.cursor).toBeGreaterThanOrEqual(0);
      expect(buffer.cursor).toBeLessThanOrEqual(buffer.text.length);
      const { rows, cursorRow, cursorColumn } = layOut(buffer.text, buffer.cursor, ['> ', '. '], 20, 8);
      for (const row of rows) expect(displayWidth(row)).toBeLessThan(20);
      expect(rows.length).toBeLessThanOrEqual(8);
      expect(cursorColumn).toBeLessThan(20);
      expect(rows[cursorRow]).toBeDefined();
      if (buffer.text.length > 200) buffer.set('');
    }
  });
});

it('lays a text out behind prompts, long lines broken, the cursor where it is', () => {
  expect(layOut('select 初音\nb', 9, ['> ', '. '], 10, 5)).toEqual({ rows: ['> select ', '初音', '. b'], cursorRow: 1, cursorColumn: 4 });
  expect(layOut('a\nb\nc\nd', 7, ['> ', '. '], 10, 2)).toEqual({ rows: ['. c', '. d'], cursorRow: 1, cursorColumn: 3 });
  expect(layOut('a\tb\u001b', 4, ['', ''], 40, 2).rows).toEqual(['a  b\\x1b']);
});

/** An editor on a terminal that is not there; `type` gives its keys, `next` the texts it takes. */
function open(options: Partial<EditorOptions> = {}) {
  const input = Object.assign(new PassThrough(), { setRawMode: () => input }) as unknown as ReadStream;
  const output = Object.assign(new Sink(), { columns: 60, rows: 20 });
  const editor = new LineEditor({
    input, output: output as unknown as WriteStream, history: [], isFinished: (text) => text.endsWith(';'), complete: async () => ({ hits: [], word: '' }), onInterrupt: () => undefined, ...options,
  });
  const type = async (keys: string) => {
    (input as unknown as PassThrough).write(keys);
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { editor, output, type };
}

const [up, down] = ['\u001b[A', '\u001b[B'];

describe('LineEditor', () => {
  it('takes a text of several lines when it is finished', async () => {
    const { editor, type } = open();
    const text = editor.read();
    await type('select 1\rfrom x');
    await type(`${up}\u00050${down};\r`);
    expect(await text).toBe('select 10\nfrom x;');
  });

  it('keeps what is typed ahead for the next text', async () => {
    const { editor, type } = open();
    const first = editor.read();
    await type('a;\rb;\r');
    expect([await first, await editor.read()]).toEqual(['a;', 'b;']);
  });

  it('recalls whole statements, and the text being written again', async () => {
    const { editor, type } = open({ history: ['one;', 'two\nlines;'] });
    const text = editor.read();
    await type(`dra${up}`);
    await type(`${up}${up}${down}${down}${down}ft;\r`);
    expect(await text).toBe('draft;');
    const again = editor.read();
    await type(`${up}\r`);
    expect(await again).toBe('two\nlines;');
  });

  it('searches the history', async () => {
    const { editor, type, output } = open({ history: ['select one;', 'select two;', 'from three;'] });
    const text = editor.read();
    await type('\u0012SEL');
    expect(output.taken()).toContain('search "SEL": select two;');
    await type('\u0012\r');
    expect(await text).toBe('select one;');
    const given = editor.read();
    await type('x\u0012sel\u0007;\r');
    expect(await given).toBe('x;');
  });

  it('takes a pasted text as it is', async () => {
    const { editor, type } = open({ complete: async () => ({ hits: ['WRONG'], word: '' }) });
    const text = editor.read();
    await type('\u001b[200~select 1;\n\tselect 2;\u001b[201~\r');
    expect(await text).toBe('select 1;\n\tselect 2;');
  });

  it('completes a word, as far as all agree, then shows the choices', async () => {
    const complete = async (before: string): Promise<Completion> => ({ hits: ['post_tags', 'posts'].filter((name) => name.startsWith(before.split(' ').at(-1)!)), word: before.split(' ').at(-1)! });
    const { editor, type, output } = open({ complete });
    const text = editor.read();
    await type('from p\t');
    output.taken();
    await type('\t');
    expect(output.taken()).toContain('post_tags  posts\r\n');
    await type('_\t;\r');
    expect(await text).toBe('from post_tags;');
  });

  it('clears the text at Ctrl-C, passes it on while nothing is read, and ends at Ctrl-D', async () => {
    let interrupts = 0;
    const { editor, type, output } = open({ onInterrupt: () => interrupts++ });
    const text = editor.read();
    await type('select\u0003');
    await type('\u0003');
    expect(output.taken()).toContain('.quit or Ctrl-D leaves.');
    await type('x;\r');
    expect([await text, interrupts]).toEqual(['x;', 0]);
    await type('typed ahead\u0003');
    expect(interrupts).toBe(1);
    const end = editor.read();
    await type('\u0004');
    expect(await end).toBeNull();
  });

  it('draws text from a paste that would steer the terminal as visible text', async () => {
    const { editor, type, output } = open();
    const text = editor.read();
    output.taken();
    await type('\u001b[200~a\u009b31m\u202e\u001b[201~;\r');
    expect(output.taken()).not.toMatch(/[\u009b\u202e]/);
    expect(await text).toBe('a\u009b31m\u202e;');
  });
});

it('sets choices in columns, with a count of those left out', () => {
  expect(inColumns(['a', 'bb', '初音', 'd'], 12)).toBe('a   初音\nbb  d\n'.replace('a   初音', 'a     初音').replace('bb  d', 'bb    d'));
  expect(inColumns(Array.from({ length: 205 }, (_, i) => `x${i}`), 80)).toMatch(/… and 5 more\n$/);
  expect([commonStart(['post_tags', 'posts']), commonStart([]), commonStart(['a', 'b'])]).toEqual(['post', '', '']);
});

describe('PromptHistory', () => {
  it('keeps whole statements for the next session, for nobody else to read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'boorulab-history-'));
    const file = join(folder, 'state', 'sql_history');
    const history = new PromptHistory(file);
    for (const entry of ['select 1, -- one\n 2;', '.tables', '.tables']) history.add(entry);
    expect(new PromptHistory(file).entries).toEqual(['select 1, -- one\n 2;', '.tables']);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('does without a file that cannot be used', () => {
    const history = new PromptHistory(join(fileURLToPath(import.meta.url), 'no-folder', 'x'));
    history.add('select 1;');
    expect(history.entries).toEqual(['select 1;']);
  });
});
