interface Span {
  start: number;
  end: number;
  opener: string;
  closed: boolean;
}

/** Where the statement's strings, quoted names and comments stand, in order. */
function quotedSpans(sql: string): Span[] {
  const opener = /--[^\n]*|\/\*|'|"|\$([A-Za-z_]\w*)?\$/g;
  const spans: Span[] = [];
  for (let match = opener.exec(sql); match; match = opener.exec(sql)) {
    const end = endOfQuoted(sql, match[0], match.index);
    spans.push({ start: match.index, end: end ?? sql.length, opener: match[0], closed: end !== undefined });
    opener.lastIndex = end ?? sql.length;
  }
  return spans;
}

function endOfQuoted(sql: string, opener: string, start: number): number | undefined {
  const body = start + opener.length;
  if (opener.startsWith('--')) return body;
  const closer = opener === '/*' ? '*/' : opener;
  const backslashes = opener === "'" && /(^|\W)e$/i.test(sql.slice(Math.max(0, start - 2), start));
  const doubled = closer === "'" || closer === '"';
  for (let at = body; at < sql.length; at++) {
    if ((backslashes && sql[at] === '\\') || (doubled && sql.startsWith(closer + closer, at))) at++;
    else if (sql.startsWith(closer, at)) return at + closer.length;
  }
  return undefined;
}

function replaceSpans(sql: string, replacement: (span: Span) => string): string {
  let text = '';
  let from = 0;
  for (const span of quotedSpans(sql)) {
    text += sql.slice(from, span.start) + replacement(span);
    from = span.end;
  }
  return text + sql.slice(from);
}

/** The statement with strings, quoted names and comments blanked out, character for character, so that what is left can be searched. */
export function blankQuoted(sql: string): string {
  return replaceSpans(sql, ({ start, end }) => sql.slice(start, end).replace(/[^\n]/g, ' '));
}

/** Whether there is nothing to run: white space and whole comments only. */
export function isBlank(sql: string): boolean {
  const spans = quotedSpans(sql);
  return spans.every(({ opener, closed }) => closed && /^(--|\/\*)/.test(opener)) && blankQuoted(sql).trim() === '';
}

/** Names of the `$name` parameters a statement uses, in order of first use. */
export function placeholders(sql: string): string[] {
  return [...new Set(Array.from(blankQuoted(sql).matchAll(/\$([A-Za-z_]\w*)/g), (match) => match[1]!))];
}

/** Whether the last statement of a text ends with `;`, or there is none. */
export function isFinished(text: string): boolean {
  const blanked = blankQuoted(text);
  return isBlank(text.slice(blanked.lastIndexOf(';') + 1));
}

export interface ScriptPart {
  /** A statement without its `;`, or a command with its dot. */
  text: string;
  isCommand: boolean;
  /** Line on which it begins, from 1. */
  line: number;
}

/** The statements of a script and, on lines of their own between them, its dot commands, in order; the last statement may lack its `;`. */
export function splitScript(script: string): ScriptPart[] {
  const parts: ScriptPart[] = [];
  let start = 0;
  let line = 1;
  const goTo = (place: number): void => {
    line += script.slice(start, place).split('\n').length - 1;
    start = place;
  };
  let blanked = blankQuoted(script);
  let offset = 0;
  for (;;) {
    goTo(start + /^(?:\s|;|--[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(script.slice(start))![0].length);
    if (start >= script.length) return parts;
    const isCommand = script[start] === '.';
    const end = isCommand ? script.indexOf('\n', start) : offset + blanked.indexOf(';', start - offset);
    const stop = end < start ? script.length : end;
    parts.push({ text: script.slice(start, stop).trim(), isCommand, line });
    goTo(Math.min(stop + 1, script.length));
    // A quote within a command opens nothing after it.
    if (isCommand) [blanked, offset] = [blankQuoted(script.slice(start)), start];
  }
}

/** The texts in single quotes of a statement, each with the words that stand before it, quoted parts blanked. */
export function quotedTexts(sql: string): { text: string; before: string }[] {
  const blanked = blankQuoted(sql);
  return quotedSpans(sql).filter(({ opener, closed }) => opener === "'" && closed).map(({ start, end }) => ({ text: sql.slice(start + 1, end - 1).replaceAll("''", "'"), before: blanked.slice(0, start) }));
}

/** The text in single quotes that is not closed at the end of a statement, with the words that stand before it, quoted parts blanked. */
export function openText(sql: string): { text: string; before: string } | undefined {
  const span = quotedSpans(sql).at(-1);
  return span && !span.closed && span.opener === "'" ? { text: sql.slice(span.start + 1), before: blankQuoted(sql).slice(0, span.start) } : undefined;
}
