import { ARTIST, CHARACTER, COPYRIGHT, DANBOORU, META } from '../boards.js';
import { lines, type PostFormat } from './format.js';
import { spaced } from './spaced.js';
import type { ToldPost, ToldTag } from './told-post.js';

const OBJECT = 7;
const types: Readonly<Record<number, number>> = { [CHARACTER]: 1, [META]: 2, [COPYRIGHT]: 3, [ARTIST]: 4 };

/** Microseconds, no zone. */
const time = (ms: number): string => new Date(ms).toISOString().replace('Z', '000');

function tagOf({ id, name, category, count }: ToldTag, post: ToldPost) {
  const tag = { id, tag: spaced(name, false), tag_ru: null, tag_jp: null, num: count, num_pub: count, type: types[category] ?? OBJECT, alias: null, parent: null, views: 0 };
  return { tag, user: { id: post.uploader }, relation: { id: post.id * 100 + 1, addtime: time(post.time), user_id: post.uploader } };
}

function detail(post: ToldPost): string {
  const { width, height, source } = post.picture.file;
  return JSON.stringify({
    post: {
      id: post.id, md5: post.shownMd5, md5_pixels: null, juser_id: post.uploader, width, height, pubtime: time(post.time), datetime: time(post.time), score: 0, score_number: post.score.score, size: post.size, download_count: 0,
      erotics: post.rating, color: [128, 128, 128], ext: `.${post.ext}`, status: 1, spoiler: false, have_alpha: false, tags_count: post.tags.length, artefacts_degree: 0, smooth_degree: 0,
    },
    tags: post.tags.map((tag) => tagOf(tag, post)), user: { id: post.uploader, name: `member${post.uploader}` }, file_url: `${post.id}-${width}x${height}.${post.ext}`, star_it: false, tied: [],
    ...(source === '' ? {} : { source: { kind: 'url', url: source, verification: null } }),
  });
}

/** Danbooru's posts as the details of anime-pictures.net would be: one a line, tags in lower case with spaces. */
export const animePictures: PostFormat = { name: 'anime-pictures', of: [DANBOORU], files: [lines('details.jsonl', detail)] };
