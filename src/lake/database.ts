import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import { literal } from './sql.js';

// The driver's own decoder takes a byte order mark off the front of every text. A driver that keeps it elsewhere goes on doing so.
try {
  Object.assign(createRequire(import.meta.url)('@duckdb/node-api/lib/vectors/dataAccessors.js') as object, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });
} catch (error) {
  if (!['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
}

export interface DatabaseOptions {
  /** DuckDB memory limit such as '1GB'; more than this spills to `temp`. */
  memory?: string;
  threads?: number;
  /** Folder for spilled data. */
  temp: string;
}

/** A quarter of the machine's memory, at least 1 GB. */
export function defaultMemory(): string {
  return `${Math.max(1024, Math.floor(totalmem() / 4 / 2 ** 20))}MB`;
}

/** The bytes of a size as DuckDB writes them: 2GB has 1000 MB each, 2GiB has 1024 MiB. */
export function bytesOf(size: string): number {
  const [, number, unit, binary] = /^([\d.]+)\s*([KMGT])(i?)B$/i.exec(size.trim())!;
  return Number(number) * (binary === '' ? 1000 : 1024) ** (1 + 'KMGT'.indexOf(unit!.toUpperCase()));
}

/** An in-memory DuckDB with bounded memory, UTC time and no way to fetch extensions. */
export async function openDatabase(options: DatabaseOptions): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: options.memory ?? defaultMemory(),
    threads: String(options.threads ?? availableParallelism()),
    temp_directory: options.temp,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return { instance, connection: await openConnection(instance) };
}

/** A connection with the settings every one of ours has. */
export async function openConnection(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = ${literal('UTC')}`);
  await connection.run('SET parquet_metadata_cache = true');
  // A join with up to this many posts skips the row groups that hold none of them.
  await connection.run('SET dynamic_or_filter_threshold = 2000');
  return connection;
}
