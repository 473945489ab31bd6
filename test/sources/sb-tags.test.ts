import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf } from './fixture.js';

const header = 'SB_FID;TAG_CAT;SB_TAG;DANB_TAG;DANB_FR';

describe('SB_TAGS', () => {
  it('makes one post of all rows of it, with both spellings of a tag in one', async () => {
    const fixture = await loadFixture({ 'sb.csv': crlf(header, '7;4;toosaka rin;400;66', '0007;3;some_series;66;66', '8;4;toosaka_rin;400;66', '7;1;an_artist;;', '7;4;toosaka_rin;400;66') });
    expect(sourcesOf(fixture)).toEqual(['sb-tags']);
    expect(counts(fixture)).toEqual([[5, 5, 0]]);
    expect(await fixture.rows('SELECT booru, fid, origin, rating_level FROM posts ORDER BY fid')).toEqual([['safebooru.org', '7', 'mention', 1], ['safebooru.org', '8', 'mention', 1]]);
    expect(await fixture.rows('SELECT n.fid, n.tag_name, n.tag_cat, p.tag_origin FROM post_tag_names AS n JOIN posts AS p USING (booru, post_key) ORDER BY 1, 2')).toEqual([
      ['7', 'an_artist', 1, 'release'], ['7', 'some_series', 3, 'release'], ['7', 'toosaka_rin', 4, 'release'], ['8', 'toosaka_rin', 4, 'release'],
    ]);
    expect(await fixture.rows('SELECT kind, tag_name, id FROM labels ORDER BY 1, 2')).toEqual([
      ['danbooru_tag', 'some_series', 66], ['danbooru_tag', 'toosaka_rin', 400], ['franchise', 'some_series', 66], ['franchise', 'toosaka_rin', 66],
    ]);
  });

  it('keeps a tag with semicolons of its own whole', async () => {
    const fixture = await loadFixture({ 'sb.csv': crlf(header, '7;4;wink_;);12;', '7;3;steins;gate;13;13', '9;4;short') });
    expect(await fixture.rows('SELECT tag_name FROM post_tag_names ORDER BY 1')).toEqual([['steins;gate'], ['wink_;)']]);
    expect(await fixture.rejects()).toEqual([['bad_columns', '3 fields, 5 expected', 3, 4]]);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
  });

  it('counts every row of a post on the exclusion list as rejected', async () => {
    const fixture = await loadFixture({ 'sb.csv': crlf(header, '7;4;someone;1;', '7;3;lolicon;2;', '8;4;someone;1;') });
    expect(counts(fixture)).toEqual([[3, 1, 2]]);
    expect(await fixture.rows('SELECT reason, records, raw FROM rejects')).toEqual([['excluded', 2, 'safebooru.org 7']]);
    expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['8']]);
  });
});
