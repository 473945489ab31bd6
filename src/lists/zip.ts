import { filesOf } from './folder.js';
import type { ListFormat, Written } from './list-format.js';
import { withOutFile } from './out-path.js';
import { eachPicture } from './picture-bytes.js';
import { ZipArchive } from './zip-archive.js';

/** The pictures themselves in a .zip, under names by the convention, in the order of the list; the same pictures give the same bytes. */
export const zip: ListFormat = {
  about: 'the pictures themselves, in a .zip; with --sidecars their tags beside them',
  lists: 'pictures', gives: 'file',
  async write({ lake, options, step }): Promise<Written> {
    let written: Written = { listed: 0 };
    await withOutFile(options.out!, async (file, staging) => {
      const archive = new ZipArchive(file);
      written = await eachPicture({ lake, step }, options.sidecars === true ? 'all' : 'names', staging, async (picture) => {
        for (const [name, bytes] of filesOf(picture, options.sidecars === true)) await archive.add(name, bytes);
      });
      await archive.finish();
    });
    return written;
  },
};
