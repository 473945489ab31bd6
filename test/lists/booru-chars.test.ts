import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { writeList } from '../../src/lists/list.js';
import { folderOf, loadFixture, text } from '../sources/fixture.js';
import { roundTrip } from './round-trip.js';

const header = ['BOORU', 'FID', 'TORR_PATH', 'TORR_FNAME', 'TORR_FSIZE', 'TORR_ISIZE', 'BOUNDBOX', 'S_JQ', 'R_ALL', 'TENTR', 'R_ENTR', 'TSKEW', 'TSTDDEV', 'R_SDEV', 'TCOLORS', 'R_COLOR', 'MEANG', 'R_MEANG', 'EDGE', 'R_EDGE', 'ORIG_FSIZE', 'ORIG_ISIZE', 'ORIG_JQ', 'ORIG_MD5', 'POST_DT', 'RATING', 'SCORE', 'FAVS', 'POST_EXT', 'TAGS_COPYR', 'TAGS_CHARS', 'TAGS_ART', 'TAGS_GEN', 'TAGS_ETC', 'POST_FSIZE', 'POST_ISIZE', 'POST_MD5'];
const row = (values: Record<string, string>) => header.map((name) => values[name] ?? '').join('\t');
const posts = text(
  header.join('\t'),
  row({
    BOORU: 'danbooru.donmai.us', FID: '2345678', TORR_PATH: 'M05', TORR_FNAME: 'danbooru.donmai.us - 2345678 - vocaloid ~ hatsune_miku (some_artist).jpg', TORR_FSIZE: '812345', TORR_ISIZE: '1000x1414', BOUNDBOX: '980x1400+10+4', S_JQ: '94', R_ALL: '-0.312',
    TENTR: '0.812', R_ENTR: '0.77', TSKEW: '-0.44', TSTDDEV: '0.241', R_SDEV: '0.61', TCOLORS: '68123', R_COLOR: '0.7', MEANG: '0.1843', R_MEANG: '0.5', EDGE: '0.083', R_EDGE: '0.4', ORIG_FSIZE: '912345', ORIG_ISIZE: '1000x1414', ORIG_MD5: '5d41402abc4b2a76b9719d911017c592',
    POST_DT: '2016-04-22', RATING: 'Safe', SCORE: '7', FAVS: '2', POST_EXT: 'png', TAGS_COPYR: 'vocaloid', TAGS_CHARS: 'hatsune_miku kagamine_rin', TAGS_ART: 'some_artist', TAGS_GEN: '1girl smile', TAGS_ETC: 'highres',
  }),
  row({ BOORU: 'danbooru.donmai.us', FID: '2345678', TORR_PATH: 'R01/x', TORR_FNAME: 'second.jpg', POST_DT: '2016-04-22', RATING: 'Safe', SCORE: '7', FAVS: '2', POST_EXT: 'png', TAGS_COPYR: 'vocaloid', TAGS_CHARS: 'hatsune_miku kagamine_rin', TAGS_ART: 'some_artist', TAGS_GEN: '1girl smile', TAGS_ETC: 'highres', ORIG_FSIZE: '912345', ORIG_ISIZE: '1000x1414', ORIG_MD5: '5d41402abc4b2a76b9719d911017c592' }),
  row({ BOORU: 'yande.re', FID: '77 001', TAGS_COPYR: 'misc', TAGS_CHARS: 'unknown', TAGS_ART: 'anonymous', RATING: 'e', SCORE: '-3' }),
  row({ BOORU: 'konachan.com', FID: '9', RATING: 'Weird', TAGS_COPYR: 'misc', TAGS_CHARS: 'unknown', TAGS_ART: 'anonymous', TAGS_GEN: '=cmd "quoted" \'x' }),
);
const tags = text('BOORU\tFID\tTAG\tTAG_ID\tTAG_CAT\tDANB_TAG', 'danbooru.donmai.us\t2345678\thighres\t55\t5\t', 'yande.re\t77\tmiku\t1234\t4\t', 'yande.re\t77\tsky\t99\t0\tblue_sky', 'konachan.com\t9\t=cmd\t0\t0\t');

/** The columns that the two tables have room for; of labels and tags those of the tags that posts carry. */
const questions = {
  posts: 'SELECT booru, fid, post_key, frame, created_at, created_precision, rating_raw, rating_std, rating_level, score, favs, md5, file_ext, file_size, width, height FROM posts ORDER BY ALL',
  pairs: 'SELECT booru, post_key, tag_name, tag_cat, board_tag_id FROM post_tags JOIN tags USING (booru, tag_id) ORDER BY ALL',
  images: 'SELECT booru, fid, path, file_name, file_size, width, height, jpeg_quality FROM images ORDER BY ALL',
  stats: 'SELECT * EXCLUDE (src_file, src_row, file_name, measured_on, src_format) FROM image_stats ORDER BY ALL',
  labels: 'SELECT booru, tag_name, tag_cat, kind, id, name FROM labels ORDER BY ALL',
} as const;

describe('the tables of BOORU CHARS', () => {
  it('load back to the same rows, and hold no hidden posts', async () => {
    const { lake, dir } = await loadFixture({ 'BC_posts.tsv': posts, 'BC_tags.tsv': tags });
    const { back, out, rejected } = await roundTrip(lake, 'FROM posts ORDER BY booru, fid');
    expect(rejected).toBe(0);
    for (const [name, sql] of Object.entries(questions)) {
      const rows = await lake.rows(sql);
      expect(rows.length, name).toBeGreaterThan(0);
      expect(await back.rows(sql), name).toEqual(rows);
    }
    expect(readFileSync(join(out, 'BC_posts.tsv'), 'utf8').split('\n')[0]).toBe(header.join('\t'));

    const shown = await openLake(dir);
    onTestFinished(() => shown.close());
    const safe = join(folderOf({}), 'bc');
    expect(await writeList(shown, "SELECT * FROM (VALUES ('yande.re', '77'), ('danbooru.donmai.us', '2345678'), ('konachan.com', '9')) AS t(booru, fid)", { to: 'booru-chars', out: safe })).toMatchObject({ listed: 1, hidden: 2 });
    for (const name of ['BC_posts.tsv', 'BC_tags.tsv']) expect(readFileSync(join(safe, name), 'utf8')).not.toMatch(/yande|konachan/);
  });
});
