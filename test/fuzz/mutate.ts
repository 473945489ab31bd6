import type { Random } from '../../src/kernels/random.js';

/** Tags and texts that mean something to HTML, SQL, a shell, a spreadsheet, a path or a Hive folder. */
export const hostileTexts: readonly string[] = [
  '</script><script>alert(1)</script>', 'javascript:alert(1)', `'; DROP TABLE posts; --`, `"; rm -rf / #`, '$(touch hostile)', '`touch hostile`', '=cmd|\'/C calc\'!A0', '@SUM(1+1)', '+1+1',
  '../../../../etc/passwd', '..\\..\\windows', 'CON', 'aux.txt', '__HIVE_DEFAULT_PARTITION__', 'NULL', 'null', 'undefined', 'NaN', '\u202Egnp.exe', '\u2066left\u2069', '\u0000', '\u001b[31mred',
  '<img src=x onerror=alert(1)>', '&lt;b&gt;', '&amp;#039;', '%2e%2e%2f', '{{7*7}}', '${7*7}', 'e\u0301', '\u00e9', '\uFEFFbom', '\u3000', 'a'.repeat(3000), '\ud83d\ude00', '💥'.repeat(50), '|', ';', '"', "'", '\\', '\\"', ',', '\t', '--',
];

const absurdNumbers = ['99999999999999999999', '-9223372036854775809', '1e400', '-1e-400', 'NaN', 'Infinity', '0x10', '1.5', '-0', '00000000012', '1_000', '2147483648', '', '٣', '1,000', '####', '.753', 'true'];
const absurdDates = ['9999-99-99T99:99:99Z', '0000-00-00', '290000-01-01T00:00:00Z', '-290000-01-01', '1969-12-31T23:59:59Z', '2023-02-30 25:61:61', 'yesterday', 'Sat Foo 99 99:99:99 +9999 99999', '-infinity', '253402300800', '1e18'];
const escapes = ['\\ud800', '\\udfff\\ud800', '\\u0000', '\\x00', '\\', '\\u12', '&#xD800;', '&#99999999;', '&nosuch;', '<![CDATA[', ']]>', '<!--', '<!DOCTYPE a [<!ENTITY b "c">]>', '\\N', '""', "b'\\xff'"];
const longLine = 10 * 2 ** 20;

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const place = (bytes: Buffer, random: Random) => random.int(bytes.length + 1);
const insert = (bytes: Buffer, at: number, piece: Buffer | string) => Buffer.concat([bytes.subarray(0, at), Buffer.from(piece as string), bytes.subarray(at)]);
const pick = <T>(random: Random, list: readonly T[]): T => list[random.int(list.length)]!;
const linesOf = (bytes: Buffer) => bytes.toString('latin1').split('\n');
const fromLines = (lines: readonly string[]) => Buffer.from(lines.join('\n'), 'latin1');

/** Puts another text in place of one of the matches. */
function replaceOne(bytes: Buffer, random: Random, pattern: RegExp, texts: readonly string[]): Buffer {
  const text = bytes.toString('latin1');
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return insert(bytes, place(bytes, random), pick(random, texts));
  const { index = 0, 0: match } = pick(random, found);
  return Buffer.concat([bytes.subarray(0, index), Buffer.from(pick(random, texts)), bytes.subarray(index + match.length)]);
}

/** cp1251 bytes of a text, `?` for what it has not. */
const windows1251 = (text: string) => Buffer.from(Array.from(text, (char) => {
  const code = char.codePointAt(0)!;
  return code < 128 ? code : code >= 0x410 && code <= 0x44f ? code - 0x350 : 0x3f;
}));

