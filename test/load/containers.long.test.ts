import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/sources/containers/budget.js';
import { kindOf } from '../../src/sources/containers/kind.js';
import { zstdDecompressed } from '../../src/sources/containers/zstd.js';
import { makeSample } from '../../src/sources/sample.js';
import { inputsOf } from '../../src/sources/unpack.js';
import { load, loadOne, post, rowsOf, tagsByPost, tempFolder } from './fixtures.js';
import { zipOf } from './zip-writer.js';

const dir = tempFolder('containers');
const lines = (...ids: number[]) => ids.map((id) => `${JSON.stringify(post(id, { tags: `tag_${id}` }))}\n`).join('');
const big = lines(...Array.from({ length: 700 }, (_, at) => at + 1000));

let made = 0;
const lake = () => join(dir, `lake-${++made}`);
function write(name: string, bytes: string | Buffer): string {
  const folder = join(dir, String(++made));
  mkdirSync(folder);
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

/** Packs with the program of that name; what it packs is also unpacked by ours only. */
const packedBy = (program: 'xz' | 'zstd', bytes: string | Buffer, ...options: string[]): Buffer => execFileSync(program, ['-c', ...options], { input: bytes, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'ignore'] });

type Header = Parameters<ReturnType<typeof pack>['entry']>[0];
async function tarOf(...entries: [Header | string, (string | Buffer)?][]): Promise<Buffer> {
  const tar = pack();
  for (const [header, content] of entries) tar.entry(typeof header === 'string' ? { name: header } : header, content ?? '');
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const outcomes = (files: readonly { file: string; outcome: string; note: string }[], root: string) => files.map(({ file, outcome, note }) => [file.slice(root.length), outcome, note]);

describe('compressed files', () => {
  it.each(['xz', 'zstd'] as const)('%s, small, large and several in a row', async (program) => {
    const at = lake();
    const small = write('posts.json.bin', packedBy(program, lines(1, 2)));
    const large = write('large.bin', packedBy(program, big));
    const rows = write('several.bin', Buffer.concat([packedBy(program, lines(3)), packedBy(program, lines(4))]));
    const { files } = await load(at, [small, large, rows]);
    expect(files.map(({ outcome, loaded }) => [outcome, loaded])).toEqual([['loaded', 2], ['loaded', 700], ['loaded', 2]]);
    expect(await rowsOf(at, 'SELECT sha256, bytes FROM loads WHERE rows_read = 700')).toEqual([{ sha256: createHash('sha256').update(readFileSync(large)).digest('hex'), bytes: readFileSync(large).length }]);
    expect((await load(at, [small, large, rows])).files.map(({ outcome }) => outcome)).toEqual(['already loaded', 'already loaded', 'already loaded']);
  });

  it.each(['xz', 'zstd', 'gzip'] as const)('%s cut off or damaged anywhere is left out whole', async (program) => {
    const whole = program === 'gzip' ? gzipSync(big) : packedBy(program, big);
    const at = lake();
    for (const cut of [whole.length >> 1, whole.length - 1]) {
      expect(await loadOne(at, write('cut.bin', whole.subarray(0, cut))), `cut at ${cut}`).toMatchObject({ outcome: 'failed', note: expect.stringContaining('damaged or cut off') });
    }
    for (const place of [0.3, 0.6, 0.9]) {
      const flipped = Buffer.from(whole);
      flipped[Math.floor(whole.length * place)]! ^= 0xff;
      expect(await loadOne(at, write('flipped.bin', flipped)), `flipped at ${place}`).toMatchObject({ outcome: 'failed', note: expect.stringMatching(/damaged/) });
    }
    expect(existsSync(join(at, 'manifest.json'))).toBe(false);
  });

  it('a zst without a checksum, with frames of other data, in pieces of any size', async () => {
    const skipped = Buffer.from('502a4d18030000000102035d2a4d1800000000', 'hex');
    const stream = Buffer.concat([skipped, packedBy('zstd', big, '--no-check'), skipped, packedBy('zstd', 'tail', '-19'), packedBy('zstd', '')]);
    for (const size of [1, 7, 1000, stream.length]) {
      async function* pieces() {
        for (let at = 0; at < stream.length; at += size) yield stream.subarray(at, at + size);
      }
      const out: Buffer[] = [];
      for await (const chunk of zstdDecompressed(pieces())) out.push(chunk);
      expect(Buffer.concat(out).toString() === `${big}tail`, `pieces of ${size}`).toBe(true);
    }
  });
});

describe('archives', () => {
  const members = { 'a/posts.json': lines(1, 2), 'b/large.json': big, 'picture.jpg': Buffer.from('ffd8ffe000104a46', 'hex'), 'note.txt': 'hello', '.hidden': lines(9), '__MACOSX/x.json': lines(9) };
  const expected = (archive: string) => [
    [`${archive}/a/posts.json`, 'loaded', ''], [`${archive}/b/large.json`, 'loaded', ''], [`${archive}/picture.jpg`, 'skipped', expect.stringContaining('a picture or film')],
    [`${archive}/note.txt`, 'skipped', 'no source knows this format; --source ID forces one'],
  ];
  const asTar = () => tarOf(...Object.entries(members).map(([name, content]) => [name, content] as [string, string]));

  it.each<[string, () => Promise<Buffer>]>([
    ['dump.zip', async () => zipOf(Object.entries(members).map(([name, content]) => ({ name, content })))],
    ['dump.tar', asTar],
    ['dump.tgz', async () => gzipSync(await asTar())],
    ['dump.tar.xz', async () => packedBy('xz', await asTar())],
    ['dump.tar.zst', async () => packedBy('zstd', await asTar())],
  ])('%s: every member is a file of its own', async (name, make) => {
    const at = lake();
    const file = write(name, await make());
    const { files, ok } = await load(at, file);
    expect(ok).toBe(true);
    expect(outcomes(files, '')).toEqual(expected(file));
    const sha256 = createHash('sha256').update(members['a/posts.json']).digest('hex');
    expect(await rowsOf(at, "SELECT file, sha256, bytes, rows_loaded FROM loads WHERE file LIKE '%a/posts.json'")).toEqual([{ file: `${file}/a/posts.json`, sha256, bytes: members['a/posts.json'].length, rows_loaded: 2 }]);
    expect((await load(at, write('unpacked.json', members['a/posts.json']))).files.map(({ outcome }) => outcome)).toEqual(['already loaded']);
    expect((await load(at, file)).files.filter(({ outcome }) => outcome === 'loaded')).toEqual([]);
  });

  it('an archive in an archive is read, one in that is not', async () => {
    const innermost = zipOf([{ name: 'deep.json', content: lines(3) }]);
    const inner = packedBy('xz', await tarOf(['x.json', lines(1)], ['y.json.gz', gzipSync(lines(2))], ['innermost.zip', innermost]));
    const file = write('outer.zip', zipOf([{ name: 'inner.tar.xz', content: inner }, { name: 'z.json.gz', content: gzipSync(lines(4)) }]));
    const at = lake();
    const { files } = await load(at, file);
    const refusal = 'an archive in an archive in an archive; unpack it first';
    expect(outcomes(files, file)).toEqual([['/inner.tar.xz/x.json', 'loaded', ''], ['/inner.tar.xz/y.json.gz', 'skipped', refusal], ['/inner.tar.xz/innermost.zip', 'skipped', refusal], ['/z.json.gz', 'loaded', '']]);
  });

  it('names that lead out, links and devices are refused by name and touch nothing', async () => {
    const tar = await tarOf(
      ['../escape.json', lines(1)], ['/etc/escape.json', lines(2)], [{ name: 'link.json', type: 'symlink', linkname: '/etc/passwd' }], [{ name: 'hard.json', type: 'link', linkname: 'good.json' }],
      [{ name: 'device', type: 'character-device' }], ['C:\\escape.json', lines(3)], ['a/..\\..\\b.json', lines(4)], ['good.json', lines(5)],
    );
    const at = lake();
    const file = write('evil.tar', tar);
    expect(outcomes((await load(at, file)).files, `${file}/`)).toEqual([
      ['../escape.json', 'skipped', 'its name in the archive leads out of it'], ['/etc/escape.json', 'skipped', 'its name in the archive is an absolute path'],
      ['link.json', 'skipped', 'a symlink in an archive is not followed'], ['hard.json', 'skipped', 'a link in an archive is not followed'], ['device', 'skipped', 'a character-device in an archive is not followed'],
      ['C:\\escape.json', 'skipped', 'its name in the archive is an absolute path'], ['a/..\\..\\b.json', 'skipped', 'its name in the archive leads out of it'], ['good.json', 'loaded', ''],
    ]);
    const zip = write('evil.zip', zipOf([{ name: '../up.json', content: lines(6) }, { name: 'link.json', content: '/etc/passwd', mode: 0o120777 }, { name: '/abs.json', content: lines(7) }, { name: 'good.json', content: lines(8) }]));
    expect(outcomes((await load(at, zip)).files, `${zip}/`)).toEqual([
      ['../up.json', 'skipped', 'its name in the archive leads out of it'], ['link.json', 'skipped', 'a link or device in an archive is not followed'], ['/abs.json', 'skipped', 'its name in the archive is an absolute path'], ['good.json', 'loaded', ''],
    ]);
    expect(Object.keys(await tagsByPost(at))).toEqual(['5', '8']);
    expect(['escape.json', 'up.json', 'b.json'].filter((name) => existsSync(join(dir, name)) || existsSync(join(file, '..', '..', name)) || existsSync(join(at, name)))).toEqual([]);
  });

  it('a damaged member costs itself, a cut-off archive what is behind the cut', async () => {
    const zip = zipOf([{ name: '1.json', content: lines(1) }, { name: '2.json', content: lines(2) }, { name: '3.json', content: big }, { name: '4.json', content: lines(4) }], { damage: ['2.json', '3.json'] });
    const at = lake();
    const file = write('damaged.zip', zip);
    const { files, ok } = await load(at, file);
    expect(ok).toBe(false);
    expect(files.map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'failed', 'loaded']);
    expect(files[1]!.note).toMatch(/2\.json: damaged/);
    expect(Object.keys(await tagsByPost(at))).toEqual(['1', '4']);

    const tar = await tarOf(['1.json', lines(11)], ['2.json', big]);
    for (const bytes of [tar.subarray(0, 200_000), gzipSync(tar).subarray(0, 20_000), packedBy('xz', tar).subarray(0, 10_000), packedBy('zstd', tar).subarray(0, 10_000)]) {
      const cut = await load(lake(), write('cut.bin', bytes));
      expect(cut.ok).toBe(false);
      expect(cut.files.filter(({ outcome, file: path }) => outcome === 'loaded' && !path.endsWith('/1.json'))).toEqual([]);
      expect(cut.files.at(-1)!.note).toMatch(/damaged|cut off/);
    }
    expect((await load(lake(), write('cut.zip', zip.subarray(0, zip.length - 30)))).files).toMatchObject([{ outcome: 'failed', note: expect.stringContaining('damaged or cut off') }]);
  });

  it('hundreds of small members are read as one', async () => {
    const file = write('sidecars.zip', zipOf(Array.from({ length: 400 }, (_, at) => ({ name: `${at}.json`, content: JSON.stringify(post(at + 1)) }))));
    const at = lake();
    expect((await load(at, file)).files.filter(({ outcome, loaded }) => outcome === 'loaded' && loaded === 1)).toHaveLength(400);
    expect(await rowsOf(at, "SELECT p.src_file = l.file AS same FROM posts AS p JOIN loads AS l ON p.src_file = l.file WHERE fid = '399'")).toEqual([{ same: true }]);
  });
});

