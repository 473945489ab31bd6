import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../load/fixtures.js';
import { writeSmallLake } from './small-lake.js';

const root = join(import.meta.dirname, '..', '..');

it('report --watch makes the page of a saved query anew, keeps it when the query fails, and ends by Ctrl-C', async () => {
  const dir = tempFolder('watch');
  await writeSmallLake(join(dir, 'lake'));
  const query = join(dir, 'mine.sql');
  const title = (text: string) => `-- title: ${text}\nselect booru, count(*) as posts from posts group by booru order by booru`;
  writeFileSync(query, title('First'));
  const child = spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), '--lake', join(dir, 'lake'), 'report', '--watch', query, '-o', join(dir, 'out')]);
  let said = '';
  const until = async (words: string): Promise<void> => {
    for (const end = Date.now() + 60_000; !said.includes(words);) {
      if (Date.now() > end) throw new Error(`not said: ${words}\n${said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  const page = join(dir, 'out', 'mine.html');
  await until('Watching mine.sql');
  expect(readFileSync(page, 'utf8')).toContain('<h1>First</h1>');
  writeFileSync(query, title('Second'));
  await until('Second: made in');
  expect(readFileSync(page, 'utf8')).toContain('<h1>Second</h1>');
  expect(readFileSync(join(dir, 'out', 'index.html'), 'utf8')).toContain('>Second</a>');
  const { mtimeMs } = statSync(page);
  writeFileSync(query, title('Third').replace('count(*)', 'no_such_column'));
  await until('no_such_column');
  expect(statSync(page).mtimeMs).toBe(mtimeMs);
  writeFileSync(query, title('Fourth'));
  await until('Fourth: made in');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said).not.toMatch(/not an error we expected|\n\s+at /);
});
