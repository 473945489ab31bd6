import { fit, folder, sampleSize } from '../board-writer.js';
import { DANBOORU, GELBOORU, SAFEBOORU } from '../boards.js';
import { gelbooruDate } from '../dates.js';
import { escapeAttribute } from '../gelbooru-writer.js';
import { storedName } from '../kaggle-writer.js';
import { pages, type PostFormat } from './format.js';
import { namesOf, type ToldPost } from './told-post.js';

const ratings = ['general', 'sensitive', 'questionable', 'explicit'];

/** What both boards say alike. */
function shared(post: ToldPost) {
  const { width, height, source } = post.picture.file;
  const [sampleWidth, sampleHeight] = width > 850 ? sampleSize(width, height) : [0, 0];
  return {
    id: post.id, score: post.score.score, width, height, rating: ratings[post.rating], source: escapeAttribute(source), change: Math.floor(post.updated / 1000), owner: post.copyOf === DANBOORU ? 'danbooru' : `member${post.uploader}`,
    parent_id: post.parent ?? 0, sample_width: sampleWidth, sample_height: sampleHeight, tags: escapeAttribute(namesOf(post).join(' ')), status: post.deleted ? 'deleted' : 'active',
  };
}

/** A post of gelbooru.com. */
export function gelbooruPost(post: ToldPost) {
  const { md5, ext, picture: { file: { width, height } } } = post;
  const at = (variant: string, name: string): string => `https://img4.gelbooru.com/${variant}/${folder(md5)}/${name}`;
  const [previewWidth, previewHeight] = fit(width, height, 250);
  const large = width > 850;
  return {
    ...shared(post), created_at: gelbooruDate(post.time), md5, directory: folder(md5), image: `${md5}.${ext}`, creator_id: post.uploader, sample: large ? 1 : 0, title: '', has_notes: 'false', has_comments: 'false',
    has_children: String(post.hasChildren), file_url: at('images', `${md5}.${ext}`), preview_url: at('thumbnails', `thumbnail_${md5}.jpg`), sample_url: large ? at('samples', `sample_${md5}.jpg`) : '',
    preview_width: previewWidth, preview_height: previewHeight, post_locked: 0,
  };
}

/** A post of safebooru.org. */
export function safebooruPost(post: ToldPost) {
  const name = storedName(post.md5);
  const directory = Math.floor(post.id / 1000);
  const at = (variant: string, file: string): string => `https://safebooru.org/${variant}/${directory}/${file}`;
  const large = post.picture.file.width > 850;
  return {
    preview_url: at('thumbnails', `thumbnail_${name}.jpg`), sample_url: large ? at('samples', `sample_${name}.jpg`) : at('images', `${name}.${post.ext}`), file_url: at('images', `${name}.${post.ext}`),
    directory, hash: post.md5, image: `${name}.${post.ext}`, sample: large, has_notes: false, comment_count: 0, ...shared(post),
  };
}

/** gelbooru.com's JSON: pages of a hundred in an envelope. */
export const gelbooruJson: PostFormat = {
  name: 'gelbooru-json', of: [GELBOORU],
  files: [pages('page', 'json', 100, (posts, number) => JSON.stringify({ '@attributes': { limit: 100, offset: 100 * (number - 1), count: 100 * (number - 1) + posts.length }, post: posts.map(gelbooruPost) }))],
};

/** safebooru.org's JSON: arrays, addresses with `\/`, the md5 as `hash`, no date. */
export const safebooruJson: PostFormat = {
  name: 'safebooru-json', of: [SAFEBOORU],
  files: [pages('page', 'json', 100, (posts) => JSON.stringify(posts.map(safebooruPost)).replaceAll('/', '\\/'))],
};
