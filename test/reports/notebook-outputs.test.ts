import { describe, expect, it } from 'vitest';
import { request } from '../../src/reports/jupyter-messages.js';
import { errorHint, errorWords, failureOf } from '../../src/reports/notebook-failure.js';
import { CellOutputs } from '../../src/reports/notebook-outputs.js';

function outputsOf(...messages: [type: string, content: Record<string, unknown>][]): CellOutputs {
  const outputs = new CellOutputs();
  for (const [type, content] of messages) outputs.add(request(type, 'session', content));
  return outputs;
}

const stderr = (text: string): [string, Record<string, unknown>] => ['stream', { name: 'stderr', text }];

describe('outputs of a cell', () => {
  it('join what one stream says in a row', () => {
    const { outputs } = outputsOf(['stream', { name: 'stdout', text: 'a\n' }], ['stream', { name: 'stdout', text: 'b\n' }], stderr('c\n'), ['stream', { name: 'stdout', text: 'd\n' }]);
    expect(outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'a\nb\n' },
      { output_type: 'stream', name: 'stderr', text: 'c\n' },
      { output_type: 'stream', name: 'stdout', text: 'd\n' },
    ]);
  });

  it('keep displays and results, and replace a display that is updated', () => {
    const data = (text: string) => ({ data: { 'text/plain': text }, metadata: {}, transient: { display_id: 'one' } });
    const { outputs } = outputsOf(['display_data', data('old')], ['execute_result', { data: {}, metadata: {}, execution_count: 4 }], ['update_display_data', data('new')]);
    expect(outputs).toEqual([
      { output_type: 'display_data', data: { 'text/plain': 'new' }, metadata: {} },
      { output_type: 'execute_result', data: {}, metadata: {}, execution_count: 4 },
    ]);
  });

  it('are cut when a cell prints without end', () => {
    const line: [string, Record<string, unknown>] = ['stream', { name: 'stdout', text: `${'x'.repeat(99_999)}\n` }];
    const [printed] = outputsOf(...Array.from({ length: 50 }, () => line)).outputs;
    expect(printed).toMatchObject({ text: expect.stringContaining('(cut: ') });
    expect((printed as { text: string }).text.length).toBeLessThan(1_300_000);
  });

  it('notice an error nobody awaited', () => {
    expect(outputsOf(stderr('UnhandledPromiseRejection: Error: lost\n    at x\n')).stray).toContain('Error: lost');
    expect(outputsOf(stderr('a warning\n')).stray).toBeUndefined();
  });
});

describe('the error of a failed cell', () => {
  it('is what an error message or the reply says', () => {
    expect(failureOf({}, outputsOf(['error', { ename: 'A', evalue: 'b', traceback: [] }]))).toBe('A: b');
    expect(failureOf({ ename: 'C', evalue: 'd' }, outputsOf())).toBe('C: d');
  });

  it('is what the compiler says, three lines at most', () => {
    const said = ["1:7 - Type 'string' is not assignable to type 'number'.\n  Details.\n", '2:1 - b\n', '3:1 - c\n', '4:1 - d\n'];
    expect(failureOf({}, outputsOf(...said.map(stderr)))).toBe("TypeScript: line 1:7 - Type 'string' is not assignable to type 'number'.\n  Details.\nline 2:1 - b");
  });

  it('is the last thing printed, not the warnings before', () => {
    expect(failureOf({}, outputsOf(stderr('careful\n'), stderr('TypeError: bad\n    at x:1:2\n')))).toBe('TypeError: bad');
  });

  it.each([
    ['evalmachine.<anonymous>:8\nthrow new E("boo");\n^\n\nE: boo\nhoo\n    at evalmachine.<anonymous>:8:7\n', 'E: boo\nhoo'],
    ['<anonymous_script>:1\n{\n \n\nSyntaxError: Expected property name\n    at JSON.parse (<anonymous>)\n', 'SyntaxError: Expected property name'],
    ['UserError: No lake\n    at open (x.js:1:1) {\n  hint: "Make one"\n}\n', 'UserError: No lake'],
    ['[Error: Parser Error: near "selec"]\n', 'Error: Parser Error: near "selec"'],
    ['text\n', 'text'],
    ['{ a: 1 }\n', '{ a: 1 }'],
    ['', 'unknown error'],
  ])('leaves code and stack off: %j', (printed, words) => {
    expect(errorWords(printed)).toBe(words);
  });

  it('brings its own hint', () => {
    expect(errorHint("UserError: No lake\n    at open (x.js:1:1) {\n  hint: 'Make one with: x',\n  exitCode: 1\n}\n")).toBe('Make one with: x');
    expect(errorHint('TypeError: bad\n    at x\n')).toBeUndefined();
  });
});
