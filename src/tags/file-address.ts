import { boardNamed } from './boards.js';

/** What the address of a post's file is made of; NULL where the dump did not tell. */
export interface AddressedPost {
  readonly booru: string;
  readonly fid: string;
  readonly md5: string | null;
  readonly file_ext: string | null;
  readonly file_url: string | null;
}

/** Where boards keep the file of a post, by its MD5 and extension (format reference E5); the others have folders that only the board knows. */
const fileRules: Readonly<Record<string, (md5: string, ext: string, fid: string) => string>> = {
  'danbooru.donmai.us': (md5, ext) => `https://cdn.donmai.us/original/${md5.slice(0, 2)}/${md5.slice(2, 4)}/${md5}.${ext}`,
  'yande.re': (md5, ext, fid) => `https://files.yande.re/image/${md5}/yande.re%20${fid}.${ext}`,
  'konachan.com': (md5, ext, fid) => `https://konachan.com/image/${md5}/Konachan.com%20-%20${fid}.${ext}`,
  'anime-pictures.net': (md5, ext) => `https://oimages.anime-pictures.net/${md5.slice(0, 3)}/${md5}.${ext}`,
  'e621.net': (md5, ext) => `https://static1.e621.net/data/${md5.slice(0, 2)}/${md5.slice(2, 4)}/${md5}.${ext}`,
};

/**
 * An address as one word of RFC 3986, what it does not allow percent-encoded, escapes that are there left alone; null for what is no address of
 * http or https. So that no address of a dump can end a line, or begin an option, of a list.
 */
export function webAddress(text: string | null): string | null {
  const whole = text?.trim().replace(/^\/\//, 'https://') ?? '';
  if (!/^https?:\/\/[^/?#\s]/i.test(whole)) return null;
  return whole.replace(/\p{Cs}/gu, '').replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/gu, (sign) => (sign === '%' ? '%25' : encodeURIComponent(sign)));
}

/** Addresses that sankaku gives out hold for some hours only. */
const isExpiring = ({ booru, file_url }: AddressedPost): boolean => booru === 'chan.sankakucomplex.com' && /[?&](?:e|expires)=\d+/.test(file_url ?? '');

/** The address of a post's file: as its dump tells it, else by the rule of its board; null when neither is known, or the address has expired. */
export function fileAddress(post: AddressedPost): string | null {
  const { booru, fid, md5, file_ext } = post;
  const told = isExpiring(post) ? null : webAddress(post.file_url);
  if (told !== null) return told;
  const rule = fileRules[booru];
  if (rule === undefined || !/^[0-9a-f]{32}$/.test(md5 ?? '') || !/^[a-z0-9]{2,5}$/.test(file_ext ?? '') || !/^\d+$/.test(fid)) return null;
  return rule(md5!, file_ext!, fid);
}

/** The page of a post on its board (format reference E5); null of a board that has none here. */
export function postAddress({ booru, fid }: Pick<AddressedPost, 'booru' | 'fid'>): string | null {
  return boardNamed(booru)?.postPage?.replace('{id}', encodeURIComponent(fid)) ?? null;
}
