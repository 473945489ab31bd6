import { ARTIST, CHARACTER, COPYRIGHT, DANBOORU } from '../boards.js';
import { pages, type PostFormat } from './format.js';
import { spaced } from './spaced.js';
import type { ToldPost, ToldTag } from './told-post.js';

const HOST = 'https://e-shuushuu.net';
const THEME = 1;
const types: Readonly<Record<number, number>> = { [COPYRIGHT]: 2, [ARTIST]: 3, [CHARACTER]: 4 };
const typeNames = ['', 'Theme', 'Source', 'Artist', 'Character'];
/** The order in which the board lists the types. */
const order = [0, 4, 2, 1, 3];

function tagOf({ id, name, category, count }: ToldTag) {
  const type = types[category] ?? THEME;
  return { tag_id: id, title: spaced(name, type !== THEME), type, usage_count: count, context_source_tag_id: null, type_name: typeNames[type]! };
}

function imageOf(post: ToldPost) {
  const date = new Date(post.time).toISOString();
  const filename = `${date.slice(0, 10)}-${post.id}`;
  const { width, height, source } = post.picture.file;
  const user = { user_id: post.uploader, username: `member${post.uploader}`, avatar: null };
  return {
    image_id: post.id, user_id: post.uploader, user, filename, ext: post.ext, original_filename: null, md5_hash: post.shownMd5 ?? '', filesize: post.size, width, height, caption: '', miscmeta: null, source_url: source || null,
    status: post.deleted ? 0 : 1, rating: 0, bayesian_rating: 0, num_ratings: 0, favorites: post.score.favs, posts: 0, date_added: `${date.slice(0, 19)}Z`, locked: 0, medium: 0, large: 0, replacement_id: null, r2_location: 1,
    url: `${HOST}/images/${filename}.${post.ext}`, thumbnail_url: `${HOST}/thumbs/${filename}.webp`, medium_url: null, large_url: null, tags: post.tags.map(tagOf).sort((a, b) => order[a.type]! - order[b.type]!),
  };
}

/** Danbooru's posts as e-shuushuu would answer: pages of images, themes in lower case, all else with capitals, no rating. */
export const eShuushuu: PostFormat = {
  name: 'e-shuushuu', of: [DANBOORU],
  files: [pages('images', 'json', 100, (posts, number) => JSON.stringify({ total: 100 * (number - 1) + posts.length, page: number, per_page: 100, images: posts.map(imageOf) }))],
};
