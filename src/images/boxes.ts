import type { TableName } from '../lake/schema.js';
import { literal } from '../lake/sql.js';

/** What a box is of, whichever program saw it; a torso is without its head, a bust with it. */
export const boxKinds = ['face', 'head', 'bust', 'torso', 'figure', 'other'] as const;
export type BoxKind = (typeof boxKinds)[number];

/** Words of detectors' labels, in lower case; of a label the first that it holds counts. Parts of bodies are `other`. */
const words: Readonly<Partial<Record<BoxKind, readonly string[]>>> = {
  other: ['exposed', 'covered'],
  face: ['face', 'faces', 'animeface'],
  head: ['head', 'heads'],
  bust: ['bust', 'busts', 'halfbody'],
  torso: ['torso', 'upper', 'trunk'],
  figure: ['figure', 'figures', 'person', 'persons', 'people', 'body', 'bodies', 'girl', 'boy', 'woman', 'man', 'human', 'character'],
};

/** SQL of the kind of a box from its label. FACE_F of NudeNet is a face, FACE_COVERED too, FEET_COVERED is other. */
export function boxKindSql(label: string): string {
  const list = `string_split_regex(lower(${label}), '[^a-z]+')`;
  const has = (kind: BoxKind) => `list_has_any(${list}, [${words[kind]!.map(literal).join(', ')}])`;
  const order: readonly BoxKind[] = ['face', 'other', 'head', 'bust', 'torso', 'figure'];
  return `CASE ${order.map((kind) => `WHEN ${has(kind)} THEN ${literal(kind)}`).join(' ')} ELSE 'other' END`;
}

/** The whole path of a row; other programs tell of folder and name. */
const wholePath = `CASE WHEN path IS NULL OR file_name IS NULL OR path = file_name OR ends_with(path, '/' || file_name) THEN path
  WHEN path = '/' THEN path || file_name ELSE path || '/' || file_name END`;

/**
 * SQL of all boxes seen in pictures, in parts of the picture (0 to 1, from its upper left corner, cut at its edges): path, booru, post_key,
 * label (one of boxKinds), raw_label, detector, level, prob, x_rel, y_rel, w_rel, h_rel. One row a box and picture: the one of `images` that the box's row
 * names, else each that `images` has of its post, else what its row says (path may be NULL). `scan` gives the SQL of a table, by
 * default of its view. Pixels count when it is known of what size of picture they are (ref_w, ref_h): of the picture itself or, where the shape
 * differs, of a letterbox with the picture in its middle, never made larger.
 * Boxes of pixels of an unknown size, those that a better one covers (level suppressed) and empty ones are left out.
 */
export function boxesSql(scan: (table: TableName) => string = (table) => `FROM ${table}`): string {
  const columns = 'booru, post_key, path, file_name, detector, level, label, prob, x, y, w, h, x_rel, y_rel, w_rel, h_rel, ref_w, ref_h';
  const scale = 'least(1, ref_w / width, ref_h / height)';
  // Shapes that differ by rounding only are the same shape.
  const isSameShape = '(width IS NULL OR height IS NULL OR abs(ref_w / ref_h / (width / height) - 1) < 0.02)';
  const place = (at: string, size: string, ref: string) => `CASE WHEN ${isSameShape} THEN (${at}) / ${ref} ELSE (${at} - (${ref} - ${size} * ${scale}) / 2) / (${size} * ${scale}) END`;
  const [across, down] = [(at: string) => place(at, 'width', 'ref_w'), (at: string) => place(at, 'height', 'ref_h')];
  const cut = (value: string) => `least(1, greatest(0, ${value}))`;
  const facts = 'detector, level, label, prob, x, y, w, h, x_rel, y_rel, w_rel, h_rel, ref_w, ref_h';
  return `WITH picture AS (SELECT path, any_value(booru) AS booru, any_value(post_key) AS post_key, any_value(width)::DOUBLE AS width, any_value(height)::DOUBLE AS height FROM (
      SELECT booru, post_key, ${wholePath} AS path, width, height FROM (${scan('images')})) WHERE path IS NOT NULL GROUP BY path),
    box AS (SELECT * REPLACE (${wholePath} AS path) FROM (SELECT ${columns} FROM (${scan('faces')}) UNION ALL SELECT ${columns} FROM (${scan('detections')}))
      WHERE coalesce(level, '') <> 'suppressed' AND (x_rel IS NOT NULL OR ref_w > 0 AND ref_h > 0 AND x IS NOT NULL)),
    own AS (SELECT picture.*, ${facts} FROM box JOIN picture USING (path)),
    placed AS (FROM own UNION ALL BY NAME
      SELECT coalesce(picture.path, lone.path) AS path, booru, post_key, width, height, ${facts} FROM (FROM box ANTI JOIN picture USING (path)) AS lone LEFT JOIN picture USING (booru, post_key)),
    corner AS (SELECT *, x_rel::DOUBLE AS x0, y_rel::DOUBLE AS y0, x_rel::DOUBLE + w_rel AS x1, y_rel::DOUBLE + h_rel AS y1 FROM placed WHERE x_rel IS NOT NULL
      UNION ALL BY NAME SELECT *, ${across('x')} AS x0, ${down('y')} AS y0, ${across('x + w')} AS x1, ${down('y + h')} AS y1 FROM placed WHERE x_rel IS NULL)
    SELECT path, booru, post_key, ${boxKindSql('label')} AS label, label AS raw_label, detector, level, prob, ${cut('x0')} AS x_rel, ${cut('y0')} AS y_rel,
      ${cut('x1')} - ${cut('x0')} AS w_rel, ${cut('y1')} - ${cut('y0')} AS h_rel
    FROM corner WHERE ${cut('x1')} > ${cut('x0')} AND ${cut('y1')} > ${cut('y0')}`;
}
