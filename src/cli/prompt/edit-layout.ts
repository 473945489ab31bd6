import { displayWidth, visibleText } from '../../charts/text.js';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface Layout {
  /** Rows of the screen, each narrower than it. */
  rows: string[];
  cursorRow: number;
  cursorColumn: number;
}

/** A text as rows of a screen, each line behind a prompt, long lines broken; of more rows than `height` those around the cursor. */
export function layOut(text: string, cursor: number, prompts: readonly [first: string, next: string], width: number, height: number): Layout {
  const rows: string[] = [];
  const place = { row: 0, column: 0 };
  let offset = 0;
  for (const [i, line] of text.split('\n').entries()) {
    let row = prompts[i === 0 ? 0 : 1];
    for (const { segment, index } of graphemes.segment(line)) {
      const shown = segment === '\t' ? '  ' : visibleText(segment);
      if (displayWidth(row) + displayWidth(shown) >= width) {
        rows.push(row);
        row = '';
      }
      if (offset + index === cursor) Object.assign(place, { row: rows.length, column: displayWidth(row) });
      row += shown;
    }
    if (offset + line.length === cursor) Object.assign(place, { row: rows.length, column: displayWidth(row) });
    rows.push(row);
    offset += line.length + 1;
  }
  const top = Math.max(0, Math.min(place.row - height + 1, rows.length - height));
  return { rows: rows.slice(top, top + height), cursorRow: place.row - top, cursorColumn: place.column };
}
