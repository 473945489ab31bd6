import { CHARACTER, DANBOORU } from '../boards.js';
import { lines, type PostFormat } from './format.js';
import { spaced } from './spaced.js';
import type { ToldPost } from './told-post.js';

function entry(post: ToldPost): string {
  const { width, height, source } = post.picture.file;
  const primary = spaced((post.tags.find(({ category }) => category === CHARACTER) ?? post.tags[0]!).name, true);
  const file = `${encodeURIComponent(primary.replaceAll(' ', '.'))}.full.${post.id}.${post.ext}`;
  const place = [8, 6, 4].map((digits) => Math.floor(post.id / 10 ** (digits - 4)) % 100).join('/');
  return JSON.stringify({
    id: post.id, small: `https://s1.zerochan.net/75/${place}/${post.id}.jpg`, medium: `https://s3.zerochan.net/240/${place}/${post.id}.jpg`, large: `https://s1.zerochan.net/${file.replace('.full.', '.600.')}`,
    full: `https://static.zerochan.net/${file}`, width, height, size: Math.ceil(post.size / 1024) * 1024, ...(post.shownMd5 === null ? {} : { hash: post.shownMd5 }), source, primary,
    tags: post.tags.map(({ name }) => spaced(name, true)),
  });
}

/** Danbooru's posts as zerochan would answer: an entry a line, tags with capitals and without types, sizes in whole kilobytes, no date, score or rating. */
export const zerochan: PostFormat = { name: 'zerochan', of: [DANBOORU], files: [lines('entries.jsonl', entry)] };
