import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { literal } from '../../src/lake/sql.js';
import { sourceMacros } from '../../src/sources/macros.js';
import { boardInText, boardOfUrlSql, boards, canonicalBoard } from '../../src/tags/boards.js';
import { categorySql, typeNames, typeNameSql } from '../../src/tags/categories.js';
import { eroticsStdSql, ratingLevels, ratingLevelSql, ratingStdSql } from '../../src/tags/ratings.js';
import { hostileTexts } from '../fuzz/mutate.js';
import { loadFixture, text, type Fixture } from '../sources/fixture.js';

let connection: DuckDBConnection;
let close: () => void;
beforeAll(async () => {
  const instance = await DuckDBInstance.create();
  connection = await instance.connect();
  close = () => { connection.closeSync(); instance.closeSync(); };
  for (const macro of sourceMacros) await connection.run(macro);
});
afterAll(() => close());

/** An expression over `s` for each of the values. */
async function each(expression: string, values: readonly (string | null)[]): Promise<unknown[]> {
  const rows = values.map((value, i) => `(${i}, ${value === null ? 'NULL' : value.split('\0').map(literal).join(' || chr(0) || ')})`);
  const result = await connection.run(`SELECT ${expression} FROM (VALUES ${rows.join(', ')}) AS t (i, s) ORDER BY i`);
  return (await result.getRowsJS()).map(([value]) => value);
}

/** Texts put together of pieces by a seeded generator. */
function textsOf(pieces: readonly string[], count: number, seed: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => Array.from({ length: random.int(9) }, () => pieces[random.int(pieces.length)]!).join(''));
}

