import { literal } from '../../lake/sql.js';
import { canonicalBoard } from '../../tags/boards.js';
import { categorySql } from '../../tags/categories.js';
import { parseFileName } from '../../tags/file-name.js';
import { postOfAddress } from '../../tags/post-address.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { spellTag } from '../../tags/spelling.js';
import { boardSql, unknownBoardRule } from '../board-sql.js';
import { galleryDlText } from '../gallery-dl/gallery-dl-text.js';
import { nestedRecords } from '../json-records.js';
import { partlyTagged } from '../partly-tagged.js';
import { isTagLines, pictureNameOf } from '../picture-text.js';
import type { FileRecord, RecordReader, Source } from '../source.js';
import { linesOfWhole } from '../whole-text.js';
import { isAddress, isNamespaced, readHydrusTags } from './hydrus-tags.js';

interface Key {
  board?: string;
  fid?: string;
  frame?: string | null;
}

/** The post of a sidecar: by the name of its picture, else by an address; the name of a foreign board comes last. */
function keyOf(picture: string, addressed: { booru: string; fid: string } | null): Key {
  const { booru, fid, frame } = parseFileName(picture);
  const named = booru === null || fid === null ? null : { board: booru, fid, frame };
  if (named !== null && (addressed === null || canonicalBoard(named.board) !== null)) return named;
  return addressed === null ? {} : { board: addressed.booru, fid: addressed.fid };
}

/** What a sidecar says of its post. */
function valuesOf(fileName: string, lines: readonly string[]): Record<string, unknown> {
  const picture = fileName.replace(/(?:\.urls)?\.(?:txt|json)$/i, '');
  const addresses = lines.filter(isAddress);
  const key = keyOf(picture, addresses.map(postOfAddress).find((post) => post !== null) ?? null);
  const { board = '' } = key;
  const { tags, rating } = readHydrusTags(lines.filter((line) => !isAddress(line)));
  const others = addresses.filter((address) => {
    const post = postOfAddress(address);
    return post === null || post.booru !== canonicalBoard(board) || post.fid !== key.fid;
  });
  return { ...key, rating, source: others.join('\n') || null, ext: /\.([a-z0-9]+)$/i.exec(pictureNameOf(fileName) ?? '')?.[1] ?? null, tags: tags.map(({ tag, type }) => ({ tag: spellTag(tag, board), type })) };
}

const readText: RecordReader = async function* (bytes, sample): AsyncIterable<FileRecord> {
  const text = await linesOfWhole(bytes);
  yield 'lines' in text ? { line: 1, raw: text.raw, values: valuesOf(sample.name, text.lines) } : text;
};

const readJson: RecordReader = async function* (bytes, sample): AsyncIterable<FileRecord> {
  for await (const record of nestedRecords(bytes, [])) {
    if ('reason' in record) {
      yield record;
      continue;
    }
    const { line, raw } = record;
    const { metadata } = ('values' in record ? record.values : JSON.parse(record.json)) as { metadata?: { tags?: unknown; urls?: unknown } };
    const lists = [metadata?.tags ?? [], metadata?.urls ?? []];
    const isWrong = lists.some((list) => !Array.isArray(list) || list.some((item) => typeof item !== 'string'));
    if (isWrong) yield { line, raw, reason: 'bad_value', detail: 'tags or urls are no lists of texts' };
    else yield { line, raw, values: valuesOf(sample.name, (lists.flat() as string[]).map((item) => item.trim()).filter((item) => item !== '')) };
  }
};

const shared = {
  named: true,
  sidecar: true,
  fields: { board: 'VARCHAR', fid: 'VARCHAR', frame: 'VARCHAR', rating: 'VARCHAR', source: 'VARCHAR', ext: 'VARCHAR', tags: 'STRUCT(tag VARCHAR, "type" VARCHAR)[]' },
  derived: [{ booru: boardSql('board') }],
  required: [],
  identity: `booru || ' ' || canonical_fid(fid)`,
  rules: () => [
    { reason: 'missing_key', when: 'fid IS NULL', detail: literal('neither the name of the file nor an address tells the post') },
    unknownBoardRule('board'),
  ],
  emit: ({ vocabulary }) => [
    ...partlyTagged({
      table: 'posts', origin: 'mention',
      select: `SELECT booru, canonical_fid(fid) AS fid, _row, frame, rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, lower(ext) AS file_ext, source, list_distinct(list_transform(tags, lambda t: t.tag)) AS tags FROM record`,
    }),
    {
      // What the board itself said of a tag counts more than that it has no namespace here.
      table: 'tags',
      select: `SELECT booru, tag_name, max(tag_cat) AS tag_cat, max(tag_type_raw) AS tag_type_raw FROM (
          SELECT booru, t.tag AS tag_name, CASE WHEN t.type = 'none' THEN 0::TINYINT ELSE ${categorySql('t.type')} END AS tag_cat, nullif(t.type, 'none') AS tag_type_raw FROM (SELECT booru, unnest(tags) AS t FROM record) WHERE t.type IS NOT NULL)
        WHERE tag_type_raw IS NOT NULL OR (booru, tag_name) NOT IN (SELECT (booru, tag_name) FROM (${vocabulary}) WHERE tag_cat >= 0) GROUP BY booru, tag_name ORDER BY booru, tag_name`,
    },
  ],
} as const satisfies Partial<Source>;

/**
 * Texts beside pictures as Hydrus exports them: a tag a line, with spaces and namespaces, addresses among them or in
 * `.urls.txt` (format reference A8.3).
 */
export const hydrusText: Source = {
  ...shared,
  id: 'hydrus-text',
  code: 'HY',
  title: 'Hydrus sidecars: texts of tags and addresses',
  detect: (sample) => {
    if (!/\.txt$/i.test(sample.name) || sample.text.length > 64_000 || !isTagLines(sample) || galleryDlText.detect(sample)) return false;
    const lines = sample.text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const isBeside = pictureNameOf(sample.name) !== null;
    // `Source: http://…` is a line of prose, `creator:name` a tag.
    return lines.some((line) => isNamespaced(line) && !/^\w+: /.test(line)) || (isBeside && (lines.length > 1 || lines.some(isAddress)));
  },
  format: { kind: 'custom', read: readText },
};

/** The documented shape of Hydrus' JSON sidecars: `{"metadata": {"tags", "urls"}}` (format reference A8.3). */
export const hydrusJson: Source = {
  ...shared,
  id: 'hydrus-json',
  code: 'HY',
  title: 'Hydrus sidecars: JSON',
  detect: ({ first }) => {
    const metadata = first?.['metadata'];
    return metadata !== null && typeof metadata === 'object' && ['tags', 'urls'].some((key) => Array.isArray((metadata as Record<string, unknown>)[key]));
  },
  format: { kind: 'custom', read: readJson },
};
