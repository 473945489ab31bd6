import { createHash } from 'node:crypto';
import { fileNameOf, tagInName } from '../tags/file-name-of.js';
import { parseFileName, splitPath, tagsOfFileName } from '../tags/file-name.js';
import type { ExifTexts } from './exif-texts.js';

/** A picture of the lake with what a new file made of it is to be called and to say; booru and fid are NULL while its post is not known. */
export interface NamedPicture {
  readonly path: string;
  readonly booru: string | null;
  readonly fid: string | null;
  /** Tags of its post by category, the most used first; NULL for none. */
  readonly copyrights: readonly string[] | null;
  readonly characters: readonly string[] | null;
  readonly artists: readonly string[] | null;
  /** What the file name of its post said (posts.copyr, chars, artis). */
  readonly copyr: string | null;
  readonly chars: string | null;
  readonly artis: string | null;
  /** Another picture of the lake would get the same name. */
  readonly is_shared: boolean;
}

interface Tags {
  readonly copyrights: readonly string[];
  readonly characters: readonly string[];
  readonly artists: readonly string[];
}

/** The tags of the post in the lake; when it has none of these kinds, those that its file name told. */
function tagsOf({ booru, copyrights, characters, artists, copyr, chars, artis }: NamedPicture): Tags {
  const known = { copyrights: copyrights ?? [], characters: characters ?? [], artists: artists ?? [] };
  const isEmpty = Object.values(known).every((tags) => tags.length === 0);
  return isEmpty ? tagsOfFileName({ booru, copyr, chars, artis }) : known;
}

/** A mark made of texts, the same for the same texts, in the brackets that readers of names leave out. */
export function hashMark(...texts: readonly (string | number)[]): string {
  return ` [${createHash('md5').update(texts.join('\n')).digest('hex').slice(0, 8)}]`;
}

/**
 * The name of a JPEG made of a picture, the same in every run: by the convention of format reference B6 when its post is known, else by its own.
 * `mark` is kept before the extension. Safe on Windows and POSIX, and no other picture's when the mark tells its own things apart.
 */
export function jpegNameOf(picture: NamedPicture, mark = ''): string {
  const { path, booru, fid } = picture;
  const own = splitPath(path).name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  if (booru !== null && fid !== null) return fileNameOf({ booru, fid, ...tagsOf(picture), ext: 'jpg', mark: picture.is_shared && mark === '' ? hashMark(path) : mark });
  const { stem, isCut } = safeStem(own);
  // A name that tells a post must not be taken for one of that post.
  const isShared = picture.is_shared || isCut || parseFileName(`${stem}.jpg`).fid !== null;
  return `${stem}${isShared && mark === '' ? hashMark(path) : mark}.jpg`;
}

/** Bytes a stem may have, so that marks and an extension fit behind it. */
const stemLimit = 200;
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** A name of a file, without its extension, as it can be one on Windows and POSIX; `isCut` when it was too long. */
export function safeStem(name: string): { stem: string; isCut: boolean } {
  const letters = [...name.normalize('NFC').replace(/[<>:"/\\|?*\p{Cc}\p{Cs}\u2028\u2029]/gu, '_').replace(/^[. ]+/, '')];
  const whole = letters.length;
  while (Buffer.byteLength(letters.join('')) > stemLimit) letters.pop();
  const stem = letters.join('').replace(/[. ]+$/, '') || 'picture';
  return { stem: reserved.test(stem) ? `_${stem}` : stem, isCut: letters.length < whole };
}

const textOf = (tags: readonly string[], none: string): string => tags.join(' +') || none;

/** What the EXIF of a JPEG says of the post of its picture, as in BOORU CHARS (format reference B4); nothing when that is not known. */
export function exifOf(picture: NamedPicture): ExifTexts {
  const { booru, fid } = picture;
  if (booru === null || fid === null) return {};
  const { copyrights, characters, artists } = tagsOf(picture);
  const [copyright, artist] = [textOf(copyrights.slice(0, 1), 'misc_copyright'), textOf(artists.slice(0, 1), 'anonymous_artist')];
  return {
    make: `${copyright} [${artist}]`, model: textOf(characters, 'unknown_character'), software: `${tagInName(booru)} - ${tagInName(fid)}`,
    artist: textOf(artists, 'anonymous_artist'), copyright: textOf(copyrights, 'misc_copyright'),
  };
}
