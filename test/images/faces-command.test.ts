import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, tempFolder } from '../load/fixtures.js';
import { drawFaces } from './drawn-face.js';
import { putPictures } from './picture-lake.js';

const dir = tempFolder('faces-command');
const lake = join(dir, 'lake');

describe('the command images faces', () => {
  it('prints what it found as data, and what became of the pictures as words', { timeout: 120_000 }, async () => {
    const path = join(dir, 'a \u001b[31m.png');
    await drawFaces(512, 512, [{ x: 256, y: 256, size: 110 }]).png().toFile(path);
    await putPictures(lake, [path, join(dir, 'gone \u001b[31m.png')]);
    const { status, stdout, stderr } = cli(['--lake', lake, 'images', 'faces', '--json', '--threads', '1']);
    expect([status, JSON.parse(stdout)]).toEqual([0, [expect.objectContaining({ pictures: 1, with_faces: 1, faces: 1, level_2: 0 })]]);
    expect(stderr).toMatch(/^1 pictures looked at now\n1 are not where the lake says .*\n {2}.*gone .*\n$/);
    expect(stderr).not.toContain('\u001b');
    expect(cli(['--lake', lake, 'images', 'faces']).stderr).toMatch(/^0 pictures looked at now, 1 seen before and unchanged\n[^]*Go on with: boorulab images composition\n$/);
  });

  it('and images detect say how they are used when they are used wrongly', () => {
    for (const [args, words] of [
      [['faces', '--level', '3'], /--level takes 7, 4 or 2, not "3"/], [['faces', '--threads', '0'], /--threads takes a whole number from 1/], [['detect', '--labels', 'x'], /required option '--model/],
      [['detect', '--model', 'a', '--labels', 'b', '--min', '2'], /--min takes a number from 0 to 1/],
    ] as const) expect(cli(['--lake', lake, 'images', ...args])).toMatchObject({ status: 2, stderr: expect.stringMatching(words) });
    expect(cli(['--lake', join(dir, 'none'), 'images', 'faces'])).toMatchObject({ status: 1, stderr: expect.stringMatching(/No lake at/) });
  });
});