const looksEscaped = /&(?:#\d+|amp|quot|lt|gt);/;
const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>' };
/** One pass over a text; what it makes is not looked at again, and control signs stay escaped. */
const unescapeOnce = (escaped: string) => escaped.replace(/&(?:#(\d{1,7})|(amp|quot|lt|gt));/g, (whole, code: string | undefined, name: string | undefined) => {
  if (code === undefined) return named[name!]!;
  const sign = Number(code);
  return sign < 32 || (sign > 0xd7ff && sign < 0xe000) || sign > 0x10ffff ? whole : String.fromCodePoint(sign);
});
const unescapeHtml = (escaped: string) => (looksEscaped.test(unescapeOnce(escaped)) ? unescapeOnce(unescapeOnce(escaped)) : unescapeOnce(escaped));
const escapeHtml = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#039;');

describe('HTML in values (0.4)', () => {
  const pieces = ['&', '&amp;', '&lt;', '&gt;', '&quot;', '&#039;', '&#39;', '&#38;', '&#60;', '&#9;', '&#55296;', '&#1114112;', '&#9999999;', '&#99999999;', '&nbsp;', '&apos;', '&#x27;', 'amp;', 'lt;', '#38;', '#', ';', 'a', ' ', '_', '\u00e9', '\u{1f600}', '38'];

  it('are unescaped once, twice when they still look escaped, never more', async () => {
    const values = [...textsOf(pieces, 4000, 1), ...hostileTexts, ''];
    expect(await each('html_unescape(s)', values)).toEqual(values.map(unescapeHtml));
    expect(await each('unescape_once(s)', values)).toEqual(values.map(unescapeOnce));
    expect(await each('html_unescape(s)', [null])).toEqual([null]);
  });

  it.each([
    ['a&amp;b', 'a&b'], ['a&b', 'a&b'], ['&gt;_&lt;', '>_<'], ['&amp;#039;', "'"], ['&amp;amp;lt;', '&lt;'], ['&amp;amp;amp;lt;', '&amp;lt;'], ['&#38;amp;lt;', '&lt;'], ['&#38;#38;#60;', '&#60;'], ['&amp;nbsp;', '&nbsp;'], ['&#10;', '&#10;'],
  ])('%s is %s', async (escaped, plain) => {
    expect(await each('html_unescape(s)', [escaped])).toEqual([plain]);
  });

  it('give back what a board escaped once, or twice', async () => {
    const plain = textsOf(['a', 'b c', '&', '<', '>', '"', "'", ';', '#', '#39', 'amp', '_', '\u00e9'], 2000, 2).filter((one) => !looksEscaped.test(one));
    expect(plain.length).toBeGreaterThan(1900);
    expect(await each('html_unescape(s)', plain.map(escapeHtml))).toEqual(plain);
    expect(await each('html_unescape(s)', plain.map((one) => escapeHtml(escapeHtml(one))))).toEqual(plain);
  });

  it('of a list are those of its tags', async () => {
    const lists = Array.from({ length: 300 }, (_, i) => textsOf(pieces, 6, 100 + i).map((tag) => tag.replaceAll(' ', '')));
    const joined = await each(`list_filter(split_tags(html_unescape(s)), lambda t: t <> '')`, lists.map((list) => list.join(' ')));
    expect(joined).toEqual(lists.map((list) => list.map(unescapeHtml).filter((tag) => tag !== '')));
  });
});

describe('spelling (0.4)', () => {
  const letters = ['A', 'z', '\u00c9', 'E\u0301', 'e\u0301', 'J\u030c', '\u01f0', 'I\u0307', '\u0130', '\u212b', '\u2126', '\u212a', '\u03a3', '\uff21', '\u30ac', '\u30ab\u3099', '\uac00', '\u1112\u1161\u11ab', ' ', '_', '(', '\u3000', '\u{1f600}', '\u00df', '\ufb01', '\u0416', 'a\u0323\u0307', 'a\u0307\u0323'];
  const lower = (plain: string) => [...plain].map((sign) => String.fromCodePoint(sign.toLowerCase().codePointAt(0)!)).join('');
  const normal = (plain: string) => lower(plain.normalize('NFC')).normalize('NFC').replaceAll(' ', '_');

  it('normal_tag is small, composed, without spaces, and the same when done again', async () => {
    const values = [...textsOf(letters, 3000, 3), ...hostileTexts, ''];
    const found = (await each('normal_tag(s)', values)) as string[];
    expect(found).toEqual(values.map(normal));
    expect(await each('normal_tag(s)', found)).toEqual(found);
    expect(found.map((one) => one.normalize('NFC'))).toEqual(found);
    for (const form of ['NFC', 'NFD'] as const) expect(await each('normal_tag(s)', values.map((value) => value.normalize(form)))).toEqual(found);
  });

  it('split_tags parts at white space of ASCII, whatever there is of it', async () => {
    const values = textsOf([' ', '  ', '\t', '\n', '\r\n', 'a', ':d', ';)', '\\m/', '^_^', "'", '\u3000', '\u00a0', 'fate/stay_night', '\u521d\u97f3\u30df\u30af'], 3000, 4);
    const split = (list: string) => list.split(/[ \t\n\r]+/).filter((tag) => tag !== '');
    expect(await each(`list_filter(split_tags(s), lambda t: t <> '')`, values)).toEqual(values.map(split));
  });

  it('bare_tag takes white space of ASCII off the ends and nothing else', async () => {
    const values = textsOf([' ', '\t', '\r', '\n', 'a', '\u3000', '\u00a0', '_'], 1000, 5);
    expect(await each('bare_tag(s)', values)).toEqual(values.map((value) => value.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '')));
  });

  it('tags with any sign pass through a load, and tags get their normal form', async () => {
    const emoticons = [':d', ';)', '>_<', '\\m/', '^_^', 'a:b', 'fate/zero', "don't", '"x"', 'a,b', 'c&d', 'e!', '+_+', '@_@', 'E\u0301', 'J\u030c', '\u3000'];
    const fixture = await loadFixture({ 'posts.jsonl': text(JSON.stringify({ id: 1, rating: 's', tag_string: ` ${emoticons.join('  ')} ` })) });
    expect(await fixture.rows('SELECT tag_name, tag_name_norm FROM tags ORDER BY encode(tag_name)')).toEqual([...emoticons].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((tag) => [tag, normal(tag)]));
  });
});

