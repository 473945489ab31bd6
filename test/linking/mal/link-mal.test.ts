import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LakeWriter } from '../../../src/lake/writer.js';
import { linkScores } from '../../../src/linking/mal/link-scores.js';
import { scoreMal } from '../../../src/linking/mal/score-mal.js';
import { load, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../../load/fixtures.js';
import { lakeOf, linksOf } from './lists.js';

const dir = tempFolder('link-mal');
let folders = 0;
const folder = () => join(dir, String(folders++));
/** A number as a name of its own. */
const spelled = (number: number) => [...String(number)].map((digit) => ['ba', 'ke', 'do', 'ru', 'mi', 'zo', 'na', 'hi', 'yu', 'ga'][Number(digit)]).join('');
const acceptedOf = (links: Awaited<ReturnType<typeof linksOf>>) => Object.fromEntries(links.filter(({ status }) => status === 'accepted').map(({ tag, id }) => [tag, id]));

describe('links to MyAnimeList', () => {
  it('see through the order of names, romanisation, spaces and honorifics', async () => {
    const lake = await lakeOf(folder(), [[4, 'izayoi_sakuya', 90], [4, 'senba_ryoga', 50], [4, 'ikamusume', 40], [4, 'nobody_known', 5]], [[11, 'Sakuya Izayoi', 9], [12, 'Ryouga Senba', 8], [13, 'Ika Musume', 7], [14, 'Quentin Zweig', 1]]);
    const links = await linksOf(lake);
    expect(acceptedOf(links)).toEqual({ izayoi_sakuya: 11, senba_ryoga: 12, ikamusume: 13 });
    expect(links.find(({ tag }) => tag === 'senba_ryoga')?.rule).toMatch(/romanised otherwise/);
    expect(links.some(({ tag }) => tag === 'nobody_known')).toBe(false);
  });

  it('tell ten Sakuras apart by company, and leave them for review without it', async () => {
    const works = Array.from({ length: 10 }, (_, work) => work);
    const names = (work: number) => [`suzuki_${'abcdefghij'[work]}ko`, `tanaka_${'abcdefghij'[work]}mi`, `kimura_${'abcdefghij'[work]}ya`, `sakura_(work_${work})`];
    const entries = works.flatMap((work) => [[1000 * work + 100, `${'abcdefghij'[work]}ko suzuki`, 5], [1000 * work + 101, `${'abcdefghij'[work]}mi tanaka`, 5], [1000 * work + 102, `${'abcdefghij'[work]}ya kimura`, 5], [1000 * work + 103, 'Sakura', 5]] as const);
    const strangers = Array.from({ length: 2000 }, (_, at) => [20_000 + 37 * at, `${spelled(at)} ${spelled(at * 7 + 1)}`, 1] as const);
    const alone = await linksOf(await lakeOf(folder(), works.map((work) => [4, `sakura_(work_${work})`, 50]), entries.filter(([, name]) => name === 'Sakura')));
    expect(acceptedOf(alone)).toEqual({});
    expect(alone.filter(({ status }) => status === 'review').length).toBeGreaterThan(10);
    const together = await linksOf(await lakeOf(folder(), works.flatMap((work) => names(work).map((name) => [4, name.includes('(') ? name : `${name}_(work_${work})`, 50] as const)), [...entries, ...strangers]));
    const links = acceptedOf(together);
    expect(works.map((work) => links[`sakura_(work_${work})`])).toEqual(works.map((work) => 1000 * work + 103));
  });

  it('give an entry to one tag, not to its other forms', async () => {
    const lake = await lakeOf(folder(), [[4, 'hatsune_miku', 900], [4, 'hatsune_miku_(append)', 30], [4, 'kagamine_rin', 500]], [[1, 'Miku Hatsune', 100], [2, 'Rin Kagamine', 50]]);
    expect(acceptedOf(await linksOf(lake))).toEqual({ hatsune_miku: 1, kagamine_rin: 2 });
  });

  it('of a tag that is a title on one board and a character on another are of both kinds', async () => {
    const place = folder();
    const lake = await lakeOf(place, [[3, 'naruto', 900]], [[5, 'Naruto', 100]], [[20, 'Naruto', 'main'], [20, 'ナルト', 'ja']]);
    writeFileSync(join(place, 'gelbooru.csv'), 'id,name,type,count,ambiguous\n7,naruto,4,30,false\n');
    await load(lake, join(place, 'gelbooru.csv'));
    await linksOf(lake);
    expect(await rowsOf(lake, "SELECT tag_name, tag_cat, mal_kind, mal_id FROM mal_links WHERE status = 'accepted' ORDER BY tag_cat")).toEqual([
      { tag_name: 'naruto', tag_cat: 3, mal_kind: 'anime', mal_id: 20 }, { tag_name: 'naruto', tag_cat: 4, mal_kind: 'character', mal_id: 5 },
    ]);
  });

  it('read titles in any script, and seasons apart', async () => {
    const lake = await lakeOf(folder(), [[3, 'kumo_no_mukou', 90], [3, 'dog_days_2', 50], [3, 'dog_days', 60]], [], [[30, 'Kumo no Mukou', 'main'], [31, '雲のむこう', 'main'], [32, 'Dog Days', 'main'], [33, 'Dog Days II', 'main']]);
    expect(acceptedOf(await linksOf(lake))).toEqual({ kumo_no_mukou: 30, dog_days: 32, dog_days_2: 33 });
  });

  it('leave out empty names and those without a letter, and load an id that stands twice once', async () => {
    const lake = await lakeOf(folder(), [[4, 'izayoi_sakuya', 90], [4, '!?', 5]], [[11, 'Sakuya Izayoi', 9], [11, 'Sakuya Izayoi', 10], [12, '☆', 3], [14, '', 2], [15, '  ', 2]], [[30, '', 'main'], [31, 'Kumo', 'main'], [31, 'Kumo', 'main']]);
    expect(acceptedOf(await linksOf(lake))).toEqual({ izayoi_sakuya: 11 });
    expect(await rowsOf(lake, 'SELECT count(*)::INTEGER AS n FROM mal_links WHERE mal_name IS NULL')).toEqual([{ n: 0 }]);
  });

  it('know names in kanji only', async () => {
    const lake = await lakeOf(folder(), [[4, '十六夜咲夜', 90], [4, '霧雨魔理沙', 80], [3, '東方', 10]], [[13, '十六夜咲夜', 3], [14, '霧雨魔理沙', 3], [15, '博麗霊夢', 9]], [[30, '東方', 'main']]);
    expect(acceptedOf(await linksOf(lake))).toEqual({ 十六夜咲夜: 13, 霧雨魔理沙: 14, 東方: 30 });
  });

  it('say what is missing', async () => {
    const lake = folder();
    await load(lake, writeLines(join(dir, 'posts.json'), [post(1, { character: 'izayoi_sakuya' })]));
    await expect(linksOf(lake)).rejects.toThrow('The lake has nothing of MyAnimeList');
    await expect(withLake(lake, (open) => scoreMal(open))).rejects.toThrow('No tag of this lake has a known entry of MyAnimeList');
  });

  it('are the same bytes each time', async () => {
    const lake = await lakeOf(folder(), [[4, 'izayoi_sakuya', 90], [4, 'remilia_scarlet', 50]], [[11, 'Sakuya Izayoi', 9], [12, 'Remilia Scarlet', 8]]);
    const linksFile = async () => {
      await linksOf(lake, { now: pinned });
      return Object.entries(treeOf(lake)).filter(([path]) => path.startsWith('mal_links')).map(([, hash]) => hash);
    };
    expect(await linksFile()).toContain((await linksFile())[0]);
  });
});

describe('decisions of people', () => {
  const decide = async (lake: string, rows: string) => {
    const writer = await LakeWriter.open(lake);
    try {
      await writer.inbox.insert('decisions', `SELECT 1 AS load_id, * FROM (VALUES ${rows}) AS d (kind, left_key, right_key, decision, decided_at, decided_by)`);
      await writer.commit([], { command: 'test', parameters: {}, rows: 1, startedAt: pinned, version: '' });
    } finally {
      await writer.close();
    }
  };

  it('win over the machine, and survive a load', async () => {
    const place = folder();
    const lake = await lakeOf(place, [[4, 'izayoi_sakuya', 90], [4, 'remilia_scarlet', 50], [4, 'maid', 40]], [[11, 'Sakuya Izayoi', 9], [12, 'Remilia Scarlet', 8], [13, 'Somebody Else', 3]]);
    const now = "TIMESTAMPTZ '2024-01-01 00:00:00+00', 'ann'";
    await decide(lake, `('mal_character', 'maid', '11', 'yes', ${now}), ('mal_character', 'remilia_scarlet', '12', 'no', ${now})`);
    await load(lake, writeLines(join(dir, 'more.json'), [post(1, { character: 'zzyzx' })]));
    const links = await linksOf(lake);
    expect(acceptedOf(links)).toEqual({ maid: 11 });
    expect(links.find(({ tag }) => tag === 'remilia_scarlet')).toMatchObject({ status: 'rejected', rule: 'decision' });
  });

  it('can say that a tag is no entry at all', async () => {
    const lake = await lakeOf(folder(), [[4, 'izayoi_sakuya', 90]], [[11, 'Sakuya Izayoi', 9]]);
    await decide(lake, `('mal_character', 'izayoi_sakuya', '', 'no', NULL, 'ann')`);
    expect(acceptedOf(await linksOf(lake))).toEqual({});
  });
});

describe('links known from labels', () => {
  const entries = [[11, 'Sakuya Izayoi', 9], [12, 'Remilia Scarlet', 8], [13, 'Nobody', 2], [14, 'Meiling Hong', 4]] as const;

  it('are taken as they are, and take their entries from others', async () => {
    const lake = await lakeOf(folder(), [[4, 'sakuya', 9, 11], [4, 'izayoi_sakuya', 90], [4, 'hong_meiling', 40, 13]], entries);
    const links = await linksOf(lake);
    expect(acceptedOf(links)).toEqual({ sakuya: 11, hong_meiling: 13 });
    expect(links.filter(({ status }) => status === 'accepted').map(({ rule }) => rule)).toEqual(['label', 'label']);
    expect(acceptedOf(await linksOf(lake, { labels: false }))).toMatchObject({ izayoi_sakuya: 11, hong_meiling: 14 });
  });

  it('are no guesses to be scored: each is hidden while its tag is linked', async () => {
    const lake = await lakeOf(folder(), [[4, 'izayoi_sakuya', 90, 11], [4, 'remilia_scarlet', 50], [4, 'hong_meiling', 40, 13]], entries);
    const [score] = await withLake(lake, (open) => scoreMal(open));
    expect(score).toMatchObject({ kind: 'character', known: 2, right: expect.toSatisfy((right: number) => right <= 1) });
  });

  it('must be enough to fit weights to', async () => {
    const lake = await lakeOf(folder(), [[4, 'izayoi_sakuya', 90, 11]], entries);
    await expect(linksOf(lake, { weights: 'fit' })).rejects.toThrow('To fit weights takes 50 known links of a kind; there are 0 of titles and 1 of characters');
  });
});

describe('the score of links', () => {
  it('judges tags of known truth only', () => {
    const guess = (tag_name: string, mal_id: number, score: number, isRivalled = false) => ({ tag_name, mal_id, score, isAccepted: !isRivalled && score >= 0.5, isRivalled });
    const score = linkScores([guess('a', 1, 0.9), guess('b', 2, 0.8), guess('c', 9, 0.7), guess('d', 4, 0.6, true), guess('x', 8, 0.9), guess('y', 3, 0.9)], [1, 2, 3, 4].map((mal_id, at) => ({ tag_name: 'abcd'[at]!, mal_id })));
    // x is of no known tag or entry; y took the entry of c.
    expect(score).toMatchObject({ known: 4, links: 3, right: 2, precision: 2 / 3, recall: 0.5, recall_at_99: 0.5, precision_entries: 0.5 });
    expect(score.precision_low).toBeLessThan(2 / 3);
    expect(score.curve.find((point) => point.score === 0.5)).toMatchObject({ links: 3 });
    expect(score.curve.find((point) => point.score === 0.8)).toMatchObject({ links: 2, precision: 1 });
  });
});
