import { listQueries, type SavedQuery } from '../../src/reports/query.js';
import { cell } from './markdown.js';

/** The reference of saved queries, by topic, from the files in queries/. */
export async function queriesReference(): Promise<string> {
  const queries = await listQueries();
  const topics = [...new Set(queries.map(({ topic }) => topic))].sort();
  const sections = topics.map((topic) => `## ${topic}\n\n${queries.filter((query) => query.topic === topic).map(entry).join('\n')}`);
  return `# Saved queries\n\nThe ${queries.length} questions that come with Boorulab: \`boorulab sql NAME\` answers one, \`boorulab report NAME\` makes a page of it. How to write one of your own is in [queries.md](../queries.md).\n\n${sections.join('\n')}`;
}

function entry({ name, title, description, params, sql }: SavedQuery): string {
  const rows = params.map(({ name: param, type, fallback, about }) => `| ${param} | ${type} | ${fallback === undefined ? 'must be given' : `\`${cell(JSON.stringify(fallback))}\``} | ${cell(about)} |`);
  const table = rows.length ? ['| parameter | type | when left out | |', '|---|---|---|---|', ...rows, ''] : [];
  return [`### ${title}`, '', description, '', `\`boorulab sql ${name}\``, '', ...table, '```sql', sql, '```', ''].join('\n');
}
