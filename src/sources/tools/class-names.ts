import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The names of a detector's classes by number, from `classes.txt` or `data.yaml` in the folder of a file or up to two above it. */
export function classNames(path: string): readonly string[] {
  for (const folder of ['.', '..', '../..']) {
    for (const [name, read] of [['classes.txt', linesOfText], ['data.yaml', namesOfYaml]] as const) {
      try {
        return read(readFileSync(join(dirname(path), folder, name), 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      }
    }
  }
  return [];
}

const linesOfText = (text: string) => text.trim().split(/\r?\n/).map((line) => line.trim());
const bare = (text: string) => text.trim().replace(/^(['"])(.*)\1$/, '$2');

/** What stands under `names:`, a list on its line, a list below it, or a map of numbers. */
function namesOfYaml(text: string): string[] {
  const inLine = /^names:[ \t]*\[([^\]]*)\]/m.exec(text);
  if (inLine !== null) return inLine[1]!.split(',').map(bare);
  const below = /^names:[ \t]*\r?\n((?:[ \t]*(?:-|\d+:)[ \t]+.*(?:\r?\n|$))*)/m.exec(text);
  const names: string[] = [];
  for (const [, key, name] of (below?.[1] ?? '').matchAll(/^[ \t]*(-|\d+:)[ \t]+(.*)$/gm)) names[key === '-' ? names.length : Number.parseInt(key!, 10)] = bare(name!);
  return names;
}
