import { DuckDBDataChunk, INTEGER, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import type { PairBatch } from '../kernels/pair-counts.js';
import type { PartWrite } from '../lake/merge.js';
import { schemaOf } from '../lake/schema.js';
import { literal } from '../lake/sql.js';

const chunkRows = 2048;

/** Counted pairs of tags on their way into the table `cooccurrence`. */
export class PairTable {
  private readonly boards: string[] = [];

  constructor(private readonly connection: DuckDBConnection) {}

  /** Adds the pairs of a board, boards in order of their names; `tagIds` are the lake's numbers of the tags. Returns how many pairs. */
  async add(booru: string, tagIds: Int32Array, posts: Uint32Array, batches: AsyncIterable<PairBatch>): Promise<number> {
    const table = `counted_${this.boards.push(booru) - 1}`;
    await this.connection.run(`CREATE TABLE ${table} (tag_id_a INTEGER, tag_id_b INTEGER, posts_both INTEGER, posts_a INTEGER, posts_b INTEGER)`);
    const rows = await Rows.open(this.connection, table);
    let pairs = 0;
    for await (const { tagA, tagB, both } of batches) {
      const columns = Array.from({ length: 5 }, () => new Int32Array(both.length)) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
      for (let i = 0; i < both.length; i++) {
        // Numbers of tags rise with their numbers in the lake.
        const first = Math.min(tagA[i]!, tagB[i]!);
        const second = Math.max(tagA[i]!, tagB[i]!);
        columns[0][i] = tagIds[first]!;
        columns[1][i] = tagIds[second]!;
        columns[2][i] = both[i]!;
        columns[3][i] = posts[first]!;
        columns[4][i] = posts[second]!;
      }
      rows.append(columns);
      pairs += both.length;
    }
    rows.close();
    return pairs;
  }

  /**
   * The table to write: these pairs in place of the boards' earlier counted ones. Rows that came from a file stay, and
   * where one of them names the same pair, it stays alone.
   */
  async write(scan: string): Promise<PartWrite> {
    const columns = Object.keys(schemaOf('cooccurrence').columns).join(', ');
    const kept = `SELECT ${columns} FROM (${scan}) WHERE origin IS DISTINCT FROM 'counted' OR booru NOT IN (${this.boards.map(literal).join(', ')})`;
    const counted = this.boards.map((booru, board) => `SELECT ${literal(booru)} AS booru, tag_id_a, tag_id_b, posts_both, posts_a, posts_b, 'counted' AS origin, NULL AS src_file
      FROM (FROM counted_${board} ORDER BY tag_id_a, tag_id_b)`).join(' UNION ALL ');
    const some = await this.connection.run(`SELECT 1 FROM (${kept}) LIMIT 1`);
    // Alone, the numbers are sorted before names stand beside them: that takes a quarter of the memory.
    const select = some.rowCount === 0 ? counted : `WITH kept AS (${kept}) SELECT ${columns} FROM (
        SELECT * FROM (${counted}) AS counted ANTI JOIN kept ON kept.tag_id_a = counted.tag_id_a AND kept.tag_id_b = counted.tag_id_b
        UNION ALL SELECT ${columns} FROM kept)
      ORDER BY ${schemaOf('cooccurrence').key.join(', ')}`;
    return { table: 'cooccurrence', part: '', select };
  }
}

/** Appends rows of whole numbers to a table in chunks. */
class Rows {
  private constructor(private readonly appender: DuckDBAppender, private readonly chunk: DuckDBDataChunk) {}

  static async open(connection: DuckDBConnection, table: string): Promise<Rows> {
    return new Rows(await connection.createAppender(table), DuckDBDataChunk.create([INTEGER, INTEGER, INTEGER, INTEGER, INTEGER]));
  }

  append(columns: readonly Int32Array[]): void {
    const rows = columns[0]!.length;
    for (let start = 0; start < rows; start += chunkRows) {
      const end = Math.min(start + chunkRows, rows);
      this.chunk.reset();
      this.chunk.rowCount = end - start;
      columns.forEach((values, column) => {
        const vector = this.chunk.getColumnVector(column) as unknown as { items: Int32Array; flush(): void };
        vector.items.set(values.subarray(start, end));
        vector.flush();
      });
      this.appender.appendDataChunk(this.chunk);
    }
  }

  close(): void {
    this.appender.closeSync();
  }
}
