/** A value of a Python literal: dicts as objects, lists and tuples as arrays, None as null. */
export type PythonValue = string | number | boolean | null | PythonValue[] | { [key: string]: PythonValue };

const words: Readonly<Record<string, boolean | null>> = { None: null, True: true, False: false };
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };
const deepest = 100;

/** Reads one Python literal: strings in either quote, numbers, None, True, False, lists, tuples, dicts. Throws Error for anything else. */
export function parsePythonLiteral(text: string): PythonValue {
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class LiteralReader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(depth: number): PythonValue {
    if (depth > deepest) this.fail('nested too deep');
    const char = this.next();
    if (char === '{') return this.dict(depth);
    if (char === '[') return this.items(']', depth);
    if (char === '(') return this.items(')', depth);
    const prefixed = /[uUbB]?["']/y;
    prefixed.lastIndex = this.at;
    const quoted = prefixed.exec(this.text);
    if (quoted) return this.quoted(quoted[0]);
    return this.bare();
  }

  end(): void {
    if (this.next() !== undefined) this.fail('something follows the value');
  }

  private dict(depth: number): PythonValue {
    const entries: [string, PythonValue][] = [];
    this.at++;
    while (this.next() !== '}') {
      const key = this.value(depth + 1);
      if (key !== null && typeof key === 'object') this.fail('a key is a list or dict');
      this.expect(':');
      entries.push([String(key), this.value(depth + 1)]);
      if (this.next() !== '}') this.expect(',');
    }
    this.at++;
    return Object.fromEntries(entries);
  }

  private items(close: string, depth: number): PythonValue[] {
    const items: PythonValue[] = [];
    this.at++;
    while (this.next() !== close) {
      items.push(this.value(depth + 1));
      if (this.next() !== close) this.expect(',');
    }
    this.at++;
    return items;
  }

  private quoted(opening: string): string {
    const quote = opening.at(-1)!;
    let out = '';
    for (this.at += opening.length; this.text[this.at] !== quote; this.at++) {
      const char = this.text[this.at] ?? this.fail('a string is not closed');
      out += char === '\\' ? this.escape() : char;
    }
    this.at++;
    return out;
  }

  private escape(): string {
    const rest = this.text.slice(this.at + 1, this.at + 10);
    const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
    if (code) {
      this.at += code[0].length;
      const point = Number.parseInt(code[1] ?? code[2] ?? code[3]!, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : this.fail('no such character');
    }
    const char = rest[0] ?? this.fail('a string is not closed');
    this.at++;
    return escapes[char] ?? ('\\\'"'.includes(char) ? char : `\\${char}`);
  }

  private bare(): PythonValue {
    const token = /[A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0] ?? this.fail('no value');
    this.at += found.length;
    if (/\d/.test(found)) return Number(found);
    return Object.hasOwn(words, found) ? words[found]! : this.fail(`the word ${found}`);
  }

  private next(): string | undefined {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.text[this.at];
  }

  private expect(char: string): void {
    if (this.next() !== char) this.fail(`no ${char}`);
    this.at++;
  }

  private fail(what: string): never {
    throw new Error(`not a Python literal: ${what} at ${this.at}`);
  }
}
