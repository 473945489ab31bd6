import { literal } from '../../lake/sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { idLines, startsWithLine, type IdLine } from '../id-lines.js';
import type { FileRecord, Source } from '../source.js';

const booru = 'danbooru.donmai.us';
const facts = ['rating', 'fav_count', 'score', 'image_width', 'image_height', 'created_at'] as const;
/** The tag fields in their order, with the category of each. */
const classes = { tags_copyright: 3, tags_character: 4, tags_artist: 1, tags_general: 0 } as const;

/** Six plain fields, then four in quotes; quotes in tags are not escaped, so only `";"` parts the fields. */
function recordOf({ line, raw, id, payload }: IdLine): FileRecord {
  const plain = payload.split(';', facts.length);
  const rest = payload.slice(plain.join(';').length + 1).trimEnd();
  const tags = /^".*"$/s.test(rest) ? rest.slice(1, -1).split('";"') : [];
  if (plain.length !== facts.length || tags.length !== Object.keys(classes).length) return { line, raw, reason: 'bad_columns', detail: 'not six fields and four lists of tags' };
  const known = facts.map((name, i) => [name, ['', 'None'].includes(plain[i]!.trim()) ? null : plain[i]!.trim()]);
  return { line, raw, values: { id, ...Object.fromEntries(known), ...Object.fromEntries(Object.keys(classes).map((name, i) => [name, tags[i]])) } };
}

async function* read(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const line of idLines(bytes)) yield 'reason' in line ? line : recordOf(line);
}

/** `danb_grab.tsv`, whose fields are parted by semicolons (format reference A1.6). */
export const danbGrab: Source = {
  id: 'danb-grab',
  code: 'Dx',
  title: 'Danbooru posts: danb_grab.tsv',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+;[a-z]?;\d*;-?\d*;\d*;\d*;[^;]*;"/),
  format: { kind: 'custom', read },
  fields: {
    id: 'VARCHAR', rating: 'VARCHAR', fav_count: 'INTEGER', score: 'INTEGER', image_width: 'INTEGER', image_height: 'INTEGER', created_at: 'TIMESTAMPTZ',
    ...(Object.fromEntries(Object.keys(classes).map((name) => [name, 'VARCHAR'])) as Record<keyof typeof classes, string>),
  },
  required: ['id'],
  identity: 'canonical_fid(id)',
  rules: () => [{ reason: 'bad_value', when: 'length(id) > 18', detail: literal('the id is not a number') }],
  async emit({ scalar }) {
    const isNew = await scalar(`SELECT bool_or(rating = 'g') OR max(created_at) >= TIMESTAMPTZ '2022-05-22 00:00:00+00' FROM record`);
    const named = Object.entries(classes).filter(([, cat]) => cat !== 0).map(([name, cat]) => `SELECT unnest(split_tags(${name})) AS tag_name, ${cat} AS tag_cat FROM record`);
    // General tags are too many to split twice: they are what is in no other list.
    const general = (await scalar('SELECT count(*) FROM record')) === 0n ? [] : ['SELECT tag_name, 0 AS tag_cat FROM learned'];
    return [
      {
        table: 'posts', origin: 'board',
        select: `SELECT '${booru}' AS booru, canonical_fid(id) AS fid, _row, real_time(created_at) AS created_at, CASE WHEN real_time(created_at) IS NOT NULL THEN 'second' END AS created_precision, rating AS rating_raw, ${ratingStdSql('rating', String(isNew === true))} AS rating_std,
          score, fav_count AS favs, nullif(image_width, 0) AS width, nullif(image_height, 0) AS height, ${Object.keys(classes).map((name) => `split_tags(${name})`).join(' || ')} AS tags FROM record`,
      },
      { table: 'tags', select: `SELECT '${booru}' AS booru, tag_name, max(tag_cat)::TINYINT AS tag_cat FROM (${[...named, ...general].join(' UNION ALL ')}) WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name` },
    ];
  },
};
