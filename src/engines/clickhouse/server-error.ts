import { UserError } from '../../lake/error.js';
import type { ServerAddress } from './address.js';

/** An error of the client or the server in words for people, never with the password. */
export function serverError(error: Error & { code?: string; errors?: readonly (Error & { code?: string })[] }, { shown, database, user, password }: ServerAddress): Error {
  if (error instanceof UserError) return error;
  const { code = error.errors?.[0]?.code ?? '' } = error;
  const load = 'Load an export of the lake into it: boorulab lake export, then docs/scale.md.';
  const text = (error.message || code).split('\n')[0]!.replace(/: In scope .*/, '');
  const message = (password === '' ? text : text.replaceAll(password, '***')).slice(0, 300);
  if (/^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|CERT_|DEPTH_|UNABLE_|ERR_TLS|ERR_SSL|EPROTO)/.test(code) || /Timeout error|socket hang up/i.test(message)) {
    return new UserError(`No ClickHouse answers at ${shown} (${code || message}).`, 'Check --url or CLICKHOUSE_URL: it is the HTTP port, mostly 8123, or 8443 with https.');
  }
  switch (code) {
    case '192': case '193': case '194': case '516': return new UserError(`ClickHouse at ${shown} does not let in the user ${user} with this password.`, 'Set CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.');
    case '81': return new UserError(`ClickHouse at ${shown} has no database ${database}.`, `Name it in the address, ${shown}/DATABASE. ${load}`);
    case '60': return new UserError(`The database ${database} at ${shown} has no table ${/(?:identifier|Table) ['`]?(?:\w+[`']?\.)?['`]?(\w+)/.exec(message)?.[1] ?? 'that is asked for'}.`, load);
    case '47': case '8': return new UserError(`The tables of ${database} at ${shown} are of another version: ${message}`, load);
    case '497': return new UserError(`The user ${user} may not read the tables of ${database} at ${shown}.`, `GRANT SELECT ON ${database}.* TO ${user}`);
    case '164': return new UserError(`The user ${user} may not change settings at ${shown}, which every query does.`, 'Give the user readonly = 2, or only the right to SELECT, instead of readonly = 1.');
    case '241': return new UserError(`ClickHouse at ${shown} has not memory enough for this query.`, 'Ask for less, or raise max_memory_usage of the user.');
    case '46': case '115': return new UserError(`ClickHouse at ${shown} is too old for this query: ${message}`, 'Version 26.7 is known to do.');
    default: return new UserError(`ClickHouse at ${shown}: ${message}`);
  }
}
