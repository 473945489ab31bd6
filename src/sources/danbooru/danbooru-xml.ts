import type { Source } from '../source.js';
import { xmlRecords } from '../xml-records.js';
import { danbooruPosts } from './danbooru-posts.js';

/** True for markup with danbooru's posts; gelbooru's and moebooru's have other roots and other elements. */
export const isDanbooruXml = (text: string) => /<posts\s[^>]*\btype=["']array["']|<tag-string[\s/>]/.test(text);

/** posts.xml: child elements with hyphens in their names, `nil="true"` for nothing (format reference A1.1). */
export const danbooruXml: Source = {
  ...danbooruPosts,
  id: 'danbooru-xml',
  title: 'Danbooru posts: XML',
  detect: ({ shape, text }) => shape === 'markup' && isDanbooruXml(text),
  format: { kind: 'custom', read: (bytes) => xmlRecords(bytes, 'post') },
};
