import { boardSql } from '../board-sql.js';
import { namedTagsSql } from './picture-name.js';
import { fidSql } from './release-text.js';
import type { Emission } from '../source.js';

/** For `derived`: the post of a row by its columns BOORU and FID, as `board` and `post`. */
export const postOfRow = [{ board: boardSql('BOORU'), post: fidSql('FID') }] as const;

/** The posts that rows about pictures are of, so that ratings hide them. `name` is SQL of a file name whose tags are kept. */
export function mentionedPosts(name?: string): Emission {
  return {
    table: 'posts', origin: 'mention', implied: true,
    select: `SELECT board AS booru, post AS fid, NULL::VARCHAR AS rating_std, _row, count(*) OVER same AS records${name === undefined ? '' : `, ${namedTagsSql(name)}`}
      FROM record WINDOW same AS (PARTITION BY board, post) QUALIFY row_number() OVER (PARTITION BY board, post ORDER BY _row DESC) = 1`,
  };
}
