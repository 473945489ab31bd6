import { expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const header = 'id,created_at,rating,score,sample_url,sample_width,sample_height,preview_url,tags';
const sample = '//safebooru.org/samples/2190/sample_3f1d.jpg';
const thumb = '//safebooru.org/thumbnails/2190/thumbnail_3f1d.jpg';

it('reads rows of nine fields: no size of the original, no md5; epoch 0 is no date; only a file that is its own sample is known', async () => {
  const fixture = await loadFixture({
    'all_data.csv': text(header, `2190123,1477137755,s,3,"${sample}",850,1133,"${thumb}","1girl say_""hi"" a&#039;s"`, `2,0,q,,"//safebooru.org/images/2/b.png",600,800,"${thumb}","1girl a's"`),
  });
  expect(sourcesOf(fixture)).toEqual(['kaggle-safebooru']);
  expect(counts(fixture)).toEqual([[2, 2, 0]]);
  expect(await fixture.rows('SELECT booru, fid, created_at, created_precision, updated_at, rating_std, score, width, sample_width, sample_height, file_ext, file_url, sample_url, preview_url, md5, status FROM posts ORDER BY fid_num')).toEqual([
    ['safebooru.org', '2', null, null, null, 'questionable', null, null, 600, 800, 'png', 'https://safebooru.org/images/2/b.png', 'https://safebooru.org/images/2/b.png', `https:${thumb}`, null, 'active'],
    ['safebooru.org', '2190123', new Date(1477137755_000), 'day', null, 'safe', 3, null, 850, 1133, null, null, `https:${sample}`, `https:${thumb}`, null, 'active'],
  ]);
  expect(await fixture.rows(`SELECT tag_name FROM post_tag_names WHERE fid = '2190123' ORDER BY 1`)).toEqual([['1girl'], [`a's`], ['say_"hi"']]);
});

it('reads rows of eleven fields under the header of nine, and no others', async () => {
  const fixture = await loadFixture({
    'all_data.csv': crlf(header, `1,1477137755,s,3,${sample},850,1133,${thumb},112,150,"1girl smile"`, `2,1477137755,s,3,"${sample}",850,1133,"${thumb}","1girl"`, `3,1477137755,s,3,${sample},850,1133,${thumb},112,"1girl"`, 'x,1477137755,s,3,,,,,a', `2,1477137755,s,4,"${sample}",850,1133,"${thumb}","solo"`),
  });
  expect(counts(fixture)).toEqual([[5, 2, 3]]);
  expect(await fixture.rows('SELECT fid, score, tag_name FROM posts JOIN post_tag_names USING (booru, fid) ORDER BY 1, 3')).toEqual([['1', 3, '1girl'], ['1', 3, 'smile'], ['2', 4, 'solo']]);
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['superseded', 2], ['bad_columns', 3], ['bad_value', 4]]);
});
