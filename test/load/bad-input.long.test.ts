import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { load, loadOne, post, rejectsOf, rowsOf, tagsByPost, tempFolder, treeOf, writeLines } from './fixtures.js';

const dir = tempFolder('bad-input');
const base = join(dir, 'base');
let lake = '';
let made = 0;
const path = (name: string) => join(dir, `${++made}-${name}`);
const write = (name: string, content: string | Buffer) => {
  const file = path(name);
  writeFileSync(file, content);
  return file;
};
const lines = (...records: Parameters<typeof writeLines>[1]) => writeLines(path('posts.json'), records);
const good = [post(1), post(2), post(3)];
const text = (...records: Record<string, unknown>[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

beforeAll(() => load(base, writeLines(join(dir, 'base.json'), [post(100, { tags: 'kept' })])));

beforeEach(() => {
  lake = join(dir, `lake-${++made}`);
  cpSync(base, lake, { recursive: true });
});

/** A file that cannot be loaded: named in the outcome, and not a byte of the lake changes. */
async function expectFailed(file: string, note: RegExp): Promise<void> {
  const before = treeOf(lake);
  const { files, ok } = await load(lake, file);
  expect(ok).toBe(false);
  expect(files).toMatchObject([{ outcome: 'failed', read: 0, loaded: 0, rejected: 0, note: expect.stringMatching(note) }]);
  expect(treeOf(lake)).toEqual(before);
}

/** What this process holds open, removed files too; for Linux. */
const openFiles = () => readdirSync('/proc/self/fd').flatMap((number) => {
  try {
    return [readlinkSync(`/proc/self/fd/${number}`)];
  } catch {
    // The folder itself, which was open while it was listed.
    return [];
  }
});

describe('paths', () => {
  it('that do not exist, or are empty, are errors before anything is loaded', async () => {
    const before = treeOf(lake);
    await expect(load(lake, join(dir, 'nowhere.json'))).rejects.toMatchObject({ name: 'UserError', exitCode: 1, message: expect.stringMatching(/No such file or folder: .*nowhere\.json/) });
    const empty = path('empty');
    mkdirSync(empty);
    await expect(load(lake, empty)).rejects.toMatchObject({ name: 'UserError', exitCode: 1, message: expect.stringMatching(/No files in .*empty/) });
    await expect(load(lake, lines(...good), { source: 'nonsense' })).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('nonsense'), hint: expect.stringContaining('danbooru-posts') });
    await expect(load(lake, lines(...good), { board: '4chan' })).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('4chan') });
    expect(treeOf(lake)).toEqual(before);
  });

  it('of a folder: what no source knows is skipped, the rest is loaded', async () => {
    const folder = path('folder');
    mkdirSync(join(folder, 'deep'), { recursive: true });
    writeFileSync(join(folder, 'README.md'), '# Dumps\n');
    writeFileSync(join(folder, 'picture.png'), Buffer.from('89504e470d0a1a0a0000', 'hex'));
    writeFileSync(join(folder, 'empty.json'), '');
    writeFileSync(join(folder, '.hidden.json'), text(post(9)));
    writeLines(join(folder, 'deep', 'posts.json'), good);
    const { files, ok } = await load(lake, folder);
    expect(ok).toBe(true);
    expect(files.map(({ file, outcome }) => [file.slice(folder.length + 1), outcome])).toEqual([['README.md', 'skipped'], ['deep/posts.json', 'loaded'], ['empty.json', 'skipped'], ['picture.png', 'skipped']]);
  });

  it('through a link to a folder or file, and a dead link', async () => {
    const folder = path('links');
    mkdirSync(folder);
    symlinkSync(lines(...good), join(folder, 'linked.json'));
    symlinkSync('/nowhere/at/all', join(folder, 'dead.json'));
    const { files } = await load(lake, folder);
    expect(files.map(({ outcome }) => outcome)).toEqual(['failed', 'loaded']);
    expect(files[0]!.note).toContain('cannot be read');
  });
});

