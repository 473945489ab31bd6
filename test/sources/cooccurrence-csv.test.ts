import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const header = 'tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b';
const pairs = text(header, 'zeta,"a,b",7,3,4,100,20', 'zeta,mid,5,3,0,100,50');
const found = `SELECT c.booru, a.tag_name, b.tag_name AS other, posts_both, posts_a, posts_b, origin, tag_id_a < tag_id_b FROM cooccurrence AS c
  JOIN tags AS a ON a.tag_id = tag_id_a JOIN tags AS b ON b.tag_id = tag_id_b ORDER BY 2, 3`;

describe('co-occurrence CSV', () => {
  it.each([['plain', 'danbooru/pairs.csv', pairs], ['gzip', 'danbooru/pairs.csv.gz', gzipSync(pairs)]])('%s: pairs in the order of the lake with their own counts, tags with category and count', async (_name, path, content) => {
    const fixture = await loadFixture({ [path]: content });
    expect(sourcesOf(fixture)).toEqual(['cooccurrence-csv']);
    expect(counts(fixture)).toEqual([[2, 2, 0]]);
    expect(await fixture.rows(found)).toEqual([
      ['danbooru.donmai.us', 'a,b', 'zeta', 7, 20, 100, 'dump', true], ['danbooru.donmai.us', 'mid', 'zeta', 5, 50, 100, 'dump', true],
    ]);
    expect(await fixture.rows('SELECT tag_name, tag_cat, post_count FROM tags ORDER BY 1')).toEqual([['a,b', 4, 20], ['mid', 0, 50], ['zeta', 3, 100]]);
  });

  it('rejects pairs turned round, tags with themselves and what is no number', async () => {
    const fixture = await loadFixture({ 'pairs.csv': text(header, 'a,b,7,0,0,9,9', 'b,a,8,0,0,9,9', 'a,a,9,0,0,9,9', 'a,c,many,0,0,9,9') }, { board: 'tbib' });
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['superseded', 1], ['bad_value', 3], ['bad_value', 4]]);
    expect(counts(fixture)).toEqual([[4, 1, 3]]);
    expect((await fixture.rows(found))[0]!.slice(0, 4)).toEqual(['tbib.org', 'a', 'b', 8]);
  });

  it('of no board is rejected whole', async () => {
    const fixture = await loadFixture({ 'pairs.csv': pairs });
    expect(counts(fixture)).toEqual([[2, 0, 2]]);
    expect((await fixture.rejects())[0]!.slice(0, 2)).toEqual(['unknown_board', 'give --board']);
  });
});
