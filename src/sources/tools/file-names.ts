import { canonicalBoard } from '../../tags/boards.js';
import { isPictureName, parseFileName, tagsOfFileName } from '../../tags/file-name.js';
import type { FileRecord, LoadContext, Source } from '../source.js';
import { areMostLines, lineRecords } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

/** What stands before the name in a line of `ls -l`. */
const longLine = /^[-l][-rwxsStT]{9}[.+@]?\s+\d+\s+\S+\s+\S+\s+\d+\s+(?:[A-Z][a-z]{2}\s+\d+\s+(?:\d\d:\d\d|\d{4})|\d{4}-\d\d-\d\d\s+\d\d:\d\d(?::\d\d(?:\.\d+)?(?:\s[+-]\d{4})?)?)\s/;
const folderLine = /^(?!.*\.[A-Za-z0-9]{2,5}:$)(.*[^:\s]):$/;
const listingWords = /^(total|итого) [0-9,.]+[KMGT]?$/;

/** The path in a line of a listing. */
function pathOf(line: string): string {
  const path = line.replace(longLine, '').trim();
  return (path.startsWith('"') ? path.replace(/^"(.*)"$/, '$1') : path).replace(/\*$/, '');
}

/** The pictures of a listing: a path or name a line, as `dir /b`, `dir /b /s`, `find`, `ls`, `ls -l` and `ls -R` print them. */
function listedPictures(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  let folder = '';
  return lineRecords(bytes, (text) => {
    const trimmed = text.trim();
    const heading = trimmed.endsWith(':') ? folderLine.exec(trimmed) : null;
    if (heading !== null) folder = `${heading[1]!.replace(/\/$/, '')}/`;
    if (heading !== null || listingWords.test(trimmed)) return null;
    const path = `${folder}${pathOf(text)}`;
    if (!isPictureName(path)) return { reason: 'missing_key', detail: 'not the name of a picture' };
    const picture = pictureOf(path);
    return { values: { ...picture, ...tagsOfFileName(picture) } };
  });
}

/** True of the name of a picture of one of our boards; not of lines that say more than a path. */
function isNamed(line: string): boolean {
  const path = pathOf(line);
  const { booru, fid } = parseFileName(path);
  return !/\t|^[0-9a-fA-F]{32}\s/.test(line) && isPictureName(path) && fid !== null && canonicalBoard(booru ?? '') !== null;
}

const besideNames = new RegExp(`${folderLine.source}|${listingWords.source}`);

const listed = { copyrights: 3, characters: 4, artists: 1 } as const;
const boardsWithSpaces = `'zerochan.net', 'e-shuushuu.net', 'anime-pictures.net'`;
/** SQL for a tag as it stands in a name, in lower case. */
const inName = (tag: string) => `lower(translate(nfc_normalize(${tag}), ' /:<>|''&%*"?\`=+!\\', '______'))`;

/**
 * Makes the temp table `name_tags` (booru, fid, tag_name, tag_cat, is_known) of the tags in the names. Names have lost
 * some signs of their tags, so a tag the lake knows is found by what a name would make of it; others stay as spelled.
 * An unknown one with spaces, of a board whose tags have none, may be several: Grabber puts spaces between tags, too.
 */
async function findTags({ connection, vocabulary }: LoadContext): Promise<void> {
  const lists = Object.entries(listed).map(([column, cat]) => `SELECT booru, fid, unnest(${column}) AS spelled, ${cat}::TINYINT AS tag_cat FROM record`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE name_tags AS
    WITH listed AS (SELECT *, ${inName('spelled')} AS in_name FROM (${lists.join(' UNION ALL ')})),
    wanted AS (SELECT DISTINCT booru, in_name, tag_cat FROM listed),
    known AS (
      SELECT wanted.booru, wanted.in_name, wanted.tag_cat, min_by(tag_name, (v.tag_cat IS DISTINCT FROM wanted.tag_cat, tag_name <> wanted.in_name, tag_name)) AS known_name
      FROM wanted JOIN (SELECT booru, tag_name, tag_cat, ${inName('tag_name')} AS in_name FROM (${vocabulary}) SEMI JOIN wanted USING (booru)) AS v USING (booru, in_name) GROUP BY ALL)
    SELECT booru, fid, tag_cat, known_name IS NOT NULL AS is_known,
      coalesce(known_name, CASE WHEN booru IN (${boardsWithSpaces}) THEN spelled ELSE normal_tag(spelled) END) AS tag_name
    FROM listed LEFT JOIN known USING (booru, in_name, tag_cat)
    WHERE known_name IS NOT NULL OR booru IN (${boardsWithSpaces}) OR NOT contains(spelled, ' ')`);
}

/** Names of picture files by the convention of BOORU CHARS: a listing, or a folder of pictures of which the listing is made (format reference B6). */
export const fileNames: Source = {
  id: 'file-names',
  code: 'FN',
  title: 'Names of picture files, from a listing or a folder of pictures',
  detect: ({ text }) => areMostLines(text, isNamed, besideNames),
  format: { kind: 'custom', read: listedPictures },
  fields: { ...pictureFields, copyrights: 'VARCHAR[]', characters: 'VARCHAR[]', artists: 'VARCHAR[]' },
  required: [],
  identity: 'path',
  late: true,
  rules: () => pictureRules(),
  async emit(context) {
    await findTags(context);
    return [
      { ...postsOfPictures({ origin: 'listing' }), pairs: 'SELECT booru, fid, tag_name FROM name_tags' },
      { table: 'tags', select: 'SELECT booru, tag_name, max(tag_cat) AS tag_cat FROM name_tags WHERE NOT is_known GROUP BY booru, tag_name ORDER BY booru, tag_name' },
      { table: 'images', select: `SELECT ${pictureColumns}, _row FROM record` },
    ];
  },
};
