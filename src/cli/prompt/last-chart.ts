import { extname } from 'node:path';
import { chart } from '../../charts/chart.js';
import { parseChart } from '../../charts/grammar.js';
import type { ChartOptions } from '../../charts/options.js';
import { toPng, toSvg } from '../../charts/render.js';
import { textChart } from '../../charts/text-chart.js';
import { concrete } from '../../charts/theme.js';
import { UserError } from '../../lake/error.js';
import { refuseLakeFile } from '../../lake/own-folder.js';
import { renderPage } from '../../reports/page.js';
import { lakeFoot } from '../../reports/provenance.js';
import { parseQuery } from '../../reports/query.js';
import { queryDocument } from '../../reports/querypage.js';
import { writeWhole } from '../../reports/whole-file.js';
import { currentTime } from '../options.js';
import type { ReadResult, Session } from './session.js';

const endings = ['.svg', '.png', '.html'];

/** Draws the session's last result: as text, or into a file when the last word names one. */
export async function drawLast(session: Session, words: readonly string[]): Promise<void> {
  const last = await session.lastResult();
  if (last === undefined) throw new UserError('There is no result to draw yet.', 'Run a statement first.', 2);
  const file = words.length > 0 && endings.includes(extname(words.at(-1)!).toLowerCase()) && !/^\w+=/.test(words.at(-1)!) ? words.at(-1) : undefined;
  const text = words.slice(0, file === undefined ? undefined : -1).join(' ') || 'bar';
  if (last.more) session.say(`Drawn from the first ${last.rows.length.toLocaleString('en')} rows.`);
  try {
    const options = parseChart(text);
    if (file === undefined) return await session.show(textChart(last.rows, options, session.options.width?.() ?? 80));
    refuseLakeFile(session.lake.dir, file);
    const { notes } = chart(last.rows, options);
    await writeWhole(file, await drawn(session, last, options, extname(file).toLowerCase()));
    session.say([`Drawn into ${file}`, ...notes].join('\n'));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Cannot draw that: ${(error as Error).message}`, undefined, 2);
  }
}

async function drawn(session: Session, last: ReadResult, options: ChartOptions, ending: string): Promise<string | Uint8Array> {
  if (ending === '.html') {
    const query = { ...parseQuery('result', session.last!.sql), chart: options };
    return renderPage(await queryDocument(query, last, session.last!.values ?? {}, await lakeFoot(session.lake, currentTime().toISOString())));
  }
  const svg = await toSvg(chart(last.rows, options));
  return ending === '.png' ? toPng(svg) : concrete(svg);
}