describe('files that are not what they seem', () => {
  it.each([
    ['empty', Buffer.alloc(0), /empty/],
    ['only line ends', Buffer.from('\n\n\r\n'), /empty/],
    ['an empty gzip', gzipSync(''), /empty/],
    ['binary junk', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), /not a text file/],
    ['binary junk in a gzip', gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))), /not a text file|no source knows/],
    ['a picture', Buffer.from('ffd8ffe000104a46', 'hex'), /not a text file/],
    ['the beginning of a zip', Buffer.from('504b0304140000', 'hex'), /damaged or cut off/],
    ['a 7z', Buffer.from('377abcaf271c0004', 'hex'), /7z archive; unpack it first/],
    ['a rar', Buffer.from('526172211a0700cf', 'hex'), /rar archive; unpack it first/],
    ['a text of another kind', Buffer.from('Dear diary,\ntoday I loaded a lake.\n'), /no source knows this format; --source/],
    ['a JSON of another kind', Buffer.from('{"hello": "world"}\n'), /no source knows/],
    ['bytes that only begin as gzip', Buffer.from('1f8b0800deadbeef', 'hex'), /damaged or cut off/],
  ])('%s', async (_, bytes, note) => {
    await expectFailed(write('posts.json', bytes), note);
  });

  it.each(['danbooru-posts', 'gelbooru-xml', 'sb-tags', 'jikan-anime'])('junk forced to be %s becomes rejects, a message or nothing, never an unknown error', async (source) => {
    const junk = write('junk', 'Dear diary,\ntoday "I loaded\ta lake.\n\n{]\n<x y="\n');
    const { files } = await load(lake, junk, { source });
    expect(files[0]!.read).toBe(files[0]!.loaded + files[0]!.rejected);
    expect(files[0]!.loaded).toBe(0);
    expect(files[0]!.note).not.toMatch(/Error:/);
    expect(await tagsByPost(lake)).toEqual({ 100: ['kept'] });
  });

  it('a gzip is read whatever its name, a plain text too', async () => {
    expect(await loadOne(lake, write('gzip-named.json', gzipSync(text(...good))))).toMatchObject({ outcome: 'loaded', read: 3, loaded: 3 });
    expect(await loadOne(lake, write('plain-named.json.gz', text(post(4))))).toMatchObject({ outcome: 'loaded', read: 1 });
    expect(await loadOne(lake, write('picture.jpg', text(post(5))))).toMatchObject({ outcome: 'loaded', read: 1 });
    expect(await loadOne(lake, write('two-members.gz', Buffer.concat([gzipSync(text(post(6))), gzipSync(text(post(7)))])))).toMatchObject({ read: 2, loaded: 2 });
    expect(Object.keys(await tagsByPost(lake))).toHaveLength(8);
  });

  it('a gzip cut off or damaged anywhere is left out whole', async () => {
    const whole = gzipSync(text(...Array.from({ length: 400 }, (_, i) => post(i + 1, { tags: `tag_${i * 7919}` }))));
    for (const cut of [12, 200, whole.length - 4]) await expectFailed(write('cut.json.gz', whole.subarray(0, cut)), /damaged or cut off/);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 6]! ^= 0xff;
    await expectFailed(write('flipped.json.gz', flipped), /damaged or cut off/);
  });

  it.skipIf(!existsSync('/proc/self/fd'))('a file that is given up in its middle leaves none of its own open', async () => {
    await expectFailed(write('old.igl', JSON.stringify({ version: 2, batchs: [], uniques: [{ site: 'danbooru.donmai.us' }] })), /version 2 is not read/);
    const posts = Array.from({ length: 100_000 }, (_, i) => `<post id="${i + 1}" tags="tag_${i}" rating="general" created_at="Mon Jan 01 00:00:00 +0000 2024"/>`);
    const stop = new AbortController();
    const begun = setInterval(() => existsSync(join(lake, '.staging', 'records-0.jsonl')) && stop.abort(), 1);
    await expect(load(lake, write('long.xml', `<posts count="100000" offset="0">${posts.join('\n')}</posts>`), { signal: stop.signal })).rejects.toThrow('Interrupted');
    clearInterval(begun);
    await expect.poll(() => openFiles().filter((file) => file.startsWith(dir))).toEqual([]);
  });

  it('one bad file does not keep the others out', async () => {
    const { files, ok } = await load(lake, [write('cut.gz', gzipSync(text(...good)).subarray(0, 40)), lines(...good)]);
    expect(ok).toBe(false);
    expect(files.map((file) => file.outcome)).toEqual(['failed', 'loaded']);
    expect(Object.keys(await tagsByPost(lake))).toHaveLength(4);
  });
});

