import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pictureTables, ratedPictures } from '../images/composed-lake.js';
import { cli, tempFolder } from '../load/fixtures.js';
import { writeSmallLake } from '../system/small-lake.js';

const dir = tempFolder('images-cli');
const lake = join(dir, 'drawn');
const at = (folder: string, ...args: string[]) => cli(['--lake', folder, ...args]);

beforeAll(async () => {
  const face = ['face', 0.4, 0.15, 0.2, 0.2] as const;
  await writeSmallLake(lake, pictureTables([
    { path: 'p/1.jpg', booru: 'a', post: 1, boxes: [face], tags: ['upper_body', 'solo'] },
    { path: 'p/2.jpg', booru: 'a', post: 2, boxes: [face], tags: ['full_body', 'solo'], level: 4 },
    { path: 'p/3.jpg', width: 2000 },
  ]));
});

describe('images composition and its score', () => {
  it('say so before there is anything to score', () => {
    const bare = join(dir, 'bare');
    expect(at(bare, 'images', 'composition')).toMatchObject({ status: 1, stdout: '' });
  });

  it('print classes of the pictures shown, and count all', () => {
    const ran = at(lake, 'images', 'composition');
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/scale +half +1 +50 +1 +1\n.*scale +not known +1 +50 +0 +0/);
    expect(ran.stderr).toMatch(/3 pictures, 2 with boxes, 2 with telling tags; 1 not counted here/);
    const rows = JSON.parse(at(lake, '--rating', 'all', 'images', 'composition', '--json').stdout) as { what: string; class: string; pictures: number }[];
    expect(rows.find((row) => row.what === 'figures' && row.class === '1')).toMatchObject({ pictures: 2, by_boxes: 2, by_tags: 2 });
  });

  it('take the height of a figure, if it is one', () => {
    expect(at(lake, 'images', 'composition', '--heads', '12')).toMatchObject({ status: 2, stderr: expect.stringContaining('--heads takes a number from 2 to 9') });
  });

  it('compare boxes with tags', () => {
    const ran = at(lake, '--rating', 'all', 'score', 'composition');
    expect(ran.stdout).toMatch(/scale +all +6 +2 +2 +1 +0\.5 +0\.095 +0\.905 +0\.5/);
    expect(ran.stdout).toMatch(/Scale: what tags say[\s\S]*full figure +half +1 +1 +false/);
    expect(ran.stdout).toMatch(/Figures: what tags say[\s\S]*1 +1 +2 +1 +true/);
  });
});

describe('images quality and its score', () => {
  it('print weights, correlations and the best pictures', async () => {
    const rated = await ratedPictures(dir, 400);
    const ran = at(rated, 'images', 'quality', '--top', '3');
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/intercept +0\.[45]\d* +NULL +NULL\n.*chroma_mean/);
    expect(ran.stdout).toMatch(/On pictures kept aside[\s\S]*all +fitted[\s\S]*The best by the fitted quality/);
    expect(ran.stdout.match(/p\/\d+\.jpg/g)).toHaveLength(3);
    expect(ran.stderr).toMatch(/400 pictures, 400 with statistics, 400 of these of posts with a score/);
    const scores = JSON.parse(at(rated, 'score', 'quality', '--json').stdout) as { scope: string; method: string; low: number }[];
    expect(scores[0]).toMatchObject({ scope: 'all', method: 'fitted' });
    expect(scores[0]!.low).toBeGreaterThan(0.4);
    expect(at(rated, 'score', 'quality', '--min', 'x').status).toBe(2);
  });

  it('say what to do where there are no statistics or scores', () => {
    const ran = at(lake, 'images', 'quality');
    expect(ran.status).toBe(0);
    expect(ran.stderr).toMatch(/3 pictures, 0 with statistics.*images scan/);
    expect(at(lake, 'score', 'quality')).toMatchObject({ status: 1, stderr: expect.stringContaining('boorulab images quality') });
  });
});
