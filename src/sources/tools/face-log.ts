import type { FileRecord, Source } from '../source.js';
import { textLines } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

/** Read from its end: a name may hold `;` and `'`. Older logs have no level. */
const faceLine = /^'(.+)';(?:(\d+|A);)?(\d+);(\d+);(\d+);(\d+)\s*$/;

async function* faces(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const entry of textLines(bytes)) {
    if ('reason' in entry) {
      yield entry;
      continue;
    }
    const found = faceLine.exec(entry.text);
    if (found === null) yield { line: entry.line, raw: entry.raw, reason: 'bad_columns', detail: `not 'name';level;x;y;w;h` };
    else yield { line: entry.line, raw: entry.raw, values: { level: found[2], x: found[3], y: found[4], w: found[5], h: found[6], ...pictureOf(found[1]!) } };
  }
}

/** 7 is the strictest level. */
const strictness = (level: string) => `coalesce(TRY_CAST(${level} AS INTEGER), 0)`;
const overlap = (way: string, size: string) => `greatest(0, least(numbered.${way} + numbered.${size}, other.${way} + other.${size}) - greatest(numbered.${way}, other.${way}))`;
const shared = `(${overlap('x', 'w')} * ${overlap('y', 'h')})`;
/** Another level, at which the same face was found more surely: one that covers half of the area of both. */
const isFoundBetter = `EXISTS (FROM numbered AS other WHERE other.file_name = numbered.file_name AND other.path IS NOT DISTINCT FROM numbered.path
  AND (${strictness('other.level')}, -other._row) > (${strictness('numbered.level')}, -numbered._row)
  AND 2 * ${shared} >= numbered.w::BIGINT * numbered.h + other.w::BIGINT * other.h - ${shared})`;

/** Log of the anime face detector: faces in pixels of the thumbnails it was given (format reference D5). */
export const faceLog: Source = {
  id: 'face-log',
  code: 'FD',
  title: 'Anime face detector: log of face_detw.py',
  detect(sample) {
    const lines = sample.text.split(/\r?\n/).slice(0, 100).filter((line) => line.trim() !== '');
    return lines.filter((line) => faceLine.test(line)).length * 2 > lines.length;
  },
  format: { kind: 'custom', read: faces },
  fields: { ...pictureFields, level: 'VARCHAR', x: 'INTEGER', y: 'INTEGER', w: 'INTEGER', h: 'INTEGER' },
  required: [],
  rules: () => [...pictureRules(), { reason: 'superseded', when: isFoundBetter, detail: `'the same face was found at a stricter level'` }],
  emit: () => [
    postsOfPictures(),
    {
      table: 'faces',
      select: `SELECT ${pictureColumns}, 'anime_cascade' AS detector, 'face' AS label, level, x, y, w, h,
        row_number() OVER (PARTITION BY path, file_name ORDER BY ${strictness('level')} DESC, w DESC, _row) AS rank, _row FROM record`,
    },
  ],
};
