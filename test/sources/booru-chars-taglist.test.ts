import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const header = 'TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT';
const rows = [
  "3;10;knight's_tale,_the;900;10;77;Knight's Tale, \"The\";5000",
  '4;21;li_min;40;10;;;',
  '4;22;li_min;70;99;501;Min Li;12',
  '4;23;no_one;5;;;;',
  '4;24;linked_only;6;;502;;',
];

describe('the BOORU CHARS tag list', () => {
  it('fills tags and labels; apostrophe, comma and quote stay in the names', async () => {
    const fixture = await loadFixture({ 'list.csv': crlf(header, ...rows) });
    expect(sourcesOf(fixture)).toEqual(['booru-chars-taglist']);
    expect(counts(fixture)).toEqual([[5, 5, 0]]);
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat, board_tag_id, post_count FROM tags ORDER BY board_tag_id')).toEqual([
      ['danbooru.donmai.us', "knight's_tale,_the", 3, 10, 900], ['danbooru.donmai.us', 'li_min', 4, 22, 70],
      ['danbooru.donmai.us', 'no_one', 4, 23, 5], ['danbooru.donmai.us', 'linked_only', 4, 24, 6],
    ]);
    expect(await fixture.rows('SELECT kind, board_tag_id, tag_name, id, name, count FROM labels ORDER BY kind, board_tag_id')).toEqual([
      ['franchise', 10, "knight's_tale,_the", 10, "knight's_tale,_the", null],
      ['franchise', 21, 'li_min', 10, "knight's_tale,_the", null],
      ['franchise', 22, 'li_min', 99, null, null],
      ['mal_anime', 10, "knight's_tale,_the", 77, 'Knight\'s Tale, "The"', 5000],
      ['mal_character', 22, 'li_min', 501, 'Min Li', 12],
      ['mal_character', 24, 'linked_only', 502, null, null],
    ]);
  });

  it('finds its columns by name and does not mind a blank last line', async () => {
    const fixture = await loadFixture({ 'list.csv': crlf('TAG_ID;TAG_CAT;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT', '10;3;a_work;9;;;;', '') });
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows('SELECT board_tag_id, tag_cat FROM tags')).toEqual([[10, 3]]);
  });

  it('rejects a row with surplus fields also when they are empty', async () => {
    const fixture = await loadFixture({ 'list.csv': crlf(header, rows[3]!, '4;25;a_tag;7;;;;;;') });
    expect(await fixture.rejects()).toEqual([['bad_columns', '10 fields, 8 expected', 2, 3]]);
    expect(counts(fixture)).toEqual([[2, 1, 1]]);
  });

  it('rejects what it cannot place, and only that', async () => {
    const fixture = await loadFixture({ 'list.csv': text(header, rows[0]!, '4;x;name;1;;;;', '2;30;studio;1;;;;', '4;31;;1;;;;', '4;32;a;b;c;1;;;;;', '4;10;again;5;;;;', rows[3]!) });
    expect(await fixture.rejects()).toEqual([
      ['superseded', 'the file has a newer row of it', 1, 2], ['bad_value', 'field TAG_ID', 2, 3], ['bad_value', 'TAG_CAT 2', 3, 4],
      ['missing_key', 'no TAG_NAME', 4, 5], ['bad_columns', '11 fields, 8 expected', 5, 6],
    ]);
    expect(counts(fixture)).toEqual([[7, 2, 5]]);
    expect(await fixture.rows(`SELECT raw FROM rejects WHERE reason = 'bad_columns'`)).toEqual([['4;32;a;b;c;1;;;;;']]);
  });
});
