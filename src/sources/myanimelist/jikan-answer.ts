import type { Sample } from '../sample.js';
import type { LoadContext, Rule } from '../source.js';

export type Head = Readonly<Record<string, unknown>> | null;

/** The first object of an answer: under `data`, or bare. */
export function headOf({ shape, rootKeys, inner, first }: Sample): Head {
  if (shape === 'objects' && rootKeys.has('data')) return inner['data'] ?? null;
  return first;
}

/** False when the object's address says that it is of another kind. */
export const isAbout = (head: Head, what: string) => typeof head?.['url'] !== 'string' || head['url'].includes(`/${what}/`);
/** True for `{"data":[]}`: nothing is known of that kind. */
export function isEmptyAnswer({ first }: Sample): boolean {
  const data: unknown = first?.['data'];
  return Array.isArray(data) && data.length === 0;
}

/** Objects bare or under `data`, one or many. */
export const jikanFormat = { kind: 'json', unwrap: ['data'] } as const;

/**
 * The anime that an answer without its id is of: an id beside `data`, else the number in the file's name (`5.json`,
 * `anime_5_characters.json`); null when there is none or it is not clear which.
 */
export function animeIdOf({ name, first, rootKeys, text, firstLine }: Sample): number | null {
  const severalRoots = /^\s*\{/.test(text.slice(firstLine.length)) && /\}\s*$/.test(firstLine);
  const beside = rootKeys.has('data') && !severalRoots ? (first?.['anime_id'] ?? first?.['mal_id']) : undefined;
  if (Number.isSafeInteger(beside)) return beside as number;
  const numbers = name.match(/(?<![\p{L}\p{N}])\p{Nd}+(?![\p{L}\p{N}])/gu) ?? [];
  const found = /anime[_-](\d+)(?!\d)/i.exec(name)?.[1] ?? /^(\d+)(?=[_.-])/.exec(name)?.[1] ?? (numbers.length === 1 ? numbers[0] : undefined);
  return found === undefined ? null : Number(found);
}

/** Rejects every record of a file when nothing says which anime it is of. */
export function animeIdRules({ sample }: LoadContext): Rule[] {
  return animeIdOf(sample) === null ? [{ reason: 'missing_key', when: 'true', detail: `'no anime id in the name of the file'` }] : [];
}
