import { describe, expect, it } from 'vitest';
import { askedLake, columnsOf, several, taggedTables } from './tagged-posts.js';

const posts = [
  // Sixteen posts of board x, numbered by day; post 3 has the year of another, 16 is of the future, 1 too old. Post 5 says solo and 2girls, 6 and 7 day and night.
  ...several(16, { id: 1, tags: '' }, (n) => ({
    at: n === 0 ? '1999-01-01' : n === 2 ? '2012-05-03' : n === 15 ? '2031-01-01' : `2015-05-${String(n + 1).padStart(2, '0')}`,
    tags: `hat shoes${n < 9 ? ' solo' : ''}${n === 4 || n > 12 ? ' 2girls' : ''}${n === 5 || n === 6 ? ' day night' : ''}${n === 7 ? ' day' : ''} ${n < 4 ? 'long_hair' : 'long-hair'} u:miku`,
    source: n < 3 ? 'https://user@img.old-host.co.jp:80/a.jpg' : n < 6 ? 'http://i.pixiv.example/a' : 'a book', score: n,
  })),
  // Few tags: 31 with none, 32 with one.
  { id: 31, tags: '', at: '2020-05-30', score: 4, source: 'HTTPS://I.Pixiv.example' }, { id: 32, tags: 'hat', at: '2020-05-31', score: 9, source: null },
  // Board y knows what miku is, and writes one name three ways.
  ...several(3, { id: 1, board: 'y', tags: 'hat shoes coat c:miku', at: '2015-05-20' }, (n) => ({ tags: `hat shoes coat c:miku ${['a:ann_lee', 'a:lee_ann', 'a:annlee'][n]}` })),
  { id: 900, tags: 'solo 2girls', at: '1998-01-01', level: 4, score: 99, source: 'https://hidden.example/' },
];
const loads = "SELECT 1 AS load_id, '/d/x.jsonl' AS file, 10 AS rows_read, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS loaded_at";
const rejects = "SELECT 1 AS load_id, '/d/x.jsonl' AS file, n AS \"row\", n AS line, CASE WHEN n = 7 THEN 'bad_date' ELSE 'no_id' END AS reason, 'raw ' || n AS raw FROM range(5, 8) AS r(n)";

describe('oddities', () => {
  const ask = askedLake(() => ({ ...taggedTables(posts), loads, rejects }));

  it('contradicting-tags finds posts with both, and the share of the rarer tag', async () => {
    expect(columnsOf(await ask('contradicting-tags'), 'pair', 'booru', 'posts', 'percent_of_rarer', 'rarer_tag', 'first_fid', 'last_fid')).toEqual([
      ['day + night', 'x', 2, 100, 'night', '6', '7'], ['solo + 2girls', 'x', 1, 25, '2girls', '5', '5'],
    ]);
    expect(columnsOf(await ask('contradicting-tags', { pairs: ' hat:coat  hat: night:DAY ' }), 'pair', 'booru', 'posts')).toEqual([['hat + coat', 'y', 3], ['night + day', 'x', 2]]);
  });

  it('uncategorised-tags says what other boards know', async () => {
    expect(columnsOf(await ask('uncategorised-tags'), 'tag_name', 'booru', 'posts', 'others_say', 'boards_that_say')).toEqual([['miku', 'x', 16, 'character', 1]]);
  });

  it('spelling-duplicates tells signs, order and joins of words apart', async () => {
    expect(columnsOf(await ask('spelling-duplicates'), 'tags', 'booru', 'differs_in', 'posts_of_main', 'posts_missed', 'category')).toEqual([
      ['long-hair = long_hair', 'x', 'signs', 12, 4, 'general'], ['ann_lee = annlee', 'y', 'where words part', 1, 1, 'artist'], ['ann_lee = lee_ann', 'y', 'order of words', 1, 1, 'artist'],
    ]);
  });

  it('silent-hosts gives hosts nobody names any more', async () => {
    expect(columnsOf(await ask('silent-hosts', { min_posts: '1', silent_years: '5' }), 'host', 'posts', 'first_year', 'last_year', 'silent_for_years', 'boards')).toEqual([['old-host.co.jp', 3, 1999, 2015, 5.1, 1]]);
    expect(columnsOf(await ask('silent-hosts', { min_posts: '1', silent_years: '0' }), 'host', 'posts')).toEqual([['pixiv.example', 4], ['old-host.co.jp', 3]]);
  });

  it('impossible-dates tells why', async () => {
    expect(columnsOf(await ask('impossible-dates'), 'trouble', 'fid', 'year', 'posts_like_this')).toEqual([['after the load', '16', 2031, 1], ['out of order', '3', 2012, 1], ['too old', '1', 1999, 1]]);
  });

  it('thin-posts ranks by score and names the tags', async () => {
    expect(columnsOf(await ask('thin-posts'), 'fid', 'tags', 'tag_names', 'score_rank')).toEqual([['32', 1, 'hat', 75], ['31', 0, null, 25]]);
    expect(await ask('thin-posts', { min_rank: '50' })).toHaveLength(1);
  });

  it('rejected-rows counts by reason', async () => {
    expect(columnsOf(await ask('rejected-rows'), 'reason', 'file', 'rows', 'of_rows_read', 'first_line', 'example')).toEqual([['no_id', 'x.jsonl', 2, 10, 5, 'raw 5'], ['bad_date', 'x.jsonl', 1, 10, 7, 'raw 7']]);
  });
});