describe('what stands for nothing (0.6)', () => {
  it.each<[string, (string | null)[]]>([
    ['real_md5(s)', ['', '-', 'NONE', 'none', 'None', 'Unknown', '-'.repeat(32), 'NOT_RETRIEVED', '<undef>', 'null', '0', null]],
    ['blank_null(s)', ['', ' ', '  ', '\u3000', null]],
    ['whole_url(s)', ['', null]],
    ['real_time(TRY_CAST(s AS TIMESTAMPTZ))', ['1970-01-01 00:00:00 UTC', '1969-12-31 23:59:59 UTC', '', null]],
    ['unix_time(TRY_CAST(s AS BIGINT))', ['0', '', '-1', null]],
    ['board_time(s)', ['', '[Invalid DateTime]', 'None', null]],
    [`json_time(TRY_CAST(s AS JSON))`, ['null', '{"json_class":"Time","s":null,"n":0}', '""', null]],
  ])('%s', async (expression, values) => {
    expect(await each(expression, values)).toEqual(values.map(() => null));
  });
});

describe('ratings (0.2)', () => {
  const meant: readonly (readonly [string, string | null, string | null])[] = [
    ['g', 'general', 'general'], ['s', 'safe', 'sensitive'], ['q', 'questionable', 'questionable'], ['e', 'explicit', 'explicit'],
    ['general', 'general', 'general'], ['sensitive', 'sensitive', 'sensitive'], ['safe', 'safe', 'safe'], ['questionable', 'questionable', 'questionable'], ['explicit', 'explicit', 'explicit'],
    ['Safe', 'safe', 'safe'], ['Questionable', 'questionable', 'questionable'], ['Explicit', 'explicit', 'explicit'], [' S ', 'safe', 'sensitive'],
    ['None', null, null], ['unknown', null, null], ['', null, null], ['7', null, null], ['x', null, null], ['s q', null, null],
  ];

  it('every vocabulary, old and new', async () => {
    const raw = meant.map(([value]) => value);
    expect(await each(ratingStdSql('s'), raw)).toEqual(meant.map(([, old]) => old));
    expect(await each(ratingStdSql('s', 'true'), raw)).toEqual(meant.map(([, , fresh]) => fresh));
    expect(await each(eroticsStdSql('s::INTEGER'), ['0', '1', '2', '9', '-1', null])).toEqual(['general', 'sensitive', 'questionable', 'questionable', null, null]);
  });

  it('levels rise with the rating, and one that is not known is never below what its board allows', async () => {
    const order = ['general', 'safe', 'sensitive', 'questionable', 'explicit'];
    for (const { name, unratedLevel } of boards) {
      expect(await each(ratingLevelSql('s', literal(name)), order)).toEqual([0, 1, 2, 3, 4]);
      expect(await each(ratingLevelSql('s', literal(name)), [null, 'x']), name).toEqual([unratedLevel, unratedLevel]);
    }
    expect(await each(ratingLevelSql('s', "'nowhere'"), [null, 'x'])).toEqual([3, 3]);
    // Only boards that have nothing explicit at all show what is not rated.
    expect(boards.filter(({ unratedLevel }) => unratedLevel <= ratingLevels.sensitive).map(({ name }) => name)).toEqual(['safebooru.org', 'e-shuushuu.net', 'zerochan.net', 'anime-pictures.net']);
  });

  it('a rating that nobody can read is never shown as an unrated one; words for none are', async () => {
    const level = (raw: string | null) => each(ratingLevelSql('NULL', "'safebooru.org'", 's'), [raw]);
    for (const raw of ['x', '7', 's q', 'safe?', ' Rating: s']) expect(await level(raw), raw).toEqual([3]);
    for (const raw of [null, '', '  ', 'None', 'unknown', '-']) expect(await level(raw), String(raw)).toEqual([1]);
    expect(await each(ratingLevelSql(`'general'`, "'safebooru.org'", 's'), ['general'])).toEqual([0]);
    const file = (change: number, rating: string) => `<posts><post id="1" tags="a" rating="${rating}" change="${change}" file_url="https://safebooru.org/a.jpg"/></posts>`;
    const levels = async (...files: string[]) => (await loadFixture(Object.fromEntries(files.map((content, at) => [`safebooru.org-${at}.xml`, content])))).rows('SELECT rating_raw, rating_std, rating_level FROM posts');
    expect(await levels(file(1, 'lewd'), file(2, ''))).toEqual([['lewd', null, 3]]);
    expect(await levels(file(1, ''), file(2, 'lewd'))).toEqual([['lewd', null, 3]]);
    expect(await levels(file(1, 'g'), file(2, 'lewd'))).toEqual([['g', 'general', 0]]);
    expect(await levels(file(1, 'lewd'), file(2, 'e'))).toEqual([['e', 'explicit', 4]]);
    expect(await levels(file(1, ''), file(2, 'none'))).toMatchObject([[expect.anything(), null, 1]]);
  });

  const danbooru = (id: number, rating: string, updated: string) => JSON.stringify({ id, rating, tag_string: 'sky', updated_at: updated });
  it.each<[string, string[], string]>([
    ['a file from before the change', [danbooru(1, 's', '2022-05-21T23:59:59Z'), danbooru(2, 'q', '2010-01-01T00:00:00Z')], 'safe'],
    ['a file with a change on the day', [danbooru(1, 's', '2010-01-01T00:00:00Z'), danbooru(2, 'q', '2022-05-22T00:00:00Z')], 'sensitive'],
    ['a file with a g', [danbooru(1, 's', '2010-01-01T00:00:00Z'), danbooru(2, 'g', '2010-01-01T00:00:00Z')], 'sensitive'],
  ])('the s of danbooru in %s', async (_, lines, std) => {
    const fixture = await loadFixture({ 'posts.jsonl': text(...lines) });
    expect(await fixture.rows(`SELECT rating_raw, rating_std FROM posts WHERE fid = '1'`)).toEqual([['s', std]]);
  });

  it('the s of other boards is safe whenever', async () => {
    const moebooru = JSON.stringify([{ id: 1, tags: 'a', created_at: 1726568030, updated_at: 1726568030, md5: null, jpeg_url: 'https://files.yande.re/a.jpg', is_shown_in_index: true, rating: 's' }]);
    const xml = '<posts><post id="1" tags="a" rating="s" change="1726568030" file_url="https://gelbooru.com/a.jpg"/><post id="2" tags="a" rating="general" file_url="https://gelbooru.com/b.jpg"/></posts>';
    const fixture = await loadFixture({ 'post.json': moebooru, 'posts.xml': xml });
    expect(await fixture.rows('SELECT booru, fid, rating_std FROM posts ORDER BY 1, 2')).toEqual([['gelbooru.com', '1', 'safe'], ['gelbooru.com', '2', 'general'], ['yande.re', '1', 'safe']]);
  });
});

