/** Canonical tag categories (danbooru numbering): what `tag_cat` means. */
export const tagCategories = { unknown: -1, general: 0, artist: 1, copyright: 3, character: 4, meta: 5 } as const;

/** Type names that boards use, to the canonical category (format reference 0.3). */
const byTypeName: Readonly<Record<string, number>> = {
  general: 0, artist: 1, copyright: 3, character: 4, meta: 5, metadata: 5, circle: 1, faults: 5, style: 5, studio: 3, medium: 5,
  photoset: 5, photo_set: 5, genre: 0, species: 0, idol: 1, model: 1, deprecated: 0,
  tag: 0,
};

const danbooru = ['general', 'artist', null, 'copyright', 'character', 'meta'];
const gelbooru = ['general', 'artist', null, 'copyright', 'character', 'metadata', 'deprecated'];
const moebooru = ['general', 'artist', null, 'copyright', 'character', 'circle', 'faults'];
/** Konachan names a style and a circle type, but which numbers they have is not known. */
const konachan = ['general', 'artist', null, 'copyright', 'character'];

const e621 = ['general', 'artist', 'contributor', 'copyright', 'character', 'species', 'invalid', 'meta', 'lore'];

/** Numeric tag types of each board family, to the type's name; konachan's differ from those of its family. */
export const typeNames = { danbooru, gelbooru, moebooru, konachan, e621 } as const;

/** SQL for `tag_cat` of a type name; -1 where it is not known. */
export function categorySql(typeName: string): string {
  const cases = Object.entries(byTypeName).map(([name, cat]) => `WHEN '${name}' THEN ${cat}`);
  return `(CASE lower(${typeName}) ${cases.join(' ')} ELSE -1 END)::TINYINT`;
}

/** SQL for the type name of a family's numeric code; NULL where it has none. */
export function typeNameSql(code: string, family: keyof typeof typeNames): string {
  const cases = typeNames[family].flatMap((name, i) => (name === null ? [] : [`WHEN ${i} THEN '${name}'`]));
  return `CASE ${code} ${cases.join(' ')} END`;
}
