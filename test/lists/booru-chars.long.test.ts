import { expect, it } from 'vitest';
import { loadFixture } from '../sources/fixture.js';
import { roundTrip } from './round-trip.js';

it('the tables of BOORU CHARS keep the ratings and tags of boards that rate and spell in other ways', async () => {
  const json = [
    { id: 1, created_at: '2024-01-01T00:00:00.000-05:00', rating: 's', score: 5, fav_count: 1, md5: 'a'.repeat(32), file_ext: 'jpg', image_width: 10, image_height: 20, file_size: 9, tag_string_general: 'solo', tag_string_artist: '', tag_string_copyright: 'misc', tag_string_character: '', tag_string_meta: 'highres', tag_string: 'solo misc highres', media_asset: { id: 1 } },
  ].map((post) => JSON.stringify(post)).join('\n');
  const zerochan = JSON.stringify({ items: [{ id: 8, width: 10, height: 20, md5: 'b'.repeat(32), thumbnail: 'https://s.zerochan.net/8.jpg', source: '', tag: 'Hatsune Miku', tags: ['Hatsune Miku', 'Long Hair'] }] });
  const { lake } = await loadFixture({ 'posts.jsonl': `${json}\n`, 'zero.json': zerochan });
  const { back } = await roundTrip(lake, 'FROM posts');
  const ask = 'SELECT booru, fid, rating_std, rating_level, list(tag_name ORDER BY tag_name) AS tags FROM posts JOIN post_tags USING (booru, post_key, rating_level) JOIN tags USING (booru, tag_id) GROUP BY ALL ORDER BY ALL';
  const rows = await lake.rows(ask);
  expect(rows).toHaveLength(2);
  expect(await back.rows(ask)).toEqual(rows);
});
