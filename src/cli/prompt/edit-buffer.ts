import { displayWidth } from '../../charts/text.js';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text of several lines with a cursor that stands between characters as people see them. */
export class EditBuffer {
  text = '';
  /** Offset into the text. */
  cursor = 0;
  private cut = '';

  set(text: string, cursor = text.length): void {
    this.text = text;
    this.cursor = cursor;
  }

  insert(text: string): void {
    this.replace(this.cursor, this.cursor, text);
  }

  /** Puts text in place of a stretch; the cursor goes behind it. */
  replace(start: number, end: number, text: string): void {
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.cursor = start + text.length;
  }

  left(): void {
    this.cursor = this.before();
  }

  right(): void {
    this.cursor = this.after();
  }

  wordLeft(): void {
    this.cursor = /\w*\W*$/.exec(this.text.slice(0, this.cursor))!.index;
  }

  wordRight(): void {
    this.cursor += /^\W*\w*/.exec(this.text.slice(this.cursor))![0].length;
  }

  lineStart(): void {
    this.cursor = this.startOfLine();
  }

  lineEnd(): void {
    this.cursor = this.endOfLine();
  }

  /** To the line above; false when there is none. */
  up(): boolean {
    const start = this.startOfLine();
    if (start === 0) return false;
    const column = displayWidth(this.text.slice(start, this.cursor));
    this.cursor = start - 1;
    this.cursor = this.placeAt(this.startOfLine(), column);
    return true;
  }

  /** To the line below; false when there is none. */
  down(): boolean {
    const below = this.endOfLine() + 1;
    if (below > this.text.length) return false;
    this.cursor = this.placeAt(below, displayWidth(this.text.slice(this.startOfLine(), this.cursor)));
    return true;
  }

  deleteLeft(): void {
    this.replace(this.before(), this.cursor, '');
  }

  deleteRight(): void {
    this.replace(this.cursor, this.after(), '');
  }

  killWordLeft(): void {
    this.kill(/\S*\s*$/.exec(this.text.slice(0, this.cursor))!.index, this.cursor);
  }

  killWordRight(): void {
    const { cursor } = this;
    this.wordRight();
    this.kill(cursor, this.cursor);
  }

  killToStart(): void {
    this.kill(this.startOfLine(), this.cursor);
  }

  /** To the end of the line; at its end, the line break. */
  killToEnd(): void {
    const end = this.endOfLine();
    this.kill(this.cursor, end === this.cursor ? Math.min(end + 1, this.text.length) : end);
  }

  /** Puts back what was killed last. */
  yank(): void {
    this.insert(this.cut);
  }

  private kill(start: number, end: number): void {
    if (start < end) this.cut = this.text.slice(start, end);
    this.replace(start, end, '');
  }

  /** The place in the line beginning at `start` that is so many columns in, or its end. */
  private placeAt(start: number, column: number): number {
    const [line = ''] = this.text.slice(start).split('\n', 1);
    let width = 0;
    for (const { segment, index } of graphemes.segment(line)) {
      if (width >= column) return start + index;
      width += displayWidth(segment);
    }
    return start + line.length;
  }

  private startOfLine(): number {
    return this.text.lastIndexOf('\n', this.cursor - 1) + 1;
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.cursor);
    return end < 0 ? this.text.length : end;
  }

  private before(): number {
    if (this.cursor === 0) return 0;
    const start = this.startOfLine();
    if (start === this.cursor) return this.cursor - 1;
    return start + [...graphemes.segment(this.text.slice(start, this.cursor))].at(-1)!.index;
  }

  private after(): number {
    const [next] = graphemes.segment(this.text.slice(this.cursor));
    return this.cursor + (next?.segment.length ?? 0);
  }
}
