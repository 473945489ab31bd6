import { fit, folder, oldLetter, sampleSize } from '../board-writer.js';
import { DANBOORU } from '../boards.js';
import { danbooruDate } from '../dates.js';
import { pages, type PostFormat } from './format.js';
import { namesOf, type ToldPost } from './told-post.js';

function postOf(post: ToldPost) {
  const { width, height, source } = post.picture.file;
  const { shownMd5: md5, score } = post;
  const [sampleWidth, sampleHeight] = sampleSize(width, height);
  const [previewWidth, previewHeight] = fit(width, height, 150);
  const address = (variant: string, ext: string): string | null => (md5 === null ? null : `https://static1.e621.net/data/${variant}${folder(md5)}/${md5}.${ext}`);
  return {
    id: post.id, created_at: danbooruDate(post.time), updated_at: danbooruDate(post.updated), file: { width, height, ext: post.ext, size: post.size, md5, url: address('', post.ext) },
    preview: { width: previewWidth, height: previewHeight, url: address('preview/', 'jpg') }, sample: { has: width > 850, height: sampleHeight, width: sampleWidth, url: address('sample/', 'jpg'), alternates: {} },
    score: { up: score.up, down: score.down, total: score.score },
    tags: { general: namesOf(post, 0), artist: namesOf(post, 1), contributor: [], copyright: namesOf(post, 3), character: namesOf(post, 4), species: [], invalid: [], meta: namesOf(post, 5), lore: [] },
    locked_tags: [], change_seq: Math.floor(post.updated / 1000), flags: { pending: false, flagged: false, note_locked: false, status_locked: false, rating_locked: false, deleted: post.deleted }, rating: oldLetter(post.rating),
    fav_count: score.favs, sources: source === '' ? [] : [source], pools: [], relationships: { parent_id: post.parent, has_children: post.hasChildren, has_active_children: post.hasChildren, children: [] },
    approver_id: null, uploader_id: post.uploader, description: '', comment_count: 0, is_favorited: false, has_notes: false, duration: null,
  };
}

/** Danbooru's posts as e621 would answer: under `posts`, facts in objects, tags by category. */
export const e621: PostFormat = { name: 'e621', of: [DANBOORU], files: [pages('posts', 'json', 320, (posts) => JSON.stringify({ posts: posts.map(postOf) }))] };
