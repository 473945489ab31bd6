import { charactersLimit, isPictureName } from './file-name.js';

/** What a new name of a picture is made of: tags in the order in which they count. */
export interface NamedPost {
  booru: string;
  fid: string;
  copyrights: readonly string[];
  characters: readonly string[];
  artists: readonly string[];
  /** Extension with or without its dot; jpg when it is none of a picture. */
  ext: string;
  /** What tells pictures of one post apart, before the extension: ` [CRP]`, ` [01234567]` or both. */
  mark?: string;
  /** Bytes that the name may have, 255 when left out: fewer for programs that add to it while they work. */
  bytes?: number;
}

/** Longest name that file systems take, bytes. */
const nameLimit = 255;

/** A tag as it stands in a name. Beyond what the convention removes, nothing stays that Windows or POSIX forbids. */
export function tagInName(tag: string): string {
  return tag.replace(/['&%*"?`=+!\\]/g, '').replace(/[ /:<>|\p{Cc}\p{Cs}\u2028\u2029]/gu, '_');
}

/**
 * The name of a picture by the convention `booru - fid - copyrights ~ characters (artists).ext` (format reference B6):
 * up to 3, 5 and 2 tags, characters cut so that all three come to 140 letters (zerochan 150), the whole to the limit.
 */
export function fileNameOf(post: NamedPost): string {
  const word = (text: string) => tagInName(text.trim()).replace(/^\.+/, '');
  const dotted = `.${post.ext.replace(/^\./, '').toLowerCase()}`;
  const ext = isPictureName(`a${dotted}`) ? dotted : '.jpg';
  const key = `${word(post.booru)} - ${word(post.fid)} - `;
  const copyrights = joined(post.copyrights, 3, 80, 'misc');
  const artists = joined(post.artists, 2, 50, 'anonymous');
  const end = ` (${artists})${post.mark ?? ''}${ext}`;
  const characters = joined(post.characters, 5, Infinity, 'unknown');
  const letters = [...characters].slice(0, charactersLimit(post.booru, copyrights, artists));
  for (;;) {
    const name = `${key}${copyrights} ~ ${letters.join('')}${end}`;
    if (Buffer.byteLength(name) <= (post.bytes ?? nameLimit) || letters.length <= 1) return name;
    letters.pop();
  }
}

/** The first tags of a list as one text; fewer when they are too long, and the first one cut when it alone is. */
function joined(tags: readonly string[], most: number, bytes: number, none: string): string {
  const names = tags.map(tagInName).filter((name) => name !== '').slice(0, most);
  while (names.length > 1 && Buffer.byteLength(names.join('+')) > bytes) names.pop();
  const letters = [...names.join('+')];
  while (Buffer.byteLength(letters.join('')) > bytes) letters.pop();
  return letters.join('') || none;
}
