import { chart } from '../../charts/chart.js';
import type { ChartOptions } from '../../charts/options.js';
import { toSvg } from '../../charts/render.js';
import type { Block } from '../document.js';

const pageWidth = 872;
const phoneWidth = 340;

/** A chart of rows for the page and for a phone. */
export async function chartOf(objects: readonly object[], options: ChartOptions, caption?: string): Promise<Block> {
  const rows = objects as readonly Record<string, unknown>[];
  const wide = chart(rows, { ...options, width: pageWidth });
  const narrow = chart(rows, { ...options, width: phoneWidth });
  return { kind: 'chart', svg: await toSvg(wide), narrow: await toSvg(narrow), notes: wide.notes, ...(caption === undefined ? {} : { caption }) };
}

/** A table of rows with the named columns, each with its DuckDB type. */
export function tableOf(types: Readonly<Record<string, string>>, rows: readonly object[], more: { caption?: string; limit?: number } = {}): Block {
  return { kind: 'table', table: { columns: Object.entries(types).map(([name, type]) => ({ name, type })), rows: rows as Record<string, unknown>[] }, ...more };
}

/** Some blocks under a heading; nothing without blocks. */
export function section(text: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', text }, ...blocks];
}

/** A share in percent to three figures. */
export const figure = (value: number) => Number(value.toPrecision(3));
