import { chart } from '../charts/chart.js';
import type { ChartOptions } from '../charts/options.js';
import { toSvg } from '../charts/render.js';
import { UserError } from '../lake/error.js';
import type { QueryResult } from '../lake/result.js';
import type { Block, Document, Foot } from './document.js';
import type { Gallery } from './gallery.js';
import { paramFacts, type QueryParam, type ParamValue } from './params.js';
import type { SavedQuery } from './query.js';

const pageWidth = 872;
const phoneWidth = 340;
const previewSize = { width: 320, height: 180 };

/** The page of one query: its chart or gallery, its rows below, how it was asked. */
export async function queryDocument(query: SavedQuery, result: QueryResult, values: Readonly<Record<string, ParamValue>>, foot: Foot, gallery?: Gallery): Promise<Document> {
  const chart = query.chart && result.rows.length > 0 ? await chartBlock(query, query.chart, result) : undefined;
  const drawn: Block[] = [...(chart ? [chart] : []), ...(gallery ? [{ kind: 'gallery', gallery } as const] : [])];
  const rows: Block = drawn.length
    ? { kind: 'details', summary: `The ${result.rows.length} ${result.rows.length === 1 ? 'row' : 'rows'} behind the ${gallery ? 'pictures' : 'chart'}`, blocks: [{ kind: 'table', table: result }] }
    : { kind: 'table', table: result };
  return {
    title: query.title, lead: query.description, kicker: query.topic, foot, up: { href: 'index.html', text: 'All reports' },
    blocks: [...drawn, rows, { kind: 'heading', text: 'How it was asked' }, ...paramBlocks(query.params, values), { kind: 'code', text: query.sql }, { kind: 'code', text: commandOf(query), language: 'shell', label: 'Ask it again with other values:' }],
  };
}

async function chartBlock(query: SavedQuery, options: ChartOptions, { rows }: QueryResult): Promise<Block> {
  const wide = draw(query, rows, { width: pageWidth, ...options });
  const narrow = draw(query, rows, { ...options, width: phoneWidth, height: undefined });
  return { kind: 'chart', svg: await toSvg(wide), narrow: await toSvg(narrow), notes: wide.notes };
}

/** The chart of a query small, for a card that leads to its page. Undefined when it has none. */
export async function previewOf(query: SavedQuery, { rows }: QueryResult): Promise<string | undefined> {
  if (!query.chart || rows.length === 0) return undefined;
  const svg = await toSvg(draw(query, rows, { ...query.chart, ...previewSize, bare: true }));
  return svg.replace(/<title>[^<]*<\/title>/g, '');
}

function draw(query: SavedQuery, rows: QueryResult['rows'], options: ChartOptions): ReturnType<typeof chart> {
  try {
    return chart(rows, options);
  } catch (error) {
    throw new UserError(`${query.name}: ${(error as Error).message}.`);
  }
}

function paramBlocks(params: readonly QueryParam[], values: Readonly<Record<string, ParamValue>>): Block[] {
  return params.length === 0 ? [] : [{ kind: 'facts', facts: paramFacts(params, values) }];
}

function commandOf({ name, params }: SavedQuery): string {
  return `boorulab sql ${name}${params.map((param) => ` --param ${param.name}=…`).join('')} --format csv -o ${name}.csv`;
}
