import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListFormat, Written } from './list-format.js';
import { withOutFolder } from './out-path.js';
import { eachPicture } from './picture-bytes.js';
import { factsOf } from './picture-facts.js';

/**
 * A data set as Hugging Face's `imagefolder` loads it: pictures in a folder with metadata.jsonl, a row a picture, `file_name` first (Hugging Face
 * Datasets documentation, "Create an image dataset"). The folder is `train`, since names of pictures at the top that hold words such as test would be
 * taken for splits ("File names and splits").
 */
export const imagefolder: ListFormat = {
  about: 'data set for Hugging Face: a folder of pictures with metadata.jsonl',
  lists: 'pictures', gives: 'folder', takesMore: true,
  async write({ lake, options, step }): Promise<Written> {
    let written: Written = { listed: 0 };
    await withOutFolder(options.out!, async (part, staging) => {
      const train = join(part, 'train');
      await mkdir(train);
      const metadata = await open(join(train, 'metadata.jsonl'), 'w');
      try {
        written = await eachPicture({ lake, step }, 'all', staging, async (picture) => {
          await writeFile(join(train, picture.name), picture.bytes, { flag: 'wx' });
          const { file_name: _, ...facts } = factsOf(picture);
          await metadata.writeFile(`${JSON.stringify({ file_name: picture.name, ...facts })}\n`);
        });
      } finally {
        await metadata.close();
      }
    });
    return written;
  },
};
