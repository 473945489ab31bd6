import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellText, csvLines, protectedCell } from '../../src/linking/review/csv.js';
import { consistentAnswers } from '../../src/linking/review/consistency.js';
import { readAnswers, type StoredDecision } from '../../src/linking/review/decision-rows.js';
import { importReview } from '../../src/linking/review/import-review.js';
import { mostUseful, type Doubt } from '../../src/linking/review/question.js';
import { readQuestions } from '../../src/linking/review/questions.js';
import { decodedText, readReview, reviewFile } from '../../src/linking/review/review-file.js';
import { reviewTopics } from '../../src/linking/review/doubts.js';
import { rowsSql } from '../images/composed-lake.js';
import { load, pinned, post, rowsOf, tempFolder, withLake, writeLines } from '../load/fixtures.js';
import { writeSmallLake } from '../system/small-lake.js';

const [d, g, y] = ['danbooru.donmai.us', 'gelbooru.com', 'yande.re'];
const hostile = ['=HYPERLINK("https://x")', '+1', '-_-', '@sum', "'tis", 'a,"b";c', '猫耳'];

/** A lake with a question of each kind and more; tags with hostile names. */
async function reviewLake(dir: string): Promise<string> {
  const tags = [...hostile.map((tag_name, at) => [d, at, tag_name, 4]), [g, 100, 'formula', 4], [g, 101, 'minus', 4], [d, 50, 'miku', 4], [d, 51, 'vocaloid', 3]] as const;
  await writeSmallLake(dir, {
    posts: `SELECT * REPLACE (created_at::TIMESTAMPTZ AS created_at) FROM (${rowsSql([[d, '1', 0], [g, '2', 0], [y, '3', 0], [y, '4', 4]].map(([booru, fid, rating_level]) => ({ booru, fid, post_key: Number(fid), rating_level, width: 800, height: 600, created_at: '2020-02-03 00:00:00Z' })))})`,
    tags: rowsSql(tags.map(([booru, tag_id, tag_name, tag_cat]) => ({ booru, tag_id, tag_name, tag_name_norm: tag_name, tag_cat, post_count: 50 + Number(tag_id) }))),
    tag_aliases: rowsSql([{ booru: d, antecedent: 'hatsune', consequent: 'miku', status: 'active' }]),
    mal_characters: rowsSql([{ character_id: 1555, name: 'Miku Hatsune', favorites: 900 }, { character_id: 1556, name: 'Miku Nakano', favorites: 800 }]),
    mal_links: rowsSql([[1555, 0.6], [1556, 0.3]].map(([mal_id, score], at) => ({ tag_name: 'miku', tag_cat: 4, mal_kind: 'character', mal_id, score, rule: 'same words', evidence: 'name +1.0', status: 'review', rank: at + 1 }))),
    tag_links: `SELECT *, ['name slip'] AS evidence FROM (${rowsSql([[0, 100, 0.5], [0, 101, 0.2], [2, 101, 0.8]].map(([tag_id_a, tag_id_b, score]) => ({ booru_a: d, tag_id_a, tag_name_a: hostile[tag_id_a!], booru_b: g, tag_id_b, tag_name_b: tag_id_b === 100 ? 'formula' : 'minus', score, status: 'review' })))})`,
    works: rowsSql([[d, '1', 1], [g, '2', 2], [y, '3', 3], [y, '4', 4]].map(([booru, fid, work_id]) => ({ booru, fid, post_key: Number(fid), work_id, rank: 1, posts: 1 }))),
    crossposts: rowsSql([[g, 2, 'pixiv', 0.47], [y, 3, 'parent', 0.3], [y, 4, 'source', 0.5]].map(([booru_b, post_key_b, reason, score]) => ({ booru_a: d, post_key_a: 1, booru_b, post_key_b, reason, detail: 'x', score }))),
  });
  return dir;
}

/** Reads the questions, and the file with answers by `left right`. */
const questionsOf = (dir: string) => withLake(dir, (lake) => readQuestions(lake, reviewTopics, 100), { rating: 'sensitive' });
const answer = (file: string, answers: Record<string, string>) => file.split('\r\n').map((line) => {
  const key = Object.keys(answers).find((part) => line.includes(part));
  return key === undefined || line.startsWith('decision') ? line : answers[key] + line;
}).join('\r\n');
const take = (dir: string, text: string, by?: string) => withLake(dir, (lake) => importReview(lake, text, 'review.csv', { now: pinned, ...(by === undefined ? {} : { by }) }));
const stored = (dir: string) => rowsOf(dir, 'SELECT kind, left_key, right_key, decision, decided_by FROM decisions ORDER BY ALL');

