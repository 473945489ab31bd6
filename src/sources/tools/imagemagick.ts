import { literal } from '../../lake/sql.js';
import type { Sample } from '../sample.js';
import type { FileRecord, Source } from '../source.js';
import { lineRecords } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

interface Layout {
  /** Columns of `images` in the order of the fields, file and folder first; `trim` is the bounding box, '' is not kept. */
  columns: readonly string[];
  measuredOn: 'original' | 'thumb512' | 'file';
  edgeRadius: 2 | 3;
}

const original = ['file', 'folder', 'file_size', 'width', 'height', 'bits', 'res_x', 'res_y', 'res_unit', 'trim', 'file_type', 'jpeg_quality', 'compress', 'colorspace', 'pixel_hash'];
const thumb = ['thumb_bytes', 'thumb_w', 'thumb_h'];
const grey = ['entropy', 'skew', 'mean', 'stddev', 'colors', 'chroma_mean', 'chroma_max'];
const colour = ['r_mean', 'g_mean', 'b_mean'];

/** The three layouts that are in use, known by their number of fields. */
const layouts: readonly Layout[] = [
  { columns: [...original, ...grey, ...colour, 'edge'], measuredOn: 'original', edgeRadius: 2 },
  { columns: [...original, ...thumb, ...grey, ...colour, 'edge', '', '', ''], measuredOn: 'thumb512', edgeRadius: 2 },
  { columns: ['file', 'folder', 'trim', ...grey, 'edge'], measuredOn: 'file', edgeRadius: 3 },
];

const texts = ['res_unit', 'file_type', 'compress', 'colorspace', 'pixel_hash'];
const wholes = ['file_size', 'width', 'height', 'bits', 'jpeg_quality', 'bound_w', 'bound_h', 'bound_x', 'bound_y', ...thumb, 'colors'];
const decimals = ['res_x', 'res_y', ...grey.filter((name) => name !== 'colors'), ...colour, 'edge'];

/** The fields of a line; null when it does not begin with a quoted name. */
function fieldsOf(text: string): string[] | null {
  const found = /^"([^"]+)";(.*)$/.exec(text);
  return found === null ? null : [found[1]!, ...found[2]!.split(';')];
}

/** The layout that most lines of the sample have. */
function layoutOf(sample: Sample): Layout | null {
  const lines = sample.text.split(/\r?\n/).slice(0, 200).map((line) => fieldsOf(line) ?? []);
  const count = (layout: Layout) => lines.filter((fields) => fields.length === layout.columns.length && trimPattern.test(fields[layout.columns.indexOf('trim')] ?? '')).length;
  const [best] = [...layouts].sort((a, b) => count(b) - count(a));
  return count(best!) > 0 ? best! : null;
}

const trimPattern = /^(\d+)x(\d+)([+-]\d+)([+-]\d+)$/;
const noNumber = /^[-+]?(nan|inf)/i;

function pictures(bytes: AsyncIterable<Buffer>, { columns }: Layout): AsyncIterable<FileRecord> {
  return lineRecords(bytes, (text) => {
    // Some operators typed a header: [file];[path];...
    if (text.startsWith('[file];')) return null;
    const fields = fieldsOf(text);
    if (fields?.length !== columns.length) {
      return { reason: 'bad_columns', detail: fields === null ? 'no name in quotes at its beginning' : `${fields.length} fields, ${columns.length} expected` };
    }
    const values: Record<string, string | null> = {};
    for (const [i, column] of columns.entries()) if (column !== '') values[column] = noNumber.test(fields[i]!) ? null : fields[i]!.trim() || null;
    const [, w, h, x, y] = trimPattern.exec(values['trim'] ?? '') ?? [];
    const [name, folder] = fields as [string, string];
    return { values: { ...values, bound_w: w, bound_h: h, bound_x: x, bound_y: y, ...pictureOf(folder === '' ? name : `${folder}/${name}`) } };
  });
}

/** Logs of ImageMagick with statistics of pictures, a line each (format reference D3). */
export const imagemagick: Source = {
  id: 'imagemagick',
  code: 'IM',
  title: 'ImageMagick: logs of statistics with 26, 32 or 11 fields',
  detect: (sample) => layoutOf(sample) !== null,
  format: (sample) => ({ kind: 'custom', read: (bytes) => pictures(bytes, layoutOf(sample) ?? layouts[0]!) }),
  fields: {
    ...pictureFields, trim: 'VARCHAR', ...Object.fromEntries([...texts.map((name) => [name, 'VARCHAR']), ...wholes.map((name) => [name, 'BIGINT']), ...decimals.map((name) => [name, 'DOUBLE'])]),
  },
  required: [],
  identity: 'path',
  rules: () => [...pictureRules(), { reason: 'bad_value', when: 'trim IS NOT NULL AND bound_w IS NULL', detail: literal('field boundbox') }],
  emit({ sample }) {
    const { measuredOn, edgeRadius } = layoutOf(sample) ?? layouts[0]!;
    const filled = [...texts, ...wholes, ...decimals].filter((name) => name !== 'jpeg_quality');
    return [
      postsOfPictures(),
      { table: 'images', select: `SELECT ${pictureColumns}, ${filled.join(', ')}, nullif(jpeg_quality, 0) AS jpeg_quality, ${edgeRadius} AS edge_radius, ${literal(measuredOn)} AS measured_on, _row FROM record` },
    ];
  },
};
