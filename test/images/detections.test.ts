import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { detectObjects, type DetectOptions } from '../../src/images/detections.js';
import { pinned, tempFolder, withLake } from '../load/fixtures.js';
import { putPictures, rowsOf } from './picture-lake.js';
import { tinyModel } from './tiny-model.js';

const dir = tempFolder('detections');
const at = (name: string) => join(dir, name);
const detect = (lake: string, options: Partial<DetectOptions> = {}) => withLake(lake, (open) => detectObjects(open, { model: at('rows.onnx'), labels: at('labels.txt'), now: pinned, memory: '1GB', ...options }));

const isInstalled = (() => {
  try {
    return createRequire(import.meta.url).resolve('onnxruntime-node') !== '';
  } catch {
    return false;
  }
})();

/** Black, with a white square; `gray` levels where given. */
async function square(name: string, width: number, height: number, [left, top, side]: readonly [number, number, number], level = '#fff'): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%"/><rect x="${left}" y="${top}" width="${side}" height="${side}" fill="${level}" shape-rendering="crispEdges"/></svg>`;
  await sharp(Buffer.from(svg)).toFile(at(name));
  return at(name);
}

beforeAll(() => {
  writeFileSync(at('rows.onnx'), tinyModel({ side: 128, layout: 'rows' }));
  writeFileSync(at('columns.onnx'), tinyModel({ side: null, layout: 'columns' }));
  writeFileSync(at('labels.txt'), 'head\nfigure\n');
});

describe.skipIf(!isInstalled)('a model of the user', () => {
  it('gives boxes in px of the picture, of pictures as large as its input, larger, wide and small ones, in both layouts', async () => {
    const lake = at('lake');
    // In the square of 128 px all lie in the cell of 32 px from 64, 32 on.
    const paths = await Promise.all([square('same.png', 128, 128, [62, 30, 36]), square('large.png', 512, 512, [250, 120, 144]), square('wide.png', 256, 128, [126, 0, 68]), square('small.png', 64, 64, [31, 15, 18])]);
    await putPictures(lake, paths);
    expect(await detect(lake)).toMatchObject({ looked: 4, boxes: 4, broken: [] });
    expect(await detect(lake, { model: at('columns.onnx'), size: 128 })).toMatchObject({ looked: 4, boxes: 4 });
    const expected = [['large.png', 256, 128, 128, 128, 512, 512], ['same.png', 64, 32, 32, 32, 128, 128], ['small.png', 32, 16, 16, 16, 64, 64], ['wide.png', 128, 0, 64, 64, 256, 128]];
    for (const model of ['rows.onnx', 'columns.onnx']) {
      expect(await rowsOf(lake, `SELECT file_name, x, y, w, h, ref_w, ref_h FROM detections WHERE detector = '${model}' ORDER BY file_name`)).toEqual(expected);
    }
    expect(await rowsOf(lake, 'SELECT DISTINCT label, level, rank, prob BETWEEN 0.95 AND 1 FROM detections')).toEqual([['head', null, 1, true]]);
    expect(await rowsOf(lake, "SELECT x_rel, y_rel, w_rel, h_rel FROM detections WHERE file_name = 'wide.png' AND detector = 'rows.onnx'")).toEqual([[0.5, 0, 0.25, 0.5]]);
    expect(await detect(lake)).toMatchObject({ looked: 0, known: 4 });
  });

  it('leaves out what is less sure than asked', async () => {
    const lake = at('lake-min');
    await putPictures(lake, [await square('grey.png', 128, 128, [62, 30, 36], '#808080')]);
    expect(await detect(lake, { least: 0.6 })).toMatchObject({ looked: 1, boxes: 0 });
    expect(await detect(lake, { least: 0.4, again: true })).toMatchObject({ looked: 1, boxes: 1 });
    expect(await rowsOf(lake, 'SELECT round(prob, 1) FROM detections')).toEqual([[0.5]]);
  });

  it('has its labels of body parts hidden, whatever the file is called', async () => {
    const lake = at('lake-parts');
    writeFileSync(at('parts.txt'), 'FEMALE_BREAST_EXPOSED\nFACE_FEMALE');
    await putPictures(lake, [await square('one.png', 128, 128, [62, 30, 36])]);
    await detect(lake, { labels: at('parts.txt') });
    expect(await rowsOf(lake, 'SELECT label FROM detections')).toEqual([['FEMALE_BREAST_EXPOSED']]);
    expect(await rowsOf(lake, 'SELECT label FROM detections', { rating: 'sensitive' })).toEqual([]);
  });

  it('that is none, or does not fit its labels or size, is refused with a word on what would', async () => {
    const lake = at('lake-wrong');
    await putPictures(lake, [await square('two.png', 128, 128, [62, 30, 36])]);
    writeFileSync(at('three.txt'), 'a\nb\nc');
    writeFileSync(at('hole.txt'), 'a\n\nc');
    writeFileSync(at('none.onnx'), 'not a model');
    writeFileSync(at('grey.onnx'), tinyModel({ side: 128, layout: 'rows', input: [1, 1, 128, 128] }));
    await expect(detect(lake, { labels: at('three.txt') })).rejects.toMatchObject({ message: 'The model gives float32 of 1 x 16 x 7, which is no list of boxes with 3 labels', hint: expect.stringContaining('1 x N x 8') });
    await expect(detect(lake, { labels: at('hole.txt') })).rejects.toThrow('has an empty line');
    await expect(detect(lake, { labels: at('missing.txt') })).rejects.toThrow('Cannot read the labels');
    await expect(detect(lake, { model: at('none.onnx') })).rejects.toThrow('is no ONNX model that can be run');
    await expect(detect(lake, { model: at('missing.onnx') })).rejects.toThrow('is no ONNX model that can be run');
    await expect(detect(lake, { model: at('grey.onnx') })).rejects.toThrow('takes float32 of 1 x 1 x 128 x 128');
    await expect(detect(lake, { size: 640 })).rejects.toThrow('takes pictures of 128 px, not 640');
    expect(await rowsOf(lake, 'SELECT * FROM picture_steps')).toEqual([]);
  });
});
