import { boards, DANBOORU } from '../boards.js';
import { type PostFormat, sidecars } from './format.js';
import { namesOf, type ToldPost } from './told-post.js';

const pictureName = (post: ToldPost): string => `danbooru_${post.id}_${post.md5}.${post.ext}`;

function galleryText(post: ToldPost): string {
  const utc = new Date(post.time).toISOString().slice(0, 19).replace('T', ' ');
  return `${JSON.stringify({
    category: 'danbooru', subcategory: 'tag', ...(JSON.parse(post.own) as object), tags: namesOf(post), tags_artist: namesOf(post, 1), tags_character: namesOf(post, 4), tags_copyright: namesOf(post, 3),
    tags_general: namesOf(post, 0), tags_meta: namesOf(post, 5), filename: post.md5, extension: post.ext, date: utc, search_tags: 'order:id',
  }, null, 4)}\n`;
}

const namespaces = ['', 'creator:', '', 'series:', 'character:', 'meta:'];
const ratings = ['general', 'sensitive', 'questionable', 'explicit'];

function hydrusText(post: ToldPost): string {
  return [...post.tags.map(({ name, category }) => namespaces[category]! + name.replaceAll('_', ' ')), `rating:${ratings[post.rating]}`].map((line) => `${line}\n`).join('');
}

/** What gallery-dl writes beside danbooru's pictures: a JSON file for each. */
export const galleryDl: PostFormat = { name: 'gallery-dl', of: [DANBOORU], files: [sidecars((post) => `${pictureName(post)}.json`, galleryText)] };

/** What Hydrus exports beside pictures: tags with spaces and namespaces, one a line, the post in the name of the file. */
export const hydrus: PostFormat = {
  name: 'hydrus', of: [DANBOORU], files: [sidecars((post) => `${boards[DANBOORU]!.booru} - ${post.id}.${post.ext}.txt`, hydrusText)],
};
