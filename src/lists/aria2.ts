import { fileAddress, type AddressedPost } from '../tags/file-address.js';
import { nameFacts } from './listed-posts.js';
import { postList } from './post-list.js';
import { folderOf, postName } from './post-name.js';
import { TakenNames } from './taken-names.js';

/**
 * An input file of aria2 (`aria2c -i`): a line of addresses with tabs between, which must all lead to the same file, then options, each on a line of
 * its own that begins with white space (aria2's manual, "Input File"; format reference E1). The checksum is the MD5 that the board tells.
 */
export const aria2 = postList('input file of aria2: addresses, of the same file all that are known, with names and checksums', { tags: 'names', mirrors: true, facts: nameFacts }, ({ dir }) => {
  const names = new TakenNames();
  return {
    entry(post, address) {
      const others = post.mirrors === null ? [] : (JSON.parse(post.mirrors) as AddressedPost[]).map(fileAddress);
      const all = new Set([address, ...others].filter((one) => one !== null));
      if (all.size === 0) return null;
      const options = [`out=${names.free(postName(post))}`];
      if (dir !== undefined) options.push(`dir=${folderOf(dir, post.booru)}`);
      if (/^[0-9a-f]{32}$/.test(post.md5 ?? '')) options.push(`checksum=md5=${post.md5}`);
      return `${[...all].join('\t')}\n${options.map((option) => `  ${option}\n`).join('')}`;
    },
  };
});
