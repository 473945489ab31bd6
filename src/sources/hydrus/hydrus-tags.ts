/** Namespaces that tell the class of a tag (format reference A8.3), as the lake names it. */
const classes: Readonly<Record<string, string>> = {
  creator: 'artist', artist: 'artist', series: 'copyright', copyright: 'copyright', character: 'character', meta: 'meta', metadata: 'meta', species: 'species', studio: 'studio', medium: 'medium', general: 'general',
};

const namespace = new RegExp(`^(${[...Object.keys(classes), 'rating'].join('|')}):(.+)$`, 'i');

export const isAddress = (line: string) => /^https?:\/\/\S+$/i.test(line);
export const isNamespaced = (line: string) => namespace.test(line);

export interface HydrusTags {
  tags: { tag: string; type: string | null }[];
  rating: string | null;
}

/** Takes tags and their namespaces apart; one of another word, such as `re:zero`, is the tag as it stands. */
export function readHydrusTags(lines: readonly string[]): HydrusTags {
  const tags: HydrusTags['tags'] = [];
  let rating: string | null = null;
  for (const line of lines) {
    const [, word, name] = namespace.exec(line) ?? [];
    if (word?.toLowerCase() === 'rating') rating = name!.trim();
    else tags.push({ tag: (name ?? line).trim(), type: word === undefined ? null : classes[word.toLowerCase()]! });
  }
  // Tags without a namespace are general where the others have theirs.
  const isNamed = tags.some(({ type }) => type !== null);
  return { tags: tags.map(({ tag, type }) => ({ tag, type: type ?? (isNamed ? 'none' : null) })), rating };
}
