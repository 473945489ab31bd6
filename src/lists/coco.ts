import type { Lake } from '../lake/lake.js';
import type { ListFormat } from './list-format.js';
import { listedPictures } from './listed-pictures.js';
import { rowsOf } from './listed-posts.js';
import { folderOf } from './post-name.js';
import { withText, type Write } from './text-out.js';

interface Box {
  readonly nth: number;
  readonly category: string;
  readonly detector: string | null;
  readonly prob: number | null;
  readonly box: readonly number[];
}

/** SQL of a side of a box in pixels of the picture: its own, else a part of its width or height, else pixels of another size of it. */
const side = (name: 'x' | 'y' | 'w' | 'h', of: 'width' | 'height', isFace: boolean): string =>
  `coalesce(${isFace ? `${name}_orig, ` : ''}${name}_rel::DOUBLE * ${of}, ${name}::DOUBLE * ${of} / ${of === 'width' ? 'ref_w' : 'ref_h'})`;

const boxes = (table: 'faces' | 'detections'): string => {
  const sides = ([['x', 'width'], ['y', 'height'], ['w', 'width'], ['h', 'height']] as const).map(([name, of]) => `round(${side(name, of, table === 'faces')}, 2)`);
  return `SELECT s.nth, coalesce(nullif(label, ''), '${table === 'faces' ? 'face' : 'thing'}') AS category, detector, round(prob::DOUBLE, 4) AS prob, [${sides.join(', ')}] AS box, rank
    FROM memory.main.${table} AS b JOIN listed_pictures AS s USING (path) WHERE width > 0 AND height > 0`;
};

/** Makes the table listed_boxes of the boxes in the pictures of a size that is known. The views leave out what the rating hides. */
async function findBoxes(lake: Lake): Promise<string[]> {
  await lake.connection.run(`CREATE OR REPLACE TEMP TABLE listed_boxes AS SELECT DISTINCT * FROM (${boxes('faces')} UNION ALL ${boxes('detections')})
    WHERE box[1] IS NOT NULL AND box[2] IS NOT NULL AND box[3] > 0 AND box[4] > 0`);
  return (await lake.rows<{ category: string }>('SELECT DISTINCT category FROM listed_boxes ORDER BY category')).map(({ category }) => category);
}

/** A list in JSON, one object a line; `next` gives the objects. */
async function writeObjects(write: Write, name: string, objects: AsyncIterable<object>): Promise<void> {
  await write(`"${name}":[`);
  let isFirst = true;
  for await (const object of objects) {
    await write(`${isFirst ? '' : ','}\n${JSON.stringify(object)}`);
    isFirst = false;
  }
  await write('],\n');
}

/**
 * A data set of boxes as COCO has it for object detection: `images`, `annotations` with `bbox` [x, y, width, height] in pixels from the upper left
 * corner, `categories` (cocodataset.org, "Data format"). `score` is how sure the detector was. `file_name` is the picture's path, or with `dir` its
 * name by the convention in that folder, as `folder` writes it. Left out are pictures whose size is not known.
 */
export const coco: ListFormat = {
  about: 'data set of boxes for COCO tools: pictures with the faces and other things found in them',
  lists: 'pictures', gives: 'text',
  async write({ lake, options, step }) {
    const { dir } = options;
    let [listed, unsized] = [0, 0];
    const categories = await findBoxes(lake);
    const idOf = new Map(categories.map((name, i) => [name, i + 1]));
    async function* images() {
      for await (const { nth, path, name, width, height, booru } of listedPictures(lake, dir === undefined ? 'none' : 'names')) {
        step();
        if (width === null || height === null || width <= 0 || height <= 0) unsized++;
        else {
          listed++;
          yield { id: nth, width, height, file_name: dir === undefined ? path : `${folderOf(dir, booru ?? 'unknown')}/${name}` };
        }
      }
    }
    async function* annotations() {
      let id = 0;
      for await (const { nth, category, detector, prob, box } of rowsOf<Box>(lake, 'SELECT nth::INTEGER AS nth, category, detector, prob, box FROM listed_boxes ORDER BY ALL')) {
        yield { id: ++id, image_id: nth, category_id: idOf.get(category), bbox: box, area: Number((box[2]! * box[3]!).toFixed(2)), iscrowd: 0, ...(prob === null ? {} : { score: prob }), detector };
      }
    }
    await withText(options, async (write) => {
      await write('{"info":{"description":"made by boorulab"},\n');
      await writeObjects(write, 'images', images());
      await writeObjects(write, 'annotations', annotations());
      await write(`"categories":${JSON.stringify(categories.map((name, i) => ({ id: i + 1, name, supercategory: 'seen' })))}}\n`);
    });
    return { listed, unsized };
  },
};
