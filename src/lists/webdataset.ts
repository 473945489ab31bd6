import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import type { ListFormat, Written } from './list-format.js';
import { withOutFolder } from './out-path.js';
import { eachPicture } from './picture-bytes.js';
import { captionOf, factsOf } from './picture-facts.js';
import { stem } from './post-name.js';

interface Shard {
  readonly tar: Pack;
  readonly done: Promise<void>;
}

function openShard(folder: string, number: number): Shard {
  const tar = pack();
  const done = pipeline(tar, createWriteStream(join(folder, `pictures-${String(number).padStart(6, '0')}.tar`)));
  // Looked at when the shard is closed, or not at all when something else fails first.
  done.catch(() => undefined);
  return { tar, done };
}

async function closeShard({ tar, done }: Shard): Promise<void> {
  tar.finalize();
  await done;
}

/** All that could change from one run to the next is pinned. */
function add({ tar, done }: Shard, name: string, bytes: Buffer): Promise<void> {
  const added = new Promise<void>((resolve, reject) => {
    tar.entry({ name, size: bytes.length, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, bytes, (error) => (error ? reject(error) : resolve()));
  });
  return Promise.race([added, done]);
}

/**
 * A data set as WebDataset reads it: .tar files of some thousand pictures, the files of a picture one after the other and named by its number, which is
 * its key: all before the first dot (WebDataset documentation, "The WebDataset Format"). So names by the convention, which have dots, stand in the
 * .json; the .txt has the tags as one line.
 */
export const webdataset: ListFormat = {
  about: 'data set for WebDataset: .tar files of pictures, each with .json and .txt',
  lists: 'pictures', gives: 'folder', takesMore: true,
  async write({ lake, options, step }): Promise<Written> {
    const most = options.shardSize ?? 1000;
    let written: Written = { listed: 0 };
    await withOutFolder(options.out!, async (part, staging) => {
      let [number, inShard] = [0, 0];
      let shard = openShard(part, 0);
      written = await eachPicture({ lake, step }, 'all', staging, async (picture) => {
        if (inShard === most) {
          await closeShard(shard);
          [shard, inShard] = [openShard(part, ++number), 0];
        }
        const key = String(number * most + inShard++).padStart(9, '0');
        await add(shard, `${key}${picture.name.slice(stem(picture.name).length)}`, picture.bytes);
        await add(shard, `${key}.json`, Buffer.from(`${JSON.stringify({ file_name: picture.name, ...factsOf(picture) })}\n`));
        await add(shard, `${key}.txt`, Buffer.from(`${captionOf(picture)}\n`));
      });
      await closeShard(shard);
    });
    return written;
  },
};
