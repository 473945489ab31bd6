import { jsonRecords } from '../json-records.js';
import type { Sample } from '../sample.js';
import type { FileRecord, RecordFormat, Rule } from '../source.js';

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

/** Objects of an answer about one anime that does not say which: each gets `anime_id` from beside it or from the name of the file. */
export const jikanPartFormat: RecordFormat = { kind: 'custom', read: readParts };

async function* readParts(bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  const id = animeIdOf(sample);
  for await (const record of jsonRecords(bytes, sample, jikanFormat.unwrap)) {
    if ('values' in record) yield { ...record, values: { ...record.values, anime_id: id } };
    else if ('json' in record) yield { ...record, json: `{"anime_id":${id},${record.json.trimStart().slice(1)}` };
    else yield record;
  }
}

/** Rejects records when nothing says which anime they are of. */
export const animeIdRule: Rule = { reason: 'missing_key', when: 'anime_id IS NULL', detail: `'no anime id in the name of the file'` };
