import { UserError } from '../lake/error.js';
import { nearest } from './near.js';

export const paramTypes = ['INTEGER', 'BIGINT', 'DOUBLE', 'VARCHAR', 'BOOLEAN', 'DATE'] as const;
export type ParamType = (typeof paramTypes)[number];
export type ParamValue = string | number | bigint | boolean | null;

export interface QueryParam {
  readonly name: string;
  readonly type: ParamType;
  /** The value taken when none is given; undefined when one must be given. */
  readonly fallback: ParamValue | undefined;
  readonly about: string;
}

/**
 * Reads what follows `-- param:`, that is `name TYPE [= default] [-- what it is for]`.
 * A default is NULL, a bare word, or text in single quotes.
 */
export function parseParam(text: string, where: string): QueryParam {
  const match = /^(\w+)\s+(\w+)(?:\s*=\s*('(?:[^']|'')*'|.*?))?(?:\s+--\s*(.*))?$/.exec(text.trim());
  const type = paramTypes.find((known) => known === match?.[2]?.toUpperCase());
  if (!match || !type) {
    throw new UserError(`${where}: cannot read the parameter "${text.trim()}".`, `Write: -- param: name TYPE = default -- text, with TYPE one of ${paramTypes.join(', ')}.`);
  }
  const [, name = '', , given, about = ''] = match;
  return { name, type, fallback: given === undefined ? undefined : defaultValue(given, name, type), about };
}

function defaultValue(text: string, name: string, type: ParamType): ParamValue {
  if (/^null$/i.test(text)) return null;
  const unquoted = text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
  return castParam(unquoted, name, type);
}

/** Turns a string typed by a user into a value of the declared type. A DATE stays text, checked. */
export function castParam(text: string, name: string, type: ParamType): ParamValue {
  const value = casts[type](text.trim(), text);
  if (value === undefined) throw new UserError(`Parameter ${name} must be ${examples[type]}, not "${text}".`, undefined, 2);
  return value;
}

const examples: Record<ParamType, string> = {
  INTEGER: 'a whole number such as 2020', BIGINT: 'a whole number such as 2020', DOUBLE: 'a number such as 0.5', VARCHAR: 'text',
  BOOLEAN: 'true or false', DATE: 'a date such as 2020-07-26',
};

const casts: Record<ParamType, (trimmed: string, raw: string) => ParamValue | undefined> = {
  INTEGER: (text) => wholeNumber(text, 2n ** 31n) as number | undefined,
  BIGINT: (text) => wholeNumber(text, 2n ** 63n),
  DOUBLE: (text) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  VARCHAR: (_, raw) => raw,
  BOOLEAN: (text) => (/^(true|yes|on|1)$/i.test(text) ? true : /^(false|no|off|0)$/i.test(text) ? false : undefined),
  DATE: (text) => (isDate(text) ? text : undefined),
};

function wholeNumber(text: string, limit: bigint): number | bigint | undefined {
  if (!/^[+-]?\d{1,19}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  if (value >= limit || value < -limit) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Throws a UserError when a name is given that is none of the parameters. @param lacks how its sentence begins, such as "hit-parade has no" */
export function checkParamNames(lacks: string, params: readonly QueryParam[], given: Readonly<Record<string, string>>): void {
  const names = [...new Set(params.map((param) => param.name))];
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const [near] = nearest(name, names);
    const hint = near ? `Did you mean ${near}?` : names.length ? `Parameters: ${names.join(', ')}.` : 'It takes no parameters.';
    throw new UserError(`${lacks} parameter "${name}".`, hint, 2);
  }
}

/** Of the given values those that are for these parameters. */
export function ofParams(params: readonly QueryParam[], given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => params.some((param) => param.name === name)));
}

/** Values for every declared parameter: the given strings cast, the defaults for the rest. */
export function resolveParams(queryName: string, params: readonly QueryParam[], given: Readonly<Record<string, string>>): Record<string, ParamValue> {
  checkParamNames(`${queryName} has no`, params, given);
  const values: Record<string, ParamValue> = {};
  for (const { name, type, fallback, about } of params) {
    const text = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = text === undefined ? fallback : castParam(text, name, type);
    if (value === undefined) throw new UserError(`${queryName} needs the parameter ${name}${about ? ` (${about})` : ''}.`, `Give it: --param ${name}=...`, 2);
    values[name] = value;
  }
  return values;
}

/** Reads what a user typed after -p, `name=value`. */
export function parseGiven(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UserError(`--param takes name=value, not "${text}"`, undefined, 2);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** What a page says of its parameters: name, value, and what it is for. */
export function paramFacts(params: readonly QueryParam[], values: Readonly<Record<string, ParamValue>>): (readonly [name: string, value: string])[] {
  const shown = (value: ParamValue | undefined): string => (value === null || value === undefined ? 'not set' : value === '' ? 'any' : String(value));
  return params.map(({ name, about }) => [name, `${shown(values[name])}${about ? ` (${about})` : ''}`] as const);
}