describe('a file of questions', () => {
  it('keeps every text, and none is a formula in a spreadsheet', () => {
    for (const text of [...hostile, '', ' x ', '\tx', '\r\nx', "''=", "'", 'a\nb']) {
      const cell = protectedCell(text);
      expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/);
      expect(csvLines(`${cell},end`, ',').map(({ cells }) => cellText(cells[0]!))).toEqual(text === '' ? [''] : [text]);
    }
  });

  it('costs a wrong quote its line only, and counts lines', () => {
    const rows = csvLines('a,"b\nc",d\n\n"x"y,1\n"never closed,2\nlast,3', ',');
    expect(rows.map(({ line, cells, fault }) => [line, cells, fault])).toEqual([
      [1, ['a', 'b\nc', 'd'], undefined], [4, [], 'text goes on after a closing quote'], [5, [], 'a quote is not closed'], [6, ['last', '3'], undefined],
    ]);
  });

  it('is read with semicolons, tabs, columns moved or taken away, in UTF-16', () => {
    for (const text of ['kind;left;right;decision\r\ntags;a/b;c/d;Yes\r\n', 'sep=;\nkind;left;right;decision\ntags;a/b;c/d;Yes', 'decision\tright\tleft\tkind\nYes\tc/d\ta/b\ttags\n']) {
      expect(readReview(text, 'f').rows.map(({ decision, kind, left, right }) => [decision, kind, left, right])).toEqual([['Yes', 'tags', 'a/b', 'c/d']]);
    }
    expect(readReview('sep=;\nkind;left;right;decision\ntags;a/b;c/d;Yes', 'f').rows[0]!.line).toBe(3);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('decision\tkind\n', 'utf16le')]);
    expect(decodedText(utf16, 'f')).toBe('decision\tkind\n');
    expect(() => decodedText(Buffer.from([0x64, 0xe9, 0x2c]), 'old.csv')).toThrow('old.csv is not in UTF-8');
    expect(() => readReview('decision,kind\nyes,tags', 'f.csv')).toThrow('f.csv has no column left, right');
    expect(() => readReview('', 'f.csv')).toThrow('f.csv has no column');
    expect(() => readReview('decision,kind,left,right,left\n', 'f.csv')).toThrow('column left twice');
  });

  it('rejects rows whose keys were changed or that lost a cell, by line', () => {
    const side = (key: string) => ({ key, names: [], count: null, url: null });
    const file = reviewFile(['a', 'b'].map((name) => ({ kind: 'tags' as const, left: side(`${d}/${name}`), right: side(`${g}/${name}`), score: 0.5, evidence: '' })));
    expect(readReview(decodedText(Buffer.from(file), 'f'), 'f')).toMatchObject({ rows: [{ line: 2 }, { line: 3 }], rejects: [] });
    const swapped = file.replace(`${g}/a`, 'X').replace(`${g}/b`, `${g}/a`).replace('X', `${g}/b`).slice(1);
    expect(readReview(`${swapped}yes,tags\r\n`, 'f')).toMatchObject({ rows: [], rejects: [2, 3].map((line) => ({ line, reason: expect.stringContaining('is not what was exported') })).concat([{ line: 4, reason: '2 cells, 13 expected' }]) });
  });
});

