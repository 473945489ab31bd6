import { canonicalBoard } from './boards.js';

/** What the name of a picture file says of its post (format reference B6); null where it says nothing. */
export interface FileNameParts {
  /** The board as the name spells it, in lower case. */
  booru: string | null;
  fid: string | null;
  /** Number of the picture within a post of several, such as `001`. */
  frame: string | null;
  copyr: string | null;
  chars: string | null;
  artis: string | null;
  /** Text that is none of these. */
  frest: string | null;
  /**
   * `canonical`: copyrights, characters and artists; `raw`: an id alone; `partial`: an id and some of it; `none`: no id.
   * With `-mended` behind it where the original algorithm reads something else.
   */
  variant: string;
}

/** Words that stand for "none" or, in Grabber's names, for "too many". */
export const placeholders = {
  copyr: ['misc', 'crossover'],
  chars: ['unknown', 'group'],
  artis: ['anonymous', 'multiple artists', 'multiple_artists'],
} as const;

/** Folder (with its separator) and name of a path of Windows or POSIX. */
export function splitPath(path: string): { folder: string; name: string } {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return { folder: path.slice(0, at), name: path.slice(at) };
}

/**
 * The tags in a name as it spells them, without placeholders. Characters are cut to a length when the name is made, so
 * the last one of a list that has just this length is left out.
 */
export function tagsOfFileName({ booru, copyr, chars, artis }: Pick<FileNameParts, 'booru' | 'copyr' | 'chars' | 'artis'>): { copyrights: string[]; characters: string[]; artists: string[] } {
  const list = (text: string | null, none: readonly string[]) => (text ?? '').split('+').map((tag) => tag.trim()).filter((tag) => tag !== '' && !none.includes(tag));
  const characters = list(chars?.replaceAll(',', '+') ?? null, placeholders.chars);
  if (chars?.includes('+') && [...chars].length >= charactersLimit(booru ?? '', copyr ?? '', artis ?? '')) characters.pop();
  return { copyrights: list(copyr, placeholders.copyr), characters, artists: list(artis, placeholders.artis) };
}

/** Letters that the characters of a name may have beside its copyrights and artists. */
export function charactersLimit(booru: string, copyr: string, artis: string): number {
  return Math.max((booru.endsWith('zerochan.net') ? 150 : 140) - [...copyr].length - [...artis].length, 5);
}

type Fields = Omit<FileNameParts, 'variant'>;

const nothing: Fields = { booru: null, fid: null, frame: null, copyr: null, chars: null, artis: null, frest: null };
const noTags = { copyr: 'misc', chars: 'unknown', artis: 'anonymous' };

/**
 * Reads the name of a picture, with or without its folder: as the convention means it, or exactly as the original
 * algorithm of 2021 did, mistakes included. They differ over extensions other than .jpg, over parentheses in
 * parentheses, and where no artist follows the characters. Never throws.
 */
export function parseFileName(path: string, how: 'meant' | 'original' = 'meant'): FileNameParts {
  const original = readOriginal(path);
  const fields = how === 'original' ? original : readMeant(path);
  const mended = (Object.keys(nothing) as (keyof Fields)[]).some((key) => fields[key] !== original[key]);
  return { ...fields, variant: `${variantOf(fields)}${mended ? '-mended' : ''}` };
}

function variantOf({ booru, fid, copyr, chars, artis, frest }: Fields): string {
  if (booru === null || fid === null) return 'none';
  if (frest !== null || copyr === null || chars === null || artis === null) return 'partial';
  return copyr === noTags.copyr && chars === noTags.chars && artis === noTags.artis ? 'raw' : 'canonical';
}

function splitBoard(name: string): { booru: string | null; rest: string | null } {
  const dash = name.indexOf(' - ');
  if (dash >= 0 && dash < 29) {
    const booru = name.slice(0, dash).toLowerCase();
    return { booru: booru.startsWith('animepaper') ? 'animepaper' : booru || null, rest: name.slice(dash + 3) || null };
  }
  return /^Animepaper (anime|scans)/.test(name) ? { booru: 'animepaper', rest: name.slice(17) || null } : { booru: null, rest: null };
}

