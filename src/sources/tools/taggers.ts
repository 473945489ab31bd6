import { literal } from '../../lake/sql.js';
import { jsonRecords } from '../json-records.js';
import type { Sample } from '../sample.js';
import type { Emission, FileRecord, Source } from '../source.js';
import { lineRecords } from '../text-lines.js';
import { pictureBeside, pictureOfSidecar } from './beside.js';
import { fileOf, pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

/** What taggers share (format reference D7): a record for each tag of a picture. Their tags are kept apart from those of people. */
function tagger(name: string): Pick<Source, 'fields' | 'required' | 'identity' | 'rules' | 'emit'> {
  // Taggers write "hatsune miku" or "hatsune_miku", as they are set.
  const tag = 'normal_tag(trim(tag))';
  return {
    fields: { ...pictureFields, tag: 'VARCHAR', score: 'DOUBLE', is_rating: 'BOOLEAN' },
    required: ['tag'],
    identity: `row(path, ${tag}, is_rating)`,
    rules: () => [...pictureRules(), { reason: 'bad_value', when: 'score NOT BETWEEN 0 AND 1', detail: `'field score'` }],
    emit: async (context): Promise<Emission[]> => [
      postsOfPictures({ file: await fileOf(context) }),
      {
        table: 'picture_tags',
        select: `SELECT ${pictureColumns}, ${literal(name)} AS tagger, CASE WHEN is_rating THEN 'rating:' ELSE '' END || ${tag} AS tag_name, score,
            CASE WHEN is_rating OR starts_with(${tag}, 'rating:') THEN -1 ELSE known.tag_cat END AS tag_cat, _row
          FROM record LEFT JOIN (SELECT tag_name, max(tag_cat) AS tag_cat FROM (${context.vocabulary}) WHERE booru = 'danbooru.donmai.us' GROUP BY tag_name) AS known ON known.tag_name = ${tag}`,
      },
    ],
  };
}

const blockStart = /^Tags of (.+):\s*$/;
const scoredTag = /^\(([0-9.]+)\) (\S.*)$/;

function deepDanbooruTags(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  let picture = {};
  return lineRecords(bytes, (text) => {
    const start = blockStart.exec(text);
    if (start !== null) {
      picture = pictureOf(start[1]!);
      return null;
    }
    const [, score, tag] = scoredTag.exec(text) ?? [];
    return tag === undefined ? { reason: 'bad_columns', detail: 'not (score) tag' } : { values: { score, tag, ...picture } };
  });
}

/** What DeepDanbooru prints: blocks of a picture with its tags (format reference D7). */
export const deepDanbooru: Source = {
  ...tagger('deepdanbooru'),
  id: 'deepdanbooru',
  code: 'DD',
  title: 'DeepDanbooru: printed tags with scores',
  detect: ({ shape, text }) => shape === 'text' && /^Tags of .+:\s*$/m.test(text) && /^\([0-9.]+\) \S/m.test(text),
  format: { kind: 'custom', read: deepDanbooruTags },
};

const ratings = ['general', 'safe', 'sensitive', 'questionable', 'explicit'];

const isScored = (object: unknown): object is Record<string, number> =>
  object !== null && typeof object === 'object' && Object.keys(object).length > 0 && Object.values(object).every((score) => typeof score === 'number');

const hasRatings = (object: unknown) => isScored(object) && ['general', 'sensitive', 'questionable', 'explicit'].every((name) => name in object);

/** The scores in a file: an object of ratings and one of tags, or both in one under `caption`. */
async function* scores(bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  const picture = pictureOf(pictureOfSidecar(sample));
  for await (const record of jsonRecords(bytes, sample, ['caption'])) {
    if ('reason' in record) {
      yield record;
      continue;
    }
    const values = 'json' in record ? (JSON.parse(record.json) as Record<string, unknown>) : record.values;
    const rated = hasRatings(values);
    for (const [tag, score] of Object.entries(values)) yield { line: record.line, raw: () => JSON.stringify({ [tag]: score }), values: { tag, score, is_rating: rated && ratings.includes(tag), ...picture } };
  }
}

/** Scores of wd-tagger's web interface, a file beside each picture, or of its API (format reference D7). */
export const taggerScores: Source = {
  ...tagger('wd-tagger'),
  id: 'tagger-scores',
  code: 'WD',
  title: 'wd-tagger: a JSON of scores for each picture',
  detect: ({ shape, first, inner }) => (shape === 'array' ? hasRatings(first) : shape === 'objects' && isScored(inner['caption'])),
  format: { kind: 'custom', read: scores },
  named: true,
  sidecar: true,
};

/** One tag of a caption: `\(` is a parenthesis that is no weight, `(tag:0.98)` one with its weight. */
function captionTag(text: string): { tag: string; score?: string } {
  const weighted = /^\((.*[^\\]):([0-9.]+)\)$/.exec(text);
  const tag = (weighted?.[1] ?? text).replace(/\\([()])/g, '$1');
  return weighted === null ? { tag } : { tag, score: weighted[2]! };
}

function captionTags(bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  const picture = pictureOf(pictureOfSidecar(sample));
  return lineRecords(bytes, (text) => {
    const tags = text.split(/, |,$/).map((tag) => tag.trim()).filter((tag) => tag !== '');
    return tags.map((tag) => ({ values: { ...captionTag(tag), ...picture } }));
  });
}

/** Captions that taggers write beside pictures: one line, tags with commas between (format reference D7). */
export const captions: Source = {
  ...tagger('caption'),
  id: 'captions',
  code: 'CAP',
  title: 'Captions beside pictures: tags with commas between',
  detect: (sample) => /\.txt$/i.test(sample.name) && /^[^\r\n]*\S, [^\r\n]*\s*$/.test(sample.text) && pictureBeside(sample) !== null,
  format: { kind: 'custom', read: captionTags },
  named: true,
  sidecar: true,
};
