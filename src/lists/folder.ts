import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withOutFolder } from './out-path.js';
import type { ListFormat, Written } from './list-format.js';
import { eachPicture } from './picture-bytes.js';
import { hydrusTagsOf } from './picture-facts.js';

/** The files beside a picture that a list of pictures gives, by name: with `sidecars` its tags. */
export function filesOf(picture: Parameters<typeof hydrusTagsOf>[0] & { readonly bytes: Buffer }, sidecars: boolean): [name: string, bytes: Buffer][] {
  const tags = sidecars ? Buffer.from(hydrusTagsOf(picture)) : Buffer.alloc(0);
  return [[picture.name, picture.bytes], ...(tags.length > 0 ? [[`${picture.name}.txt`, tags] as [string, Buffer]] : [])];
}

/** The pictures themselves in a folder, under names by the convention; with `sidecars` the tags of each in a text beside it, as hydrus reads them. */
export const folder: ListFormat = {
  about: 'the pictures themselves, in a folder; with --sidecars their tags beside them, as hydrus reads them',
  lists: 'pictures', gives: 'folder',
  async write({ lake, options, step }): Promise<Written> {
    let written: Written = { listed: 0 };
    await withOutFolder(options.out!, async (part, staging) => {
      written = await eachPicture({ lake, step }, options.sidecars === true ? 'all' : 'names', staging, async (picture) => {
        for (const [name, bytes] of filesOf(picture, options.sidecars === true)) await writeFile(join(part, name), bytes, { flag: 'wx' });
      });
    });
    return written;
  },
};
