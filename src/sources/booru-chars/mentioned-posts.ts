import { boardSql } from '../board-sql.js';
import { boardOfNameSql, fidOfNameSql, fileNameSql, folderSql, namedTagsSql } from './picture-name.js';
import { fidSql } from './release-text.js';
import type { Emission, Rule } from '../source.js';

/** For `derived`: the post of a row by its columns BOORU and FID, as `board` and `post`. */
export const postOfRow = [{ board: boardSql('BOORU'), post: fidSql('FID') }] as const;

/**
 * For `derived`: folder and name of the picture at a path, and the post its name says, all NULL where it says none:
 * `folder`, `picture`, `board`, `post`. `named_board` is the board as spelled.
 */
export function postOfPath(path: string): readonly Readonly<Record<string, string>>[] {
  return [
    { folder: folderSql(path), picture: fileNameSql(path) },
    { named_board: boardOfNameSql('picture') },
    { board: boardSql('named_board'), post: `CASE WHEN named_board IS NOT NULL THEN ${fidOfNameSql('picture')} END` },
  ];
}

/** Rejects pictures of boards that are none of ours; a name without a board is a picture of no post. */
export const unknownNameRule: Rule = { reason: 'unknown_board', when: 'named_board IS NOT NULL AND board IS NULL', detail: 'named_board' };

/**
 * The posts that rows about pictures are of, so that ratings hide them; rows of no post stand beside. `name` is SQL of a
 * file name whose tags are kept.
 */
export function mentionedPosts(name?: string): Emission {
  return {
    table: 'posts', origin: 'mention', beside: 'board IS NULL',
    select: `SELECT board AS booru, post AS fid, NULL::VARCHAR AS rating_std, _row, count(*) OVER same AS records${name === undefined ? '' : `, ${namedTagsSql(name)}`}
      FROM record WHERE board IS NOT NULL WINDOW same AS (PARTITION BY board, post) QUALIFY row_number() OVER (PARTITION BY board, post ORDER BY _row DESC) = 1`,
  };
}
