import { resolve } from 'node:path';
import { grouped } from '../charts/numbers.js';
import { cutText } from '../charts/text.js';
import { UserError } from '../lake/error.js';
import { cellText, isNumberType, shortText } from './cell.js';
import type { GalleryOptions } from './gallery-options.js';
import { type PictureLake, type ShownPath, shownPaths } from './gallery-paths.js';
import { apart, placesOf } from './gallery-plane.js';
import type { TableData } from './notebook-table.js';

/** A picture as a page holds it. Every string is plain text. */
export interface GalleryPicture {
  /** A JPEG in base64, its size in px; none when the file cannot be shown. */
  readonly jpeg?: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly caption: readonly string[];
  /** Columns and values of the row, the long path last. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Why there is no JPEG. */
  readonly fault?: string;
  readonly mark?: string;
  /** Place on the plane, parts from the left and from the bottom. */
  readonly at?: readonly [x: number, y: number];
}

export interface Gallery {
  readonly groups: readonly { readonly title?: string; readonly pictures: readonly GalleryPicture[] }[];
  /** Names of the axes, when the pictures lie on a plane. */
  readonly axes?: readonly [x: string, y: string];
  /** Places on the plane of rows without a picture of their own. */
  readonly dots?: readonly (readonly [x: number, y: number])[];
  /** What is left out, in words. */
  readonly notes: readonly string[];
}

/** Set for a kernel: the folder that relative paths of pictures start from. */
export const folderVariable = 'BOORULAB_FOLDER';

const mostPictures = 120;
/** Characters of base64 in a gallery, so that a page stays below some 2 MB. */
const mostCharacters = 1_700_000;
const captionColumns = 80;
const mostRows = 20_000;

/** The pictures that rows name, small, with what the rows say of them: of those only that the session shows, as many as a page can hold. */
export async function makeGallery(lake: PictureLake, { columns, rows }: TableData, options: GalleryOptions = {}): Promise<Gallery> {
  const table = { columns, rows: rows.slice(0, mostRows) };
  checkColumns(table, options);
  const { group, x, y, limit = mostPictures } = options;
  const paths = await shownPaths(lake, table);
  const named = table.rows.flatMap((row, i) => {
    const shown = paths[i];
    return shown === undefined ? [] : [{ row, shown }];
  });
  const placed = x === undefined || y === undefined ? undefined : placesOf(named.map(({ row }) => [Number(row[x] ?? NaN), Number(row[y] ?? NaN)]));
  const candidates = placed ? apart(placed, limit).map((i) => ({ ...named[i]!, at: placed[i]! })) : named.slice(0, limit).map((entry) => ({ ...entry, at: undefined }));
  const side = candidates.length <= 24 ? 360 : candidates.length <= 60 ? 280 : 200;
  const images = await readAll(candidates.map(({ shown }) => shown.path), side);
  const pictures: { title: string | undefined; picture: GalleryPicture }[] = [];
  let characters = 0;
  for (const [i, { row, shown, at }] of candidates.entries()) {
    characters += images[i]!.jpeg?.length ?? 0;
    if (characters > mostCharacters) break;
    const picture = { ...images[i]!, ...wordsOf(row, shown, table, options), ...(at ? { at } : {}) };
    pictures.push({ title: group === undefined ? undefined : valueText(row[group], table, group), picture });
  }
  const groups = new Map<string | undefined, GalleryPicture[]>();
  for (const { title, picture } of pictures) groups.set(title, [...(groups.get(title) ?? []), picture]);
  const missing = table.rows.length - named.length;
  const notes = [
    ...(rows.length > mostRows ? [`Of the first ${grouped(mostRows)} of ${grouped(rows.length)} rows:`] : []),
    ...(named.length > pictures.length ? [placed ? `${grouped(pictures.length)} of ${grouped(named.length)} pictures; each dot is one more.` : `The first ${grouped(pictures.length)} of ${grouped(named.length)} pictures.`] : []),
    ...(missing > 0 ? [`${grouped(missing)} ${missing === 1 ? 'row has' : 'rows have'} no picture in this lake, or a hidden one.`] : []),
  ];
  const drawn = new Set(pictures.map(({ picture }) => picture.at));
  return {
    groups: [...groups].map(([title, list]) => ({ ...(title === undefined ? {} : { title }), pictures: list })), notes,
    ...(placed ? { axes: [x!, y!] as const, dots: placed.filter((at) => at !== undefined && !drawn.has(at)) as [number, number][] } : {}),
  };
}

function checkColumns({ columns, rows }: TableData, { caption = [], group, mark, x, y }: GalleryOptions): void {
  const names = columns.map(({ name }) => name);
  const wrong = [...caption, group, mark, x, y].find((name) => name !== undefined && !names.includes(name));
  if (rows.length > 0 && wrong !== undefined) throw new UserError(`The gallery has no column "${wrong}".`, `Columns: ${names.join(', ')}.`);
  const isNamed = names.includes('path') || (names.includes('booru') && (names.includes('fid') || names.includes('post_key')));
  if (rows.length > 0 && !isNamed) throw new UserError('The rows of a gallery name no pictures.', 'Select path, or booru with fid or post_key.');
}

function wordsOf(row: TableData['rows'][number], { path, booru, fid }: ShownPath, table: TableData, { caption, group, mark, x, y }: GalleryOptions) {
  const used = new Set(['path', 'booru', 'fid', 'post_key', group, mark, x, y]);
  const names = caption ?? table.columns.map(({ name }) => name).filter((name) => !used.has(name)).slice(0, 2);
  const word = (name: string): string => {
    const text = valueText(row[name], table, name);
    return text === '' ? '' : cutText(typeof row[name] === 'number' || typeof row[name] === 'bigint' ? `${name.replaceAll('_', ' ')} ${text}` : text, captionColumns);
  };
  const marked = mark === undefined ? '' : valueText(row[mark], table, mark);
  return {
    alt: booru !== null && fid !== null ? `Post ${fid} of ${booru}` : `Picture ${path.slice(path.lastIndexOf('/') + 1)}`,
    caption: names.map(word).filter((text) => text !== ''),
    facts: [...table.columns.filter(({ name }) => name !== 'path'), ...table.columns.filter(({ name }) => name === 'path')].map(({ name }) => [name, cutText(valueText(row[name], table, name), 400)] as const).filter(([, value]) => value !== ''),
    ...(marked === '' ? {} : { mark: marked }),
  };
}

function valueText(value: unknown, { columns }: TableData, name: string): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  const type = columns.find((column) => column.name === name)?.type ?? 'VARCHAR';
  return isNumberType(type) || value instanceof Date ? shortText(value, type) : cellText(value, type);
}

type ReadPicture = Pick<GalleryPicture, 'jpeg' | 'width' | 'height' | 'fault'>;

async function readAll(paths: readonly string[], side: number): Promise<ReadPicture[]> {
  const { thumbnail } = await import('../images/thumbnail.js');
  const folder = process.env[folderVariable] ?? '';
  const read = (path: string): Promise<ReadPicture> => thumbnail(resolve(folder, path), side).then(
    ({ jpeg, width, height }) => ({ jpeg: jpeg.toString('base64'), width, height }),
    (error: Error) => ({ width: side, height: side, fault: error.message }));
  const images: ReadPicture[] = [];
  for (let i = 0; i < paths.length; i += 4) images.push(...await Promise.all(paths.slice(i, i + 4).map(read)));
  return images;
}
