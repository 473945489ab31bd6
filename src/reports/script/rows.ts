const fewRows = 12;
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const viewsOfRows = new WeakMap<HTMLTableElement, RowView>();

/** The rows of a table in an order of the reader's choice, and of them those the reader asked for. */
class RowView {
  readonly rows: { row: HTMLTableRowElement; text: string }[];
  private asked = '';
  private chosen: ReadonlySet<number> | null = null;
  private said: HTMLElement | undefined;

  constructor(private readonly table: HTMLTableElement, private readonly body: HTMLTableSectionElement) {
    this.rows = [...body.rows].map((row) => ({ row, text: plain(row.textContent ?? '') }));
    this.heads().forEach((head, column) => this.sortable(head, column));
    if (this.rows.length > fewRows) this.findable();
  }

  private heads(): HTMLTableCellElement[] {
    return [...(this.table.tHead?.rows[0]?.cells ?? [])];
  }

  private sortable(head: HTMLTableCellElement, column: number): void {
    const button = make('button', { type: 'button' }, ...head.childNodes);
    head.append(button);
    const numbers = head.classList.contains('n');
    const turns = numbers ? ['descending', 'ascending', ''] : ['ascending', 'descending', ''];
    button.addEventListener('click', () => {
      const turn = turns[(turns.indexOf(head.getAttribute('aria-sort') ?? '') + 1) % turns.length]!;
      for (const other of this.heads()) other.removeAttribute('aria-sort');
      if (turn) head.setAttribute('aria-sort', turn);
      this.body.append(...this.sorted(column, numbers, turn));
    });
  }

  /** Rows by a column; empty cells last either way, equal ones as they came. */
  private sorted(column: number, numbers: boolean, turn: string): HTMLTableRowElement[] {
    if (!turn) return this.rows.map(({ row }) => row);
    const keyed = this.rows.map(({ row }) => {
      const cell = row.cells[column];
      const text = cell?.textContent ?? '';
      return { row, text, value: Number(text.replaceAll(',', '')), none: text === '' || cell?.querySelector('.null') != null };
    });
    const sign = turn === 'ascending' ? 1 : -1;
    const compare = (a: typeof keyed[number], b: typeof keyed[number]) => (numbers && a.value - b.value ? a.value - b.value : collator.compare(a.text, b.text));
    return keyed.sort((a, b) => Number(a.none) - Number(b.none) || sign * compare(a, b)).map(({ row }) => row);
  }

  private findable(): void {
    const { box, input, said } = findBox('Filter the rows', 'Filter the rows');
    this.said = said;
    input.addEventListener('input', () => {
      this.asked = input.value;
      this.show();
    });
    this.table.parentElement?.before(box);
  }

  /** Shows only the rows of these numbers, or all for null. */
  choose(chosen: ReadonlySet<number> | null): void {
    this.chosen = chosen;
    this.show();
  }

  private show(): void {
    const fits = hasWords(this.asked);
    let shown = 0;
    this.rows.forEach(({ row, text }, i) => {
      row.hidden = !fits(text) || this.chosen?.has(i) === false;
      if (!row.hidden) shown++;
    });
    if (this.said) this.said.textContent = shown === this.rows.length ? '' : `${counted(shown)} of ${counted(this.rows.length)} rows`;
  }
}

function openTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('.scroll>table')) {
    const body = table.tBodies[0];
    if (body && body.rows.length > 1) viewsOfRows.set(table, new RowView(table, body));
  }
}
