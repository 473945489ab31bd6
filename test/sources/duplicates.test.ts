import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const at = (id: number | string) => `/img/yande.re - ${id}.jpg`;
const hash = [12, 34, 56, 78, 90, 11, 22, 33];
const modified_date = 1597428475;
const groupsOf = 'SELECT string_agg(fid, \' \' ORDER BY fid) AS fids, count(DISTINCT tool) FROM duplicates GROUP BY dup_group ORDER BY fids';

describe('czkawka JSON', () => {
  it('of versions 7 and 8', async () => {
    const member = (id: number, similarity: number) => ({ path: at(id), size: 912345, width: 1000, height: 1414, modified_date, hash, similarity });
    const fixture = await loadFixture({ 'similar.json': JSON.stringify([[member(1, 0), member(2, 1)], [member(3, 0), { ...member(4, 7), image_type: 'JPEG' }]]) });
    expect(sourcesOf(fixture)).toEqual(['czkawka-json']);
    expect(counts(fixture)).toEqual([[4, 4, 0]]);
    expect(await fixture.rows('SELECT tool, booru, fid, path, file_name, file_size, width, height, file_dt::VARCHAR, distance FROM duplicates ORDER BY fid LIMIT 2')).toEqual([
      ['czkawka', 'yande.re', '1', at(1), 'yande.re - 1.jpg', 912345, 1000, 1414, '2020-08-14 18:07:55+00', 0], ['czkawka', 'yande.re', '2', at(2), 'yande.re - 2.jpg', 912345, 1000, 1414, '2020-08-14 18:07:55+00', 1],
    ]);
    expect(await fixture.rows(groupsOf)).toEqual([['1 2', 1], ['3 4', 1]]);
    expect(await fixture.rows('SELECT fid, file_size, width, height, file_dt::VARCHAR FROM images ORDER BY fid LIMIT 1')).toEqual([['1', 912345, 1000, 1414, '2020-08-14 18:07:55+00']]);
    expect(await fixture.rows('SELECT fid, origin FROM posts ORDER BY fid')).toEqual(['1', '2', '3', '4'].map((fid) => [fid, 'mention']));
  });

  it('of versions 5 and 6, and of old builds that wrap the number', async () => {
    const member = (id: number, similarity: unknown) => ({ path: at(id), size: 5, dimensions: '1000x1414', modified_date, hash, similarity });
    const fixture = await loadFixture({ 'similar.json': JSON.stringify([[member(1, 0), member(2, { Similar: 5 }), member(3, { Original: null }), member(4, 'High')]], null, 2) });
    expect(counts(fixture)).toEqual([[4, 4, 0]]);
    expect(await fixture.rows('SELECT fid, width, height, distance FROM duplicates ORDER BY fid')).toEqual([['1', 1000, 1414, 0], ['2', 1000, 1414, 5], ['3', 1000, 1414, null], ['4', 1000, 1414, null]]);
  });

  it('of later versions, with reference folders', async () => {
    const member = (id: number, difference: number) => ({ path: at(id), size: 5, width: 2, height: 3, modified_date, hashes: [hash, hash], difference });
    const fixture = await loadFixture({ 'similar.json': JSON.stringify([[member(1, 0), [member(2, 3), member(3, 4)]], [member(4, 0), [member(5, 1)]]]) });
    expect(counts(fixture)).toEqual([[5, 5, 0]]);
    expect(await fixture.rows(groupsOf)).toEqual([['1 2 3', 1], ['4 5', 1]]);
    expect(await fixture.rows('SELECT distance FROM duplicates ORDER BY fid')).toEqual([[0], [3], [4], [0], [1]]);
  });

  it('of equal files: by size and hash, and by name', async () => {
    const member = (id: number | string) => ({ path: at(id), modified_date, size: 5, hash: 'abc' });
    const byHash = { '5': [[member(1), member(2)], [member(3), member(4)]], '6': [[member(5), member(6)]], '7': [[member('7 - [a] "{b'), [member(8)]]] };
    const byName = { 'yande.re - 9.jpg': [{ ...member(9), path: '/a/yande.re - 9.jpg' }, { ...member(9), path: '/b/yande.re - 9.jpg', hash: undefined }] };
    const fixture = await loadFixture({ 'hash.json': JSON.stringify(byHash), 'name.json': JSON.stringify(byName, null, 2) });
    expect(sourcesOf(fixture)).toEqual(['czkawka-json', 'czkawka-json']);
    expect(await fixture.rows(groupsOf)).toEqual([['1 2', 1], ['3 4', 1], ['5 6', 1], ['7 8', 1], ['9 9', 1]]);
    expect(await fixture.rows(`SELECT DISTINCT distance FROM duplicates WHERE fid < '9'`)).toEqual([[0]]);
    expect(await fixture.rows(`SELECT path, distance FROM duplicates WHERE fid = '9' ORDER BY path`)).toEqual([['/a/yande.re - 9.jpg', 0], ['/b/yande.re - 9.jpg', null]]);
  });

  it('rejects other pictures, wrong values, a picture that comes again in its group, and a file that is cut off', async () => {
    const members = [at(1), at(2), '/img/my cat.jpg', at(1), at(5)].map((path, i) => JSON.stringify({ path, size: i === 4 ? 'big' : 5, width: 1, height: 1, modified_date, hash, similarity: i }));
    const fixture = await loadFixture({ 'similar.json': `[[${members.join(',\n')},\n{"path":"${at(3)}","size":}],\n[{"path":"${at(4)}","si` });
    expect((await fixture.rejects()).map(([reason, , row, line]) => [reason, row, line])).toEqual([
      ['superseded', 1, 1], ['missing_key', 3, 3], ['bad_value', 5, 5], ['bad_json', 6, 6], ['bad_json', 7, 7],
    ]);
    expect(counts(fixture)).toEqual([[7, 2, 5]]);
  });
});

