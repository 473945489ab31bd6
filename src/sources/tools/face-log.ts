import type { FileRecord, Source } from '../source.js';
import { areMostLines, lineRecords } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

/** Read from its end: a name may hold `;` and `'`. Older logs have no level. */
const faceLine = /^'(.+)';(?:(\d+|A);)?(\d+);(\d+);(\d+);(\d+)\s*$/;

function faces(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  return lineRecords(bytes, (text) => {
    const [, name, level, x, y, w, h] = faceLine.exec(text) ?? [];
    return name === undefined ? { reason: 'bad_columns', detail: `not 'name';level;x;y;w;h` } : { values: { level, x, y, w, h, ...pictureOf(name) } };
  });
}

/** 7 is the strictest level. */
const strictness = (level: string) => `coalesce(TRY_CAST(${level} AS INTEGER), 0)`;
const overlap = (way: string, size: string) => `greatest(0, least(numbered.${way} + numbered.${size}, other.${way} + other.${size}) - greatest(numbered.${way}, other.${way}))`;
const shared = `(${overlap('x', 'w')} * ${overlap('y', 'h')})`;
/** Another level, at which the same face was found more surely: one that covers half of the area of both. */
const isFoundBetter = `EXISTS (FROM numbered AS other WHERE other.path = numbered.path
  AND (${strictness('other.level')}, -other._row) > (${strictness('numbered.level')}, -numbered._row)
  AND 2 * ${shared} >= numbered.w::BIGINT * numbered.h + other.w::BIGINT * other.h - ${shared})`;

/** Log of the anime face detector: faces in pixels of the thumbnails it was given (format reference D5). */
export const faceLog: Source = {
  id: 'face-log',
  code: 'FD',
  title: 'Anime face detector: log of face_detw.py',
  detect: ({ text }) => areMostLines(text, (line) => faceLine.test(line)),
  format: { kind: 'custom', read: faces },
  fields: { ...pictureFields, level: 'VARCHAR', x: 'INTEGER', y: 'INTEGER', w: 'INTEGER', h: 'INTEGER' },
  required: [],
  rules: () => [...pictureRules(), { reason: 'superseded', when: isFoundBetter, detail: `'the same face was found at a stricter level'` }],
  emit: () => [
    postsOfPictures(),
    {
      table: 'faces',
      select: `SELECT ${pictureColumns}, 'anime_cascade' AS detector, 'face' AS label, level, x, y, w, h,
        row_number() OVER (PARTITION BY path ORDER BY ${strictness('level')} DESC, w DESC, _row) AS rank, _row FROM record`,
    },
  ],
};
