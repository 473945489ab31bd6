import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawFaces } from '../images/drawn-face.js';
import { expectWhole, filesIn, jpeg } from '../images/scan-fixture.js';
import { tinyModel } from '../images/tiny-model.js';
import { cli, load, manifestOf, post, rowsOf, startCli, tempFolder, writeLines } from '../load/fixtures.js';
import { zipOf } from '../load/zip-writer.js';

const dir = tempFolder('eight-shards');
const [one, many] = [join(dir, 'one'), join(dir, 'many')];
const parts = `${many}-parts`;
const count = 8;
/** Pins the dates of the ledger. */
process.env['SOURCE_DATE_EPOCH'] = '1704067200';

/** Runs all shards of a step, two at a time; one is killed in its middle and does not run again. */
async function allShards(words: readonly string[], killed: number, step = words[0]): Promise<void> {
  const queue = Array.from({ length: count }, (_, i) => i + 1);
  const work = async (): Promise<void> => {
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      const { child, ended } = startCli(['--lake', many, 'images', ...words, '--shard', `${number}/${count}`], dir);
      if (number === killed) {
        while (!existsSync(join(parts, `${step}-${number}-of-${count}.pieces`))) await delay(5);
        child.kill('SIGKILL');
        expect(await ended).toMatchObject({ signal: 'SIGKILL' });
        expect(existsSync(join(parts, `${step}-${number}-of-${count}.parquet`))).toBe(false);
      } else {
        const ran = await ended;
        expect(ran.status, ran.stderr).toBe(0);
      }
    }
  };
  await Promise.all([work(), work()]);
}

const run = (...words: string[]) => {
  const ran = cli([...words, '--json'], { cwd: dir });
  return { ...ran, rows: ran.stdout === '' ? [] : (JSON.parse(ran.stdout) as Record<string, unknown>[]) };
};

/** The files of a lake's tables but of the ledger of runs, which says that shards have run. */
const tablesOf = (lake: string) => Object.fromEntries(Object.entries(manifestOf(lake).tables).filter(([table]) => table !== 'runs').map(([table, files]) => [table, files.map(({ path }) => path)]));

