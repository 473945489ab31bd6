import { NotCarried } from './not-carried.js';
import type { PlanExpression } from './plan-node.js';
import type { FunctionWriter, Scope } from './scope.js';

const call = (name: string): FunctionWriter => (args) => `${name}(${args.join(', ')})`;
/** ClickHouse counts in UInt64, which has no common type with DuckDB's BIGINT. */
const counted = (name: string): FunctionWriter => (args) => `toInt64(${name}(${args.join(', ')}))`;

/** The text of an argument that must be a constant. */
export function constantText(argument: PlanExpression | undefined, what: string): string {
  if (argument?.value === undefined) throw new NotCarried(`${what} that is no constant`);
  return argument.value.is_null ? '' : String(argument.value.value);
}

/** A backslash in a LIKE pattern is itself in DuckDB, and an escape in ClickHouse. */
const like = (name: string): FunctionWriter => (args, { children }, { bindings }) => {
  const pattern = children![1]!.value;
  const text = pattern === undefined ? `replaceAll(${args[1]}, '\\\\', '\\\\\\\\')` : bindings.text(String(pattern.value ?? '').replaceAll('\\', '\\\\'));
  return `${name}(${args[0]}, ${text})`;
};

const replaceRegexp: FunctionWriter = (args, { children }) => {
  const isGlobal = children![3] !== undefined && constantText(children![3], 'The option of regexp_replace').includes('g');
  return `${isGlobal ? 'replaceRegexpAll' : 'replaceRegexpOne'}(${args.slice(0, 3).join(', ')})`;
};

/** The whole match is the first group once brackets stand around the pattern. */
const extractAll: FunctionWriter = (args, { children }, { bindings }) => {
  const group = children![2]?.value === undefined ? 0 : Number(children![2].value.value);
  if (group > 1) throw new NotCarried('regexp_extract_all of groups beyond 1');
  const pattern = constantText(children![1], 'The pattern of regexp_extract_all');
  return `extractAll(ifNull(${args[0]}, ''), ${bindings.text(group === 0 ? `(${pattern})` : pattern)})`;
};

const thousands = (number: string): string =>
  `concat(if(${number} < 0, '-', ''), reverse(trim(TRAILING ',' FROM replaceRegexpAll(reverse(toString(abs(${number}))), '([0-9][0-9][0-9])', '\\\\1,'))))`;

const format: FunctionWriter = (args, { children }, { bindings }) => {
  const parts = constantText(children![0], 'The pattern of format').split(/(\{[^}]*\})/);
  let place = 0;
  const written = parts.filter((part) => part !== '').map((part) => {
    if (!part.startsWith('{')) return bindings.text(part);
    const value = args[++place];
    if (value === undefined || (part !== '{}' && part !== '{:,}')) throw new NotCarried(`${part} in a pattern of format`, 'Write {} or {:,}.');
    return part === '{}' ? `toString(${value})` : thousands(value);
  });
  return written.length > 1 ? `concat(${written.join(', ')})` : written[0] ?? "''";
};

/** A list cannot be NULL in ClickHouse: that of a text that is NULL is empty. */
const split = (name: string): FunctionWriter => ([text, separator]) => `if(isNull(${text}), [], ${name}(${separator}, ifNull(${text}, '')))`;

/** NULLs are left out, as in DuckDB. */
export function joinTexts(texts: string, separator: string, { unique }: Scope): string {
  const name = unique();
  return `arrayStringConcat(arrayMap(${name} -> assumeNotNull(${name}), arrayFilter(${name} -> isNotNull(${name}), ${texts})), ${separator})`;
}

export const textFunctions: Readonly<Record<string, FunctionWriter>> = {
  '||': call('concat'), concat: (args) => `concat(${args.map((arg) => `ifNull(toString(${arg}), '')`).join(', ')})`,
  concat_ws: (args, _, scope) => joinTexts(`[${args.slice(1).join(', ')}]`, args[0]!, scope),
  lower: call('lowerUTF8'), lcase: call('lowerUTF8'), upper: call('upperUTF8'), ucase: call('upperUTF8'), length: counted('lengthUTF8'), char_length: counted('lengthUTF8'), strlen: counted('length'),
  left: (args) => `substringUTF8(${args[0]}, 1, ${args[1]})`, substring: call('substringUTF8'), substr: call('substringUTF8'),
  trim: call('trimBoth'), ltrim: call('trimLeft'), rtrim: call('trimRight'), reverse: call('reverseUTF8'), repeat: call('repeat'),
  lpad: call('leftPadUTF8'), rpad: call('rightPadUTF8'), replace: call('replaceAll'), ascii: call('ascii'),
  contains: (args) => `(position(${args.join(', ')}) > 0)`, instr: counted('positionUTF8'), strpos: counted('positionUTF8'), position: counted('positionUTF8'),
  starts_with: call('startsWith'), '^@': call('startsWith'), prefix: call('startsWith'), ends_with: call('endsWith'), suffix: call('endsWith'),
  '~~': like('like'), '!~~': like('notLike'), '~~*': like('ilike'), '!~~*': like('notILike'),
  regexp_matches: (args) => `match(${args.slice(0, 2).join(', ')})`, regexp_full_match: (args) => `match(${args[0]}, concat('^(', ${args[1]}, ')$'))`,
  regexp_extract: (args) => `regexpExtract(${args[0]}, ${args[1]}, ${args[2] ?? 0})`, regexp_extract_all: extractAll, regexp_replace: replaceRegexp,
  string_split: split('splitByString'), str_split: split('splitByString'), string_split_regex: split('splitByRegexp'),
  nfc_normalize: call('normalizeUTF8NFC'), parse_filename: (args) => `basename(${args[0]})`, md5: (args) => `lower(hex(MD5(${args[0]})))`, sha256: (args) => `lower(hex(SHA256(${args[0]})))`, format,
  // Another hash than DuckDB's: what is drawn by lot is another lot.
  hash: call('sipHash64'),
};