describe('answers', () => {
  const parsed = (...lines: string[]) => readAnswers(lines.map((text, at) => {
    const [decision, kind, left, right] = text.split(' ');
    return { line: at + 2, raw: text, decision: decision!.replaceAll('_', ' '), kind: kind!, left: left!, right: right! };
  }));
  const reasons = (found: { rejects: readonly { line: number; reason: string }[] }) => found.rejects.map(({ line, reason }) => `${line} ${reason}`);

  it('are words, of kinds, about keys of the right form', () => {
    const found = parsed('YES tags a/b c/d', 'none_of_these tags a/b c/d', ' tags a/b c/d', 'maybe tags a/b c/d', 'yes cats a/b c/d', 'yes tags a/b c/', 'yes tags a/b a/c', 'yes mal_anime tag/x myanimelist.net/character/1', 'no mal_anime x myanimelist.net/anime/1', 'yes crossposts a/1 a/1');
    expect([found.answered.length, found.empty]).toEqual([2, 1]);
    expect(reasons(found)).toEqual([
      '5 decision "maybe" is none of yes, no, none, open', '6 kind "cats" is none of mal_anime, mal_character, tags, crossposts', '7 "c/" is no tag of a board, such as danbooru.donmai.us/hatsune_miku',
      '8 two tags of one board cannot be linked; that is for an alias of the board', '9 right "myanimelist.net/character/1" is no entry, such as myanimelist.net/anime/1555', '10 left "x" is no tag, such as tag/hatsune_miku', '11 left and right are the same',
    ]);
  });

  it('that contradict each other are rejected, also by way of others and of what was decided before', () => {
    const check = (before: readonly [string, string, string][], ...lines: string[]) => {
      const old: StoredDecision[] = before.map(([left, right, decision]) => ({ kind: 'crossposts', left, right, decision }));
      const { answered } = parsed(...lines);
      const { kept, rejects } = consistentAnswers(answered, old);
      expect(kept.length + rejects.length).toBe(answered.length);
      return reasons({ rejects });
    };
    expect(check([], 'yes crossposts a/1 b/1', 'no crossposts b/1 a/1')).toEqual(['2 contradicts line 3 about the same link', '3 contradicts line 2 about the same link']);
    expect(check([], 'yes crossposts a/1 b/1', 'yes crossposts b/1 a/1', 'no crossposts a/2 b/2')).toEqual([]);
    expect(check([], 'yes crossposts a/1 b/1', 'no crossposts a/1 c/1', 'yes crossposts b/1 c/1')).toEqual(['3 contradicts other decisions, by which the two are one']);
    expect(check([['a/1', 'b/1', 'yes'], ['a/1', 'c/1', 'no']], 'yes crossposts b/1 c/1')).toEqual(['2 contradicts other decisions, by which the two are not one']);
    expect(check([['a/1', 'b/1', 'yes'], ['a/1', 'c/1', 'no']], 'yes crossposts a/1 c/1', 'no crossposts a/1 b/1', 'yes crossposts c/1 d/1')).toEqual([]);
    expect(check([['a/1', 'b/1', 'yes']], 'none crossposts a/1 b/2')).toEqual(['2 contradicts other decisions, by which b/1 is the one']);
    expect(check([['a/1', 'b/', 'no']], 'yes crossposts a/1 c/1', 'yes crossposts c/1 b/3')).toEqual(['3 contradicts other decisions, by which the two are not one']);
    expect(reasons(consistentAnswers(parsed('yes mal_anime tag/x myanimelist.net/anime/1', 'yes mal_anime tag/x myanimelist.net/anime/2', 'none mal_anime tag/x myanimelist.net/anime/3', 'no mal_anime tag/x myanimelist.net/anime/4').answered, []))).toEqual([
      '3 contradicts line 2, which gives the tag another entry', '4 contradicts line 2, which gives the tag another entry',
    ]);
  });

  it('are asked for in order of what they are worth, candidates of one place together', () => {
    const doubt = (group: string, right: string, score: number, posts: number): Doubt => ({ kind: 'tags', group, left: group, right, leftCount: 1, rightCount: 1, posts, score, evidence: '' });
    const doubts = [doubt('rare', 'x', 0.5, 3), doubt('often', 'x', 0.1, 1000), doubt('often', 'y', 0.5, 1000), doubt('sure', 'x', 0.99, 100_000), doubt('even', 'x', 0.5, 60)];
    expect(mostUseful(doubts, 9).map(({ group, right }) => `${group} ${right}`)).toEqual(['often y', 'often x', 'even x', 'rare x', 'sure x']);
    expect(mostUseful(doubts, 1)).toHaveLength(2);
  });
});

