import { fit, folder, oldLetter, sampleSize } from '../board-writer.js';
import { DANBOORU } from '../boards.js';
import { pages, type PostFormat } from './format.js';
import type { ToldPost, ToldTag } from './told-post.js';

const mimes = { jpg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp' } as const;
/** The board's types of tags by danbooru's categories. */
const types = [0, 1, 0, 3, 4, 9];

function tagOf({ id, name, category, count }: ToldTag) {
  return {
    id, name_en: name, name_ja: null, type: types[category], count, post_count: count, pool_count: 0, locale: 'en', rating: 's', version: 1, tagName: name, total_post_count: count, total_pool_count: 0,
    name: name.replaceAll('_', ' '),
  };
}

function postOf(post: ToldPost) {
  const { width, height, source } = post.picture.file;
  const [sampleWidth, sampleHeight] = sampleSize(width, height);
  const [previewWidth, previewHeight] = fit(width, height, 300);
  const { shownMd5: md5, score } = post;
  const address = (variant: string, name: string): string | null => (md5 === null ? null : `https://s.sankakucomplex.com/data/${variant}${folder(md5)}/${name}?e=1760000000&m=abc`);
  return {
    id: post.id, rating: oldLetter(post.rating), status: post.deleted ? 'deleted' : 'active', author: { id: post.uploader, name: `member${post.uploader}`, avatar: '', avatar_rating: 's' },
    sample_url: address('sample/', `sample-${md5}.jpg`), sample_width: sampleWidth, sample_height: sampleHeight, preview_url: address('preview/', `${md5}.jpg`), preview_width: previewWidth, preview_height: previewHeight,
    file_url: address('', `${md5}.${post.ext}`), width, height, file_size: post.size, file_type: mimes[post.ext as keyof typeof mimes], created_at: { json_class: 'Time', s: Math.floor(post.time / 1000), n: (post.time % 1000) * 1e6 },
    has_children: post.hasChildren, ...(md5 === null ? {} : { md5 }), parent_id: post.parent, change: Math.floor(post.updated / 1000), fav_count: score.favs, vote_count: score.up - score.down, total_score: score.score,
    source, tags: post.tags.map(tagOf),
  };
}

/** Danbooru's posts as Sankaku would answer: pages with `data`, tags as objects. */
export const sankaku: PostFormat = {
  name: 'sankaku', of: [DANBOORU],
  files: [pages('posts', 'json', 100, (posts, number) => JSON.stringify({ meta: { next: `page${number + 1}`, prev: null }, data: posts.map(postOf) }))],
};
