/** The boards: canonical names, other spellings (format reference 0.1) and what an unrated post of each counts as. */
export interface Board {
  /** Canonical name, used as `booru` everywhere. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** The software whose formats and numeric tag types the board uses, where it shares them with others. */
  readonly family?: 'danbooru' | 'gelbooru' | 'moebooru';
  /** `rating_level` of a post without a rating: boards that never rate allow nothing explicit; elsewhere unknown counts as questionable. */
  readonly unratedLevel: 1 | 2 | 3;
  /** Post page with `{id}`, where known (format reference E5). */
  readonly postPage?: string;
  /** The posts of a tag, with `{tag}`, where known. */
  readonly tagPage?: string;
}

export const boards: readonly Board[] = [
  {
    name: 'danbooru.donmai.us', family: 'danbooru', unratedLevel: 3, postPage: 'https://danbooru.donmai.us/posts/{id}', tagPage: 'https://danbooru.donmai.us/posts?tags={tag}',
    aliases: ['danbooru', 'danb', 'donmai.us', 'safebooru.donmai.us', 'donmai.moe', 'hijiribe.donmai.us', 'sonohara.donmai.us', 'cdn.donmai.us'],
  },
  { name: 'safebooru.org', family: 'gelbooru', unratedLevel: 1, aliases: ['safebooru', 'sb'], postPage: 'https://safebooru.org/index.php?page=post&s=view&id={id}', tagPage: 'https://safebooru.org/index.php?page=post&s=list&tags={tag}' },
  { name: 'gelbooru.com', family: 'gelbooru', unratedLevel: 3, aliases: ['gelbooru', 'glb'], postPage: 'https://gelbooru.com/index.php?page=post&s=view&id={id}', tagPage: 'https://gelbooru.com/index.php?page=post&s=list&tags={tag}' },
  { name: 'tbib.org', family: 'gelbooru', unratedLevel: 3, aliases: ['tbib'], postPage: 'https://tbib.org/index.php?page=post&s=view&id={id}', tagPage: 'https://tbib.org/index.php?page=post&s=list&tags={tag}' },
  { name: 'yande.re', family: 'moebooru', unratedLevel: 3, aliases: ['yandere', 'yndr'], postPage: 'https://yande.re/post/show/{id}', tagPage: 'https://yande.re/post?tags={tag}' },
  { name: 'konachan.com', family: 'moebooru', unratedLevel: 3, aliases: ['konachan', 'konachan.net', 'kona'], postPage: 'https://konachan.com/post/show/{id}', tagPage: 'https://konachan.com/post?tags={tag}' },
  { name: 'chan.sankakucomplex.com', unratedLevel: 3, aliases: ['sankaku', 'sankaku.app', 'snk'], postPage: 'https://chan.sankakucomplex.com/post/show/{id}', tagPage: 'https://chan.sankakucomplex.com/?tags={tag}' },
  { name: 'e-shuushuu.net', unratedLevel: 2, aliases: ['e-shuushuu', 'shuushuu', 'ess'], postPage: 'https://e-shuushuu.net/image/{id}/' },
  { name: 'zerochan.net', unratedLevel: 2, aliases: ['www.zerochan.net', 'zerochan', 'zero'], postPage: 'https://www.zerochan.net/{id}', tagPage: 'https://www.zerochan.net/{tag}' },
  { name: 'anime-pictures.net', unratedLevel: 2, aliases: ['apic'], postPage: 'https://anime-pictures.net/posts/{id}?lang=en', tagPage: 'https://anime-pictures.net/posts?search_tag={tag}' },
  { name: 'e621.net', unratedLevel: 3, aliases: ['e621', 'e926', 'e926.net'], postPage: 'https://e621.net/posts/{id}', tagPage: 'https://e621.net/posts?tags={tag}' },
];

const byName = new Map(boards.flatMap((board) => [board.name, ...board.aliases].map((name) => [name, board] as const)));

/** The canonical name of a board under any of its spellings, or null. */
export function canonicalBoard(name: string): string | null {
  return byName.get(name.trim().toLowerCase())?.name ?? null;
}

/** The board of a canonical name. */
export function boardNamed(name: string | null): Board | null {
  return boards.find((board) => board.name === name) ?? null;
}

/** The board whose name stands in a path: the file's name counts before its folder, this before the folder above; null when none does. */
export function boardInText(text: string): string | null {
  for (const word of text.toLowerCase().split(/[^a-z0-9.-]+/).reverse()) {
    const host = word.split('.').slice(-2).join('.');
    // Of the parts of a name only spelled-out ones count: short codes such as "sb" are words of other meanings, too.
    const parts = word.split(/[.-]/).filter((part) => part.length >= 5 || part === 'tbib' || part === 'e621');
    const board = [word, host, ...parts].map((name) => byName.get(name)).find((found) => found !== undefined);
    if (board) return board.name;
  }
  return null;
}

const hosts = boards.flatMap((board) => [board.name, ...board.aliases].filter((name) => name.includes('.')).map((host) => [host, board.name] as const));

/** SQL for the board whose host or one below it stands in an address, scheme or not; NULL when none does. */
export function boardOfUrlSql(url: string): string {
  const names = hosts.map(([host]) => host.replaceAll('.', '\\.'));
  const cases = hosts.map(([host, name]) => `WHEN '${host}' THEN '${name}'`);
  return `CASE regexp_extract(lower(${url}), '^(?:https?:)?//(?:[^/@]*\\.)?(${names.join('|')})(?:[:/]|$)', 1) ${cases.join(' ')} END`;
}
