import { placeholders } from '../../tags/file-name.js';
import type { LogToken } from './log-template.js';

/** Tokens of tags of one class, to the name of the class; the others hold all tags. */
export const tagClasses = { general: 'general', artist: 'artist', copyright: 'copyright', character: 'character', species: 'species', meta: 'meta', lore: 'lore', model: 'model', photo_set: 'photo_set' } as const;
export const allTags = ['all', 'allo', 'tags'];

const none: Readonly<Record<string, readonly string[]>> = {
  artist: placeholders.artis, copyright: placeholders.copyr, character: placeholders.chars, model: ['unknown', 'multiple'], meta: ['none'],
};

/** True for the words Grabber writes for no tag and for too many (format reference 0.6, A8.2). */
export const isPlaceholder = (token: string, text: string) => text === '' || (none[token]?.includes(text.toLowerCase()) ?? false);

const namespace = new RegExp(`^(${Object.keys(tagClasses).join('|')}):(.+)$`);

/** A tag of a token that includes namespaces, taken apart: `character:hatsune_miku`; other colons belong to the tag. */
export function splitNamespace(tag: string): { name: string; type: string | null } {
  const found = namespace.exec(tag);
  return found === null ? { name: tag, type: null } : { name: found[2]!, type: found[1]! };
}

/** The tags of a token's text, or null when a space may part two tags as well as two words of one. `isUnderscored`: the log is known to write its words with `_`. */
export function splitTags({ name, options }: LogToken, text: string, isUnderscored: boolean): string[] | null {
  const separator = options['separator'] ?? ' ';
  const tags = separator.trim() !== '' ? text.split(separator) : 'underscores' in options || name === 'allo' || isUnderscored ? text.split(/\s+/) : null;
  return tags === null ? null : tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}

/**
 * The tags of words with spaces between them, by a list of all tags of the post: `hatsune miku kagamine rin` is
 * hatsune_miku and kagamine_rin. Null when the words do not come to tags of the list; the longest tag counts.
 */
export function tagsOfWords(text: string, known: ReadonlySet<string>): string[] | null {
  const words = text.split(/\s+/).filter((word) => word !== '');
  /** For each number of words at the end, the tags they are. */
  const rests: (string[] | null)[] = Array<string[] | null>(words.length + 1).fill(null);
  rests[words.length] = [];
  for (let from = words.length - 1; from >= 0; from--) {
    for (let to = Math.min(words.length, from + 12); to > from && rests[from] === null; to--) {
      const tag = words.slice(from, to).join('_');
      if (rests[to] !== null && known.has(tag)) rests[from] = [tag, ...rests[to]!];
    }
  }
  return rests[0]!;
}