describe('limits', () => {
  const pass = async (budget: Budget, ...sizes: number[]) => {
    async function* chunks() {
      for (const size of sizes) yield Buffer.alloc(size);
    }
    let total = 0;
    for await (const chunk of budget.counted(chunks())) total += chunk.length;
    return total;
  };
  it('stop what unpacks to more than can be true', async () => {
    const limits = { total: 5000, ratio: 10, free: 1000 };
    expect(await pass(new Budget('x.zip', 50, limits), 900, 100)).toBe(1000);
    await expect(pass(new Budget('x.zip', 50, limits), 900, 101)).rejects.toThrow('x.zip: unpacks to more than 10 times its size');
    await expect(pass(new Budget('x.zip', 1000, limits), 5001)).rejects.toThrow('unpacks to more than');
    const budget = new Budget('x.zip', 1000, limits);
    await pass(budget, 3000);
    await expect(pass(budget, 3000)).rejects.toThrow('unpacks to more than');
  });

  it('hold for members together, and for what is packed twice', async () => {
    const zeros = Buffer.alloc(3_000_000, '{"id": 1}\n');
    const limits = { total: 1e9, ratio: 20, free: 1e6 };
    const bombs = [
      ['bomb.gz', gzipSync(zeros)], ['bomb.zip', zipOf([{ name: 'a.json', content: zeros }])], ['two.zip', zipOf([{ name: '1.gz', content: gzipSync(gzipSync(zeros)) }])],
      ['many.tar.gz', gzipSync(await tarOf(...Array.from({ length: 30 }, (_, at) => [`${at}.json`, zeros.subarray(0, 100_000)] as [string, Buffer])))],
    ] as const;
    for (const [name, bytes] of bombs) {
      const notes: string[] = [];
      for await (const { path, content } of inputsOf(write(name, bytes), true, { staging: dir, limits })) {
        if (content.kind === 'none') notes.push(content.note);
        if (content.kind === 'large') await content.open(makeSample(path, content.head)).then((file) => file.close(), (error: Error) => notes.push(error.message));
      }
      expect(notes.at(-1), name).toContain('unpacks to more than 20 times its size');
    }
  });
});

describe('kinds', () => {
  it.each([['BZh91AY and a story', 'text'], ['Rar! is what he said', 'text'], ['{"a": 1}', 'text'], [`${'a,b\n'.repeat(400)}`, 'text']])('text stays text: %#', (words, kind) => {
    expect(kindOf(Buffer.from(words)).kind).toBe(kind);
  });
});
