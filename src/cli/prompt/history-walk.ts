/** A walk through the history while one text is written: entry by entry, or by a search. */
export class HistoryWalk {
  /** Place in the history; its length is the text being written. */
  private at: number;
  private draft = '';
  /** What is searched for. */
  wanted = '';
  private searchAt: number | null = null;

  constructor(private readonly entries: readonly string[]) {
    this.at = entries.length;
  }

  /** The entry before, if there is one; the text being written is kept. */
  older(text: string): string | undefined {
    if (this.at === 0) return undefined;
    if (this.at === this.entries.length) this.draft = text;
    return this.entries[--this.at];
  }

  /** The entry after, at last the text that was being written. */
  newer(): string | undefined {
    if (this.at >= this.entries.length) return undefined;
    return this.entries[++this.at] ?? this.draft;
  }

  get isSearching(): boolean {
    return this.searchAt !== null;
  }

  startSearch(text: string): void {
    this.draft = text;
    this.wanted = '';
    this.searchAt = this.entries.length;
  }

  extend(text: string): void {
    this.wanted += text;
    this.searchFrom(this.searchAt ?? this.entries.length);
  }

  shorten(): void {
    this.wanted = this.wanted.slice(0, -1);
    this.searchFrom(this.entries.length);
  }

  searchOlder(): void {
    this.searchFrom((this.searchAt ?? 0) - 1);
  }

  /** The entry the search stands at; empty when none holds what is wanted. */
  found(): string {
    return this.entries[this.searchAt ?? -1] ?? '';
  }

  /** Ends the search; the entry found, or the text from before. */
  endSearch(isTaken: boolean): string {
    const text = (isTaken && this.found()) || this.draft;
    this.searchAt = null;
    return text;
  }

  private searchFrom(start: number): void {
    for (let at = Math.min(start, this.entries.length - 1); at >= 0; at--) {
      if (!this.entries[at]!.toLowerCase().includes(this.wanted.toLowerCase())) continue;
      this.searchAt = at;
      return;
    }
  }
}
