import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { boards } from '../../src/tags/boards.js';
import type { Rating } from '../../src/lake/views.js';
import { cli, load, post, rowsOf, tempFolder, withLake, writeLines } from './fixtures.js';
import { stubLine, useStubs, type StubRow } from './stub-source.js';

useStubs();
const dir = tempFolder('rating');
const lake = join(dir, 'lake');
const ratings = ['general', 'safe', 'sensitive', 'questionable', 'explicit', null] as const;
const shownOf: Record<Rating, readonly (string | null)[]> = { safe: ['general', 'safe'], sensitive: ['general', 'safe', 'sensitive'], all: ratings };

/** One post of each rating on each of three boards, every one with a tag and a picture with a face. */
const some = ['gelbooru.com', 'safebooru.org', 'zerochan.net'];
const header = 'BOORU;FID;IPATH;IFILE;XBYTES;XWIDTH;XHEIGHT;BOUNDW;BOUNDH;BOUNDX;BOUNDY;TBYTES;TWIDTH;THEIGHT;TENTR;TSKEW;TMEAN;TSTDDEV;TCOLORS;MEANGREY;MAXGREY;REDMEAN;GREENMEAN;BLUEMEAN;EDGE;FACES;COPYRTAG1;COPYRTAG2;CHARSTAG1;CHARSTAG2;CHARSTAG3;ARTTAG1';

beforeAll(async () => {
  const posts = some.flatMap((booru) => ratings.map((rating, i) => stubLine('board', true, { booru, fid: `${i + 1}`, rating, tags: ['sky', `r_${rating}`] })));
  const faces = '[{"flevel":"1","facex":1,"facey":2,"facew":3,"faceh":3}]';
  const pictures = some.flatMap((booru) => ratings.map((_, i) => [booru, i + 1, 'a', '"b.jpg"', ...Array<string>(21).fill('1'), faces, ...Array<string>(6).fill('')].join(';')));
  const { files, ok } = await load(lake, [writeLines(join(dir, 'posts.json'), posts), writeLines(join(dir, 'V2016.csv'), [header, ...pictures])]);
  expect(files.map((file) => [file.outcome, file.note])).toEqual([['loaded', ''], ['loaded', '']]);
  expect(ok).toBe(true);
});

/** Ratings of the posts of a board a session should show; an unrated one where the board's default allows it. */
const visible = (booru: string, rating: Rating) => {
  const level = boards.find((board) => board.name === booru)!.unratedLevel;
  const unrated = rating === 'all' || level <= (rating === 'safe' ? 1 : 2);
  return ratings.filter((value) => (value === null ? unrated : shownOf[rating].includes(value)));
};

describe.each(['safe', 'sensitive', 'all'] as const)('a lake opened with rating %s', (rating) => {
  const fids = (booru: string) => visible(booru, rating).map((value) => `${ratings.indexOf(value) + 1}`);

  it('shows in every table the posts up to it', async () => {
    await withLake(lake, async (open) => {
      for (const booru of some) {
        const expected = fids(booru);
        const ask = async (sql: string) => (await open.rows<{ fid: string }>(`SELECT DISTINCT fid FROM (${sql}) ORDER BY fid`, { booru })).map((row) => row.fid);
        expect(await ask('SELECT fid FROM posts WHERE booru = $booru')).toEqual(expected);
        for (const table of ['post_tags', 'tag_posts', 'images', 'faces']) expect(await ask(`SELECT post_key::VARCHAR AS fid FROM ${table} WHERE booru = $booru`)).toEqual(expected);
        expect(await ask('SELECT fid FROM post_tag_names WHERE booru = $booru')).toEqual(expected);
        expect(await ask(`SELECT post_key::VARCHAR AS fid FROM tag_posts JOIN tags USING (tag_id) WHERE tags.booru = $booru AND tag_name = 'sky'`)).toEqual(expected);
      }
    }, { rating });
  });

  it('says how many it hides', async () => {
    const shown = some.reduce((sum, booru) => sum + visible(booru, rating).length, 0);
    expect(await withLake(lake, (open) => open.hiddenPosts(), { rating })).toBe(some.length * ratings.length - shown);
  });
});

