import type { TableName } from '../lake/schema.js';

/** What a box is of, whatever its detector calls it. */
export type BoxKind = 'face' | 'head' | 'bust' | 'torso' | 'figure' | 'other';

const label = "lower(coalesce(label, 'face'))";
const kind = `CASE WHEN ${label} LIKE '%face%' THEN 'face' WHEN ${label} LIKE '%head%' THEN 'head' WHEN ${label} IN ('bust', 'halfbody', 'half_body', 'upper_body') THEN 'bust'
  WHEN ${label} = 'torso' THEN 'torso' WHEN ${label} IN ('figure', 'person', 'body', 'full_body', '0') THEN 'figure' ELSE 'other' END`;

const part = (name: 'x' | 'y' | 'w' | 'h') => `coalesce(${name}_rel, ${name} / nullif(ref_${name === 'x' || name === 'w' ? 'w' : 'h'}, 0))::DOUBLE`;

/**
 * SQL of the boxes of all detectors, in parts of their pictures: booru, post_key, path, file_name, kind, level, prob, x, y, w, h. Boxes whose place
 * in the picture is not known, or that have no area, are left out. `scan` gives the SQL of a table.
 */
export function boxesSql(scan: (table: TableName) => string): string {
  const of = (table: TableName) => `SELECT booru, post_key, path, file_name, ${kind} AS kind, level, prob, ${part('x')} AS x, ${part('y')} AS y, ${part('w')} AS w, ${part('h')} AS h FROM (${scan(table)})`;
  return `SELECT * FROM (${of('faces')} UNION ALL ${of('detections')}) WHERE w > 0 AND h > 0 AND x IS NOT NULL AND y IS NOT NULL`;
}
