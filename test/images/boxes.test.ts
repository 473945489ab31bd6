import { describe, expect, it } from 'vitest';
import { boxesSql, boxKindSql } from '../../src/images/boxes.js';
import { testLake, type TableSql } from '../reports/fixture.js';

async function boxesOf(tables: TableSql) {
  const { lake, close } = await testLake(tables, 'all');
  const rows = await lake.rows<Record<string, unknown>>(`SELECT path, label, detector, round(x_rel, 4) AS x, round(y_rel, 4) AS y, round(w_rel, 4) AS w, round(h_rel, 4) AS h FROM (${boxesSql()}) ORDER BY ALL`);
  close();
  return rows.map((row) => Object.values(row));
}

/** A picture of 1000 x 500 of post 1, one of 500 x 1000 of post 2 and a small one of no post. */
const images = `SELECT * FROM (VALUES ('a', 1, 'p/one.png', 'one.png', 1000, 500), ('a', 2, 'p/two.png', 'two.png', 500, 1000), (NULL, NULL, 'p/small.png', 'small.png', 200, 100)) AS t(booru, post_key, path, file_name, width, height)`;
const detections = (columns: string, ...rows: string[]) => `SELECT * FROM (VALUES ${rows.map((row) => `(${row})`).join(', ')}) AS t(${columns})`;

describe('boxes of pictures', () => {
  it('are parts of the picture, whether told in parts, pixels of the picture, of a smaller copy or of a letterbox', async () => {
    const px = 'path, file_name, detector, label, x, y, w, h, ref_w, ref_h';
    expect(await boxesOf({
      images,
      faces: `SELECT 'p/one.png' AS path, 'one.png' AS file_name, 'anime_cascade' AS detector, 'face' AS label, 0 AS x, 128 AS y, 128 AS w, 128 AS h, .0::REAL AS x_rel, 0::REAL AS y_rel, .25::REAL AS w_rel, .5::REAL AS h_rel, 512 AS ref_w, 512 AS ref_h`,
      detections: detections(px, `'p/one.png', 'one.png', 'full', 'head', 500, 250, 100, 100, 1000, 500`, `'p/one.png', 'one.png', 'half', 'head', 250, 125, 50, 50, 500, 250`,
        `'p/one.png', 'one.png', 'square', 'head', 256, 256, 51, 51, 512, 512`, `'p/two.png', 'two.png', 'square', 'head', 128, 0, 256, 256, 512, 512`, `'p/small.png', 'small.png', 'square', 'head', 156, 206, 100, 50, 512, 512`),
    })).toEqual([
      ['p/one.png', 'face', 'anime_cascade', 0, 0, 0.25, 0.5],
      ['p/one.png', 'head', 'full', 0.5, 0.5, 0.1, 0.2],
      ['p/one.png', 'head', 'half', 0.5, 0.5, 0.1, 0.2],
      ['p/one.png', 'head', 'square', 0.5, 0.5, expect.closeTo(0.1, 3), expect.closeTo(0.2, 2)],
      ['p/small.png', 'head', 'square', 0, 0, 0.5, 0.5],
      ['p/two.png', 'head', 'square', 0, 0, 1, 0.5],
    ]);
  });

  it('belong to the picture they name, as folder and name too, else to all pictures of their post, else to what their row says', async () => {
    const rel = 'booru, post_key, path, file_name, detector, label, x_rel, y_rel, w_rel, h_rel';
    expect(await boxesOf({
      images: `${images} UNION ALL SELECT 'a', 1, 'q/one.png', 'one.png', 100, 50`,
      detections: detections(rel, `'a', 1, 'q', 'one.png', 'by name', 'head', .1, .2, .3, .4`, `'a', 1, NULL, 'one', 'by post', 'head', .1, .2, .3, .4`, `'a', 9, 'q', 'nine.png', 'elsewhere', 'head', .1, .2, .3, .4`),
    })).toEqual([['p/one.png', 'head', 'by post', 0.1, 0.2, 0.3, 0.4], ['q/nine.png', 'head', 'elsewhere', 0.1, 0.2, 0.3, 0.4], ['q/one.png', 'head', 'by name', 0.1, 0.2, 0.3, 0.4], ['q/one.png', 'head', 'by post', 0.1, 0.2, 0.3, 0.4]]);
  });

  it('are cut at the edges; those of an unknown size, suppressed and empty ones are left out', async () => {
    const all = 'path, file_name, detector, label, level, x, y, w, h, x_rel, y_rel, w_rel, h_rel';
    expect(await boxesOf({
      images,
      detections: detections(all, `'p/one.png', 'one.png', 'a', 'face', NULL, NULL, NULL, NULL, NULL, -.1, .5, .3, .7`, `'p/one.png', 'one.png', 'b', 'face', 'suppressed', NULL, NULL, NULL, NULL, 0, 0, 1, 1`,
        `'p/one.png', 'one.png', 'c', 'face', NULL, 1, 2, 3, 4, NULL, NULL, NULL, NULL`, `'p/one.png', 'one.png', 'd', 'face', NULL, NULL, NULL, NULL, NULL, 1.5, 0, .2, .2`),
    })).toEqual([['p/one.png', 'face', 'a', 0, 0.5, 0.2, 0.5]]);
  });
});

describe('the kind of a box', () => {
  it('comes from the words of its label', async () => {
    const { lake, close } = await testLake(undefined, 'all');
    const kinds = {
      face: 'face', FACE_F: 'face', FACE_COVERED: 'face', 'anime-face': 'face', head: 'head', 'head 2': 'head', Bust: 'bust', halfbody: 'bust', torso: 'torso', upper_body: 'torso', figure: 'figure',
      person: 'figure', full_body: 'figure', FEET_COVERED: 'other', HEAD_EXPOSED: 'other', surface: 'other', headlight: 'other', text: 'other', '0': 'other', 'area gray(255)': 'other', '': 'other', "it's": 'other',
    };
    const sql = Object.keys(kinds).map((label) => `('${label.replaceAll("'", "''")}')`).join(', ');
    const rows = await lake.rows<{ label: string; kind: string }>(`SELECT label, ${boxKindSql('label')} AS kind FROM (VALUES ${sql}, (NULL)) AS t(label)`);
    close();
    expect(Object.fromEntries(rows.filter(({ label }) => label !== null).map(({ label, kind }) => [label, kind]))).toEqual(kinds);
    expect(rows.find(({ label }) => label === null)!.kind).toBe('other');
  });
});
