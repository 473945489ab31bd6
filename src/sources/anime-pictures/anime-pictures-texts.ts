import { literal } from '../../lake/sql.js';
import { boardInText } from '../../tags/boards.js';
import { failureRules, idLines, startsWithLine } from '../id-lines.js';
import { parsePythonLiteral, type PythonValue } from '../python-literal.js';
import { pythonRecords, textOfPythonBytes } from '../python-records.js';
import type { FileRecord, Source } from '../source.js';
import { animePicturesPosts, booru, postsOf } from './anime-pictures-posts.js';

/** The dict, of which the scraper printed the bytes; where that makes no sense, the line has the dict itself. */
function parse(text: string): PythonValue {
  try {
    return parsePythonLiteral(textOfPythonBytes(text));
  } catch {
    return parsePythonLiteral(text);
  }
}

async function* readDicts(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const line of idLines(bytes)) {
    if ('reason' in line) yield line;
    else for (const record of pythonRecords(line, parse)) for (const post of postsOf(record)) yield 'values' in post ? { ...post, values: { id: line.id, ...post.values } } : post;
  }
}

/** The old JSON of a post as a Python dict after the id of the post (format reference A7.2). */
export const animePicturesPython: Source = {
  ...animePicturesPosts,
  id: 'anime-pictures-python',
  code: 'A',
  title: 'Anime-pictures.net posts: id and Python dict a line',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+\t\[?\{.*\\?['"](?:erotics|score_number|pubtime)\\?['"]: /),
  format: { kind: 'custom', read: readDicts },
};

const downloads = ['id', 'uploaded', 'downloads', 'width', 'height', 'score', 'url'] as const;

/** What the download script printed of each picture (format reference A7.2). How its date is written is not known: one that DuckDB cannot read is left out. */
export const animePicturesDownloads: Source = {
  id: 'anime-pictures-downloads',
  code: 'A',
  title: 'Anime-pictures.net downloads: id, date, downloads, size, score and address a line',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+\t[^\t]*\t\s*\d+\s*\t\d+\t\d+\t[^\t]*\t(?:https?:)?\/\/[^\t]*anime-pictures\.net\//),
  format: { kind: 'csv', delimiter: '\t', quoted: false, columns: downloads, others: [['id', 'failure']], fallback: 'windows-1251' },
  fields: { id: 'VARCHAR', failure: 'VARCHAR', uploaded: 'VARCHAR', downloads: 'BIGINT', width: 'INTEGER', height: 'INTEGER', score: 'INTEGER', url: 'VARCHAR' },
  derived: [{ posted: `real_time(coalesce(board_time(trim(uploaded)), try_strptime(trim(uploaded), '%m/%d/%y, %I:%M %p')::TIMESTAMPTZ))` }],
  required: ['id'],
  identity: 'canonical_fid(trim(id))',
  rules: () => [
    ...failureRules,
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') },
  ],
  emit: () => [{
    table: 'posts', origin: 'listing',
    select: `SELECT '${booru}' AS booru, canonical_fid(trim(id)) AS fid, _row, posted AS created_at, CASE WHEN posted IS NOT NULL THEN 'minute' END AS created_precision, NULL::VARCHAR AS rating_std, score,
      nullif(width, 0) AS width, nullif(height, 0) AS height, real_md5(regexp_extract(url, '([0-9a-f]{32})\\.[A-Za-z0-9]+$', 1)) AS md5, url_ext(url) AS file_ext, whole_url(url) AS file_url FROM record`,
  }],
};

const tag = `bare_tag(html_unescape(tag))`;

/** `apic_tags.tsv`: a row a post and tag, with danbooru's numbers of categories (format reference A7.2). Only its path says of which board it is. */
export const animePicturesTags: Source = {
  id: 'anime-pictures-tags',
  code: 'A',
  title: 'Anime-pictures.net tags: apic_tags.tsv',
  detect: ({ shape, text, path }) => shape === 'text' && startsWithLine(text, /^\d+\t[0-5]\t[^\t]+$/) && boardInText(path) === booru,
  format: { kind: 'csv', delimiter: '\t', quoted: false, columns: ['id', 'cat', 'tag'], fallback: 'windows-1251' },
  fields: { id: 'VARCHAR', cat: 'TINYINT', tag: 'VARCHAR' },
  required: ['id', 'cat', 'tag'],
  rules: () => [
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    { reason: 'bad_value', when: 'cat NOT IN (0, 1, 3, 4, 5)', detail: `'cat ' || cat` },
  ],
  emit: () => [
    {
      table: 'posts', origin: 'mention', tagOrigin: 'release',
      select: `SELECT '${booru}' AS booru, canonical_fid(trim(id)) AS fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM record GROUP BY ALL`,
      pairs: `SELECT '${booru}' AS booru, canonical_fid(trim(id)) AS fid, ${tag} AS tag_name FROM record`,
    },
    { table: 'tags', select: `SELECT '${booru}' AS booru, ${tag} AS tag_name, max(cat) AS tag_cat FROM record GROUP BY ${tag} ORDER BY tag_name` },
  ],
};
