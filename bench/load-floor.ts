/** The floor of loading: needed columns of a danbooru JSONL to two Parquet files, the faster of one scan kept in memory and two scans. */
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { danbooruPosts } from '../src/sources/danbooru/danbooru-posts.js';
import { printFigures } from './measure.js';

const file = process.argv[2]!;
const out = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));
const names = Object.keys(danbooruPosts.fields);
const columns = `{${Object.entries(danbooruPosts.fields).map(([name, type]) => `'${name}': '${type}'`).join(', ')}}`;
const tagNames = names.filter((name) => name.startsWith('tag_string'));
const scan = (selected: string) => `read_json('${file}', format = 'newline_delimited', columns = ${selected})`;

async function floor(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', temp_directory: join(out, 'spill') });
  const connection = await instance.connect();
  const start = performance.now();
  await connection.run(`COPY (SELECT * EXCLUDE (${tagNames.join(', ')}) FROM ${scan(columns)}) TO '${out}/posts.parquet' (COMPRESSION zstd)`);
  await connection.run(`COPY (SELECT id, unnest(string_split(tag_string, ' ')) AS tag FROM ${scan("{id: 'VARCHAR', tag_string: 'VARCHAR'}")}) TO '${out}/tags.parquet' (COMPRESSION zstd)`);
  printFigures(start);
  connection.closeSync();
}

void floor().finally(() => rmSync(out, { recursive: true, force: true }));
