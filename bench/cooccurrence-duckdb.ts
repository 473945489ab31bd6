/** The peer in SQL: the same simulated posts joined with themselves in DuckDB. */
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatePostTags } from '../src/simulate/tag-rows.js';
import { printFigures } from './measure.js';

const [posts, tags, tagsPerPost, minimum, threads] = process.argv.slice(2).map(Number) as [number, number, number, number, number];
const spill = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));

async function selfJoin(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads), memory_limit: '10GB', temp_directory: spill });
  const connection = await instance.connect();
  await connection.run('CREATE TABLE post_tags (post INTEGER, tag INTEGER)');
  const appender = await connection.createAppender('post_tags');
  const chunk = DuckDBDataChunk.create([INTEGER, INTEGER]);
  for (const { postKeys, tagIds } of simulatePostTags({ posts, tags, tagsPerPost, seed: 1 })) {
    for (let start = 0; start < postKeys.length; start += 2048) {
      const end = Math.min(start + 2048, postKeys.length);
      chunk.reset();
      chunk.rowCount = end - start;
      [postKeys, tagIds].forEach((values, column) => {
        const vector = chunk.getColumnVector(column) as unknown as { items: Int32Array; flush(): void };
        vector.items.set(values.subarray(start, end));
        vector.flush();
      });
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
  const start = performance.now();
  const result = await connection.run(`SELECT count(*), sum(both_posts)::DOUBLE FROM (SELECT a.tag AS tag_a, b.tag AS tag_b, count(*) AS both_posts FROM post_tags AS a
    JOIN post_tags AS b ON a.post = b.post AND a.tag < b.tag GROUP BY a.tag, b.tag HAVING count(*) >= ${minimum})`);
  const [pairs, sum] = (await result.getRowsJS())[0] as [bigint, number];
  printFigures(start, { pairs: Number(pairs), sum: sum ?? 0 });
  connection.closeSync();
}

void selfJoin().finally(() => rmSync(spill, { recursive: true, force: true }));
