import { denseRows } from '../kernels/sparse-rows.js';
import { partOf, parts } from '../kernels/split.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { tagCategories } from '../tags/categories.js';
import { chooseClasses } from './classify-classes.js';
import type { ClassifyData, ClassifyInput } from './classify-data.js';
import { rowsOfPart } from './classify-methods.js';

/**
 * Tags of a board with their vector, each dimension scaled to mean square 1 over the training part, and their category. Without a board the one with most vectors.
 * Vectors of another length than most are left out. Throws UserError when there are no vectors or too few tags.
 */
export async function readTags(lake: Lake, input: ClassifyInput): Promise<ClassifyData> {
  const { connection } = lake;
  const boards = await lake.rows<{ booru: string; width: number }>('SELECT booru, mode(len(vector))::INTEGER AS width FROM tag_vectors GROUP BY booru ORDER BY count(*) DESC, booru');
  const board = input.booru === undefined ? boards[0] : boards.find(({ booru }) => booru === input.booru);
  if (board === undefined) throw new UserError(`The lake has no vectors of tags${input.booru === undefined ? '' : ` of ${input.booru}`}`, 'Make them first: boorulab embed');
  const names = Object.entries(tagCategories).filter(([, number]) => number >= 0).map(([name, number]) => `WHEN ${number} THEN '${name}'`);
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE classify_labels AS SELECT tag_id, tag_name, vector, CASE tag_cat ${names.join(' ')} END AS label
      FROM tag_vectors AS v JOIN tags AS t USING (booru, tag_id) WHERE booru = '${board.booru.replaceAll("'", "''")}' AND len(vector) = ${board.width}`);
    const { classNames, rare } = await chooseClasses(lake, 'tag', 'category', input);
    const [counted] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM classify_labels JOIN classify_classes USING (label)');
    const values = new Float32Array(counted!.n * board.width);
    const labels = new Int32Array(counted!.n);
    const subject: string[] = [];
    for await (const piece of lake.pieces('SELECT tag_name, number, vector FROM classify_labels JOIN classify_classes USING (label) ORDER BY tag_id')) {
      const vectors = piece['vector'] as number[][];
      labels.set(piece['number'] as Int32Array, subject.length);
      vectors.forEach((vector, at) => values.set(vector, (subject.length + at) * board.width));
      subject.push(...(piece['tag_name'] as string[]));
      input.onProgress?.(subject.length, labels.length);
    }
    const part = Uint8Array.from(subject, (name) => partOf(name, input.seed));
    scale(values, board.width, rowsOfPart({ part }, parts.train));
    const examples = { data: denseRows(values, board.width), labels, classes: classNames.length };
    return { examples, part, isMeasured: true, classNames, booru: subject.map(() => board.booru), subject, features: board.width, rare, several: 0 };
  } finally {
    for (const table of ['labels', 'classes']) await connection.run(`DROP TABLE IF EXISTS classify_${table}`);
  }
}

function scale(values: Float32Array, width: number, train: Uint32Array): void {
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (const row of train) sum += values[row * width + column]! ** 2;
    const root = Math.sqrt(sum / Math.max(1, train.length)) || 1;
    for (let cell = column; cell < values.length; cell += width) values[cell]! /= root;
  }
}
