/** Which post a picture is of. See docs/pictures.md. */
import { literal } from '../lake/sql.js';
import { canonicalBoard } from '../tags/boards.js';
import { excludedTags, excludedUnlessSafe } from '../tags/exclusions.js';
import { parseFileName, splitPath, tagsOfFileName, type FileNameParts } from '../tags/file-name.js';

/** A post as a text names it: canonical board, and id without leading zeros. */
export interface PostName {
  readonly booru: string;
  readonly fid: string;
}

/** The post that the name of a file, or its EXIF Software, tells by the convention `board - id - ...`; null when it tells none of a known board. */
export function postOfName(text: string): (PostName & { parts: FileNameParts }) | null {
  const parts = parseFileName(text);
  const booru = parts.booru === null ? null : canonicalBoard(parts.booru);
  return booru === null || parts.fid === null ? null : { booru, fid: parts.fid.replace(/^0+(?=[0-9]+$)/, ''), parts };
}

/** What words say of the picture they belong to: that it must not be in a lake at all, or only when it is rated safe. */
export type Exclusion = 'always' | 'unless safe';

const normal = (word: string): string => word.normalize('NFC').trim().toLowerCase().replace(/\s+/g, '_');

/** What the tags of a name by the convention, and keywords, say by the exclusion list. */
export function exclusionOf(path: string, keywords: readonly string[]): Exclusion | null {
  const { copyrights, characters, artists } = tagsOfFileName(parseFileName(splitPath(path).name));
  const words = [...copyrights, ...characters, ...artists, ...keywords].map(normal);
  if (words.some((word) => excludedTags.includes(word))) return 'always';
  return words.some((word) => excludedUnlessSafe.includes(word)) ? 'unless safe' : null;
}

/** SQL that is true of file names that are an id and nothing else, and SQL of that id. */
export const isBareIdSql = (name: string): string => `regexp_full_match(${name}, '[0-9]{1,18}\\.[A-Za-z0-9]{2,5}')`;
const bareIdSql = (name: string): string => `coalesce(nullif(ltrim(regexp_extract(${name}, '^[0-9]+'), '0'), ''), '0')`;

/** SQL of the MD5 in a name, NULL when there is none. */
const nameMd5Sql = (name: string): string => `nullif(regexp_extract(lower(${name}), '(?:^|[^0-9a-f])([0-9a-f]{32})(?:[^0-9a-f]|$)', 1), '')`;

export interface PostSources {
  /** SQL of posts and pictures of the lake. */
  readonly posts: string;
  readonly images: string;
  /** Board of files that are named by an id alone, or null. */
  readonly board: string | null;
}

/**
 * SQL of (path, booru, fid): the posts of `pictures`, a relation of (path, file_name, file_size, file_md5, name_booru, name_fid, soft_booru, soft_fid).
 * The first that tells one counts: the name; Software; the id alone with a given board; the MD5 of the file; an MD5 in its name; a listing of the
 * lake that has one picture of that name, and no other size. Of posts with the same MD5 the lowest board and id.
 */
export function postsSql(pictures: string, { posts, images, board }: PostSources): string {
  const md5s = `SELECT path, file_md5 AS md5, 3 AS rank FROM ${pictures} WHERE file_md5 IS NOT NULL UNION ALL SELECT path, ${nameMd5Sql('file_name')}, 4 FROM ${pictures} WHERE ${nameMd5Sql('file_name')} IS NOT NULL`;
  return `SELECT path, min_by(booru, (rank, booru, fid)) AS booru, min_by(fid, (rank, booru, fid)) AS fid FROM (
    SELECT path, 0 AS rank, name_booru AS booru, name_fid AS fid FROM ${pictures} WHERE name_booru IS NOT NULL
    UNION ALL SELECT path, 1, soft_booru, soft_fid FROM ${pictures} WHERE soft_booru IS NOT NULL
    ${board === null ? '' : `UNION ALL SELECT path, 2, ${literal(board)}, ${bareIdSql('file_name')} FROM ${pictures} WHERE ${isBareIdSql('file_name')}`}
    UNION ALL SELECT path, rank, booru, fid FROM (${md5s}) JOIN (SELECT md5, booru, fid FROM (${posts}) WHERE md5 IS NOT NULL) USING (md5)
    UNION ALL SELECT p.path, 5, min(l.booru), min(l.fid) FROM ${pictures} AS p
      JOIN (SELECT file_name, file_size, booru, fid FROM (${images}) WHERE booru IS NOT NULL AND src_format IS DISTINCT FROM ${literal(scanFormat)}) AS l
      ON l.file_name = p.file_name AND coalesce(l.file_size = p.file_size, true) GROUP BY p.path HAVING count(DISTINCT (l.booru, l.fid)) = 1
  ) GROUP BY path`;
}

/** `src_format` of rows that a scan wrote. */
export const scanFormat = 'IS';
