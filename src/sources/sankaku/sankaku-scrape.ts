import { literal } from '../../lake/sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { fidSql, frameSql, sizeRule, sizeSql } from '../booru-chars/release-text.js';
import type { Source } from '../source.js';
import { unreadRule } from '../unread.js';
import { sankakuBoard } from './sankaku-tag.js';

const columns = ['fid', 'tags', 'rate', 'ratn', 'fdate', 'fsize', 'iwidth', 'iheight', 'furl', 'rating', 'eol'];
/** Posts without a file have fewer fields, and so has the other layout, whose size is one field. */
const withoutFile = ['fid', 'tags', 'rate', 'ratn', 'fdate', 'rating', 'eol'];
const oneSize = ['fid', 'tags', 'rate', 'ratn', 'fdate', 'fdim', 'furl', 'rating', 'eol'];

const row = /^[0-9A-Za-z]+(?:[ _-]00\d)?\t[^\t]*\t[\d.]*\t\d*\t\d{4}-\d\d-\d\d \d\d:\d\d\t(?:[^\t]*\t){0,4}(?:Safe|Questionable|Explicit|None)\tEOL\r?$/m;

/** The pages of posts as aperveyev's scraper printed them: TAB, no header (format reference A4.3). */
export const sankakuScrape: Source = {
  id: 'sankaku-scrape',
  code: 'Ss',
  title: 'Sankaku posts: scraped pages, TAB without header',
  detect: ({ shape, text }) => shape === 'text' && row.test(text),
  format: { kind: 'csv', delimiter: '\t', quoted: false, columns, others: [withoutFile, oneSize] },
  fields: {
    fid: 'VARCHAR', tags: 'VARCHAR', rate: 'DOUBLE', ratn: 'INTEGER', fdate: 'VARCHAR', fsize: 'BIGINT', iwidth: 'INTEGER', iheight: 'INTEGER', fdim: 'VARCHAR', furl: 'VARCHAR', rating: 'VARCHAR', eol: 'VARCHAR',
  },
  derived: [{
    posted: `CASE WHEN regexp_full_match(trim(fdate), '[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}') THEN TRY_CAST(trim(fdate) AS TIMESTAMPTZ) END`,
    names: `list_transform(string_split(repr_text(tags), ', '), lambda t: normal_tag(bare_tag(html_unescape(t))))`,
  }],
  required: ['fid'],
  identity: fidSql('fid'),
  rules: () => [
    // A page that failed half-way leaves its fields in front of the next record's.
    { reason: 'bad_columns', when: `eol IS DISTINCT FROM 'EOL'`, detail: literal('the row does not end with EOL') },
    unreadRule('fdate', 'posted'),
    { reason: 'bad_value', when: `blank_null(rating) IS NOT NULL AND lower(rating) NOT IN ('safe', 'questionable', 'explicit', 'none')`, detail: literal('field rating') },
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(fid), '[0-9A-Za-z]+(?:[ _-]00[0-9])?')`, detail: literal('field fid') },
    sizeRule(['fdim']),
  ],
  emit: () => [{
    table: 'posts', origin: 'release',
    select: `SELECT '${sankakuBoard}' AS booru, ${fidSql('fid')} AS fid, _row, ${frameSql('fid')} AS frame, real_time(posted) AS created_at, CASE WHEN real_time(posted) IS NOT NULL THEN 'minute' END AS created_precision,
      CASE WHEN lower(rating) <> 'none' THEN rating END AS rating_raw, ${ratingStdSql('rating')} AS rating_std, CASE WHEN ratn > 0 THEN rate END AS score_avg, ratn AS score_votes,
      url_md5(furl) AS md5, url_ext(furl) AS file_ext, nullif(fsize, 0) AS file_size, nullif(coalesce(iwidth, ${sizeSql('fdim', 'w')}), 0) AS width, nullif(coalesce(iheight, ${sizeSql('fdim', 'h')}), 0) AS height,
      CASE WHEN regexp_matches(furl, '^https?:(?://)?$') THEN NULL ELSE whole_url(furl) END AS file_url, names AS tags FROM record`,
  }],
};