/** Numbers of types by board, with the category each is (0.3); null: the board gives the number no type that is known. */
const numbers: Readonly<Record<keyof typeof typeNames, readonly (readonly [string, number] | null)[]>> = {
  danbooru: [['general', 0], ['artist', 1], null, ['copyright', 3], ['character', 4], ['meta', 5], null],
  gelbooru: [['general', 0], ['artist', 1], null, ['copyright', 3], ['character', 4], ['metadata', 5], ['deprecated', 0], null],
  moebooru: [['general', 0], ['artist', 1], null, ['copyright', 3], ['character', 4], ['circle', 1], ['faults', 5], null],
  konachan: [['general', 0], ['artist', 1], null, ['copyright', 3], ['character', 4], null, null],
  sankaku: [['general', 0], ['artist', 1], ['studio', 3], ['copyright', 3], ['character', 4], ['genre', 0], null, null, ['medium', 5], ['meta', 5], null],
  shuushuu: [null, ['theme', 0], ['source', 3], ['artist', 1], ['character', 4], null],
  animePictures: [['unknown', 0], ['character', 4], ['reference', 0], ['copyright', 3], ['author', 1], ['game copyright', 3], ['other copyright', 3], ['object', 0], null],
  e621: [['general', 0], ['artist', 1], ['contributor', -1], ['copyright', 3], ['character', 4], ['species', 0], ['invalid', -1], ['meta', 5], ['lore', -1], null],
  kblueleaf: [['general', 0], ['artist', 1], ['character', 4], ['copyright', 3], ['meta', 5], null],
};

