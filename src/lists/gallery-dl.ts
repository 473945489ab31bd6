import { postAddress } from '../tags/file-address.js';
import { nameFacts } from './listed-posts.js';
import { postList } from './post-list.js';
import { folderOf, postName, stem } from './post-name.js';
import { TakenNames } from './taken-names.js';

/** Text in which gallery-dl finds no field to replace. */
const plain = (text: string): string => text.replace(/[{}]/g, '$&$&');

/**
 * An input file of gallery-dl (`gallery-dl -i`): pages of posts, before each the options that hold for it alone, as `-name = value` with the value in
 * JSON; lines that begin with `#` are comments (gallery-dl's documentation, "Input Files"; format reference E2).
 */
export const galleryDl = postList('input file of gallery-dl: pages of posts, with names of files as options', { tags: 'names', mirrors: false, facts: nameFacts }, ({ dir }) => {
  const names = new TakenNames();
  return {
    start: '# Download with: gallery-dl -i THIS_FILE\n',
    entry(post) {
      const address = postAddress(post);
      if (address === null) return null;
      const options: [string, unknown][] = [['filename', `${plain(stem(names.free(postName(post, 'jpg'))))}.{extension}`]];
      if (dir !== undefined) options.push(['base-directory', folderOf(dir, post.booru)], ['directory', []]);
      return `${options.map(([option, value]) => `-${option} = ${JSON.stringify(value)}\n`).join('')}${address}\n`;
    },
  };
});
