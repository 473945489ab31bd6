import { boards } from '../boards.js';
import { type PostFormat, sidecars } from './format.js';
import type { ToldPost } from './told-post.js';

/** Namespaces by danbooru's categories. */
const namespaces = ['', 'creator:', '', 'series:', 'character:', 'meta:'];
const ratings = ['general', 'sensitive', 'questionable', 'explicit'];

function text(post: ToldPost): string {
  const tags = post.tags.map(({ name, danbooru }) => namespaces[danbooru.category]! + name.replaceAll('_', ' '));
  return [...tags, `rating:${ratings[post.rating]}`].map((line) => `${line}\n`).join('');
}

/** What Hydrus exports beside pictures of all boards: tags with spaces and namespaces, one a line, the post in the name of the file. */
export const hydrus: PostFormat = {
  name: 'hydrus', of: boards.map((_, board) => board), files: [sidecars((post) => `${boards[post.board]!.booru} - ${post.id}.${post.ext}.txt`, text)],
};
