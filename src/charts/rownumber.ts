const border = '\ue000';

/** A description of a mark with the number of its row before it, apart from the words. */
export function withRow(row: number, words: string): string {
  return `${row}${border}${words}`;
}

/** The SVG with the numbers of rows as `data-row` of their marks instead of in the descriptions. */
export function rowsApart(svg: string): string {
  return svg.replace(new RegExp(` aria-label="(\\d+)${border}`, 'g'), ' data-row="$1" aria-label="');
}
