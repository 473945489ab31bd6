import { sparseRows, withCommonColumns } from '../kernels/sparse-rows.js';
import { linkedGroups, partOf, parts } from '../kernels/split.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { chooseClasses, type ClassChoice } from './classify-classes.js';
import { rowsOfPart, type Partitioned } from './classify-methods.js';
import { featuresSql, labelsSql, type PostTask } from './classify-tasks.js';

/** Examples of a task with what they are called. */
export interface ClassifyData extends Partitioned {
  readonly classNames: readonly string[];
  /** Board and name (fid of a post, name of a tag) of each row. */
  readonly booru: readonly string[];
  readonly subject: readonly string[];
  /** Columns that are learned from. */
  readonly features: number;
  /** Examples left out: of classes too rare or beyond the limit, and those with more than one answer. */
  readonly rare: number;
  readonly several: number;
}

export interface ClassifyInput extends ClassChoice {
  readonly booru?: string;
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Tags in fewer posts of the training part are not learned from. */
const leastPosts = 3;
/** One source with more posts than this names a place, not a picture. */
const mostOfSource = 20;

/**
 * Posts of a task with their tags (by normalised name, so that boards share them). Posts that show the same or nearly the same picture (by file, parent, pixiv id or
 * source) fall into the same part. Which tags are learned from is decided on the training part. Throws UserError when there is too little to learn from.
 */
export async function readPosts(lake: Lake, task: PostTask, input: ClassifyInput): Promise<ClassifyData> {
  const { connection } = lake;
  try {
    const where = input.booru === undefined ? 'true' : `booru = ${literal(input.booru)}`;
    await connection.run(`CREATE OR REPLACE TEMP TABLE classify_labels AS SELECT * FROM (${await labelsSql(lake, task)}) WHERE ${where}`);
    const [counted] = await lake.rows<{ several: number }>('SELECT count(*) FILTER (label IS NULL) AS several FROM classify_labels');
    const { classNames, rare } = await chooseClasses(lake, 'post', task, input);
    await connection.run(`CREATE OR REPLACE TEMP TABLE classify_rows AS SELECT booru, post_key, (row_number() OVER (ORDER BY booru, post_key) - 1)::INTEGER AS row, number
      FROM classify_labels JOIN classify_classes USING (label)`);
    await connection.run(`CREATE OR REPLACE TEMP TABLE classify_features AS SELECT tag_id, (dense_rank() OVER (ORDER BY tag_name_norm) - 1)::INTEGER AS feature FROM (${featuresSql(task)})`);
    const rows = await lake.columns(`SELECT r.booru, fid, number, ${linkOf('md5', 'md5 IS NOT NULL')} AS file, ${linkOf('r.booru, coalesce(parent_fid, fid)', 'true')} AS family,
        ${linkOf('pixiv_id', 'pixiv_id IS NOT NULL')} AS work, ${linkOf('source', `source LIKE 'http%' AND count(*) OVER (PARTITION BY source) <= ${mostOfSource}`)} AS place
      FROM classify_rows AS r JOIN posts AS p ON p.booru = r.booru AND p.post_key = r.post_key ORDER BY row`);
    const booru = rows['booru'] as string[];
    const subject = rows['fid'] as string[];
    const groups = linkedGroups(booru.length, ['file', 'family', 'work', 'place'].map((name) => rows[name] as Int32Array));
    const part = Uint8Array.from(groups, (first) => partOf(`${booru[first]} ${subject[first]}`, input.seed));
    const all = await readCells(lake, booru.length, input.onProgress);
    const data = withCommonColumns(all, rowsOfPart({ part }, parts.train), leastPosts);
    if (data.width === 0) throw new UserError(`The posts have no tags to tell their ${task} by`, `A tag counts from ${leastPosts} posts on. Load more posts.`);
    const examples = { data, labels: Int32Array.from(rows['number'] as Int32Array), classes: classNames.length };
    return { examples, part, isMeasured: false, classNames, booru, subject, features: data.width, rare, several: counted!.several };
  } finally {
    for (const table of ['labels', 'classes', 'rows', 'features']) await connection.run(`DROP TABLE IF EXISTS classify_${table}`);
  }
}

const linkOf = (key: string, when: string) => `CASE WHEN ${when} THEN min(row) OVER (PARTITION BY ${key}) ELSE row END`;

async function readCells(lake: Lake, rows: number, onProgress: ClassifyInput['onProgress']) {
  const [counted] = await lake.rows<{ cells: number; width: number }>(`SELECT (SELECT count(*) FROM post_tags SEMI JOIN classify_rows USING (booru, post_key) SEMI JOIN classify_features USING (tag_id)) AS cells,
    (SELECT coalesce(max(feature) + 1, 0) FROM classify_features) AS width`);
  const { cells, width } = counted!;
  const row = new Int32Array(cells);
  const column = new Int32Array(cells);
  let read = 0;
  for await (const piece of lake.pieces('SELECT row, feature FROM post_tags JOIN classify_rows USING (booru, post_key) JOIN classify_features USING (tag_id)')) {
    row.set(piece['row'] as Int32Array, read);
    column.set(piece['feature'] as Int32Array, read);
    read += (piece['row'] as Int32Array).length;
    onProgress?.(read, cells);
  }
  return sparseRows(row, column, rows, width);
}
