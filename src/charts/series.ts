import { type Field, nameOf } from './fields.js';
import type { Row } from './options.js';
import { fontSize } from './frame.js';
import { grouped } from './numbers.js';
import { textPixels } from './text.js';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface Names {
  /** The label each kept name is drawn with, in drawing order. No two are the same. */
  readonly labels: ReadonlyMap<string, string>;
  /** Names left out. */
  readonly dropped: number;
}

/**
 * The names a chart has room for: the weightiest `limit`, in the order asked for, each cut to so many pixels.
 * Equal weights keep the order of the rows.
 */
export function keepNames(rows: readonly Row[], field: Field, weight: (row: Row) => number, limit: number, sort: 'value' | 'name' | 'rows', pixels: number): Names {
  const totals = new Map<string, number>();
  for (const row of rows) {
    const name = nameOf(row[field.name]);
    totals.set(name, (totals.get(name) ?? 0) + (Math.abs(weight(row)) || 0));
  }
  const ranked = [...totals.keys()].sort((a, b) => totals.get(b)! - totals.get(a)!);
  const kept = new Set(ranked.slice(0, limit));
  const inRows = [...totals.keys()].filter((name) => kept.has(name));
  const order = sort === 'value' ? [...kept] : sort === 'name' ? inRows.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })) : inRows;
  return { labels: uniqueLabels(order, pixels), dropped: ranked.length - kept.size };
}

function uniqueLabels(names: readonly string[], pixels: number): Map<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    let label = cutPixels(name, pixels);
    for (let n = 2; taken.has(label); n++) label = `${cutPixels(name, pixels - 24)} (${n})`;
    taken.add(label);
    labels.set(name, label);
  }
  return labels;
}

/** The text cut to so many pixels at the size of labels, ending with … when cut. */
export function cutPixels(text: string, pixels: number): string {
  if (textPixels(text, fontSize) <= pixels) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (textPixels(`${kept + segment}…`, fontSize) > pixels) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** A sentence on names left out, or none. `what` the names are, `fate` which stay or what became of the rest. */
export function dropNote(names: Names, what: string, fate: string): string[] {
  return names.dropped === 0 ? [] : [`Of ${grouped(names.labels.size + names.dropped)} (${what}) the chart shows ${names.labels.size}: ${fate}.`];
}
