/** An element read from a text: where it ends, and its fields. */
export interface Element {
  end: number;
  values: Record<string, string>;
}

/** Elements of a file are much alike: what the last one looked like reads the next one ten times as fast. */
export class Habit {
  private names: readonly string[] = [];
  private pattern: RegExp | null = null;

  constructor(private readonly element: string) {}

  /** Learns from an element without children whose attributes stand in double quotes, one space before each. */
  learn(bytes: string): void {
    this.pattern = null;
    if (!/^[^ ]+(?: [\w-]+="[^"<]*")+ ?\/>$/.test(bytes)) return;
    const names = [...bytes.matchAll(/ ([\w-]+)="[^"]*"/g)].map((match) => match[1]!);
    this.names = names.map(fieldName);
    this.pattern = new RegExp(`<${this.element}${names.map((name) => ` ${name}="([^"<]*)"`).join('')} ?/>`, 'y');
  }

  /** The element at a position if it has the same attributes as the one learned from. */
  read(text: string, start: number): Element | null {
    if (this.pattern === null) return null;
    this.pattern.lastIndex = start;
    const found = this.pattern.exec(text);
    if (found === null) return null;
    const isEscaped = found[0].includes('&');
    const values: Record<string, string> = {};
    for (let i = 0; i < this.names.length; i++) values[this.names[i]!] = isEscaped ? unescapeXml(found[i + 1]!) : found[i + 1]!;
    return { end: this.pattern.lastIndex, values };
  }
}

/** The element that starts at a position; 'open' when the text ends before it does, 'broken' when it is not well formed. */
export function readElement(text: string, start: number, name: string): Element | 'open' | 'broken' {
  const values: Record<string, string> = {};
  const tag = readAttributes(text, start + name.length + 1, values);
  if (typeof tag === 'string') return tag;
  if (tag.closed) return { end: tag.end, values };
  const close = text.indexOf(`</${name}`, tag.end);
  const end = close < 0 ? -1 : text.indexOf('>', close);
  if (end < 0) return 'open';
  if (text.slice(close + name.length + 2, end).trim() !== '') return 'broken';
  return readChildren(text.slice(tag.end, close), values) ? { end: end + 1, values } : 'broken';
}

const isSpace = (code: number) => code === 32 || code === 10 || code === 9 || code === 13;
const attributeName = /^[^\s=<>/"'&]+$/;

/** Reads attributes up to the end of an opening tag. */
function readAttributes(text: string, from: number, values: Record<string, string>): { end: number; closed: boolean } | 'open' | 'broken' {
  for (let at = from; ; ) {
    const before = at;
    while (isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return 'open';
    const code = text.charCodeAt(at);
    if (code === 62) return { end: at + 1, closed: false };
    if (code === 47) {
      if (at + 1 === text.length) return 'open';
      return text.charCodeAt(at + 1) === 62 ? { end: at + 2, closed: true } : 'broken';
    }
    if (before === at) return 'broken';
    const equals = text.indexOf('=', at);
    if (equals < 0) return text.length - at > 1000 ? 'broken' : 'open';
    const name = text.slice(at, equals).trimEnd();
    if (!attributeName.test(name)) return 'broken';
    let open = equals + 1;
    while (isSpace(text.charCodeAt(open))) open++;
    if (open >= text.length) return 'open';
    const quote = text[open]!;
    if (quote !== '"' && quote !== "'") return 'broken';
    const close = text.indexOf(quote, open + 1);
    if (close < 0) return 'open';
    values[fieldName(name)] = unescapeXml(text.slice(open + 1, close));
    at = close + 1;
  }
}

const childTag = /\s*<([A-Za-z_][\w.:-]*)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|\s*<!--[^]*?-->/y;

/** Reads the texts of child elements; those that have children of their own are passed over. False when the text is not well formed. */
function readChildren(inside: string, values: Record<string, string>): boolean {
  for (let at = 0; ; ) {
    childTag.lastIndex = at;
    const child = childTag.exec(inside);
    if (child === null) return inside.slice(at).trim() === '';
    at = childTag.lastIndex;
    const name = child[1];
    if (name === undefined || child[3] === '/') continue;
    const close = inside.indexOf(`</${name}>`, at);
    if (close < 0) return false;
    const content = inside.slice(at, close);
    at = close + name.length + 3;
    const value = textOf(content);
    if (value !== null && !/\snil\s*=\s*["']true["']/.test(child[2]!)) values[fieldName(name)] = value;
  }
}

/** The text of an element without children, null when it has some. */
function textOf(content: string): string | null {
  if (!content.includes('<')) return unescapeXml(content);
  let value = '';
  for (let at = 0; ; ) {
    const open = content.indexOf('<![CDATA[', at);
    const plain = content.slice(at, open < 0 ? undefined : open);
    if (plain.includes('<')) return null;
    value += unescapeXml(plain);
    if (open < 0) return value;
    const close = content.indexOf(']]>', open);
    if (close < 0) return null;
    value += content.slice(open + 9, close);
    at = close + 3;
  }
}

const fieldName = (name: string) => (name.includes('-') ? name.replaceAll('-', '_') : name);

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the five named references of XML and numeric ones, once; others stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return signs[name] ?? all;
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? all : String.fromCodePoint(code);
  });
}
