import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A fenced block of a page of docs. What is tested of it, by the words behind its fence:
 *
 * - `sh`: every command must succeed. `sh not-run`: is only read.
 * - `sql`: a statement that must give rows; a block without words below it is its answer, whose head must be the real one.
 * - `sql NAME.sql`: a file that commands of the page read.
 * - `python`: must succeed where python3 has the modules it imports.
 */
export interface Fence {
  /** The first word: sh, sql, python, or none. */
  language: string;
  word: string;
  text: string;
  /** Line of the page on which it opens. */
  line: number;
}

/** The fenced blocks of a page, in order. */
export function fencesOf(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: { fence: Fence; lines: string[] } | null = null;
  for (const [i, line] of markdown.split('\n').entries()) {
    const mark = /^```(.*)$/.exec(line);
    if (!mark) open?.lines.push(line);
    else if (open) {
      fences.push({ ...open.fence, text: open.lines.join('\n') });
      open = null;
    } else {
      const [language = '', word = ''] = mark[1]!.trim().split(/\s+/);
      open = { fence: { language, word, text: '', line: i + 1 }, lines: [] };
    }
  }
  return fences;
}

/** The commands of a block: a line each unless it ends in a backslash; comments and blank lines are none. */
export function commandsOf({ text }: Pick<Fence, 'text'>): string[] {
  return text.replaceAll('\\\n', ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export const page = (name: string): string => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

/** Runs commands of docs in a folder, as if the package were installed there; `lake` is the one they mean. */
export class DocsShell {
  private readonly env: NodeJS.ProcessEnv;

  constructor(readonly folder: string, lake: string) {
    const bin = join(folder, '.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'npx'), `#!/bin/sh\n[ "$1" = boorulab ] || { echo "npx $1 is not of this package" >&2; exit 1; }\nshift\nexec "${process.execPath}" "${main}" "$@"\n`);
    chmodSync(join(bin, 'npx'), 0o755);
    this.env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, BOORULAB_LAKE: lake, BOORULAB_RATING: 'sensitive' };
  }

  run(command: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const [program, all] = args.length > 0 ? [command, args] : ['bash', ['-c', command]];
    return spawnSync(program, all, { cwd: this.folder, env: this.env, encoding: 'utf8', input: '' });
  }

  hasModules(python: string): boolean {
    const modules = Array.from(python.matchAll(/^(?:import|from) (\w+)/gm), (match) => match[1]!);
    const needed = python.includes('.df()') || python.includes('.to_pandas()') ? [...modules, 'pandas'] : modules;
    return this.run('python3', '-c', needed.map((name) => `import ${name}`).join('\n')).status === 0;
  }
}
