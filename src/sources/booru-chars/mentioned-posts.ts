import { boardSql } from '../board-sql.js';
import { fileNameSql, fidOfNameSql, boardOfNameSql, folderSql } from './picture-name.js';
import { fidSql } from './release-text.js';
import type { Emission } from '../source.js';

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

/** The posts that rows about pictures are of, so that ratings hide them; rows of no post stand beside. */
export const mentionedPosts: Emission = {
  table: 'posts', origin: 'mention', beside: 'board IS NULL',
  select: `SELECT board AS booru, post AS fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM record WHERE board IS NOT NULL GROUP BY board, post`,
};