/** The algorithm of 2021, step by step; empty texts are null, as in Oracle. */
function readOriginal(path: string): Fields {
  const { booru, rest: tail } = splitBoard(path.slice(path.lastIndexOf(path.includes('/') ? '/' : '\\') + 1));
  let rest = (tail ?? '').replace(/[\r\n]/g, '').replaceAll('.jpg', '').replace(/ \[(?:PNG|CNV|CVT|CRP)\]/g, '') || null;
  let fid: string | null = null;
  let copyr: string | null = null;
  if (rest !== null) {
    const dash = rest.indexOf(' - ');
    if (dash >= 0 && dash < 7) [fid, rest] = [rest.slice(0, dash) || null, rest.slice(dash + 3) || null];
    else if (rest.includes(' ')) [fid, rest] = [rest.slice(0, rest.indexOf(' ')) || null, rest.slice(dash + 1)];
    else if (/^[0-9]+$/.test(rest)) [fid, rest] = [rest, null];
  }
  if (fid?.endsWith('~')) [fid, copyr] = [fid.replace(/~+$/, '') || null, 'misc'];
  if (booru === 'animepaper' && fid === null && rest !== null) [fid, rest] = splitLastId(rest);
  if (rest?.startsWith('- ')) rest = rest.slice(2) || null;
  if (rest === null) return { ...nothing, booru, fid, ...noTags };
  const tilde = rest.indexOf(' ~ ');
  if (tilde >= 1 && tilde < 296) [copyr, rest] = [rest.slice(0, tilde), rest.slice(tilde + 3)];
  const artists = rest.endsWith(')') ? /\(([^)]*)\)[^(]*$/.exec(rest) : null;
  if (artists === null) return { ...nothing, booru, fid, copyr, frest: rest || null };
  return { ...nothing, booru, fid, copyr, chars: rest.slice(0, Math.max(artists.index - 1, 0)) || null, artis: artists[0].slice(1, -1) || null };
}

/** The id behind the last `_`, as animepaper's names have it. */
function splitLastId(rest: string): [string | null, string | null] {
  const at = rest.lastIndexOf('_');
  const id = rest.slice(at + 1);
  return at >= 0 && at >= rest.length - 7 && /^[0-9]+$/.test(id) ? [id, rest.slice(0, at) || null] : [null, rest];
}

const extension = /\.(?:jpe?g|jfif|png|gif|webp|bmp|tiff?|avif|jxl|apng|webm|mp4|swf|zip|ugoira)$/i;
/** What was done to a picture, and the hash that tells several of one post apart. */
const marks = /(?: \[(?:PNG|CNV|CVT|CRP|[0-9a-f]{8})\])+$/;

/** True when a file is a picture (or film) by its name. */
export const isPictureName = (name: string): boolean => extension.test(name);

const keyPattern = (id: string) => new RegExp(`^(${id})(?:[ _-](00[0-9])(?= |$))?(~*)(?: -(?: |$)| +|$)([^]*)$`);
const numberedKey = keyPattern('[0-9]+');
/** Only sankaku has ids with letters. */
const letteredKey = keyPattern('[0-9]+|[A-Za-z0-9]{8,16}');

function readMeant(path: string): Fields {
  const { booru, rest: tail } = splitBoard(splitPath(path).name.replace(/[\r\n]/g, ''));
  const bare = (tail ?? '').replace(extension, '').replace(marks, '');
  if (booru === null) return { ...nothing, ...noTags };
  if (booru === 'animepaper' && !/^[0-9]+(?: - |$)/.test(bare)) {
    const [fid, frest] = splitLastId(bare);
    return { ...nothing, booru, fid, frest };
  }
  const found = (canonicalBoard(booru) === 'chan.sankakucomplex.com' ? letteredKey : numberedKey).exec(bare);
  if (found === null) return { ...nothing, booru, frest: bare || null };
  const [, fid, frame, noCopyright, rest] = found as unknown as [string, string, string | undefined, string, string];
  const key = { ...nothing, booru, fid, frame: frame ?? null };
  if (rest === '') return { ...key, ...noTags };
  const tilde = rest.indexOf(' ~ ');
  const copyr = tilde >= 1 ? rest.slice(0, tilde) : noCopyright === '' ? null : 'misc';
  return { ...key, copyr, ...readPeople(tilde >= 1 ? rest.slice(tilde + 3) : rest, tilde >= 1) };
}

/** Characters and artists: `hatsune_miku (some_artist)`. A parenthesis that belongs to a tag has no space before it. */
function readPeople(text: string, isAfterCopyright: boolean): Pick<Fields, 'chars' | 'artis' | 'frest'> {
  const partner = text.endsWith(')') ? partnerOfLast(text) : -1;
  const isApart = partner > 0 ? text[partner - 1] === ' ' : partner === 0 && !isAfterCopyright;
  const open = isApart ? partner : text.endsWith(')') ? text.lastIndexOf(' (') + 1 || -1 : -1;
  if (open >= 0) return { chars: text.slice(0, open).trimEnd() || null, artis: text.slice(open + 1, -1) || null, frest: null };
  return isAfterCopyright ? { chars: text || null, artis: null, frest: null } : { chars: null, artis: null, frest: text };
}

/** Where the parenthesis opens that the last character closes; -1 when none does. */
function partnerOfLast(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return at;
  }
  return -1;
}
