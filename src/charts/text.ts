const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Blocks that terminals set two columns wide: East Asian Width W and F (Unicode 16), and emoji. */
const wide = /^(?:[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u4dff\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{16fe0}-\u{18dff}]|[\u{1aff0}-\u{1b2ff}]|[\u{1d300}-\u{1d376}]|[\u{1f200}-\u{1f2ff}]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|.\ufe0f|\p{Regional_Indicator}{2})/u;
const empty = /^[\p{Mark}\p{Format}]+$/u;

/** Columns a text takes in a terminal: two for wide (CJK, emoji), one for other characters, none for marks. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += columnsOf(segment);
  return width;
}

function columnsOf(segment: string): number {
  if (empty.test(segment)) return 0;
  // Half-width voice marks belong to the letter before them but take a column.
  const marks = segment.slice(1).match(/[\uff9e\uff9f]/g)?.length ?? 0;
  return (wide.test(segment) ? 2 : 1) + marks;
}

/** The text cut to so many columns, ending with … when cut. */
export function cutText(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += columnsOf(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text with control, direction-changing and line-breaking characters written as visible escapes. */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]|\p{Cs}/gu, (char) => {
    const code = char.charCodeAt(0);
    return escapes[char] ?? (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`);
  });
}

/** The same for a text of several lines. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n]+/g, visibleText);
}

const narrow = /[ijlftI.,:;'|!()[\]]/;
const broad = /[mwMW@%—]/;

/**
 * Width of a text in pixels in a common sans-serif face, by classes of letters (0.34 to 1 em; rather too wide than too narrow).
 * Stands in for a canvas, so that layout does not depend on the machine.
 */
export function textPixels(text: string, fontSize: number): number {
  let em = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (empty.test(segment)) continue;
    if (wide.test(segment)) em += 1;
    else if (narrow.test(segment)) em += 0.34;
    else if (broad.test(segment)) em += 0.95;
    else em += /[A-Z]/.test(segment) ? 0.7 : 0.6;
  }
  return em * fontSize;
}
