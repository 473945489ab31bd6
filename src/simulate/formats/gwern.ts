import { oldLetter } from '../board-writer.js';
import { DANBOORU } from '../boards.js';
import { dayStart } from '../dates.js';
import { lines, type PostFormat } from './format.js';
import { namesOf, type ToldPost } from './told-post.js';

/** Days after the last one in the dumps; both are of the time when s meant safe. */
const END_2020 = dayStart('2021-01-01');
const END_2021 = dayStart('2022-01-01');
const never = '1970-01-01 00:00:00 UTC';

/** `2016-04-22 05:14:09.4471 UTC`: no zeros at the end of the fraction. */
function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 23).replace('T', ' ').replace(/\.?0+$/, '')} UTC`;
}

function shared(post: ToldPost, end: number) {
  const { id, score, shownMd5, ext, size, uploader, deleted, banned, hasChildren, picture: { file } } = post;
  return {
    id: String(id), created_at: utc(post.time), updated_at: utc(Math.min(post.updated, end - 1)), uploader_id: String(uploader), score: String(score.score), up_score: String(score.up), down_score: String(score.down),
    source: file.source, ...(shownMd5 === null ? {} : { md5: shownMd5 }), rating: oldLetter(post.rating), image_width: String(file.width), image_height: String(file.height), file_ext: ext, file_size: String(size),
    has_children: hasChildren, is_pending: false, is_flagged: false, is_deleted: deleted, is_banned: banned,
  };
}

function line2020(post: ToldPost): string {
  return JSON.stringify({
    ...shared(post, END_2020), last_commented_at: never, last_noted_at: never, is_note_locked: false, is_rating_locked: false, is_status_locked: false, approver_id: '0', parent_id: String(post.parent ?? 0),
    pixiv_id: String(post.picture.file.pixivId), tags: post.tags.map(({ id, name, category }) => ({ id: String(id), name, category: String(category) })), pools: [],
    favs: Array.from({ length: post.score.favs }, (_, at) => String(1000 + 7 * at)),
  });
}

function line2021(post: ToldPost): string {
  const { pixivId } = post.picture.file;
  const names = (category?: number): string => namesOf(post, category).join(' ');
  return JSON.stringify({
    ...shared(post, END_2021), ...(post.parent === null ? {} : { parent_id: String(post.parent) }), ...(pixivId === 0 ? {} : { pixiv_id: String(pixivId) }), fav_count: String(post.score.favs),
    has_visible_children: post.hasChildren, has_active_children: post.hasChildren, tag_string: names(), tag_string_general: names(0), tag_string_artist: names(1), tag_string_copyright: names(3), tag_string_character: names(4), tag_string_meta: names(5),
  });
}

/** gwern's Danbooru2020: numbers as texts, tags as objects, files without an extension. */
export const gwern2020: PostFormat = { name: 'gwern-2020', of: [DANBOORU], until: END_2020, files: [lines('metadata/2020000000000000', line2020)] };

/** gwern's Danbooru2021: numbers as texts, what is not there left out. */
export const gwern2021: PostFormat = { name: 'gwern-2021', of: [DANBOORU], until: END_2021, files: [lines('metadata/posts000000000000.json', line2021)] };