const mutations: Readonly<Record<string, Mutation>> = {
  bits: (bytes, random) => {
    const out = Buffer.from(bytes);
    for (let n = 1 + random.int(8); n > 0 && out.length > 0; n--) out[random.int(out.length)]! ^= 1 << random.int(8);
    return out;
  },
  truncation: (bytes, random) => bytes.subarray(0, place(bytes, random)),
  beginning: (bytes, random) => bytes.subarray(place(bytes, random)),
  splice: (bytes, random, others) => {
    const other = pick(random, others);
    const from = place(other, random);
    return insert(bytes, place(bytes, random), other.subarray(from, from + random.int(400)));
  },
  hole: (bytes, random) => {
    const at = place(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.int(60))]);
  },
  repeatedLine: (bytes, random) => {
    const lines = linesOf(bytes);
    const at = random.int(lines.length);
    lines.splice(at, 0, ...Array.from({ length: 1 + random.int(3) }, () => lines[at]!));
    return fromLines(lines);
  },
  lostLine: (bytes, random) => {
    const lines = linesOf(bytes);
    lines.splice(random.int(lines.length), 1);
    return fromLines(lines);
  },
  swappedLines: (bytes, random) => {
    const lines = linesOf(bytes);
    const [a, b] = [random.int(lines.length), random.int(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return fromLines(lines);
  },
  lineEnds: (bytes, random) => Buffer.from(bytes.toString('latin1').replaceAll('\n', pick(random, ['\r\n', '\r', '\n\n', '\n\r', ' '])), 'latin1'),
  utf16: (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  latin1: (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  windows1251: (bytes, random) => windows1251(insert(bytes, place(bytes, random), 'Привет').toString('utf8')),
  nul: (bytes, random) => insert(bytes, place(bytes, random), Buffer.alloc(1 + random.int(4))),
  byteOrderMark: (bytes, random) => insert(bytes, random.chance(0.7) ? 0 : place(bytes, random), '\uFEFF'),
  noise: (bytes, random) => insert(bytes, place(bytes, random), Buffer.from(Array.from({ length: 1 + random.int(40) }, () => random.int(256)))),
  surrogate: (bytes, random) => insert(bytes, place(bytes, random), random.chance(0.5) ? Buffer.from([0xed, 0xa0, 0x80]) : '\\ud800'),
  nesting: (bytes, random) => insert(bytes, place(bytes, random), pick(random, ['[', '{"a":', '<a>', '(', "{'a':", '"', '<post><post>']).repeat(2000 + random.int(20_000))),
  number: (bytes, random) => replaceOne(bytes, random, /-?\d+(?:\.\d+)?/g, absurdNumbers),
  date: (bytes, random) => replaceOne(bytes, random, /\d{4}-\d\d-\d\d[T ]?[\d:.]*|\b1[0-9]{9}\b/g, absurdDates),
  word: (bytes, random) => replaceOne(bytes, random, /[A-Za-z_]{3,}/g, hostileTexts),
  value: (bytes, random) => replaceOne(bytes, random, /"[^"\n]*"|'[^'\n]*'|\b(?:true|false|null|None)\b/g, ['null', 'true', '[]', '{}', '""', '[null]', '{"a":1}', '-1', '"x"', 'None', '[[]]', '\'x\'']),
  sign: (bytes, random) => replaceOne(bytes, random, /["'{}[\]:;,\t<>=\\]/g, ['"', "'", '{', '}', '[', ']', ':', ';', ',', '\t', '<', '>', '\\', '', '""', '\n']),
  escape: (bytes, random) => insert(bytes, place(bytes, random), pick(random, escapes)),
};

/** Mutations too large to be tried as often as the others. */
const rare: Readonly<Record<string, Mutation>> = {
  longLine: (bytes, random) => insert(bytes, place(bytes, random), 'x'.repeat(longLine)),
  longList: (bytes, random) => insert(bytes, place(bytes, random), ' tag'.repeat(longLine / 40)),
};

const names = Object.keys(mutations);
const rareNames = Object.keys(rare);

/** A file that is one to three mutations away from one of the given ones, and which mutations these were. `others` are pieces to splice in. */
export function mutate(corpus: readonly Buffer[], others: readonly Buffer[], random: Random): { bytes: Buffer; what: string } {
  let bytes = pick(random, corpus);
  const what: string[] = [];
  for (let count = 1 + random.int(3); count > 0; count--) {
    const isRare = random.int(1000) === 0;
    const name = pick(random, isRare ? rareNames : names);
    bytes = (isRare ? rare : mutations)[name]!(bytes, random, others);
    what.push(name);
  }
  return { bytes, what: what.join(', ') };
}
