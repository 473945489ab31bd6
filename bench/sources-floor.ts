/** The floor of a file or folder: the plainest reading of its container. Arguments: source, path, board or empty. */
import { DuckDBInstance } from '@duckdb/node-api';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { literal } from '../src/lake/sql.js';
import { sources } from '../src/sources/registry.js';
import type { Sample } from '../src/sources/sample.js';
import { sampleFile } from '../src/sources/unpack.js';
import { cpuSince, printFigures } from './measure.js';

const [id, path] = process.argv.slice(2) as [string, string];
const source = sources.find((known) => known.id === id)!;
const out = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));

const columnsOf = (names: readonly string[]) => `{${names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`;

/** SQL that reads a JSON, a delimited or another text file, every column as text. */
function scanOf(sample: Sample): string {
  const file = literal(path);
  const format = typeof source.format === 'function' ? source.format(sample) : source.format;
  if (format.kind === 'csv') {
    const names = format.columns ?? sample.header(format.delimiter);
    return `read_csv(${file}, auto_detect = false, delim = ${literal(format.delimiter)}, quote = ${format.quoted ? `'"'` : `''`}, escape = ${format.quoted ? `'"'` : `''`}, header = ${format.columns === undefined},
      strict_mode = false, null_padding = true, ignore_errors = true, parallel = ${format.multiline !== true}, columns = ${columnsOf([...new Set(names)].map((name, at) => name || `column${at}`))})`;
  }
  const isJson = sample.shape === 'array' || sample.shape === 'objects';
  if (!isJson) return `read_csv(${file}, auto_detect = false, delim = chr(1), quote = '', escape = '', header = false, strict_mode = false, ignore_errors = true, columns = {line: 'VARCHAR'})`;
  const isWrapped = sample.shape === 'objects' && !/^\s*\{.*\}\s*\n\s*\{/.test(sample.text);
  const names = isWrapped ? [...sample.rootKeys] : Object.keys(source.fields);
  const kind = sample.shape === 'array' ? 'array' : isWrapped ? 'unstructured' : 'newline_delimited';
  return `read_json(${file}, format = ${literal(kind)}, ignore_errors = ${kind === 'newline_delimited'}, maximum_object_size = ${isWrapped ? statSync(path).size + 1024 : 16 << 20}, columns = ${columnsOf(names)})`;
}

async function query(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB', temp_directory: join(out, 'spill') });
  const connection = await instance.connect();
  const start = performance.now();
  const used = process.cpuUsage();
  await connection.run(`CREATE TEMP TABLE floor AS SELECT * FROM ${sql}`);
  printFigures(start, { cpu: cpuSince(used) });
  connection.closeSync();
}

/** A pass of a strict XML parser that does nothing with what it finds. */
async function parse(): Promise<void> {
  const start = performance.now();
  const used = process.cpuUsage();
  const parser = new SaxesParser({ fragment: true });
  let elements = 0;
  parser.on('opentag', () => elements++);
  parser.on('error', () => undefined);
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 4 << 20 })) parser.write(chunk as string);
  parser.close();
  printFigures(start, { elements, cpu: cpuSince(used) });
}

async function floor(): Promise<void> {
  if (statSync(path).isDirectory()) return query(`read_text(${literal(join(path, '**'))})`);
  if (path.endsWith('.parquet')) return query(`read_parquet(${literal(path)})`);
  const sample = (await sampleFile(path))!;
  if (sample.shape === 'markup') return parse();
  // What is no plain JSON, though it starts like it, is lines.
  return query(scanOf(sample)).catch(() => query(scanOf({ ...sample, shape: 'text' })));
}

void floor().finally(() => rmSync(out, { recursive: true, force: true }));
