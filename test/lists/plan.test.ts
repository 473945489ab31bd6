import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { powershellWord } from '../../src/lists/script-powershell.js';
import { shWord } from '../../src/lists/script-sh.js';
import { folderOf } from '../sources/fixture.js';
import { listed } from './listed-lake.js';
import { bytes, dir, files, hostileNames, picturedLake, place } from './pictured-lake.js';

const opened = picturedLake();
const everyFile = 'SELECT path FROM images ORDER BY path';
const forWindows = /[<>:"/\\|?*\p{Cc}]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

const run = (script: string, args: string[] = [], cwd = dir) => {
  const path = join(cwd, 'plan.sh');
  writeFileSync(path, script);
  return spawnSync('sh', [path, ...args], { cwd, encoding: 'utf8' });
};

describe('a plan for sh', () => {
  it('copies every picture with its bytes whatever its name, and nothing twice', async () => {
    const out = join(folderOf({}), 'out');
    const { text, ...told } = await listed(opened.lake, everyFile, { to: 'copy', dir: out });
    // Left out: two in an archive, one that is no picture by its name. The hidden ones are not among the rows of the view, but for the shared one.
    expect(told).toMatchObject({ archived: 2, unreadable: 1, hidden: 1, unknown: 0 });
    const dry = run(text, ['--dry-run']);
    expect([dry.status, existsSync(out)]).toEqual([1, false]);
    expect(dry.stdout.match(/ -> /g)).toHaveLength(told.listed - 2);
    const done = run(text);
    expect(done.stderr).toContain(`${told.listed - 2} copied, 0 there already, 2 not there, 0 failed`);
    const copied = readdirSync(out);
    expect(copied).toHaveLength(told.listed - 2);
    expect(copied.filter((name) => forWindows.test(name) || Buffer.byteLength(name) > 245)).toEqual([]);
    expect(new Set(copied.map((name) => name.toLowerCase())).size).toBe(copied.length);
    const expected = files.filter(({ name }) => /^(odd|pics)/.test(name) && !/hidden|shared|gone|passwd/.test(name)).map(({ name }) => (bytes.get(name) ?? Buffer.from('root:x:0:0')).toString('base64'));
    expect(copied.map((name) => readFileSync(join(out, name)).toString('base64')).sort()).toEqual(expected.sort());
    expect(readdirSync(dir).filter((name) => name.includes('owned'))).toEqual([]);
    const again = run(text);
    expect(again.stderr).toContain(`0 copied, ${told.listed - 2} there already`);
  });

  it('moves pictures and leaves what is there', async () => {
    const from = folderOf({ 'a.jpg': 'one', 'b.jpg': 'two', '-c.jpg': 'three' });
    const script = (await listed(opened.lake, everyFile, { to: 'move' })).text;
    const [head, tail] = [script.slice(0, script.indexOf('\ntake ') + 1), script.slice(script.lastIndexOf('\n[ "$dry"') + 1)];
    mkdirSync(join(from, 'to'));
    writeFileSync(join(from, 'to', 'B.jpg'), 'old');
    const done = run(`${head}take 'a.jpg' '-to/x' 'A.jpg'\ntake 'b.jpg' 'to' 'B.jpg'\ntake '-c.jpg' '-to/x' '-C.jpg'\n${tail}`, [], from);
    expect([done.status, done.stderr]).toEqual([0, 'left as it is: to/B.jpg\n2 moved, 1 there already, 0 not there, 0 failed\n']);
    expect([readFileSync(join(from, '-to/x/A.jpg'), 'utf8'), readFileSync(join(from, '-to/x/-C.jpg'), 'utf8'), readFileSync(join(from, 'to/B.jpg'), 'utf8'), readFileSync(join(from, 'b.jpg'), 'utf8')]).toEqual(['one', 'three', 'old', 'two']);
    expect(existsSync(join(from, 'a.jpg'))).toBe(false);
  });

  it('is a list of words that the shell reads as they were', () => {
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${hostileNames.map(shWord).join(' ')}`], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(hostileNames);
  });
});

/** Words in single quotes as the tokeniser of PowerShell reads them: any of five signs opens, closes, and is doubled for itself. */
function readPowershell(line: string): string[] {
  const quote = /['\u2018\u2019\u201a\u201b]/;
  const words: string[] = [];
  for (let at = 0; at < line.length;) {
    if (!quote.test(line[at]!)) {
      if (line[at] !== ' ') throw new Error(`not in quotes: ${line.slice(at)}`);
      at++;
      continue;
    }
    let word = '';
    for (at++; ; at++) {
      if (at >= line.length) throw new Error('an open string');
      if (quote.test(line[at]!)) {
        if (!quote.test(line[at + 1] ?? '')) break;
        at++;
      }
      word += line[at];
    }
    at++;
    words.push(word);
  }
  return words;
}

describe('a plan for PowerShell', () => {
  it('is a list of words that it reads as they were', () => {
    expect(readPowershell(hostileNames.map(powershellWord).join(' '))).toEqual(hostileNames);
    expect(() => readPowershell(`'${hostileNames[7]!}'`)).toThrow();
  });

  it('says that it is UTF-8 and takes the same pictures to the same names', async () => {
    const [sh, powershell] = [await listed(opened.lake, everyFile, { to: 'copy' }), await listed(opened.lake, everyFile, { to: 'copy', shell: 'powershell' })];
    expect(powershell.text.startsWith('\ufeff')).toBe(true);
    expect(powershell.listed).toBe(sh.listed);
    const names = (text: string) => [...text.matchAll(/ '(?:pictures)' '([^\n]*)'\r?\n/g)].map((match) => match[1]);
    expect(names(powershell.text).length).toBe(sh.listed);
    expect(names(powershell.text).filter((name) => !/[\u2018-\u201b]/.test(name!))).toEqual(names(sh.text).filter((name) => !/[\u2018-\u201b]/.test(name!)).map((name) => name!.replaceAll("'\\''", "''")));
  });
});

it('rows of posts mean the files of them that a scan saw', async () => {
  const rows = [{ booru: 'danbooru.donmai.us', fid: '1' }];
  const { text } = await listed(opened.lake, rows, { to: 'coco' });
  expect((JSON.parse(text) as { images: { file_name: string }[] }).images.map(({ file_name: name }) => basename(name))).toEqual(['again.png', 'one.jpg']);
  expect((await listed(opened.lake, [{ path: place('lists/of-one.jpg') }], { to: 'copy' })).listed).toBe(1);
});
