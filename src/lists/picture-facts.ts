import { tagCategories } from '../tags/categories.js';
import type { ListedPicture } from './listed-pictures.js';

const spaced = (tag: string): string => tag.replaceAll('_', ' ');

/** The names of a picture's tags of a category, the most used first. */
export const tagsOfKind = ({ tags }: Pick<ListedPicture, 'tags'>, kind: keyof typeof tagCategories): string[] => tags.filter(({ cat }) => cat === tagCategories[kind]).map(({ name }) => name);

/** The tags of a picture as one line, for training: characters, copyrights, artists, then what is seen; words with spaces. Meta tags are left out. */
export function captionOf(picture: Pick<ListedPicture, 'tags'>): string {
  const kinds = ['character', 'copyright', 'artist', 'general', 'unknown'] as const;
  return kinds.flatMap((kind) => tagsOfKind(picture, kind)).map(spaced).join(', ').replace(/\p{Cc}/gu, ' ');
}

/** What a data set says of a picture, of the same kinds in every row; then the row's other columns, which win over facts of the same name. */
export function factsOf(picture: ListedPicture): Record<string, unknown> {
  const { booru, fid, md5, rating_std: rating, score, posted, source, width, height, more } = picture;
  const tags = Object.fromEntries((['character', 'copyright', 'artist', 'general', 'meta', 'unknown'] as const).map((kind) => [`${kind}_tags`, tagsOfKind(picture, kind)]));
  return { booru, fid, md5, rating, score, posted, source, width, height, ...tags, text: captionOf(picture), ...(more === null ? {} : (JSON.parse(more) as object)) };
}

/** The tags of a picture one a line, as hydrus reads them beside it: words with spaces, kinds as namespaces (hydrus' documentation, "Sidecars"; format reference A8.3). */
export function hydrusTagsOf(picture: ListedPicture): string {
  const namespaces = { character: 'character:', copyright: 'series:', artist: 'creator:', meta: 'meta:', general: '', unknown: '' } as const;
  const lines = Object.entries(namespaces).flatMap(([kind, namespace]) => tagsOfKind(picture, kind as keyof typeof namespaces).map((tag) => `${namespace}${spaced(tag)}`));
  if (picture.rating_std !== null) lines.push(`rating:${picture.rating_std}`);
  return lines.map((line) => `${line.replace(/[\r\n]/g, ' ')}\n`).join('');
}