beforeAll(async () => {
  const faces = await Promise.all([0, 1, 2, 3].map((i) => drawFaces(900, 700, [{ x: 300 + 50 * i, y: 300, size: 200 }]).jpeg().toBuffer()));
  const small = await Promise.all(Array.from({ length: 12 }, (_, i) => jpeg(64 + i, 48, 30 * i)));
  filesIn(join(dir, 'pictures'), {
    ...Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i % 7}/danbooru - ${i + 1} - a.jpg`, Buffer.concat([i % 5 === 0 ? faces[i % 4]! : small[i % 12]!, Buffer.from(`${i}`)])])),
    'broken.jpg': 'none', 'text.txt': 'words', 'more.zip': zipOf(small.map((content, i) => ({ name: `${i}.jpg`, content }))),
  });
  writeFileSync(join(dir, 'tiny.onnx'), tinyModel({ side: 128, layout: 'rows' }));
  writeFileSync(join(dir, 'labels.txt'), 'head\nfigure\n');
  await load(one, writeLines(join(dir, 'posts.jsonl'), [1, 2, 3, 4].map((id) => post(id, id === 4 ? { rating: 'e', tags: 'loli' } : { rating: 'gsq'[id - 1]! }))));
  mkdirSync(many);
  cpSync(one, many, { recursive: true });
});

describe('eight shards, two at a time, one killed and run again', () => {
  it('scan as one process does, byte for byte', async () => {
    const whole = run('--lake', one, 'images', 'scan', 'pictures');
    expect(whole.rows).toMatchObject([{ read: 213, loaded: 211, rejected: 2 }]);
    await allShards(['scan', 'pictures'], 3);
    const early = run('--lake', many, 'images', 'commit');
    expect(early).toMatchObject({ status: 1, rows: [{ step: 'scan', shards: count, committed: false, to_run: '3' }], stderr: expect.stringContaining('shard 3 is missing') as string });
    expect(run('--lake', many, 'images', 'scan', 'pictures', '--shard', `3/${count}`).stderr).toContain('boorulab images commit');
    const done = run('--lake', many, 'images', 'commit');
    expect(done, done.stderr).toMatchObject({ status: 0, rows: [{ committed: true, looked: 213, loaded: 211, rejected: 2 }] });
    expect(done.stderr).toContain('213 pictures read = 211 loaded + 2 rejected');
    expect(tablesOf(many)).toEqual(tablesOf(one));
    expect(await rowsOf(many, "SELECT command, parameters FROM runs WHERE command LIKE 'images%' ORDER BY run_id LIMIT 1")).toEqual([{ command: 'images scan', parameters: `{"folder":"pictures","shards":${count}}` }]);
    await expectWhole(many);
    expect(existsSync(parts)).toBe(false);
  });

  it.each([
    [['faces', '--level', '7'], 'faces', 'faces', 6],
    [['detect', '--model', 'tiny.onnx', '--labels', 'labels.txt'], 'detect-tiny.onnx', 'detections', 2],
  ] as const)('%j as one process does, byte for byte', async (words, step, table, killed) => {
    expect(run('--lake', one, 'images', ...words).status).toBe(0);
    await allShards(words, killed, step);
    expect(run('--lake', many, 'images', 'commit')).toMatchObject({ status: 1, rows: [{ step, to_run: `${killed}` }] });
    expect(run('--lake', many, 'images', ...words, '--shard', `${killed}/${count}`).status).toBe(0);
    expect(run('--lake', many, 'images', 'commit')).toMatchObject({ status: 0, rows: [{ committed: true, looked: 199 }] });
    expect(tablesOf(many)).toEqual(tablesOf(one));
    expect(await rowsOf(many, `SELECT count(*) > 30 AS many FROM ${table}`)).toEqual([{ many: true }]);
    await expectWhole(many);
  });

  it('makes the thumbnails that one process makes, each by one shard', () => {
    const made = [1, 2].map((number) => run('--lake', many, 'images', 'thumbs', '--out', 'thumbs', '--shard', `${number}/2`).rows[0] as { made: number; there: number });
    expect(made.map(({ there }) => there)).toEqual([0, 0]);
    expect(run('--lake', many, 'images', 'thumbs', '--out', 'thumbs').rows).toMatchObject([{ made: 0, there: made[0]!.made + made[1]!.made }]);
  });
});

describe('a shard', () => {
  it('says in a line or two what it cannot do, and does nothing', () => {
    writeFileSync(join(dir, 'file'), '');
    const said = (...words: string[]) => {
      const { status, stderr, stdout } = cli(['--lake', many, 'images', ...words], { cwd: dir });
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n').length).toBeLessThan(3);
      return [status, stderr.split('\n')[0]];
    };
    expect(said('scan', 'pictures', '--shard', '3/0')).toEqual([2, 'boorulab: --shard takes which of how many, such as 3/16 or auto/16, not "3/0"']);
    expect(said('scan', 'pictures', '--shard', '17/16')).toEqual([2, 'boorulab: There is no shard 17 of 16 (--shard)']);
    expect(said('scan', 'pictures', 'posts.jsonl', '--shard', '1/16')).toEqual([2, 'boorulab: A shard is one of one folder']);
    expect(said('scan', 'nowhere', '--shard', '1/16')).toEqual([1, 'boorulab: No such file or folder: nowhere']);
    expect(said('scan', 'pictures', '--shard', '1/16', '--parts', 'file/parts')[1]).toMatch(/^boorulab: Cannot make the folder of parts file\/parts: /);
    expect(said('scan', 'pictures', '--parts', 'parts')).toEqual([2, 'boorulab: --parts is where shards write']);
    expect(said('commit')).toEqual([1, `boorulab: There are no parts in ${parts}`]);
  });
});
