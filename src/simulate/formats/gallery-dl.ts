import { oldLetter } from '../board-writer.js';
import { boardNames, boards, DANBOORU, GELBOORU, SAFEBOORU } from '../boards.js';
import { gelbooruDate } from '../dates.js';
import { escapeAttribute } from '../gelbooru-writer.js';
import { type PostFormat, sidecars } from './format.js';
import { gelbooruPost, safebooruPost } from './gelbooru-json.js';
import { typeNames } from './moebooru.js';
import { namesOf, type ToldPost } from './told-post.js';

type Fields = Readonly<Record<string, unknown>>;

const asText = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));

/** Safebooru's XML is what gallery-dl asks for: every value is a text. */
function safebooruElement(post: ToldPost): Fields {
  const { directory: _, image: __, hash, owner: ___, comment_count: ____, ...rest } = safebooruPost(post);
  return asText({ ...rest, md5: hash, rating: oldLetter(post.rating), parent_id: post.parent ?? '', creator_id: post.uploader, created_at: gelbooruDate(post.time), has_children: post.hasChildren });
}

/** The board's own answer, which the rest is added to. */
function answer(post: ToldPost): Fields {
  if (post.board === GELBOORU) return gelbooruPost(post);
  if (post.board === SAFEBOORU) return safebooruElement(post);
  return JSON.parse(post.own) as Fields;
}

/** Tags by type: lists for danbooru, texts for the others, where gelbooru's are escaped. */
function tagFields(post: ToldPost): Fields {
  if (post.board === DANBOORU) {
    return { tags: namesOf(post), tags_artist: namesOf(post, 1), tags_character: namesOf(post, 4), tags_copyright: namesOf(post, 3), tags_general: namesOf(post, 0), tags_meta: namesOf(post, 5) };
  }
  const isEscaped = post.board === GELBOORU || post.board === SAFEBOORU;
  const types = isEscaped ? ['general', 'artist', '', 'copyright', 'character', 'metadata'] : typeNames;
  const found = types.map((type, category) => [`tags_${type}`, namesOf(post, category).join(' ')] as const).filter(([, names]) => names !== '');
  return Object.fromEntries(isEscaped ? found.map(([key, names]) => [key, escapeAttribute(names)]) : found);
}

function text(post: ToldPost): string {
  const date = new Date(post.time).toISOString().slice(0, 19).replace('T', ' ');
  return `${JSON.stringify({ category: boardNames[post.board], subcategory: 'tag', ...answer(post), ...tagFields(post), date, filename: post.md5, extension: post.ext, search_tags: 'order:id' }, null, 4)}\n`;
}

/** What gallery-dl writes beside the pictures of all boards: a JSON file for each, with the board's own answer and fields of its own. */
export const galleryDl: PostFormat = {
  name: 'gallery-dl', of: boards.map((_, board) => board), files: [sidecars((post) => `${boardNames[post.board]}_${post.id}_${post.md5}.${post.ext}.json`, text)],
};
