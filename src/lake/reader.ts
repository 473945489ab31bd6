import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { resolve } from 'node:path';
import { checkFiles, explainDamage } from './damage.js';
import { openDatabase } from './database.js';
import { Inbox } from './inbox.js';
import { readManifest, type Manifest } from './manifest.js';
import type { TableName } from './schema.js';
import { spillFolder } from './spill.js';
import { scanOf } from './views.js';

/** All rows of a lake, hidden ones too, in a database that work may keep tables in. */
export interface LakeTables {
  readonly connection: DuckDBConnection;
  readonly inbox: Inbox;
  scan(table: TableName): string;
}

/** The tables of a lake, or of one that is yet to be made, for work that does not write it and does not keep others from writing it. Close it in any case. */
export class LakeReader implements LakeTables {
  private constructor(readonly dir: string, readonly manifest: Manifest, readonly connection: DuckDBConnection, readonly inbox: Inbox, private readonly instance: DuckDBInstance) {}

  /** Throws UserError when the lake is damaged. */
  static async open(dir: string, memory?: string): Promise<LakeReader> {
    const root = resolve(dir);
    const manifest = await readManifest(root);
    await checkFiles(root, manifest);
    const { instance, connection } = await openDatabase({ ...(memory === undefined ? {} : { memory }), temp: spillFolder() });
    return new LakeReader(root, manifest, connection, await Inbox.open(connection, manifest, root), instance);
  }

  scan(table: TableName): string {
    return scanOf(this.manifest, table, this.dir);
  }

  /** An error of this session as a UserError that names the damaged file of the lake it comes from, if it does. */
  explain(error: Error): Promise<Error> {
    return explainDamage(this.dir, this.manifest, error);
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
