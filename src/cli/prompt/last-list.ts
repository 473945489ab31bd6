import { visibleLines } from '../../charts/text.js';
import { UserError } from '../../lake/error.js';
import { listFormats, writeList, type ListFormatName } from '../../lists/list.js';
import { refuseLakeFile } from '../../lake/own-folder.js';
import { nearest } from '../../reports/near.js';
import { tellList } from '../list.js';
import type { Session } from './session.js';

/** Writes the posts or pictures of the session's last question, all of them, as a list. */
export async function listLast(session: Session, [to = '', out, ...more]: readonly string[]): Promise<void> {
  const { last, lake } = session;
  if (!Object.hasOwn(listFormats, to) || more.length > 0) {
    const [near] = nearest(to, Object.keys(listFormats));
    throw new UserError(to === '' ? '.list takes a format.' : more.length > 0 ? '.list takes a format and a file.' : `No list format "${to}".`, near && more.length === 0 ? `Did you mean ${near}?` : `Formats: ${Object.keys(listFormats).join(', ')}.`, 2);
  }
  if (last === undefined) throw new UserError('There is no result to list yet.', 'Run a statement whose rows have booru and fid first.', 2);
  if (out !== undefined) refuseLakeFile(lake.dir, out);
  const texts: string[] = [];
  const summary = await session.stoppable((signal) => writeList(lake, { sql: last.sql, params: last.values ?? {} }, { to: to as ListFormatName, signal, ...(out === undefined ? { write: (text: string) => texts.push(text) } : { out }) }));
  if (texts.length > 0) await session.show(visibleLines(texts.join('')));
  tellList(summary);
}
