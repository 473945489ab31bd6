import { randomUUID } from 'node:crypto';
import { DuckDBListType, DuckDBStructType, type DuckDBConnection, type DuckDBInstance, type DuckDBType } from '@duckdb/node-api';
import { openDatabase } from '../../lake/database.js';
import type { Params } from '../../lake/lake.js';
import { schemas } from '../../lake/schema.js';
import { spillFolder } from '../../lake/spill.js';
import { identifier } from '../../lake/sql.js';
import { bind, type Bound } from '../../lake/statement.js';
import { viewsOver, type Rating } from '../../lake/views.js';
import { blankQuoted } from '../../reports/sqltext.js';
import { NotCarried } from './not-carried.js';
import { parsePlan, type PlanOperator, type PlanType } from './plan-node.js';

/** What DuckDB may do with a plan before it is translated; all else goes by sizes and samples of the tables, which are empty here. */
const optimizers: readonly string[] = ['expression_rewriter', 'filter_pullup', 'filter_pushdown', 'deliminator'];

export interface Prepared {
  columns: { name: string; type: string; plan: PlanType }[];
  plan: PlanOperator;
  /** The schema of the tables that stand for the server's. */
  schema: string;
}

/**
 * A DuckDB with the lake's tables and no rows in them. It reads a statement for another engine as it would for the lake: the same views of a rating,
 * macros, parameters, names and errors, and gives the plan of it.
 */
export class Mirror {
  /** The schema of the tables beneath the views. No statement knows its name, so that none reads past the rating. */
  readonly schema = `server_${randomUUID()}`;

  private constructor(private readonly connection: DuckDBConnection, private readonly instance: DuckDBInstance) {}

  /** The SQL of all rows of a table, hidden ones too. */
  scan(table: string): string {
    return `SELECT * FROM ${identifier(this.schema)}.${identifier(table)}`;
  }

  static async open(rating: Rating): Promise<Mirror> {
    const { instance, connection } = await openDatabase({ threads: 1, temp: spillFolder() });
    const mirror = new Mirror(connection, instance);
    await connection.run(`CREATE SCHEMA ${identifier(mirror.schema)}`);
    for (const [table, { columns }] of schemas) {
      await connection.run(`CREATE TABLE ${identifier(mirror.schema)}.${identifier(table)} (${Object.entries(columns).map(([name, type]) => `${identifier(name)} ${type}`).join(', ')})`);
    }
    for (const view of viewsOver((table) => mirror.scan(table), rating)) await connection.run(view);
    const rows = (await connection.runAndReadAll('SELECT name FROM duckdb_optimizers()')).getRows();
    await connection.run(`SET disabled_optimizers = '${rows.map(([name]) => String(name)).filter((name) => !optimizers.includes(name)).join()}'`);
    return mirror;
  }

  /** The columns and the plan of a statement with values for its parameters. Throws what DuckDB says of it. */
  async prepare(sql: string, params: Params = {}): Promise<Prepared> {
    const text = await this.withVariables(sql, params);
    const statement = await this.connection.prepare(text).catch(async (error: Error) => {
      throw await this.ownError(sql, error);
    });
    const types = Array.from({ length: statement.columnCount }, (_, i) => statement.columnType(i));
    const names = distinctNames(types.map((_, i) => statement.columnName(i)));
    statement.destroySync();
    const [[serialized]] = (await this.connection.runAndReadAll(`SELECT json_serialize_plan($text::VARCHAR, optimize := true, skip_null := true)`, { text })).getRows() as [[string]];
    const { error, error_message: message, plans } = parsePlan(serialized);
    if (error) throw new NotCarried('This statement', `It has no plan that could be written for another engine: ${message}`);
    return { columns: types.map((type, i) => ({ name: names[i]!, type: type.toString(), plan: planType(type) })), plan: plans![0]!, schema: this.schema };
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  /** The statement with its parameters as variables, which DuckDB puts into the plan as constants of their type. */
  private async withVariables(sql: string, params: Params): Promise<string> {
    for (const [name, value] of Object.entries(params)) {
      const bound: Bound = { values: {}, types: {} };
      bind(bound, 'value', value);
      await this.connection.run(`SET VARIABLE ${identifier(name)} = $value`, bound.values, bound.types);
    }
    let text = '';
    let from = 0;
    for (const match of blankQuoted(sql).matchAll(/\$([A-Za-z_]\w*)/g)) {
      text += `${sql.slice(from, match.index!)}getvariable('${match[1]}')`;
      from = match.index! + match[0].length;
    }
    return text + sql.slice(from);
  }

  /** The error as the statement itself gives it, with its own words and places. */
  private ownError(sql: string, error: Error): Promise<Error> {
    return this.connection.prepare(sql).then(() => error, (own: Error) => own);
  }
}

/** Columns of one name get a number, as in results of the lake. */
function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}:${before}`;
  });
}

function planType(type: DuckDBType): PlanType {
  if (type instanceof DuckDBListType) return { id: 'LIST', type_info: { child_type: planType(type.valueType) } };
  if (type instanceof DuckDBStructType) return { id: 'STRUCT', type_info: { child_types: type.entryNames.map((first, i) => ({ first, second: planType(type.entryTypes[i]!) })) } };
  const [, width, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type.toString()) ?? [];
  return width === undefined ? { id: type.toString() } : { id: 'DECIMAL', type_info: { width: Number(width), scale: Number(scale) } };
}