describe('bad lines', () => {
  const half = Buffer.concat([Buffer.from('{"id": 9, "tag_string": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  it.each<[string, string | Buffer, string]>([
    ['broken JSON', '{"id": 9, "tag_string": "a', 'bad_json'],
    ['text after the object', '{"id": 9} {"id": 10}', 'bad_json'],
    ['junk', 'hello', 'bad_json'],
    ['an array', '[1, 2]', 'not_a_record'],
    ['a number', '5', 'not_a_record'],
    ['null', 'null', 'missing_key'],
    ['invalid UTF-8', half, 'bad_encoding'],
    ['half of a surrogate pair', '{"id": 9, "tag_string": "\\ud83d"}', 'bad_encoding'],
    ['no id', JSON.stringify({ ...post(9), id: undefined }), 'missing_key'],
    ['a null id', JSON.stringify({ ...post(9), id: null }), 'missing_key'],
    ['an empty id', JSON.stringify({ ...post(9), id: ' ' }), 'missing_key'],
    ['nothing', '{}', 'missing_key'],
    ['a word for a number', JSON.stringify({ ...post(9), score: 'many' }), 'bad_value'],
    ['a number too large', JSON.stringify({ ...post(9), score: 1e300 }), 'bad_value'],
    ['no date', JSON.stringify({ ...post(9), updated_at: 'yesterday' }), 'bad_value'],
  ])('%s costs that line only', async (_, line, reason) => {
    expect(await loadOne(lake, lines(good[0]!, line, good[1]!, good[2]!))).toMatchObject({ outcome: 'loaded', read: 4, loaded: 3, rejected: 1 });
    const [reject] = await rejectsOf(lake);
    expect(reject).toMatchObject({ reason, line: 2, row: 2, records: 1, raw: line.toString('utf8') });
    expect(Object.keys(await tagsByPost(lake))).toEqual(['1', '2', '3', '100']);
  });

  it.each([['broken', '{"id": 9, "tag'], ['a text', '"x"'], ['cut off at its beginning', '"x", "tag_string": "a b"}']])('as the first line: %s', async (_, line) => {
    const forced = await loadOne(lake, lines(line, ...good), { source: 'danbooru-posts' });
    expect(forced).toMatchObject({ outcome: 'loaded', read: 4, loaded: 3, rejected: 1 });
  });

  it('are told apart by line even when lines are empty or end in CRLF', async () => {
    const file = write('crlf.json', `\uFEFF${JSON.stringify(good[0])}\r\n\r\n\n${JSON.stringify(good[1])}\r\n   \r\nbad\r\n${JSON.stringify(good[2])}`);
    expect(await loadOne(lake, file)).toMatchObject({ read: 4, loaded: 3, rejected: 1 });
    expect(await rejectsOf(lake)).toMatchObject([{ reason: 'bad_json', line: 6, row: 3, raw: 'bad' }]);
  });

  it('keep their beginning of 4 kB', async () => {
    const long = `{"id": 9, "source": "${'é'.repeat(5000)}`;
    await load(lake, lines(...good, long));
    const [reject] = await rejectsOf(lake);
    expect(Buffer.byteLength(reject!.raw!)).toBeLessThanOrEqual(4096 + 2);
    expect(long.startsWith(reject!.raw!.replace(/\uFFFD$/, ''))).toBe(true);
  });

  it('in their thousands are all counted', async () => {
    const file = lines(...Array.from({ length: 6000 }, (_, i) => (i % 3 === 1 ? `{"id": ${i}, broken` : i % 3 === 2 ? { ...post(i), id: undefined } : post(i))));
    expect(await loadOne(lake, file)).toMatchObject({ read: 6000, loaded: 2000, rejected: 4000 });
    expect(await rowsOf(lake, 'SELECT reason, count(*) AS n, count(DISTINCT line) AS lines, count(raw) AS raws FROM rejects GROUP BY reason ORDER BY reason')).toEqual([
      { reason: 'bad_json', n: 2000, lines: 2000, raws: 2000 }, { reason: 'missing_key', n: 2000, lines: 2000, raws: 2000 },
    ]);
  });

  it('random damage never loses a row or stops the load', async () => {
    const random = new Random(7);
    const whole = Buffer.from(text(...Array.from({ length: 60 }, (_, i) => post(i + 1, { tags: `tag_${i} 日本 "q" \\ &amp;` }))));
    for (let round = 0; round < 8; round++) {
      const bytes = Buffer.from(whole);
      const from = bytes.indexOf(10) + 1;
      for (let k = 0; k < 5; k++) bytes[from + random.int(bytes.length - from)] = [0x22, 0x5c, 0x7b, 0x7d, 0x0a, 0xff, 0x2c, 0x30, 0x65, 0x01, 0x5b][random.int(11)]!;
      const own = `${lake}-${round}`;
      const file = write('damaged.json', bytes);
      const expected = bytes.toString('latin1').split('\n').filter((line) => line.trim() !== '').length;
      expect(await loadOne(own, file), `round ${round}, ${file}`).toMatchObject({ outcome: 'loaded', read: expected });
      await tagsByPost(own);
    }
  });
});

describe('long lines', () => {
  it('of 50 MB are rejects, and cost no memory to speak of', async () => {
    const file = write('long.json', Buffer.concat([Buffer.from(text(good[0]!)), Buffer.from('{"id": 9, "source": "'), Buffer.alloc(50 * 2 ** 20, 'x'), Buffer.from('"}\n'), Buffer.from(text(good[1]!))]));
    expect(await loadOne(lake, file)).toMatchObject({ read: 3, loaded: 2, rejected: 1 });
    const [reject] = await rejectsOf(lake);
    expect(reject).toMatchObject({ reason: 'line_too_long', line: 2, row: 2 });
    expect(reject!.raw).toHaveLength(4096);
  });

  it('just under the limit are read', async () => {
    const size = 15 * 2 ** 20;
    expect(await loadOne(lake, lines(...good, post(9, { fields: { source: 'x'.repeat(size) } })))).toMatchObject({ read: 4, loaded: 4 });
    expect(await rowsOf(lake, "SELECT length(source) AS n FROM posts WHERE fid = '9'")).toEqual([{ n: size }]);
  });
});

describe('tag lists', () => {
  it('lose doubled, leading and odd spaces, and repeated tags', async () => {
    await load(lake, lines(...['a  b', ' a b ', 'a\tb', 'a\r\nb', 'b a a b', ''].map((tags, i) => post(i + 1, { fields: { tag_string: tags, tag_string_general: tags } }))));
    expect(await tagsByPost(lake)).toEqual({ 1: ['a', 'b'], 2: ['a', 'b'], 3: ['a', 'b'], 4: ['a', 'b'], 5: ['a', 'b'], 6: [], 100: ['kept'] });
  });

  it('of a board that escapes HTML are unescaped, those of one that does not are kept', async () => {
    const gelbooru = { '@attributes': { limit: 100, offset: 0, count: 2 }, post: [{ id: 1, created_at: 'Sat Oct 22 02:02:35 -0500 2016', score: 1, width: 1, height: 1, md5: '0'.repeat(32), rating: 'general', source: '', change: 1500000000, owner: 'x', creator_id: 1, parent_id: 0, sample: 0, preview_height: 1, preview_width: 1, tags: '  jack_&amp;_jill  &#039;quoted&#039; &lt;3 ', title: '', has_notes: 'false', has_comments: 'false', file_url: 'https://img.gelbooru.com/a.jpg', preview_url: '', sample_url: '', sample_height: 0, sample_width: 0, status: 'active', post_locked: 0, has_children: 'false' }] };
    expect(await loadOne(lake, write('gelbooru.com.json', JSON.stringify(gelbooru)), { board: 'gelbooru' })).toMatchObject({ outcome: 'loaded', loaded: 1 });
    await load(lake, lines(post(2, { tags: 'tom_&amp;_jerry' })));
    expect(await tagsByPost(lake)).toMatchObject({ 1: ["'quoted'", '<3', 'jack_&_jill'], 2: ['tom_&amp;_jerry'] });
  });
});

describe('delimited text', () => {
  const header = 'id,name,post_count,category\n';
  const rows = ['1,sky,10,0', '2,"a ""quoted"" name",20,0', '3,sea,30,0', '4,"comma,tag",40,0'];

  it('with one broken quote loses that row only', async () => {
    for (const [broken, reason] of [['9,"never closed,5,0', 'bad_quote'], ['9,"closed" and on,5,0', 'bad_quote'], ['9,too,many,fields,here', 'bad_columns'], ['9,few', 'bad_columns']] as const) {
      const own = `${lake}-${++made}`;
      const file = write('danbooru_tags.csv', `${header}${[...rows.slice(0, 2), broken, ...rows.slice(2)].join('\n')}\n`);
      expect(await loadOne(own, file), broken).toMatchObject({ outcome: 'loaded', read: 5, loaded: 4, rejected: 1 });
      expect(await rejectsOf(own)).toMatchObject([{ reason, line: 4, row: 3, raw: broken }]);
      expect((await rowsOf<{ tag_name: string }>(own, 'SELECT tag_name FROM tags ORDER BY board_tag_id')).map((row) => row.tag_name)).toEqual(['sky', 'a "quoted" name', 'sea', 'comma,tag']);
    }
  });

  it('may be a header and nothing else', async () => {
    expect(await loadOne(lake, write('danbooru_tags.csv', header))).toMatchObject({ outcome: 'loaded', read: 0 });
  });
});

describe('the ledger', () => {
  it('balances for every file, and says where each reject stands', async () => {
    await load(lake, [lines(...good, 'bad'), lines(post(1, { updated: '2000-01-01' }), post(50), 'worse')]);
    const ledger = await rowsOf<Record<string, number>>(lake, 'SELECT rows_read AS read, rows_loaded AS loaded, rows_rejected AS rejected, (SELECT sum(records) FROM rejects WHERE rejects.load_id = loads.load_id) AS listed FROM loads ORDER BY load_id');
    expect(ledger).toEqual([{ read: 1, loaded: 1, rejected: 0, listed: null }, { read: 4, loaded: 3, rejected: 1, listed: 1 }, { read: 3, loaded: 1, rejected: 2, listed: 2 }]);
    expect(await rowsOf(lake, 'SELECT r.reason FROM rejects AS r JOIN loads AS l USING (load_id, file) ORDER BY l.load_id, r.row')).toEqual([{ reason: 'bad_json' }, { reason: 'superseded' }, { reason: 'bad_json' }]);
  });

  it('holds the size and hash of each file', async () => {
    const file = lines(...good);
    await load(lake, file);
    const { createHash } = await import('node:crypto');
    expect(await rowsOf(lake, 'SELECT sha256, bytes, source, src_format FROM loads ORDER BY load_id DESC LIMIT 1')).toEqual([
      { sha256: createHash('sha256').update(readFileSync(file)).digest('hex'), bytes: readFileSync(file).length, source: 'danbooru-posts', src_format: 'D' },
    ]);
  });
});
