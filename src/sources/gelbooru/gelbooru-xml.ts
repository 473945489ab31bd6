import { isDanbooruXml } from '../danbooru/danbooru-xml.js';
import { gelbooruPosts } from './gelbooru-posts.js';
import type { Sample } from '../sample.js';
import type { Source } from '../source.js';
import { xmlRecords } from '../xml-records.js';

/** True for XML of posts, an empty answer included, and for the answer of a board that reports an error. */
export function isXmlOfPosts({ shape, text }: Sample): boolean {
  if (shape !== 'markup' || isDanbooruXml(text)) return false;
  return /<posts?[\s/>]/.test(text) || /^\s*(?:<\?[^]*?\?>\s*)?<(?:error|response)\b/.test(text);
}

/** True when the posts have what only moebooru's have. */
export const isMoebooruXml = (sample: Sample) => isXmlOfPosts(sample) && /\s(?:jpeg_url|actual_preview_width|is_shown_in_index)=|<(?:jpeg_url|jpeg-url|actual_preview_width|is_shown_in_index)[\s/>]/.test(sample.text);

/** Posts of the gelbooru family in XML, in attributes or in child elements, with or without a root (format reference A2.3). */
export const gelbooruXml: Source = {
  ...gelbooruPosts,
  id: 'gelbooru-xml',
  code: 'GX',
  title: 'Gelbooru, safebooru.org and tbib.org posts: XML',
  detect: (sample) => isXmlOfPosts(sample) && !isMoebooruXml(sample),
  format: { kind: 'custom', read: (bytes) => xmlRecords(bytes, 'post') },
};
