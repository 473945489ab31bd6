import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { text as readText } from 'node:stream/consumers';

/** What is used of chdb, ClickHouse in this process. */
interface Session {
  query(sql: string, format?: string): string;
  queryBindAsync(sql: string, values: Readonly<Record<string, string>>, options: { format: string }): Promise<{ text(): string }>;
  close(): void;
}

/** The engine in this process behind the part of its HTTP interface that the client uses. */
export interface ChdbServer {
  url: string;
  run(statement: string): void;
  close(): Promise<void>;
}

/** Names in a request's address that are no settings. */
const plain = ['database', 'query_id', 'default_format', 'session_id', 'role'];

const unescaped: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0' };

/** @param password of the user `default` */
export async function startChdb(password: string): Promise<ChdbServer> {
  const { Session } = createRequire(import.meta.url)('chdb') as { Session: new () => Session };
  const session = new Session();
  const exists = (database: string): boolean => session.query(`SELECT count() FROM system.databases WHERE name = '${database.replace(/[^\w]/g, '')}'`).trim() === '1';

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { searchParams } = new URL(request.url!, 'http://localhost');
    const sent = request.headers.authorization?.replace(/^Basic /, '') ?? '';
    const database = searchParams.get('database') ?? 'default';
    if (Buffer.from(sent, 'base64').toString() !== `default:${password}`) return refuse(response, 516, 'default: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)');
    if (!exists(database)) return refuse(response, 81, `Database ${database} does not exist. (UNKNOWN_DATABASE)`);
    const statement = await readText(request);
    const [, sql = '', format = ''] = /^([^]*?)\s*FORMAT (\w+)\s*$/.exec(statement) ?? [];
    const values: Record<string, string> = {};
    try {
      session.query(`USE ${database}`);
      for (const [name, value] of searchParams) {
        if (name.startsWith('param_')) values[name.slice(6)] = value.replace(/\\([^])/g, (_, sign: string) => unescaped[sign] ?? sign);
        else if (!plain.includes(name)) session.query(`SET ${name} = '${value}'`);
      }
      response.end((await session.queryBindAsync(sql, values, { format })).text());
    } catch (error) {
      const { message } = error as Error;
      refuse(response, Number(/Code: (\d+)/.exec(message)?.[1] ?? 1), message.replace(/^[^]*?DB::Exception: /, ''));
    }
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    run: (statement) => void session.query(statement),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      session.close();
    },
  };
}

function refuse(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code === 516 ? 403 : 500, { 'x-clickhouse-exception-code': String(code) });
  response.end(`Code: ${code}. DB::Exception: ${message}\n`);
}