describe('categories (0.3)', () => {
  it.each(Object.entries(numbers) as [keyof typeof typeNames, (typeof numbers)['danbooru']][])('the numbers of %s', async (family, row) => {
    const codes = row.map((_, code) => String(code));
    const board = family === 'shuushuu' ? 'e-shuushuu.net' : undefined;
    expect(await each(typeNameSql('s::INTEGER', family), codes)).toEqual(row.map((type) => type?.[0] ?? null));
    expect(await each(categorySql(typeNameSql('s::INTEGER', family), board), codes)).toEqual(row.map((type) => type?.[1] ?? -1));
    expect(await each(typeNameSql('s::INTEGER', family), ['-1', '99', null])).toEqual([null, null, null]);
  });

  it('the names of types, idol.sankaku and behoimi among them', async () => {
    const meant: Readonly<Record<string, number>> = { general: 0, Artist: 1, copyright: 3, CHARACTER: 4, meta: 5, idol: 1, model: 1, photoset: 5, photo_set: 5, circle: 1, style: 5, faults: 5, studio: 3, genre: 0, medium: 5, species: 0, lore: -1, nonsense: -1, '': -1, source: -1 };
    expect(await each(categorySql('s'), Object.keys(meant))).toEqual(Object.values(meant));
    expect(await each(categorySql('s', 'zerochan.net'), ['Mangaka', 'Studio', 'Game', 'Series', 'Character', 'Source', 'Theme', 'Meta'])).toEqual([1, 3, 3, 3, 4, 5, 0, 5]);
    expect(await each(categorySql('s', 'e-shuushuu.net'), ['Source', 'Theme'])).toEqual([3, 0]);
  });

  it('the list of a tagger: its ratings are no tags', async () => {
    const fixture = await loadFixture({ 'selected_tags.csv': text('tag_id,name,category,count', '1,1girl,0,5', '2,ann,4,5', '3,artist_a,1,5', '4,work,3,5', '9999999,general,9,5') });
    expect(await fixture.rows('SELECT tag_name, tag_cat FROM tags ORDER BY board_tag_id')).toEqual([['1girl', 0], ['ann', 4], ['artist_a', 1], ['work', 3]]);
  });
});

