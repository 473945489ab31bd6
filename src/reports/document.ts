import type { QueryResult } from '../lake/result.js';
import type { Gallery } from './gallery.js';
import type { ShownQuestion } from './review-page.js';

/**
 * What a page says, apart from how it looks; `renderPage` turns it into one HTML file.
 *
 * A document is a title, a lead sentence and a list of blocks in reading order. Every string is plain text and is escaped
 * on the way out; prose alone knows a little Markdown. No block takes HTML: pictures are SVG (checked, else shown
 * as an inert image) or base64 data. So text from dumps can stand anywhere.
 */
export interface Document {
  title: string;
  /** One or two sentences under the title. */
  lead?: string;
  /** A short word above the title: what kind of page this is. */
  kicker?: string;
  /** A link back, shown at the top. */
  up?: { href: string; text: string };
  /** Names of the files of portraits beside the page: tables link the tags that have one. */
  portraits?: ReadonlySet<string>;
  blocks: readonly Block[];
  foot: Foot;
}

export type Block =
  | { kind: 'prose'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'chart'; svg: string; /** The same chart drawn for a phone's width. */ narrow?: string; caption?: string; notes?: readonly string[] }
  | { kind: 'image'; /** Base64. */ data: string; mime: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif'; alt: string }
  | { kind: 'gallery'; gallery: Gallery }
  | { kind: 'review'; questions: readonly ShownQuestion[] }
  | { kind: 'table'; table: Pick<QueryResult, 'columns' | 'rows'>; /** Rows shown at most; default 1,000, or as many as 600 kB hold. */ limit?: number; caption?: string }
  | { kind: 'code'; text: string; /** Default 'sql'. */ language?: string; label?: string }
  | { kind: 'output'; text: string; /** Red, as an error. */ failed?: boolean }
  | { kind: 'facts'; facts: readonly (readonly [name: string, value: string])[] }
  | { kind: 'tiles'; tiles: readonly Tile[] }
  | { kind: 'cards'; cards: readonly Card[] }
  | { kind: 'details'; summary: string; blocks: readonly Block[]; open?: boolean };

/** A figure shown large, with what it counts. */
export interface Tile {
  figure: string;
  label: string;
  /** A word in small print below. */
  note?: string;
}

/** A link to another page, with a preview. */
export interface Card {
  href: string;
  title: string;
  lead?: string;
  svg?: string;
  /** What a search finds it by, besides what it shows: names of columns. */
  words?: readonly string[];
  /** JPEGs in base64, instead of the SVG. */
  jpegs?: readonly string[];
}

export interface Foot {
  /** ISO date or time the page was made; pin it for the same bytes. */
  date: string;
  /** Sentences on where the content comes from. */
  lines: readonly string[];
  /** More of it, folded away: input versions, parameters. */
  details?: readonly Block[];
}
