import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completions, type CompletionSources } from '../../../src/cli/prompt/completion.js';
import { boardsStarting, readNames, tagsStarting } from '../../../src/cli/prompt/names.js';
import { handMade, testLake, type TestLake } from '../../reports/fixture.js';

let test: TestLake;
let sources: CompletionSources;
beforeAll(async () => {
  test = await testLake({ ...handMade, tags: `${handMade.tags!} UNION ALL SELECT 'a', 8, 'it''s_me', 0, 'it''s_me' UNION ALL SELECT 'a', 9, 'hidden_only', 0, ''`, tag_posts: `${handMade.tag_posts!} UNION ALL SELECT 'a', 8, 1, 0 UNION ALL SELECT 'a', 9, 4, 3` });
  await test.lake.connection.run('CREATE TEMP TABLE mine AS SELECT 1 AS my_column');
  await test.lake.connection.run('CREATE MACRO my_macro(x) AS x + 1');
  const names = await readNames(test.lake, ['hit-parade', 'boards', 'board-growth']);
  sources = { names: async () => names, tags: (start) => tagsStarting(test.lake, start), boards: (start) => boardsStarting(test.lake, start), resultColumns: async () => ['booru', 'posts'] };
});
afterAll(() => test.close());

it.each([
  ['.ru', ['.run '], '.ru'],
  ['.run board', ['board-growth', 'boards'], 'board'],
  ['.run boards lim', [], 'lim'],
  ['.schema post_tag', ['post_tag_names', 'post_tags'], 'post_tag'],
  ['.list a', ['aria2'], 'a'],
  ['.format j', ['json', 'jsonl'], 'j'],
  ['.rating s', ['safe', 'sensitive'], 's'],
  ['.chart h', ['heatmap', 'histogram'], 'h'],
  ['.chart bar x', ['x='], 'x'],
  ['.chart bar x=p', ['x=posts'], 'x=p'],
  ['.read src/rep', ['src/reports/'], 'src/rep'],
  ['.timer o', ['off', 'on'], 'o'],
  ['select * from post_tag', ['post_tag_names', 'post_tags'], 'post_tag'],
  ['select * from m', ['mal_characters', 'mal_links', 'mal_names', 'mal_relations', 'mal_roles', 'mal_titles', 'mal_voices', 'mine'], 'm'],
  ['select * from posts\nwhere FI', ['fid', 'fid_num', 'file_ext', 'file_size', 'file_url', 'filter'], 'FI'],
  ['select p.fi from posts p where p.fid_', ['fid_num'], 'fid_'],
  ['from mine select my_', ['my_column', 'my_macro('], 'my_'],
  ['select date_trun', ['date_trunc('], 'date_trun'],
  ["select * from tags where tag_name = 'mi", ["miku'"], 'mi'],
  ["select * from tags where tag_name IN ('miku', 'por", ["portrait'"], 'por'],
  ["select 'a' from tags where tag_name = 'it''", ["it''s_me'"], "it''"],
  ["from posts where has_tag(booru, post_key, 'mi", ["miku'"], 'mi'],
  ["from tags where booru = '", ["a'", "b'"], ''],
  ["from posts where rating_std = 'se", ["sensitive'"], 'se'],
  ["from posts where md5 = 'se", [], 'se'],
  ["select 'from ' || ", undefined, ''],
])('%j', async (text, hits, word) => {
  const found = await completions(text, sources);
  expect(found.word).toBe(word);
  if (hits) expect(found.hits.filter((hit) => !hit.endsWith('(') || hits.includes(hit))).toEqual(hits);
  else expect(found.hits.length).toBeGreaterThan(100);
});

describe('names', () => {
  it('are columns of the named tables only', async () => {
    const hits = async (text: string) => (await completions(text, sources)).hits;
    expect(await hits('from posts select anime_')).toEqual([]);
    expect(await hits('from mal_titles select anime_')).toEqual(['anime_id']);
    expect(await hits('select 1 from mal_titles; from posts select anime_')).toEqual([]);
  });

  it('of tags are those of posts shown', async () => {
    expect(await tagsStarting(test.lake, 'unused')).toEqual([]);
    expect(await tagsStarting(test.lake, 'hidden')).toEqual([]);
    await test.lake.setRating('all');
    expect(await tagsStarting(test.lake, 'hidden')).toEqual(['hidden_only']);
    await test.lake.setRating('sensitive');
  });
});