describe('boards (0.1)', () => {
  const spellings: Readonly<Record<string, readonly string[]>> = {
    'danbooru.donmai.us': ['danbooru', 'DANB', 'safebooru.donmai.us', 'donmai.moe', 'hijiribe.donmai.us', 'sonohara.donmai.us'], 'safebooru.org': ['safebooru', 'SB'], 'gelbooru.com': ['gelbooru', 'GLB'], 'tbib.org': ['tbib', 'TBIB'],
    'yande.re': ['yandere', 'YNDR'], 'konachan.com': ['konachan', 'konachan.net', 'KONA'], 'chan.sankakucomplex.com': ['sankaku', 'sankaku.app', 'SNK'], 'e-shuushuu.net': ['e-shuushuu', 'shuushuu', 'ESS'],
    'zerochan.net': ['www.zerochan.net', 'zerochan', 'zero', 'ZERO'], 'anime-pictures.net': ['apic', 'APIC'], 'e621.net': ['e621', 'E621'],
  };

  it('under every spelling, in addresses and in paths', async () => {
    expect(boards.map(({ name }) => name).sort()).toEqual(Object.keys(spellings).sort());
    for (const [board, names] of Object.entries(spellings)) for (const name of [board, board.toUpperCase(), ...names, ` ${names[0]!} `]) expect(canonicalBoard(name), name).toBe(board);
    const hosts = Object.entries(spellings).flatMap(([board, names]) => [board, ...names.filter((name) => name.includes('.'))].map((host) => [host, board] as const));
    expect(await each(boardOfUrlSql('s'), hosts.map(([host]) => `https://img3.${host.toUpperCase()}/a.jpg`))).toEqual(hosts.map(([, board]) => board));
    for (const [host, board] of hosts) expect(boardInText(`dumps/${host}/posts.json`), host).toBe(board);
  });

  it('not under names that only look like one', async () => {
    const others = ['idol.sankakucomplex.com', 'notgelbooru.com', 'gelbooru.com.evil.example', 'evil.example/gelbooru.com', 'evil.example?https://yande.re/', 'yande.re@evil.example'];
    expect(await each(boardOfUrlSql('s'), others.map((host) => `https://${host}/a.jpg`))).toEqual(others.map(() => null));
    for (const name of ['idol.sankakucomplex.com', 'behoimi.org', 'nowhere', '', '../x']) expect(canonicalBoard(name), name).toBeNull();
  });
});

describe('posts whose dump has no categories get them from tags, in whichever order the files come', () => {
  const sets: Readonly<Record<string, { posts: Readonly<Record<string, string>>; tags: Readonly<Record<string, string>>; found: unknown[][] }>> = {
    gelbooru: {
      posts: { 'gelbooru/posts.json': JSON.stringify({ '@attributes': { limit: 1, offset: 0, count: 1 }, post: [{ id: 1, directory: 'aa', image: 'a.jpg', file_url: 'https://gelbooru.com/a.jpg', rating: 'general', tags: 'ann don&#039;t old plain' }] }) },
      tags: { 'gelbooru/tags.json': JSON.stringify({ '@attributes': { limit: 1, offset: 0, count: 4 }, tag: [{ id: 1, name: 'ann', count: 9, type: 4, ambiguous: 0 }, { id: 2, name: 'don&#039;t', count: 8, type: 3, ambiguous: 0 }, { id: 3, name: 'old', count: 7, type: 6, ambiguous: 0 }, { id: 4, name: 'nobody', count: 0, type: 1, ambiguous: 0 }] }) },
      found: [['ann', 4, 'character', 9, false, 1], ["don't", 3, 'copyright', 8, false, 1], ['nobody', 1, 'artist', 0, false, 0], ['old', 0, 'deprecated', 7, true, 1], ['plain', -1, null, null, null, 1]],
    },
    kaggle: {
      posts: { 'all_data.csv': text('id,created_at,rating,score,sample_url,sample_width,sample_height,preview_url,tags', '1,1477119755,s,1,,1,1,,ann don&#039;t plain') },
      tags: { 'safebooru/tags.xml': '<tags type="array"><tag type="4" count="9" name="ann" ambiguous="false" id="1"/><tag type="1" count="8" name="don&amp;#039;t" ambiguous="false" id="2"/></tags>' },
      found: [['ann', 4, 'character', 9, false, 1], ["don't", 1, 'artist', 8, false, 1], ['plain', -1, null, null, null, 1]],
    },
    zerochan: {
      posts: { 'zerochan/1.json': JSON.stringify({ id: 1, small: 'https://s1.zerochan.net/1.jpg', full: 'https://static.zerochan.net/Ann.full.1.jpg', width: 1, height: 1, size: 1, hash: 'a'.repeat(32), primary: 'Ann Lee', tags: ['Ann Lee', 'Some Work', 'Solo'] }) },
      tags: { 'zero_grab.tsv': text('1\tCharacter\tAnn Lee', '1\tSeries\tSome Work', '1\tTheme\tSolo') },
      found: [['Ann Lee', 4, 'character', null, null, 1], ['Solo', 0, 'theme', null, null, 1], ['Some Work', 3, 'series', null, null, 1]],
    },
  };
  const vocabulary = (fixture: Fixture) => fixture.rows(`SELECT tag_name, any_value(tag_cat), any_value(tag_type_raw), any_value(t.post_count), any_value(is_deprecated), count(p.tag_id)::INTEGER
    FROM tags AS t LEFT JOIN post_tags AS p USING (tag_id) GROUP BY tag_name ORDER BY tag_name`);

  it.each(Object.entries(sets))('%s', async (_, { posts, tags, found }) => {
    expect(await vocabulary(await loadFixture({ ...posts, ...tags }))).toEqual(found);
    expect(await vocabulary(await loadFixture({ ...tags, ...posts }))).toEqual(found);
  });
});

