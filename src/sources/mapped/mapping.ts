import { readFile } from 'node:fs/promises';
import { UserError } from '../../lake/error.js';
import { schemaOf } from '../../lake/schema.js';
import { boards, canonicalBoard } from '../../tags/boards.js';
import { tagCategories, typeNames } from '../../tags/categories.js';
import { ratingLevels } from '../../tags/ratings.js';
import { origins, type Origin } from '../../lake/inbox.js';

/** A column of the file, and how its text is read. */
export interface ColumnRead {
  column: string;
  /** The first group of this expression is the value. */
  pattern?: string;
  /** Dates: iso (default), unix, unix_ms, or a pattern with % as of strptime. */
  date?: string;
}

export interface TagColumn {
  column: string;
  /** What stands between tags; without it a cell is one tag. */
  delimiter?: string;
  /** True when cells are lists (JSON, Parquet). */
  list?: boolean;
  category?: string;
}

/** Which columns of a table are what in the lake: see docs/mapping.md. */
export interface Mapping {
  board?: string;
  boardColumn?: string;
  delimiter?: string;
  quoted?: boolean;
  multiline?: boolean;
  header?: string[];
  posts?: {
    id: ColumnRead;
    origin: Origin;
    /** post: a row a post; tag: a row a post and tag. */
    rows: 'post' | 'tag';
    rating?: { column: string; s: 'safe' | 'sensitive'; values: Readonly<Record<string, string>> };
    columns: Readonly<Record<string, ColumnRead>>;
    tags: TagColumn[];
  };
  tags?: { name: string; category?: string | ColumnRead; numbers: keyof typeof typeNames; count?: string; id?: string };
  labels: { kind: string; tag: string; id?: string; name?: string; tagId?: string; category?: string }[];
}

const given = new Set(['booru', 'fid', 'post_key', 'fid_num', 'rating_raw', 'rating_std', 'rating_level', 'created_precision', 'pools', 'parse_variant', 'origin', 'tag_origin', 'src_file', 'src_format', 'src_row']);

/** Columns of posts that a mapping may fill, with their types. */
export const mappedColumns: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(schemaOf('posts').columns).filter(([name]) => !given.has(name)));

