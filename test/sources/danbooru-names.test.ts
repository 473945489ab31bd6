import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const times = { created_at: '2013-02-28T01:02:03.000-05:00', updated_at: '2013-02-28T01:02:03.000-05:00' };
const artist = (fields: object) => ({ id: 678, name: 'some_artist', group_name: '', other_names: ['some-artist', 'サムアーティスト', ' '], is_deleted: false, is_banned: false, ...times, ...fields });
const page = (fields: object) => ({ id: 901, title: 'hatsune_miku', body: 'A character of [[vocaloid]].', other_names: ['初音ミク'], is_locked: false, is_deleted: false, ...times, ...fields });
const pool = (fields: object) => ({ id: 12, name: 'A_Story', description: '', category: 'series', post_ids: [3, 1, 2], is_active: true, is_deleted: false, post_count: 3, ...times, ...fields });

it('gives artists and wiki pages to tags as their other names', async () => {
  const fixture = await loadFixture({
    'artists.json': text(JSON.stringify(artist({})), JSON.stringify(artist({ id: '679', name: 'left', is_deleted: true, other_names: [] })), JSON.stringify(artist({ name: '' })), JSON.stringify(artist({ name: 'x', other_names: 'y' }))),
    'wiki_pages.json': JSON.stringify([page({}), page({ title: 'help:tags', other_names: [] }), page({ title: null }), page({ title: 'Hatsune Miku', other_names: ['ミク'], updated_at: '2020-02-28T01:02:03.000-05:00' })]),
  });
  expect(sourcesOf(fixture)).toEqual(['danbooru-artists', 'danbooru-wiki-pages']);
  expect(counts(fixture)).toEqual([[4, 2, 2], [4, 2, 2]]);
  expect(await fixture.rows('SELECT booru, tag_name, tag_cat, other_names FROM tags ORDER BY 2')).toEqual([
    ['danbooru.donmai.us', 'hatsune_miku', -1, ['ミク']], ['danbooru.donmai.us', 'left', -1, null], ['danbooru.donmai.us', 'some_artist', 1, ['some-artist', 'サムアーティスト']],
  ]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
    ['missing_key', 'no name'], ['bad_value', 'field other_names'], ['superseded', 'the file has a newer row of it'], ['missing_key', 'no title'],
  ]);
});

it('takes the same tables for e621 where the path says so', async () => {
  const fixture = await loadFixture({ 'e621/artists.json': JSON.stringify([artist({})]), 'wiki.json': JSON.stringify([page({})]) });
  expect(await fixture.rows('SELECT booru, tag_name FROM tags ORDER BY ALL')).toEqual([['danbooru.donmai.us', 'hatsune_miku'], ['e621.net', 'some_artist']]);
});

it('reads pools with their posts in order, as numbers or as texts', async () => {
  const fixture = await loadFixture({ 'pools.json': text(JSON.stringify(pool({})), JSON.stringify(pool({ id: '13', post_ids: ['007', '8'], post_count: '2', category: 'collection' })), JSON.stringify(pool({ id: null })), JSON.stringify(pool({ id: 14, post_ids: { a: 1 } }))) });
  expect(sourcesOf(fixture)).toEqual(['danbooru-pools']);
  expect(counts(fixture)).toEqual([[4, 2, 2]]);
  expect(await fixture.rows('SELECT booru, pool_id, name, description, category, post_count, post_fids, updated_at FROM pools ORDER BY 2')).toEqual([
    ['danbooru.donmai.us', 12, 'A_Story', null, 'series', 3, ['3', '1', '2'], new Date('2013-02-28T06:02:03Z')], ['danbooru.donmai.us', 13, 'A_Story', null, 'collection', 2, ['7', '8'], new Date('2013-02-28T06:02:03Z')],
  ]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['missing_key', 'no id'], ['bad_value', 'field post_ids']]);
});
