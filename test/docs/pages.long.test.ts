import { copyFileSync, cpSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLake } from '../../src/index.js';
import { simulate } from '../../src/simulate/simulate.js';
import { tempFolder } from '../load/fixtures.js';
import { commandsOf, DocsShell, fencesOf, page } from './commands.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = tempFolder('docs-pages');
const home = join(dir, 'home');
const shell = new DocsShell(home, join(home, 'data', 'demo', 'lake'));

/** docs/sql.md has a test of its own. */
const pages = ['README.md', ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && name !== 'sql.md').sort().map((name) => `docs/${name}`)];

/** Commands of the pages that are not run here, and why. */
const elsewhere: readonly [RegExp, string][] = [
  [/^npm /, 'continuous integration runs these'],
  [/^aria2c /, 'another program'],
  [/--watch/, 'does not end'],
  [/scripts\//, 'for checkouts'],
  [/^npx boorulab report( *#|$)/, 'test/system renders all pages'],
  [/--map /, 'test/load/mapping.test.ts runs the mappings of the page'],
  [/--posts 20000/, 'takes long; the same with fewer posts has a test'],
];

/** Names of real boards in the pages, by what stands for them on made-up ones. */
let names: readonly [RegExp, string][];

beforeAll(async () => {
  await simulate({ posts: 3000, seed: 1, out: join(home, 'dumps'), pictures: 40 });
  renameSync(join(home, 'dumps', 'pictures'), join(home, 'pictures'));
  renameSync(join(home, 'dumps', 'truth'), join(home, 'truth'));
  for (const words of ['load dumps', 'images scan pictures', 'images faces', 'images composition', 'images duplicates', 'images quality', 'franchises', 'link crossposts', 'link mal', 'link tags']) {
    const { status, stderr } = shell.run(`npx boorulab ${words}`);
    expect(status, `${words}: ${stderr}`).toBe(0);
  }
  cpSync(join(home, 'truth'), join(home, 'data', 'sim', 'truth'), { recursive: true });
  cpSync(join(home, 'dumps'), join(home, 'data', 'sim'), { recursive: true });
  cpSync(join(home, 'pictures'), join(home, 'data', 'sim', 'pictures'), { recursive: true });
  cpSync(join(home, 'data', 'demo', 'lake'), join(home, 'data', 'simlake'), { recursive: true });
  mkdirSync(join(home, 'notebooks'));
  for (const name of ['notebooks/01-first-look.ipynb', 'notebooks/02-hit-parades.ipynb']) copyFileSync(join(root, name), join(home, name));
  copyFileSync(join(root, 'notebooks', '01-first-look.ipynb'), join(home, 'my-notebook.ipynb'));
  writeFileSync(join(home, 'my-query.sql'), fencesOf(page('docs/queries.md')).find(({ text }) => text.includes('$since'))!.text);
  writeFileSync(join(home, 'script.sql'), 'select count(*) from posts;\nselect count(*) from tags;\n');
  for (const { word, text } of fencesOf(page('docs/own-sources.md')).filter((fence) => fence.word.endsWith('.mjs'))) writeFileSync(join(home, word), text);
  const lake = await openLake(join(home, 'data', 'demo', 'lake'));
  const [character] = await lake.rows<{ name: string }>('SELECT tag_name AS name FROM tags WHERE tag_cat = 4 ORDER BY post_count DESC NULLS LAST, tag_name LIMIT 1');
  const [franchise] = await lake.rows<{ name: string }>('SELECT name FROM franchises ORDER BY posts DESC, name LIMIT 1');
  lake.close();
  names = [[/"saber_\(fate\)"|hatsune_miku(?=\s|$)/g, `'${character!.name}'`], [/vocaloid(?= )/g, `'${franchise!.name}'`]];
}, 600_000);

/** The commands of a page: in blocks, and in the cells of the tables of docs/how-to.md. */
function commandsIn(name: string): string[] {
  const cells = name === 'docs/how-to.md' ? Array.from(page(name).matchAll(/`(npx boorulab (?!COMMAND)[^`]+)`/g), (match) => match[1]!) : [];
  return [...cells, ...fencesOf(page(name)).filter(({ language, word }) => language === 'sh' && word === '').flatMap(commandsOf)];
}

describe.each(pages)('%s', (name) => {
  const commands = commandsIn(name);
  const run = commands.filter((command) => !elsewhere.some(([pattern]) => pattern.test(command)));
  it.each(run)('%s', (command) => {
    const { status, stderr } = shell.run(names.reduce((text, [pattern, real]) => text.replace(pattern, real), command));
    expect(status, stderr).toBe(0);
  });
  if (run.length === 0) it('has no command to run', () => expect(commands.every((command) => elsewhere.some(([pattern]) => pattern.test(command)))).toBe(true));
});

it('what is not run here stands in a page', () => {
  const all = pages.flatMap(commandsIn);
  for (const [pattern] of elsewhere) expect(all.filter((command) => pattern.test(command)), String(pattern)).not.toEqual([]);
});
