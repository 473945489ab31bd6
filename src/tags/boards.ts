/** The boards: canonical names, other spellings (format reference 0.1) and what an unrated post of each counts as. */
export interface Board {
  /** Canonical name, used as `booru` everywhere. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** `rating_level` of a post without a rating: boards that never rate allow nothing explicit; elsewhere unknown counts as questionable. */
  readonly unratedLevel: 1 | 2 | 3;
  /** Post page with `{id}`, where known (format reference E5). */
  readonly postPage?: string;
}

export const boards: readonly Board[] = [
  {
    name: 'danbooru.donmai.us', unratedLevel: 3, postPage: 'https://danbooru.donmai.us/posts/{id}',
    aliases: ['danbooru', 'danb', 'safebooru.donmai.us', 'donmai.moe', 'hijiribe.donmai.us', 'sonohara.donmai.us', 'cdn.donmai.us'],
  },
  { name: 'safebooru.org', unratedLevel: 1, aliases: ['safebooru', 'sb'], postPage: 'https://safebooru.org/index.php?page=post&s=view&id={id}' },
  { name: 'gelbooru.com', unratedLevel: 3, aliases: ['gelbooru', 'glb'], postPage: 'https://gelbooru.com/index.php?page=post&s=view&id={id}' },
  { name: 'tbib.org', unratedLevel: 3, aliases: ['tbib'], postPage: 'https://tbib.org/index.php?page=post&s=view&id={id}' },
  { name: 'yande.re', unratedLevel: 3, aliases: ['yandere', 'yndr'], postPage: 'https://yande.re/post/show/{id}' },
  { name: 'konachan.com', unratedLevel: 3, aliases: ['konachan', 'konachan.net', 'kona'], postPage: 'https://konachan.com/post/show/{id}' },
  { name: 'chan.sankakucomplex.com', unratedLevel: 3, aliases: ['sankaku', 'sankaku.app', 'snk'], postPage: 'https://chan.sankakucomplex.com/post/show/{id}' },
  { name: 'e-shuushuu.net', unratedLevel: 2, aliases: ['e-shuushuu', 'shuushuu', 'ess'], postPage: 'https://e-shuushuu.net/image/{id}/' },
  { name: 'zerochan.net', unratedLevel: 2, aliases: ['www.zerochan.net', 'zerochan', 'zero'], postPage: 'https://www.zerochan.net/{id}' },
  { name: 'anime-pictures.net', unratedLevel: 2, aliases: ['apic'], postPage: 'https://anime-pictures.net/posts/{id}?lang=en' },
  { name: 'e621.net', unratedLevel: 3, aliases: ['e621'], postPage: 'https://e621.net/posts/{id}' },
];

const byName = new Map(boards.flatMap((board) => [board.name, ...board.aliases].map((name) => [name, board] as const)));

/** The canonical name of a board under any of its spellings, or null. */
export function canonicalBoard(name: string): string | null {
  return byName.get(name.trim().toLowerCase())?.name ?? null;
}

/** The board whose name stands in a path or address, the longest spelling first; null when none does. */
export function boardInText(text: string): string | null {
  const words = text.toLowerCase().split(/[^a-z0-9.-]+/);
  for (const word of words) {
    const host = word.split('.').slice(-2).join('.');
    const board = byName.get(word) ?? byName.get(host);
    if (board) return board.name;
  }
  return null;
}