describe('the text report of czkawka', () => {
  it('has groups between blank lines', async () => {
    const fixture = await loadFixture({
      'report.txt': crlf('Found 2 images which have similar friends', '', `"${at(1)}" - 1000x1414 - 891 KiB - 0`, `"${at('2 - a - b')}" - 700x990 - 500 KiB - Very High`, '', `"${at(3)}" - 1x2 - 5 B - 7`, '', 'what is this'),
    });
    expect(sourcesOf(fixture)).toEqual(['czkawka-report']);
    expect(await fixture.rejects()).toEqual([['bad_columns', 'no line of a file', 4, 8]]);
    expect(await fixture.rows(groupsOf)).toEqual([['1 2', 1], ['3', 1]]);
    expect(await fixture.rows('SELECT fid, width, height, file_size, distance FROM duplicates ORDER BY fid')).toEqual([['1', 1000, 1414, null, 0], ['2', 700, 990, null, null], ['3', 1, 2, null, 7]]);
  });
});

describe('pairs of paths', () => {
  it('are a group each, with or without a header and a difference', async () => {
    const fixture = await loadFixture({
      'pairs.tsv': crlf('path_a\tpath_b\tdifference', `${at(1)}\tB:\\x\\danbooru.donmai.us - 7 - a ~ b (c).jpg\t1.6`, `${at(1)}\t${at(3)}\t0%`, `${at(4)}\t${at(5)}`),
      'plain.txt': text(`${at(8)}\t${at(9)}`),
    });
    expect(sourcesOf(fixture)).toEqual(['path-pairs', 'path-pairs']);
    expect(counts(fixture)).toEqual([[3, 3, 0], [1, 1, 0]]);
    expect(await fixture.rows(groupsOf)).toEqual([['1 3', 1], ['1 7', 1], ['4 5', 1], ['8 9', 1]]);
    expect(await fixture.rows('SELECT booru, fid, path, distance FROM duplicates WHERE distance IS NOT NULL ORDER BY distance, booru')).toEqual([
      ['yande.re', '1', at(1), 0], ['yande.re', '3', at(3), 0], ['danbooru.donmai.us', '7', 'B:/x/danbooru.donmai.us - 7 - a ~ b (c).jpg', 2], ['yande.re', '1', at(1), 2],
    ]);
    expect(await fixture.rows('SELECT booru, fid, chars FROM posts ORDER BY booru, fid LIMIT 2')).toEqual([['danbooru.donmai.us', '7', 'b'], ['yande.re', '1', 'unknown']]);
  });

  it('are rejected when one side is no picture of a post, or both are one', async () => {
    const fixture = await loadFixture({
      'pairs.tsv': text('path_a\tpath_b\tdifference', `${at(1)}\tcat.jpg\t1`, `cat.jpg\t${at(2)}\t1`, `${at(1)}\tx - 3.jpg\t1`, `${at(1)}\t${at(1)}\t0`, `${at(1)}`, `${at(1)}\t${at(2)}\tsome`, `${at(1)}\t${at(2)}\t5`, `${at(1)}\t${at(2)}\t5`),
    });
    expect(await fixture.rejects()).toEqual([
      ['missing_key', 'the file name names no post', 1, 2], ['missing_key', 'the file name names no post', 2, 3], ['unknown_board', 'x', 3, 4], ['bad_value', 'both paths are one', 4, 5],
      ['bad_columns', 'not two paths and a difference', 5, 6], ['bad_value', 'field difference', 6, 7], ['superseded', 'the file has a newer row of it', 7, 8],
    ]);
    expect(counts(fixture)).toEqual([[8, 1, 7]]);
  });
});
