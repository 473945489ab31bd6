import { schemas, type TableName } from '../lake/schema.js';
import { engines, type EngineName } from './column-types.js';
import { createStatements, insertStatements, type DdlOptions } from './ddl.js';
import { dictionaryLines, tableSection } from './dictionary.js';
import type { ExportManifest } from './export-manifest.js';

/** How a file of statements is run, for its first lines. */
const runs: Readonly<Record<EngineName, readonly string[]>> = {
  clickhouse: ['clickhouse-client --queries-file ddl/clickhouse.sql', 'The server reads the folder itself: let it lie below its user_files_path, or in a bucket.'],
  spark: ['spark-sql -f ddl/spark.sql', "Times are instants: SET TIME ZONE 'UTC' shows them as the lake does."],
  trino: ['trino --catalog hive -f ddl/trino.sql', 'The catalog is one of the Hive connector.'],
};

function ddlFile(engine: EngineName, manifest: Omit<ExportManifest, 'format'>, options: DdlOptions): string {
  const filled = new Set(manifest.files.map((file) => file.table));
  const statements = [...createStatements(engine, options), ...(engine === 'clickhouse' ? insertStatements([...schemas.keys()].filter((table) => filled.has(table)), options) : [])];
  const head = ['Makes the tables of this export anew, in a database of its own:', ...runs[engine]];
  return `${head.map((line) => `-- ${line}`).join('\n')}\n\n${statements.map((statement) => `${statement};\n`).join('\n')}`;
}

const count = (n: number): string => n.toLocaleString('en');

function readme({ files, rating, hiddenPosts, version }: Omit<ExportManifest, 'format'>): string {
  const rows = (table: TableName) => files.filter((file) => file.table === table).reduce((sum, file) => sum + file.rows!, 0);
  const hidden = rating === 'all' ? 'It holds posts of every rating.' : `Posts above the rating "${rating}" stayed in the lake: ${count(hiddenPosts)}, with all rows that name them; and all rejects.`;
  return `# A lake of booru metadata

Exported by Boorulab ${version}. ${hidden} Facts of a post that is here are whole: its \`parent_fid\` may name one that is not.

- \`TABLE/*.parquet\`: the tables; of \`posts\`, \`post_tags\` and \`tag_posts\` \`TABLE/booru=BOARD/*.parquet\`, where the board stands in the path alone.
- \`ddl/clickhouse.sql\`, \`ddl/spark.sql\`, \`ddl/trino.sql\`: the tables on these engines.
- \`dictionary.jsonl\`: every column, one a line: type, key, what it holds, its types on the engines.
- \`export.json\`: every file with rows, bytes and SHA-256; it was written last. \`boorulab lake verify DIR\` holds the files against it.

A post is named by \`booru\` and \`fid\`; join by \`booru\` and \`post_key\`. \`tag_id\` names one tag of one board. \`rating_level\` is 0 general, 1 safe, 2 sensitive, 3 questionable or not known, 4 explicit: \`rating_level <= 2\` shows what Boorulab shows by default. Times are instants in UTC. On ClickHouse a list that is NULL becomes empty; Spark and Trino read the hashes \`phash\` and \`dhash\` as signed numbers of the same bits.

| table | rows | key |
|---|--:|---|
${[...schemas].map(([table, { key }]) => `| ${table} | ${count(rows(table))} | ${key.join(', ')} |`).join('\n')}

${[...schemas.keys()].map(tableSection).join('\n')}`;
}

/** The files of an export beside its tables, by path. */
export function exportTexts(manifest: Omit<ExportManifest, 'format'>, options: DdlOptions): [path: string, text: string][] {
  return [...engines.map((engine): [string, string] => [`ddl/${engine}.sql`, ddlFile(engine, manifest, options)]), ['dictionary.jsonl', dictionaryLines()], ['README.md', readme(manifest)]];
}
