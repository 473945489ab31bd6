/** Canonical tag categories (danbooru numbering): what `tag_cat` means. */
export const tagCategories = { unknown: -1, general: 0, artist: 1, copyright: 3, character: 4, meta: 5 } as const;

/** What a `tag_cat` is called. */
export function categoryName(category: number): string {
  return Object.entries(tagCategories).find(([, number]) => number === category)?.[0] ?? 'unknown';
}

/** Type names that boards use, to the canonical category (format reference 0.3). */
const byTypeName: Readonly<Record<string, number>> = {
  general: 0, artist: 1, copyright: 3, character: 4, meta: 5, metadata: 5, circle: 1, faults: 5, style: 5, studio: 3, medium: 5,
  photoset: 5, photo_set: 5, genre: 0, species: 0, idol: 1, model: 1, deprecated: 0,
  tag: 0, theme: 0, mangaka: 1, series: 3, game: 3, 'visual novel': 3, ova: 3, artbook: 3, 'character group': 4,
  reference: 0, object: 0, unknown: 0, author: 1, 'game copyright': 3, 'other copyright': 3,
};

/** Type names that mean something else on one board. */
const ofOneBoard = { 'e-shuushuu.net': { source: 3 }, 'zerochan.net': { source: 5 } } as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

const danbooru = ['general', 'artist', null, 'copyright', 'character', 'meta'];
const gelbooru = ['general', 'artist', null, 'copyright', 'character', 'metadata', 'deprecated'];
const moebooru = ['general', 'artist', null, 'copyright', 'character', 'circle', 'faults'];
/** Konachan names a style and a circle type, but which numbers they have is not known. */
const konachan = ['general', 'artist', null, 'copyright', 'character'];
const sankaku = ['general', 'artist', 'studio', 'copyright', 'character', 'genre', null, null, 'medium', 'meta'];
const shuushuu = [null, 'theme', 'source', 'artist', 'character'];
const e621 = ['general', 'artist', 'contributor', 'copyright', 'character', 'species', 'invalid', 'meta', 'lore'];

const animePictures = ['unknown', 'character', 'reference', 'copyright', 'author', 'game copyright', 'other copyright', 'object'];
/** KBlueLeaf's database of danbooru numbers the types in an order of its own. */
const kblueleaf = ['general', 'artist', 'character', 'copyright', 'meta'];

/** Numeric tag types of each board family or set, to the type's name; konachan's differ from those of its family. */
export const typeNames = { danbooru, gelbooru, moebooru, konachan, sankaku, shuushuu, e621, animePictures, kblueleaf } as const;

/** SQL for `tag_cat` of a type name, on one board where that matters; -1 where it is not known. */
export function categorySql(typeName: string, board?: keyof typeof ofOneBoard): string {
  const names = { ...byTypeName, ...(board === undefined ? {} : ofOneBoard[board]) };
  const cases = Object.entries(names).map(([name, cat]) => `WHEN '${name}' THEN ${cat}`);
  return `(CASE lower(${typeName}) ${cases.join(' ')} ELSE -1 END)::TINYINT`;
}

/** SQL for the type name of a family's numeric code; NULL where it has none. */
export function typeNameSql(code: string, family: keyof typeof typeNames): string {
  const cases = typeNames[family].flatMap((name, i) => (name === null ? [] : [`WHEN ${i} THEN '${name}'`]));
  return `CASE ${code} ${cases.join(' ')} END`;
}