describe('aliases and deprecated tags', () => {
  it('aliases of every status are kept, and the status says which are in use', async () => {
    const statuses = ['active', 'retired', 'deleted', 'pending', 'processing', 'queued', 'error: x', 'Active', ''];
    const rows = statuses.map((status, i) => ({ id: i + 1, antecedent_name: `old_${i}`, consequent_name: 'new', status, reason: '', created_at: '2020-01-01T00:00:00Z', updated_at: '2020-01-01T00:00:00Z' }));
    const fixture = await loadFixture({ 'tag_aliases.json': JSON.stringify(rows) });
    expect(await fixture.rows('SELECT antecedent, status FROM tag_aliases ORDER BY alias_id')).toEqual([
      ['old_0', 'active'], ['old_1', 'retired'], ['old_2', 'deleted'], ['old_3', 'pending'], ['old_4', 'processing'], ['old_5', 'queued'], ['old_6', 'error: x'], ['old_7', 'active'], ['old_8', null],
    ]);
    expect(await fixture.rows(`SELECT antecedent FROM tag_aliases WHERE status = 'active' ORDER BY alias_id`)).toEqual([['old_0'], ['old_7']]);
  });

  it('an alias that was retired and made anew is both', async () => {
    const alias = (id: number, status: string, updated: string) => ({ id, antecedent_name: 'old', consequent_name: 'new', status, reason: '', created_at: updated, updated_at: updated });
    const fixture = await loadFixture({ 'tag_aliases.json': JSON.stringify([alias(1, 'retired', '2020-01-01T00:00:00Z'), alias(2, 'active', '2021-01-01T00:00:00Z')]), 'later/tag_aliases.json': JSON.stringify([alias(2, 'retired', '2022-01-01T00:00:00Z')]) });
    expect(await fixture.rows('SELECT alias_id, status FROM tag_aliases ORDER BY 1')).toEqual([[1, 'retired'], [2, 'retired']]);
  });

  it('deprecated: what danbooru says, and the type 6 of gelbooru', async () => {
    const fixture = await loadFixture({
      'tags.json': JSON.stringify([{ id: 1, name: 'a', post_count: 1, category: 0, is_deprecated: true }, { id: 2, name: 'b', post_count: 1, category: 5, is_deprecated: false }, { id: 3, name: 'c', post_count: 1, category: 1 }]),
      'gelbooru/complete.json': JSON.stringify([{ type: 'tag', label: 'a', value: 'a', post_count: '1', category: 'deprecated' }, { type: 'tag', label: 'b', value: 'b', post_count: '1', category: 'metadata' }]),
      'gelbooru/tags.xml': '<tags type="array"><tag type="6" count="1" name="x" ambiguous="0" id="1"/><tag type="0" count="1" name="y" ambiguous="0" id="2"/></tags>',
    });
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat, is_deprecated FROM tags ORDER BY booru, tag_name')).toEqual([
      ['danbooru.donmai.us', 'a', 0, true], ['danbooru.donmai.us', 'b', 5, false], ['danbooru.donmai.us', 'c', 1, null],
      ['gelbooru.com', 'a', 0, true], ['gelbooru.com', 'b', 5, false], ['gelbooru.com', 'x', 0, true], ['gelbooru.com', 'y', 0, false],
    ]);
  });
});
