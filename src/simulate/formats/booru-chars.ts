import { oldLetter } from '../board-writer.js';
import { ARTIST, boards, CHARACTER, COPYRIGHT, DANBOORU, GENERAL, META } from '../boards.js';
import { lines, type PostFormat } from './format.js';
import type { ToldPost } from './told-post.js';

const ratings: Readonly<Record<string, string>> = { s: 'Safe', q: 'Questionable', e: 'Explicit' };

/** Tags of the categories, by danbooru's, or the word for none. */
function listOf(post: ToldPost, categories: readonly number[], none: string): string {
  return post.tags.filter(({ danbooru }) => categories.includes(danbooru.category)).map(({ name }) => name).join(' ') || none;
}

/** Columns in the order in which the release's SQL writes them, with what stands in each; the measurements of pictures stay empty. */
const columns: Readonly<Record<string, (post: ToldPost) => string | number>> = {
  BOORU: ({ board }) => boards[board]!.booru, FID: ({ id }) => id, TORR_PATH: ({ id }) => `M${String(id % 100).padStart(2, '0')}`,
  TORR_FNAME: ({ board, id }) => `${boards[board]!.booru} - ${id}.jpg`,
  ...Object.fromEntries('TORR_FSIZE TORR_ISIZE BOUNDBOX S_JQ R_ALL TENTR R_ENTR TSKEW TSTDDEV R_SDEV TCOLORS R_COLOR MEANG R_MEANG EDGE R_EDGE'.split(' ').map((name) => [name, () => ''])),
  ORIG_FSIZE: ({ size }) => size, ORIG_ISIZE: ({ picture: { file } }) => `${file.width}x${file.height}`, ORIG_JQ: () => '', ORIG_MD5: ({ shownMd5 }) => shownMd5 ?? '', POST_DT: ({ time }) => new Date(time).toISOString().slice(0, 10),
  RATING: ({ rating }) => ratings[oldLetter(rating)]!, SCORE: ({ score }) => score.score, FAVS: ({ board, score }) => (board === DANBOORU ? score.favs : ''), POST_EXT: ({ ext }) => ext,
  TAGS_COPYR: (post) => listOf(post, [COPYRIGHT], 'misc'), TAGS_CHARS: (post) => listOf(post, [CHARACTER], 'unknown'), TAGS_ART: (post) => listOf(post, [ARTIST], 'anonymous'),
  TAGS_GEN: (post) => listOf(post, [GENERAL], ''), TAGS_ETC: (post) => listOf(post, [META], ''),
  POST_FSIZE: () => '', POST_ISIZE: () => '', POST_MD5: () => '',
};

function tagLines(post: ToldPost): string {
  const key = `${boards[post.board]!.booru}\t${post.id}`;
  return post.tags.map(({ name, danbooru: { id, category, name: synonym } }) => {
    const hasFranchise = category === COPYRIGHT || category === CHARACTER;
    return `${key}\t${name}\t${id}\t${category}\t${hasFranchise || synonym === name ? '' : synonym}`;
  }).join('\n');
}

/** BOORU CHARS 2021 of all boards: BC_posts.tsv, and BC_tags.tsv with a row a post and tag. */
export const booruChars: PostFormat = {
  name: 'booru-chars-2021', of: boards.map((_, board) => board),
  files: [
    lines('BC_posts.tsv', (post) => Object.values(columns).map((cell) => cell(post)).join('\t'), `${Object.keys(columns).join('\t')}\n`),
    lines('BC_tags.tsv', tagLines, 'BOORU\tFID\tTAG\tTAG_ID\tTAG_CAT\tDANB_TAG\n'),
  ],
};
