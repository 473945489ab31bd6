/** Which columns of the rows say what about the pictures of a gallery. */
export interface GalleryOptions {
  /** Columns written under each picture; the first two that are not used otherwise when left out. */
  readonly caption?: readonly string[];
  /** Rows of one value stand together under it, in the order of the rows. */
  readonly group?: string;
  /** A word set on the picture, such as keep or drop. */
  readonly mark?: string;
  /** Numbers that place the pictures on a plane instead of on a sheet; rows without a number are left out. */
  readonly x?: string;
  readonly y?: string;
  /** Pictures at most; default 120. */
  readonly limit?: number;
}

const columns = ['group', 'mark', 'x', 'y'];

/** Reads `gallery`, then settings as `name=value`: `gallery caption=fitted,scale group=year limit=60`. Throws an Error that says which word is wrong. */
export function parseGallery(text: string): GalleryOptions {
  const options: Record<string, string | number | string[]> = {};
  for (const word of (text.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).slice(1)) {
    const [, name = word, quoted, bare] = /^(\w+)=(?:"(.*)"|(.+))$/s.exec(word) ?? [];
    const value = quoted ?? bare;
    if (name !== 'caption' && name !== 'limit' && !columns.includes(name)) throw new Error(`unknown gallery setting "${name}"; settings: caption, ${columns.join(', ')}, limit`);
    if (value === undefined) throw new Error(`gallery setting ${name} has no value; write ${name}=...`);
    if (name === 'limit' && !/^[1-9]\d{0,4}$/.test(value)) throw new Error(`gallery setting limit must be a whole number, not "${value}"`);
    options[name] = name === 'limit' ? Number(value) : name === 'caption' ? value.split(',').map((column) => column.trim()) : value;
  }
  if ((options['x'] === undefined) !== (options['y'] === undefined)) throw new Error('a gallery is placed by both x and y, or neither');
  return options;
}
