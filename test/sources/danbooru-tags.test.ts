import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { claimsOf, counts, folderOf, loadFixture, sourcesOf, text } from './fixture.js';

const tag = (fields: object) => JSON.stringify({ id: 1, name: 'a', post_count: 1, category: 0, created_at: '2013-02-28T01:02:03.000-05:00', updated_at: '2023-01-02T03:04:05.000-05:00', is_deprecated: false, words: [], ...fields });
const relation = (fields: object) => JSON.stringify({ id: 12345, antecedent_name: 'miku_hatsune', consequent_name: 'hatsune_miku', status: 'active', creator_id: 1, approver_id: null, reason: '', created_at: '2013-02-28T01:02:03.000-05:00', updated_at: '2013-02-28T01:02:03.000-05:00', ...fields });
const tagRows = 'SELECT tag_name, tag_cat, tag_type_raw, board_tag_id, post_count, is_deprecated FROM tags ORDER BY tag_name';

it('reads tags of the API, one a line, and of gwern with numbers as strings, in an array and packed', async () => {
  const gwern = JSON.stringify([{ id: '470575', name: '1girl', category: '0', post_count: '6945303', is_locked: false, created_at: '2013-02-27 22:39:31 UTC', updated_at: '2019-12-26 19:19:43.27 UTC' }]);
  const fixture = await loadFixture({
    'tags.json': gzipSync(text(tag({ id: 385430, name: 'hatsune_miku', post_count: 101234, category: 4 }), tag({ id: 9, name: 'lore_(meta)', category: 8, is_deprecated: true }))),
    'tags000000000000.json': gwern,
  });
  expect(sourcesOf(fixture)).toEqual(['danbooru-tags', 'danbooru-tags']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0]]);
  expect(await fixture.rows(tagRows)).toEqual([
    ['1girl', 0, 'general', 470575, 6945303, null], ['hatsune_miku', 4, 'character', 385430, 101234, false], ['lore_(meta)', -1, '8', 9, 1, true],
  ]);
});

it('reads tags as CSV with quotes in names and Python truth values; the newest row of a name stays', async () => {
  const fixture = await loadFixture({
    'tags_top.csv': text(
      'id,name,post_count,category,created_at,updated_at,is_deprecated',
      '1,"don\'t_say_""lazy""",1085,0,2013-02-27T23:17:33.571-05:00,2019-09-01T13:01:28.618-04:00,False',
      '2,old,5,3,2013-02-27T23:17:33.571-05:00,2020-09-01T13:01:28.618-04:00,True',
      '3,old,4,0,2013-02-27T23:17:33.571-05:00,2019-09-01T13:01:28.618-04:00,False',
      '4,,4,0,2013-02-27T23:17:33.571-05:00,2019-09-01T13:01:28.618-04:00,False',
      '5,word,many,0,2013-02-27T23:17:33.571-05:00,2019-09-01T13:01:28.618-04:00,False',
    ),
  });
  expect(counts(fixture)).toEqual([[5, 2, 3]]);
  expect(await fixture.rows(tagRows)).toEqual([[`don't_say_"lazy"`, 0, 'general', 1, 1085, false], ['old', 3, 'copyright', 2, 5, true]]);
  expect(await fixture.rejects()).toEqual([['superseded', 'the file has a newer row of it', 3, 4], ['missing_key', 'no name', 4, 5], ['bad_value', 'field post_count', 5, 6]]);
});

it('tells aliases from implications by the name, else by no guess at all', async () => {
  const rows = text(relation({}), relation({ id: 7, consequent_name: '' }));
  const fixture = await loadFixture({ 'tag_aliases.json': rows, 'aliases/tag_implications.jsonl': rows });
  expect(sourcesOf(fixture)).toEqual(['danbooru-aliases', 'danbooru-implications']);
  expect(counts(fixture)).toEqual([[2, 1, 1], [2, 1, 1]]);
  expect(await fixture.rows('SELECT booru, antecedent, consequent, status, alias_id, reason, created_at, src_row FROM tag_aliases')).toEqual([
    ['danbooru.donmai.us', 'miku_hatsune', 'hatsune_miku', 'active', 12345, null, new Date('2013-02-28T06:02:03Z'), 1],
  ]);
  expect(await fixture.rows('SELECT antecedent, consequent, implication_id FROM tag_implications')).toEqual([['miku_hatsune', 'hatsune_miku', 12345]]);

  expect(await claimsOf(join(folderOf({ 'relations.json': rows }), 'relations.json'))).toEqual([]);
});

it('reads aliases as CSV whose reasons go on over lines', async () => {
  const fixture = await loadFixture({
    'tag_aliases.csv': text(
      'id,antecedent_name,consequent_name,status,created_at,updated_at,creator_id,approver_id,forum_topic_id,reason',
      '8153,1girls,1girl,active,2013-02-16T03:41:57.113-05:00,2013-02-16T03:42:11.518-05:00,1309,,,"first line,', 'second ""line"""',
      '8154,high_res,highres,deleted,2013-02-16T03:41:57.113-05:00,2013-02-16T03:42:11.518-05:00,1,,,',
    ),
  });
  expect(counts(fixture)).toEqual([[2, 2, 0]]);
  expect(await fixture.rows('SELECT antecedent, status, reason FROM tag_aliases ORDER BY 1')).toEqual([['1girls', 'active', 'first line,\nsecond "line"'], ['high_res', 'deleted', null]]);
});

it('does not take e621 for danbooru', async () => {
  const fixture = await loadFixture({ 'e621/tags.json': text(tag({})) }, { source: 'danbooru-tags' });
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['unknown_board']);
});
