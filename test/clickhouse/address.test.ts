import { describe, expect, it } from 'vitest';
import { serverAddress } from '../../src/engines/clickhouse/address.js';
import { serverError } from '../../src/engines/clickhouse/server-error.js';

const secret = 'p@ss/word';
const address = serverAddress(`http://reader:${encodeURIComponent(secret)}@db.example:8123/lake`, {});

describe('the address of a server', () => {
  it('has a database, and credentials from itself or the environment', () => {
    expect(address).toEqual({ url: 'http://db.example:8123', database: 'lake', user: 'reader', password: secret, shown: 'http://db.example:8123' });
    expect(serverAddress(undefined, { CLICKHOUSE_URL: 'https://db.example', CLICKHOUSE_USER: 'me', CLICKHOUSE_PASSWORD: 'x' }))
      .toEqual({ url: 'https://db.example', database: 'boorulab', user: 'me', password: 'x', shown: 'https://db.example' });
    expect(serverAddress('http://localhost:8123/a', { CLICKHOUSE_URL: 'http://other' })).toMatchObject({ user: 'default', password: '', database: 'a', url: 'http://localhost:8123' });
  });

  it.each(['', 'localhost', 'ftp://x/y', `http://u:${secret}@h/a/b`, 'http://h/%zz', `u:${secret}`])('is refused without repeating it: "%s"', (given) => {
    expect(() => serverAddress(given, {})).toThrow(/address of the server/);
    expect(() => serverAddress(given, {})).not.toThrow(secret);
  });
});

describe('errors of a server', () => {
  const told = (code: string, message: string): string => {
    const { message: said, hint } = serverError(Object.assign(new Error(message), { code }), address) as Error & { hint?: string };
    return `${said}\n${hint}`;
  };

  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:8123', 'No ClickHouse answers at http://db.example:8123 (ECONNREFUSED).'],
    ['516', 'reader: Authentication failed', 'does not let in the user reader'],
    ['81', 'Database lake does not exist.', 'has no database lake.'],
    ['60', "Unknown table expression identifier 'posts' in scope SELECT 1", 'has no table posts.'],
    ['60', 'Table lake.tags does not exist.', 'has no table tags.'],
    ['497', 'reader: Not enough privileges.', 'GRANT SELECT ON lake.* TO reader'],
    ['164', 'Cannot modify setting in readonly mode', 'readonly = 2'],
    ['241', 'Memory limit exceeded', 'has not memory enough'],
    ['999', `no words for ${secret}\nand more`, 'ClickHouse at http://db.example:8123: no words for ***'],
  ])('%s: %s', (code, message, said) => {
    expect(told(code, message)).toContain(said);
    expect(told(code, message)).not.toContain(secret);
    expect(told(code, message).split('\n').length).toBe(2);
  });
});
