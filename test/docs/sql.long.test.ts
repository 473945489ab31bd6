import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate/simulate.js';
import { load, tempFolder } from '../load/fixtures.js';
import { commandsOf, DocsShell, fencesOf, page } from './commands.js';

const dir = tempFolder('docs-sql');
const lake = join(dir, 'data', 'demo', 'lake');
const shell = new DocsShell(dir, lake);
const fences = fencesOf(page('docs/sql.md'));
const of = (language: string, ...words: string[]) => fences.filter((fence) => fence.language === language && words.includes(fence.word));

beforeAll(async () => {
  await simulate({ posts: 4000, seed: 1, out: join(dir, 'boards') });
  await load(lake, readdirSync(join(dir, 'boards')).filter((name) => name !== 'truth').map((name) => join(dir, 'boards', name)));
  for (const step of ['franchises', 'link crossposts', 'link mal']) expect(shell.run(`npx boorulab ${step}`).status, step).toBe(0);
  for (const { word, text } of fences.filter(({ word }) => word.endsWith('.sql'))) writeFileSync(join(dir, word), text);
});

describe('docs/sql.md', () => {
  it('has blocks of every kind', () => {
    expect(of('sql', '').length).toBeGreaterThanOrEqual(15);
    expect(of('sh', '').flatMap(commandsOf).length).toBeGreaterThanOrEqual(8);
    expect(of('python', '').length).toBeGreaterThanOrEqual(3);
    expect(fences.filter(({ language }) => !['', 'sh', 'sql', 'python'].includes(language))).toEqual([]);
  });

  it.each(of('sh', '').flatMap((fence) => commandsOf(fence).map((command) => [command] as const)))('%s', (command) => {
    const { status, stderr } = shell.run(command);
    expect(status, stderr).toBe(0);
  });

  it.each(of('sql', '').map((fence) => [fence.text.split('\n')[0]!, fence] as const))('%s', (_, fence) => {
    const { status, stdout, stderr } = shell.run(process.execPath, join(import.meta.dirname, '../../dist/cli/main.js'), 'sql', '-c', fence.text);
    expect(status, stderr).toBe(0);
    const answer = fences[fences.indexOf(fence) + 1]!;
    expect(answer.language).toBe('');
    const head = (text: string) => text.split('\n', 1)[0]!.trim().split(/\s{2,}/);
    expect(head(stdout)).toEqual(head(answer.text));
    // Some questions need more posts than there are here, or posts of their own.
    if (!/fid = '\d+'|levenshtein/.test(fence.text)) expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(2);
  });

  it.each(of('python', '').map((fence) => [`python at line ${fence.line}`, fence] as const))('%s', (name, { text }) => {
    if (!shell.hasModules(text)) return console.warn(`Not run, for want of modules: ${name}`);
    const { status, stdout, stderr } = shell.run('python3', '-c', text);
    expect(status, stderr).toBe(0);
    expect(stdout.trim()).not.toBe('');
  });

  it('speaks of every command of the prompt', async () => {
    const { commands } = await import('../../src/cli/prompt/commands.js');
    expect(commands.filter(({ name }) => !page('docs/sql.md').includes(`\`.${name}`)).map(({ name }) => name)).toEqual([]);
  });
});

it('blocks and their commands are found', () => {
  const text = 'a\n```sh\n# x\nnpx a \\\n  b\n\nnpx c  # d\n```\n```sql q.sql\nselect 1\n```\n```sh not-run\nrm x\n```\n```\nout\n```\n';
  expect(fencesOf(text).map(({ language, word, line }) => [language, word, line])).toEqual([['sh', '', 2], ['sql', 'q.sql', 9], ['sh', 'not-run', 12], ['', '', 15]]);
  expect(commandsOf(fencesOf(text)[0]!)).toEqual(['npx a    b', 'npx c  # d']);
  expect(shell.run('npx other').status).toBe(1);
});
