import { YANDERE } from '../boards.js';
import { escapeAttribute } from '../gelbooru-writer.js';
import { pages, type PostFormat } from './format.js';
import type { ToldPost } from './told-post.js';

/** Types of tags by their number. */
export const typeNames = ['general', 'artist', '', 'copyright', 'character', 'circle', 'faults'];

function element({ own }: ToldPost): string {
  const attributes = Object.entries(JSON.parse(own) as object).filter(([, value]) => !Array.isArray(value));
  return `<post${attributes.map(([key, value]) => ` ${key}="${value === null ? '' : escapeAttribute(String(value))}"`).join('')}/>\n`;
}

function page(posts: readonly ToldPost[]): string {
  const types = Object.fromEntries(posts.flatMap((post) => post.tags.map(({ name, category }) => [name, typeNames[category]])));
  return `{"posts":[${posts.map(({ own }) => own).join(',')}],"pool_posts":[],"pools":[],"tags":${JSON.stringify(types)},"votes":{}}\n`;
}

/** yande.re's post.xml. */
export const moebooruXml: PostFormat = {
  name: 'moebooru-xml', of: [YANDERE],
  files: [pages('post', 'xml', 1000, (posts, number) => `<?xml version="1.0" encoding="UTF-8"?>\n<posts count="${posts.length}" offset="${1000 * (number - 1)}">\n${posts.map(element).join('')}</posts>\n`)],
};

/** yande.re's post.json of api_version=2: posts, and a map of their tags to types. */
export const moebooruPages: PostFormat = { name: 'moebooru-pages', of: [YANDERE], files: [pages('post', 'json', 100, page)] };
