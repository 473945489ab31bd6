import { fileNameOf } from '../tags/file-name-of.js';
import type { ListedPost } from './listed-posts.js';
import { nameTags } from './listed-tags.js';
import { nameLimit } from './taken-names.js';

/** What a post's file is to be called, by the convention (format reference B6). `ext` instead of the file's own extension. */
export function postName(post: ListedPost, ext = extensionOf(post)): string {
  return fileNameOf({ booru: post.booru, fid: post.fid, ...nameTags(post.tags, post), ext, bytes: nameLimit });
}

function extensionOf({ file_ext, file_url }: ListedPost): string {
  return file_ext ?? /\.([A-Za-z0-9]{2,5})(?:[?#]|$)/.exec(file_url ?? '')?.[1] ?? 'jpg';
}

/** A name without its extension. */
export const stem = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,5}$/, '');

/** The folder of a post's file, `{booru}` in it filled in; as a value on one line. */
export function folderOf(dir: string, booru: string): string {
  return dir.replaceAll('{booru}', booru.replace(/[^A-Za-z0-9._-]/g, '_')).replace(/\p{Cc}/gu, '_');
}