describe('the default', () => {
  it('is sensitive, in the library and the command line', async () => {
    const sql = 'SELECT count(*)::INTEGER AS n FROM posts';
    const expected = some.reduce((sum, booru) => sum + visible(booru, 'sensitive').length, 0);
    expect(expected).toBe(3 * 3 + 2);
    expect(await rowsOf(lake, sql, {})).toEqual([{ n: expected }]);
    const ran = cli(['--lake', lake, 'sql', '-c', sql, '--json']);
    expect(JSON.parse(ran.stdout)).toEqual([{ n: expected }]);
    expect(ran.stderr).toContain(`${18 - expected} posts hidden, --rating all shows them.`);
    const all = cli(['--lake', lake, '--rating', 'all', 'sql', '-c', sql, '--json']);
    expect(JSON.parse(all.stdout)).toEqual([{ n: 18 }]);
    expect(all.stderr).not.toContain('hidden');
  });

  it('can be set for a session by BOORULAB_RATING, and an unknown word there hides, never shows', () => {
    const count = (value: string) => (JSON.parse(cli(['--lake', lake, 'sql', '-c', 'SELECT count(*)::INTEGER AS n FROM posts', '--json'], { env: { BOORULAB_RATING: value } }).stdout) as { n: number }[])[0]!.n;
    expect(count('all')).toBe(18);
    expect(count('ALL THE THINGS')).toBe(11);
  });

  it('does not let an unknown rating through', () => {
    const ran = cli(['--lake', lake, '--rating', 'everything', 'tables']);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain('safe, sensitive, all');
  });
});

describe("danbooru's letter s", () => {
  const old = { media_asset: undefined, is_note_locked: false };
  const bare = { media_asset: undefined };
  const std = async (name: string, ...records: Record<string, unknown>[]) => {
    const own = join(dir, name);
    await load(own, writeLines(join(dir, `${name}.json`), records));
    return (await rowsOf<{ rating_std: string | null }>(own, 'SELECT rating_std FROM posts ORDER BY post_key')).map((row) => row.rating_std);
  };

  it('is sensitive in rows of the new scheme, safe in those of the old', async () => {
    expect(await std('new', ...['g', 's', 'q', 'e'].map((rating, i) => post(i + 1, { rating })))).toEqual(['general', 'sensitive', 'questionable', 'explicit']);
    expect(await std('old', ...['s', 'q', 'e'].map((rating, i) => post(i + 1, { rating, updated: '2020-01-01', fields: old })))).toEqual(['safe', 'questionable', 'explicit']);
  });

  it('is told row by row in a file of both', async () => {
    expect(await std('mixed', post(1, { rating: 's' }), post(2, { rating: 's', updated: '2020-01-01', fields: old }), post(3, { rating: 'g' }))).toEqual(['sensitive', 'safe', 'general']);
  });

  it('is of the new scheme where a row does not say, when the file has a g or a later change', async () => {
    expect(await std('by-g', post(1, { rating: 's', updated: '2022-05-20', fields: bare }), post(2, { rating: 'g', updated: '2022-05-20', fields: bare }))).toEqual(['sensitive', 'general']);
    expect(await std('by-date', post(1, { rating: 's', updated: '2020-01-01', fields: bare }), post(2, { rating: 'e', updated: '2022-06-01', fields: bare }))).toEqual(['sensitive', 'explicit']);
    expect(await std('neither', post(1, { rating: 's', updated: '2020-01-01', fields: bare }), post(2, { rating: 'e', updated: '2022-05-01', fields: bare }))).toEqual(['safe', 'explicit']);
  });

  it('and letters nobody knows count as unrated', async () => {
    expect(await std('unknown', post(1, { rating: 'x' }), post(2, { rating: '' }), post(3, { rating: null as unknown as string }))).toEqual([null, null, null]);
    expect(await rowsOf(join(dir, 'unknown'), 'SELECT * FROM posts', {})).toEqual([]);
  });
});

describe('a row without a rating', () => {
  it.each([['before', 0], ['after', 1]])('takes none away from a post, loaded %s the one that has it', async (_, at) => {
    const lake = join(dir, `unrated-${at}`);
    const row = (rating: string | null): StubRow => ({ booru: 'safebooru.org', fid: '5', tags: [`t_${rating ?? 'none'}`], ...(rating === null ? {} : { rating }) });
    const files = ['explicit', null].map((rating, i) => writeLines(join(dir, `unrated-${at}-${i}.json`), [stubLine('release', true, row(rating))]));
    for (const file of at === 1 ? files : files.reverse()) await load(lake, file);
    expect(await rowsOf(lake, 'SELECT rating_std, rating_level FROM posts', { rating: 'all' })).toEqual([{ rating_std: 'explicit', rating_level: 4 }]);
    for (const table of ['posts', 'post_tags', 'tag_posts']) expect(await rowsOf(lake, `SELECT count(*) AS n FROM ${table}`, { rating: 'sensitive' })).toEqual([{ n: 0 }]);
  });
});
