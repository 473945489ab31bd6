import { DANBOORU } from '../boards.js';
import { escapeAttribute } from '../gelbooru-writer.js';
import { pages, type PostFormat } from './format.js';
import type { ToldPost } from './told-post.js';

function element(key: string, value: unknown): string {
  const name = key.replaceAll('_', '-');
  if (value === null) return `    <${name} nil="true"/>\n`;
  if (typeof value === 'object') return `    <${name}>\n${Object.entries(value).filter(([, inner]) => !Array.isArray(inner)).map(([inner, text]) => element(inner, text)).join('')}    </${name}>\n`;
  const type = typeof value === 'number' ? ' type="integer"' : typeof value === 'boolean' ? ' type="boolean"' : key.endsWith('_at') ? ' type="dateTime"' : '';
  return `    <${name}${type}>${escapeAttribute(String(value))}</${name}>\n`;
}

function post({ own }: ToldPost): string {
  return `  <post>\n${Object.entries(JSON.parse(own) as object).map(([key, value]) => element(key, value)).join('')}  </post>\n`;
}

/** Danbooru's posts.xml: child elements with hyphens in their names. */
export const danbooruXml: PostFormat = {
  name: 'danbooru-xml', of: [DANBOORU],
  files: [pages('posts', 'xml', 200, (posts) => `<?xml version="1.0" encoding="UTF-8"?>\n<posts type="array">\n${posts.map(post).join('')}</posts>\n`)],
};
