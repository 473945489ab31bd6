import { danbooruPosts, gwernPosts } from './danbooru-posts.js';
import type { Source } from './source.js';

/** Every source, in the order in which a file is tried against them. */
export const sources: readonly Source[] = [danbooruPosts, gwernPosts];
