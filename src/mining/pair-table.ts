import { DuckDBDataChunk, INTEGER, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import type { PairBatch } from '../kernels/pair-counts.js';
import type { PartWrite } from '../lake/merge.js';
import { schemaOf } from '../lake/schema.js';
import { literal } from '../lake/sql.js';

const chunkRows = 2048;

/** Counted pairs of tags on their way into the table `cooccurrence`. */
export class PairTable {
  private readonly boards: string[] = [];

  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(connection: DuckDBConnection): Promise<PairTable> {
    await connection.run('CREATE TABLE counted (tag_a INTEGER, tag_b INTEGER, both_posts INTEGER)');
    await connection.run('CREATE TABLE counted_tags (tag_id INTEGER, posts INTEGER, board INTEGER)');
    return new PairTable(connection);
  }

  /** Adds a board's tags with their posts, then its pairs; `tagIds` are the lake's numbers of the tags. Returns how many pairs. */
  async add(booru: string, tagIds: Int32Array, posts: Uint32Array, batches: AsyncIterable<PairBatch>): Promise<number> {
    const board = this.boards.push(booru) - 1;
    const tags = await Rows.open(this.connection, 'counted_tags');
    tags.append(tagIds.length, [(i) => tagIds[i]!, (i) => posts[i]!, () => board]);
    tags.close();
    const rows = await Rows.open(this.connection, 'counted');
    let pairs = 0;
    for await (const { tagA, tagB, both } of batches) {
      rows.append(both.length, [(i) => Math.min(tagIds[tagA[i]!]!, tagIds[tagB[i]!]!), (i) => Math.max(tagIds[tagA[i]!]!, tagIds[tagB[i]!]!), (i) => both[i]!]);
      pairs += both.length;
    }
    rows.close();
    return pairs;
  }

  /**
   * The table to write: these pairs in place of the boards' earlier counted ones. Rows that came from a file stay, and
   * where one of them names the same pair, it stays alone.
   */
  write(scan: string): PartWrite {
    const columns = Object.keys(schemaOf('cooccurrence').columns).join(', ');
    const boards = this.boards.map((name, board) => `(${board}, ${literal(name)})`).join(', ');
    const kept = `SELECT ${columns} FROM (${scan}) WHERE origin IS DISTINCT FROM 'counted' OR booru NOT IN (${this.boards.map(literal).join(', ')})`;
    const select = `WITH kept AS (${kept}), boards (board, booru) AS (VALUES ${boards})
      SELECT ${columns} FROM (
        SELECT boards.booru, tag_a AS tag_id_a, tag_b AS tag_id_b, both_posts AS posts_both, a.posts AS posts_a, b.posts AS posts_b, 'counted' AS origin, NULL AS src_file
          FROM counted JOIN counted_tags AS a ON a.tag_id = tag_a JOIN counted_tags AS b ON b.tag_id = tag_b JOIN boards ON boards.board = a.board
          ANTI JOIN kept ON kept.tag_id_a = tag_a AND kept.tag_id_b = tag_b
        UNION ALL SELECT ${columns} FROM kept)
      ORDER BY ${schemaOf('cooccurrence').key.join(', ')}`;
    return { table: 'cooccurrence', part: '', select };
  }
}

/** Appends rows of whole numbers to a table in chunks. */
class Rows {
  private constructor(private readonly appender: DuckDBAppender, private readonly chunk: DuckDBDataChunk) {}

  static async open(connection: DuckDBConnection, table: string): Promise<Rows> {
    return new Rows(await connection.createAppender(table), DuckDBDataChunk.create([INTEGER, INTEGER, INTEGER]));
  }

  append(rows: number, columns: readonly ((row: number) => number)[]): void {
    for (let start = 0; start < rows; start += chunkRows) {
      const length = Math.min(chunkRows, rows - start);
      this.chunk.reset();
      this.chunk.rowCount = length;
      columns.forEach((valueOf, column) => {
        const vector = this.chunk.getColumnVector(column) as unknown as { items: Int32Array; flush(): void };
        for (let i = 0; i < length; i++) vector.items[i] = valueOf(start + i);
        vector.flush();
      });
      this.appender.appendDataChunk(this.chunk);
    }
  }

  close(): void {
    this.appender.closeSync();
  }
}
