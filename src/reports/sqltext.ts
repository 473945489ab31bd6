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
  for (let at = body; at < sql.length; at++) {
    if (backslashes && sql[at] === '\\') at++;
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

/** Cuts text at the first `;` outside quotes: the statement before it and what follows, or undefined when there is none yet. */
export function splitStatement(text: string): { statement: string; rest: string } | undefined {
  const end = blankQuoted(text).indexOf(';');
  return end < 0 ? undefined : { statement: text.slice(0, end), rest: text.slice(end + 1) };
}

/** The statement on one line, without line comments. */
export function oneLine(sql: string): string {
  return replaceSpans(sql, ({ opener, start, end }) => (opener.startsWith('--') ? '' : sql.slice(start, end))).replace(/\s*\n\s*/g, ' ').trim();
}
