import { jsonRecords } from '../json-records.js';
import type { Sample } from '../sample.js';
import type { FileRecord, Source } from '../source.js';
import { animePicturesPosts, postsOf } from './anime-pictures-posts.js';

async function* read(bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  for await (const record of jsonRecords(bytes, sample, ['posts'])) yield* postsOf(record);
}

const isPost = (value: Readonly<Record<string, unknown>> | null | undefined) => value != null && 'erotics' in value && ['pubtime', 'md5_pixels', 'score_number'].some((key) => key in value);

/** Pages and details of the API v3, one a file or one a line, and bare posts (format reference A7.1). */
export const animePicturesApi: Source = {
  ...animePicturesPosts,
  id: 'anime-pictures',
  code: 'A',
  title: 'Anime-pictures.net posts: lists and details of the API v3',
  detect: ({ rootKeys, first, inner }) => (rootKeys.has('posts') && rootKeys.has('posts_per_page')) || isPost(inner['posts']) || isPost(inner['post']) || isPost(first),
  format: { kind: 'custom', read },
  sidecar: true,
};