/** Reads a mapping file. Throws UserError that says what in it is wrong. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UserError(`Cannot read the mapping ${path}: ${error.message}`, undefined, 2);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`The mapping ${path} is not JSON: ${(error as Error).message}`, undefined, 2);
  }
  return checkMapping(value, path);
}

/** A mapping made of JSON. Throws UserError that says what in it is wrong. */
export function checkMapping(value: unknown, path = 'mapping'): Mapping {
  const fail = (what: string): never => {
    throw new UserError(`The mapping ${path}: ${what}`, 'docs/mapping.md shows what a mapping may hold.', 2);
  };
  const object = (at: string, found: unknown, known: readonly string[]): Record<string, unknown> => {
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return fail(`${at} must be an object`);
    const stranger = Object.keys(found).find((key) => !known.includes(key));
    return stranger === undefined ? (found as Record<string, unknown>) : fail(`${at} has the unknown key "${stranger}" (known: ${known.join(', ')})`);
  };
  const text = (at: string, found: unknown): string => (typeof found === 'string' && found !== '' ? found : fail(`${at} must be a text`));
  const oneOf = <T extends string>(at: string, found: unknown, known: readonly T[]): T => (known.includes(found as T) ? (found as T) : fail(`${at} is ${JSON.stringify(found)}, not one of: ${known.join(', ')}`));
  const optional = <T>(found: unknown, read: (some: unknown) => T): T | undefined => (found === undefined ? undefined : read(found));
  const list = (at: string, found: unknown): unknown[] => (Array.isArray(found) ? (found as unknown[]) : fail(`${at} must be a list`));
  const truth = (at: string, found: unknown): boolean => (typeof found === 'boolean' ? found : fail(`${at} must be true or false`));
  const category = (at: string, found: unknown) => oneOf(at, found, Object.keys(tagCategories));

  const column = (at: string, found: unknown): ColumnRead => {
    if (typeof found === 'string') return { column: text(at, found) };
    const { column: name, pattern, date } = object(at, found, ['column', 'pattern', 'date']);
    return withoutUndefined({
      column: text(`${at}.column`, name), date: optional(date, (some) => dateStyle(`${at}.date`, some)), pattern: optional(pattern, (some) => expression(`${at}.pattern`, some)),
    });
  };
  const expression = (at: string, found: unknown): string => {
    const source = text(at, found);
    try {
      new RegExp(source);
    } catch (error) {
      fail(`${at}: ${(error as Error).message}`);
    }
    return new RegExp(`${source}|`).exec('')!.length === 2 ? source : fail(`${at} must have one group in round brackets, the value`);
  };
  const dateStyle = (at: string, found: unknown): string => (typeof found === 'string' && (['iso', 'unix', 'unix_ms'].includes(found) || found.includes('%')) ? found : fail(`${at} must be iso, unix, unix_ms or a pattern such as %d.%m.%Y`));

  const root = object('it', value, ['board', 'board_column', 'delimiter', 'quoted', 'multiline', 'header', 'posts', 'tags', 'labels']);
  const board = optional(root['board'], (some) => canonicalBoard(text('board', some)) ?? fail(`unknown board "${String(some)}" (boards: ${boards.map(({ name }) => name).join(', ')})`));

  const posts = optional(root['posts'], (some) => {
    const { id, origin, rows, rating, columns = {}, tags = [] } = object('posts', some, ['id', 'origin', 'rows', 'rating', 'columns', 'tags']);
    return withoutUndefined({
      id: id === undefined ? fail('posts.id is missing: the column that names the post') : column('posts.id', id),
      origin: optional(origin, (word) => oneOf('posts.origin', word, origins)) ?? 'listing',
      rows: optional(rows, (word) => oneOf('posts.rows', word, ['post', 'tag'] as const)) ?? 'post',
      rating: optional(rating, (found) => {
        const { column: name, s, values = {} } = object('posts.rating', found, ['column', 's', 'values']);
        const own = Object.entries(object('posts.rating.values', values, Object.keys(values as object))).map(([raw, std]) => [raw, oneOf(`posts.rating.values.${raw}`, std, Object.keys(ratingLevels))]);
        return { column: text('posts.rating.column', name), s: optional(s, (word) => oneOf('posts.rating.s', word, ['safe', 'sensitive'] as const)) ?? 'sensitive', values: Object.fromEntries(own) as Record<string, string> };
      }),
      columns: Object.fromEntries(Object.entries(object('posts.columns', columns, Object.keys(mappedColumns))).map(([to, from]) => [to, column(`posts.columns.${to}`, from)])),
      tags: list('posts.tags', tags).map((found, at) => {
        const where = `posts.tags[${at}]`;
        const tag = object(where, found, ['column', 'delimiter', 'list', 'category']);
        return withoutUndefined({
          column: text(`${where}.column`, tag['column']), delimiter: optional(tag['delimiter'], (word) => text(`${where}.delimiter`, word)), list: optional(tag['list'], (word) => truth(`${where}.list`, word)),
          category: optional(tag['category'], (word) => category(`${where}.category`, word)),
        });
      }),
    });
  });

  const tags = optional(root['tags'], (some) => {
    const { name, category: kind, numbers, count, id } = object('tags', some, ['name', 'category', 'numbers', 'count', 'id']);
    return withoutUndefined({
      name: text('tags.name', name), numbers: optional(numbers, (word) => oneOf('tags.numbers', word, Object.keys(typeNames) as (keyof typeof typeNames)[])) ?? 'danbooru',
      category: optional(kind, (found) => (typeof found === 'string' ? category('tags.category', found) : column('tags.category', found))),
      count: optional(count, (word) => text('tags.count', word)), id: optional(id, (word) => text('tags.id', word)),
    });
  });

  const labels = list('labels', root['labels'] ?? []).map((found, at) => {
    const where = `labels[${at}]`;
    const label = object(where, found, ['kind', 'tag', 'id', 'name', 'tag_id', 'category']);
    return withoutUndefined({
      kind: text(`${where}.kind`, label['kind']), tag: text(`${where}.tag`, label['tag']), id: optional(label['id'], (word) => text(`${where}.id`, word)), name: optional(label['name'], (word) => text(`${where}.name`, word)),
      tagId: optional(label['tag_id'], (word) => text(`${where}.tag_id`, word)), category: optional(label['category'], (word) => category(`${where}.category`, word)),
    });
  });

  if (posts === undefined && tags === undefined && labels.length === 0) fail('it has none of posts, tags and labels: nothing would be loaded');
  return withoutUndefined({
    board, boardColumn: optional(root['board_column'], (word) => text('board_column', word)), delimiter: optional(root['delimiter'], (word) => text('delimiter', word)), quoted: optional(root['quoted'], (word) => truth('quoted', word)),
    multiline: optional(root['multiline'], (word) => truth('multiline', word)), header: optional(root['header'], (found) => list('header', found).map((word) => text('header', word))), posts, tags, labels,
  });
}

/** With exact optional types a key that is not there must not be undefined. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, found]) => found !== undefined)) as never;
}
