import { type DuckDBConnection, DuckDBDataChunk, INTEGER, BIGINT, TINYINT, UTINYINT } from '@duckdb/node-api';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLake, type Lake } from '../src/lake/lake.js';
import { filesOf } from '../src/lake/manifest.js';
import { LakeWriter } from '../src/lake/writer.js';
import { simulatePostTags } from '../src/simulate/tag-rows.js';
import { madeOnce, median, outFolder, printMachine } from './measure.js';

const posts = 5_000_000;
const tagsPerPost = 30;
const tags = 50_000;
const rounds = 9;

/** Two questions put to 5 M posts with 150 M tags: the posts of a pair of tags, and the tags of 1,000 posts; from each of the two copies. */
export async function main(): Promise<void> {
  const dir = await lookupLake();
  printMachine();
  const lake = await openLake(dir, { rating: 'all' });
  try {
    for (const table of ['post_tags', 'tag_posts'] as const) {
      const files = filesOf(lake.manifest, table);
      console.log(`${table}: ${files.reduce((sum, file) => sum + file.rows, 0).toLocaleString('en')} rows in ${files.length} files, ${(files.reduce((sum, file) => sum + file.bytes, 0) / 1e6).toFixed(0)} MB`);
    }
    const keys = Array.from({ length: 1000 }, (_, i) => 1 + ((i * 2_654_435_761) % posts)).join(', ');
    const run = Array.from({ length: 1000 }, (_, i) => 2_400_000 + i).join(', ');
    for (const [copy, note] of [['tag_posts', ''], ['post_tags', ' (the other copy)']] as const) {
      for (const [a, b] of [[120, 345], [1, 2000], [20, 30_000]] as const) {
        await time(lake, `posts of tags ${a} and ${b}${note}`, `SELECT count(*) AS n FROM (SELECT post_key FROM ${copy} WHERE tag_id = ${a}) SEMI JOIN (SELECT post_key FROM ${copy} WHERE tag_id = ${b}) AS other USING (post_key)`);
      }
    }
    for (const [copy, note] of [['post_tags', ''], ['tag_posts', ' (the other copy)']] as const) {
      await time(lake, `tags of 1,000 posts in a run${note}`, `SELECT count(*) AS n, sum(tag_id) FROM ${copy} WHERE post_key IN (${run})`);
      await time(lake, `tags of 1,000 scattered posts${note}`, `SELECT count(*) AS n, sum(tag_id) FROM ${copy} WHERE post_key IN (${keys})`);
    }
  } finally {
    lake.close();
  }
}

/** The folder of the lake, made once. */
export async function lookupLake(): Promise<string> {
  const dir = join(outFolder, 'lookup-lake');
  await madeOnce(join(dir, 'manifest.json'), () => makeLake(dir).catch((error: Error) => {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }));
  return dir;
}

async function time(lake: Lake, name: string, sql: string): Promise<void> {
  const seconds: number[] = [];
  let found = 0;
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    found = (await lake.rows<{ n: number }>(sql))[0]!.n;
    if (round > 0) seconds.push(performance.now() - start);
  }
  console.log(`  ${name.padEnd(52)} ${median(seconds).toFixed(0).padStart(5)} ms warm (${Math.min(...seconds).toFixed(0)} to ${Math.max(...seconds).toFixed(0)}), ${found.toLocaleString('en')} rows`);
}

async function makeLake(dir: string): Promise<void> {
  console.log(`Making a lake of ${posts.toLocaleString('en')} posts once, in ${dir}`);
  const writer = await LakeWriter.open(dir, { memory: '4GB' });
  try {
    const { inbox, connection } = writer;
    const booru = 'danbooru.donmai.us';
    await inbox.insert('posts', `SELECT '${booru}' AS booru, i::VARCHAR AS fid, i AS post_key, i AS fid_num, 1 AS load_id, 1 AS records, 'board' AS origin, 'board' AS tag_origin,
      'general' AS rating_std, 0 AS rating_level FROM range(1, ${posts + 1}) AS r (i)`);
    await inbox.learnTags(booru, `SELECT 'tag_' || lpad(i::VARCHAR, 6, '0') AS tag_name FROM range(${tags}) AS r (i)`);
    await appendPairs(connection, inbox.board(booru));
    await writer.commit(await writer.settlePosts(), { command: 'bench', parameters: {}, rows: posts, startedAt: new Date(), version: '' });
  } finally {
    await writer.close();
  }
}

async function appendPairs(connection: DuckDBConnection, board: number): Promise<void> {
  const appender = await connection.createAppender('in_post_tags');
  const chunk = DuckDBDataChunk.create([UTINYINT, INTEGER, BIGINT, INTEGER, TINYINT]);
  const items = (column: number) => (chunk.getColumnVector(column) as unknown as { items: { fill(value: number): void; set(values: ArrayLike<number> | ArrayLike<bigint>): void } }).items;
  for (const { postKeys, tagIds } of simulatePostTags({ posts, tags, tagsPerPost, seed: 1 })) {
    for (let start = 0; start < postKeys.length; start += 2048) {
      const end = Math.min(start + 2048, postKeys.length);
      chunk.reset();
      chunk.rowCount = end - start;
      items(0).fill(board);
      items(1).fill(1);
      items(2).set(BigInt64Array.from(postKeys.subarray(start, end), BigInt));
      items(3).set(tagIds.subarray(start, end));
      items(4).fill(0);
      for (let column = 0; column < 5; column++) chunk.getColumnVector(column).flush();
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
}
