import { BIGINT, BOOLEAN, DOUBLE, FLOAT, INTEGER, LIST, SMALLINT, TINYINT, UBIGINT, VARCHAR, listValue, type DuckDBConnection, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { createColumnTable, type ColumnData } from '../lake/column-table.js';
import { schemaOf } from '../lake/schema.js';
import { splitPath } from '../tags/file-name.js';
import type { Examined, Picture } from './examine.js';
import type { FoundFile } from './picture-files.js';
import { exclusionOf, postOfName } from './picture-post.js';

/** A file that was looked at; `examined` is null when its post was known to be excluded before. */
export interface Looked {
  /** Number of the file among those looked at below its root, from 1. */
  readonly row: number;
  readonly file: FoundFile;
  readonly examined: Examined | null;
}

const types: Readonly<Record<string, DuckDBType>> = {
  VARCHAR, BIGINT, INTEGER, SMALLINT, TINYINT, DOUBLE, BOOLEAN, UBIGINT, 'VARCHAR[]': LIST(VARCHAR), 'FLOAT[]': LIST(FLOAT),
};

/** Columns that a picture that was looked at fills, by table. */
export const filledColumns = {
  images: [
    'file_md5', 'file_type', 'width', 'height', 'bits', 'colorspace', 'res_x', 'res_y', 'res_unit', 'jpeg_quality', 'frames', 'has_alpha', 'orientation', 'aspect', 'aspect_near', 'metadata',
  ],
  image_stats: [
    'entropy', 'skew', 'mean', 'stddev', 'colors', 'chroma_mean', 'chroma_max', 'r_mean', 'g_mean', 'b_mean', 'edge', 'edge_radius', 'bound_w', 'bound_h', 'bound_x', 'bound_y',
    'phash', 'dhash', 'palette', 'palette_share',
  ],
} as const satisfies Record<string, readonly (keyof Picture)[]>;

/** Makes the table `scanned` of files that were looked at: what they are, what their names say, and why some are no pictures. */
export async function putScanned(connection: DuckDBConnection, looked: readonly Looked[]): Promise<void> {
  const pictures = looked.map(({ examined }) => (examined?.kind === 'picture' ? examined.picture : null));
  const broken = looked.map(({ examined }) => (examined?.kind === 'broken' ? examined : null));
  const names = looked.map(({ file }) => postOfName(file.path));
  const softwares = pictures.map((picture) => (picture?.software ? postOfName(picture.software) : null));
  const texts = (values: readonly (string | null | undefined)[]): ColumnData => ({ type: VARCHAR, values: values.map((value) => value ?? null) });
  const numbers = (values: readonly number[]): ColumnData => ({ type: BIGINT, values: values.map(BigInt) });
  const filled = Object.entries(filledColumns).flatMap(([table, columns]) => columns.map((column): [string, ColumnData] => {
    const type = schemaOf(table as keyof typeof filledColumns).columns[column]!;
    return [column, { type: types[type]!, values: pictures.map((picture) => (picture === null ? null : valueOf(picture[column as keyof Picture], type))) }];
  }));
  await connection.run('DROP TABLE IF EXISTS scanned');
  await createColumnTable(connection, 'scanned', {
    row: numbers(looked.map(({ row }) => row)), walk_at: numbers(looked.map(({ file }) => file.at)), path: texts(looked.map(({ file }) => file.path)), file_name: texts(looked.map(({ file }) => splitPath(file.path).name)),
    seen_size: numbers(looked.map(({ file }) => file.size)), file_size: numbers(looked.map(({ file }, at) => pictures[at]?.file_size ?? file.size)), changed: numbers(looked.map(({ file }) => file.changed)),
    reason: texts(broken.map((found) => found?.reason)), detail: texts(broken.map((found) => found?.detail)),
    exclusion: texts(looked.map(({ file }, at) => exclusionOf(file.path, pictures[at]?.keywords ?? []))),
    name_booru: texts(names.map((name) => name?.booru)), name_fid: texts(names.map((name) => name?.fid)),
    soft_booru: texts(softwares.map((name) => name?.booru)), soft_fid: texts(softwares.map((name) => name?.fid)),
    ...Object.fromEntries((['frame', 'copyr', 'chars', 'artis', 'frest', 'variant'] as const).map((part) => [part, texts(names.map((name) => name?.parts[part]))])),
    is_misnamed: { type: BOOLEAN, values: pictures.map((picture) => picture?.is_misnamed ?? null) },
    ...Object.fromEntries(filled),
  });
}

function valueOf(value: Picture[keyof Picture], type: string): DuckDBValue {
  if (Array.isArray(value)) return listValue(value as readonly DuckDBValue[]);
  // A whole number of a type of 64 bits.
  return type === 'BIGINT' && typeof value === 'number' ? BigInt(value) : (value as DuckDBValue);
}
