import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import type { Block } from '../document.js';
import { tableHtml, type TableData } from '../notebook-table.js';
import { type Display, notebookDisplay, print, put, putGallery } from '../workbench.js';
import { portraitGallery } from './make.js';
import { portraitDocument } from './page.js';
import { drawPortrait } from './portrait.js';
import type { SubjectOptions } from './subject.js';

const mostRows = 12;

/**
 * Shows the portrait of a tag, artist, character, work or franchise below a cell: what its page has, but for what is folded away there. Throws
 * UserError when there is none of the name. `drawPortrait` resolves to the figures.
 */
export async function portrait(lake: Lake, name: string, options: SubjectOptions = {}): Promise<void> {
  const drawn = await drawPortrait(lake, name, options);
  if (drawn === null) throw new UserError(`No ${options.franchise ? 'franchise' : 'tag'} "${name}" in the lake`);
  const display = notebookDisplay();
  const { title, lead, kicker, blocks } = await portraitDocument(drawn, { date: '', lines: [] }, display === undefined ? undefined : await portraitGallery(lake, drawn));
  const head = `${title} (${kicker!.toLowerCase()}): ${lead}`;
  if (display === undefined) process.stdout.write(`${head}\n`);
  else display.text(head);
  // An example of what to type in a terminal is of no use here.
  const shown = blocks.slice(0, blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Ask on'));
  for (const block of shown) showBlock(block, display);
}

function showBlock(block: Block, display: Display | undefined): void {
  switch (block.kind) {
    case 'heading': return display ? display.markdown(`### ${block.text}`) : void process.stdout.write(`\n${block.text}\n`);
    case 'chart': return display ? put(display, { svg: block.svg, notes: [...(block.caption ? [block.caption] : []), ...(block.notes ?? [])], ...(block.narrow ? { narrow: block.narrow } : {}) }) : undefined;
    case 'gallery': return display ? putGallery(display, block.gallery) : undefined;
    case 'table': return showTable({ columns: block.table.columns, rows: block.table.rows.slice(0, mostRows) }, display);
    case 'facts': return showTable(pairs(block.facts), display);
    case 'tiles': return showTable(pairs(block.tiles.map(({ figure, label, note }) => [`${label}${note ? `, ${note}` : ''}`, figure])), display);
    case 'prose': return display ? display.text(block.text) : void process.stdout.write(`${block.text}\n`);
    default:
  }
}

function showTable(data: TableData, display: Display | undefined): void {
  if (display) display.html(tableHtml(data));
  else print(data, mostRows);
}

function pairs(facts: readonly (readonly [name: string, value: string])[]): TableData {
  return { columns: [{ name: 'what', type: 'VARCHAR' }, { name: 'value', type: 'VARCHAR' }], rows: facts.map(([what, value]) => ({ what, value })) };
}