describe('link review', () => {
  const dir = tempFolder('review');

  it('goes round without loss: questions, answers, decisions, fewer questions', async () => {
    const lake = await reviewLake(join(dir, 'round'));
    const { questions, waiting } = await questionsOf(lake);
    expect(waiting).toBe(6);
    expect(questions.map(({ kind, left, right }) => `${kind} ${left.key} ${right.key}`)).toEqual([
      'mal_character tag/miku myanimelist.net/character/1555', 'mal_character tag/miku myanimelist.net/character/1556', `tags ${d}/${hostile[0]} ${g}/formula`, `tags ${d}/${hostile[0]} ${g}/minus`, `tags ${d}/-_- ${g}/minus`, `crossposts ${d}/1 ${g}/2`,
    ]);
    expect(questions[0]).toMatchObject({ left: { names: ['miku', 'hatsune'], count: 100, url: 'https://danbooru.donmai.us/posts?tags=miku' }, right: { names: ['Miku Hatsune'], count: 900, url: 'https://myanimelist.net/character/1555' } });
    expect(questions[2]!.left.url).toBe('https://danbooru.donmai.us/posts?tags=%3DHYPERLINK%28%22https%3A%2F%2Fx%22%29');
    expect(questions[5]!.left).toMatchObject({ names: ['800 x 600', '2020-02-03'], url: 'https://danbooru.donmai.us/posts/1' });
    const file = reviewFile(questions).slice(1);
    const answered = answer(file, { 'character/1555': 'yes', [`${g}/formula`]: 'none', '-_-': 'yes', crossposts: 'no' });
    expect(await take(lake, answered, "Anna O'Neil")).toMatchObject({ rows: 6, yes: 2, no: 1, none: 1, empty: 2, rejected: 0, changed: 4 });
    const decisions = await stored(lake);
    expect(decisions).toEqual([
      { kind: 'crossposts', left_key: `${d}/1`, right_key: `${g}/2`, decision: 'no', decided_by: "Anna O'Neil" }, { kind: 'mal_character', left_key: 'miku', right_key: '1555', decision: 'yes', decided_by: "Anna O'Neil" },
      { kind: 'tags', left_key: `${d}/-_-`, right_key: `${g}/minus`, decision: 'yes', decided_by: "Anna O'Neil" }, { kind: 'tags', left_key: `${d}/${hostile[0]}`, right_key: `${g}/`, decision: 'no', decided_by: "Anna O'Neil" },
    ]);
    const runs = await rowsOf(lake, 'SELECT count(*) AS n FROM runs');
    expect(await take(lake, answered)).toMatchObject({ yes: 2, no: 1, none: 1, changed: 0 });
    expect(await stored(lake)).toEqual(decisions);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM runs')).toEqual(runs);
    expect((await questionsOf(lake)).waiting).toBe(0);
    expect(await take(lake, answer(file, { '-_-': 'open', crossposts: 'open' }))).toMatchObject({ open: 2, changed: 2 });
    expect((await questionsOf(lake)).waiting).toBe(2);
  });

  it('rejects what the lake has not got, and keeps the rest', async () => {
    const lake = await reviewLake(join(dir, 'unknown'));
    const summary = await take(lake, ['decision,kind,left,right', `yes,tags,${d}/gone,${g}/minus`, `yes,crossposts,${d}/1,${y}/99`, `yes,crossposts,${d}/1,${y}/4`, 'no,mal_character,tag/vocaloid,myanimelist.net/character/1555', 'no,mal_character,tag/miku,myanimelist.net/character/7', `no,tags,${d}/'tis,${g}/minus`].join('\n'));
    expect(summary).toMatchObject({ rows: 6, yes: 1, no: 1, rejected: 4 });
    expect(summary.rejects.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      `2 the lake has no tag ${d}/gone`, `3 the lake has no post ${y}/99`, '5 the lake has no character vocaloid', '6 the lake has no entry myanimelist.net/character/7',
    ]);
    expect(await stored(lake)).toHaveLength(2);
  });

  it('keeps decisions when dumps are loaded again', async () => {
    const lake = join(dir, 'again');
    const dump = writeLines(join(dir, 'danbooru', 'posts.json'), [post(1, { tags: 'sky' }), post(2)]);
    await load(lake, dump);
    await take(lake, `decision,kind,left,right\nyes,crossposts,${d}/2,${d}/1\n`);
    const before = await stored(lake);
    await load(lake, writeLines(join(dir, 'danbooru', 'more.json'), [post(1, { tags: 'cloud', updated: '2024-02-02' }), post(3)]));
    await load(lake, dump);
    expect(before).toEqual([{ kind: 'crossposts', left_key: `${d}/1`, right_key: `${d}/2`, decision: 'yes', decided_by: null }]);
    expect(await stored(lake)).toEqual(before);
  });
});
