import type { Server } from '../engines/clickhouse/server.js';
import { UserError } from '../lake/error.js';
import { serverFoot } from './provenance.js';
import { listQueries, loadQuery } from './query.js';
import { needsNothing, type ReportPage, type WrittenPage, writeQueryPage } from './report.js';
import { checkGiven, writeIndex, type SiteOptions } from './site.js';

/** The pages of the named queries, or of all saved ones, asked of a server, and an index of them, which comes first. Notebooks and reviews need the lake. Throws UserError. */
export async function makeServerReport(server: Server, names: readonly string[], { out, date, params = {}, signal, onPage }: SiteOptions): Promise<[WrittenPage, ...ReportPage[]]> {
  const own = names.find((name) => name.endsWith('.ipynb') || name === 'review');
  if (own !== undefined) throw new UserError(`${own} is made from the lake itself`, 'Leave --engine out, or name saved queries and .sql files.', 2);
  const sources = names.length > 0 ? names : (await listQueries()).filter((query) => needsNothing(query, params)).map(({ name }) => name);
  await checkGiven(sources, params);
  const foot = await serverFoot(server, date);
  const pages: ReportPage[] = [];
  for (const [done, source] of sources.entries()) {
    onPage?.(done, sources.length, source);
    pages.push(await writeQueryPage(server, await loadQuery(source), { out, params, foot }));
    signal?.throwIfAborted();
  }
  return [await writeIndex(server, pages, out, foot), ...pages];
}
