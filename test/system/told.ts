import { boards } from '../../src/simulate/boards.js';
import { dayStart } from '../../src/simulate/dates.js';

/** What truth/post_facts says of a post. */
export interface Facts {
  booru: string; fid: string; created: number; rating: number; score: number; favs: number; md5: string | null; file_ext: string; file_size: number; width: number; height: number; source: string | null; parent_fid: string | null;
  tags: string[];
  /** Categories of the tags, in their order. */
  categories: number[];
}

/** What is compared of a post; `created` is in ms, `precision` says how much of it is right. */
export interface Row {
  booru: string; fid: string; rating: string | null; created: number | null; precision: string | null; score: number | null; favs: number | null; md5: string | null; file_ext: string | null; file_size: number | null; width: number | null; height: number | null;
  source: string | null; parent_fid: string | null; tags: string[];
}

/** How a format tells the truth: what it leaves out, rounds or spells in another way. All else it must tell as it is. */
export interface Telling {
  name: string;
  /** Paths below the folder of the simulation. */
  paths: readonly string[];
  /** Sources that must recognise its files. */
  sources: readonly string[];
  /** Boards of the simulation it tells of. */
  of: readonly string[];
  until?: number;
  but: Partial<{ [K in keyof Row]: (facts: Facts) => Row[K] }>;
  /** What the lake knows from here of the category of a board's tag: -1 where nothing tells it, null where it is not compared. */
  category: (category: number, booru: string) => number | null;
}

const [danbooru, gelbooru, yandere, safebooru] = boards.map(({ booru }) => booru) as [string, string, string, string];
const all = boards.map(({ booru }) => booru);
const nothing = () => null;
const undated = { created: nothing, precision: nothing } as const;
const none = { favs: nothing, file_size: nothing } as const;
const second = { created: ({ created }: Facts) => Math.floor(created / 1000) * 1000 };
const rated = (...names: (string | null)[]) => ({ rating: ({ rating }: Facts) => names[rating]! });
const day = () => 'day';
const newRatings = rated('general', 'sensitive', 'questionable', 'explicit');
const oldRatings = rated('safe', 'safe', 'questionable', 'explicit');
const upper = { score: ({ score }: Facts) => Math.max(0, score) };
const spelt = (spell: (name: string, category: number) => string) => ({ tags: ({ tags, categories }: Facts) => tags.map((name, at) => spell(name, categories[at]!)) });
const asIs = (category: number) => category;
const untold = () => -1;
const favsOfDanbooru = ({ booru, favs }: Facts) => (booru === danbooru ? favs : null);
/** Of other boards it tells the categories of danbooru. */
const ofDanbooruOnly = (category: number, booru: string) => (booru === danbooru ? category : null);
/** Types of moebooru: circles count as artists, faults as meta. */
const ofMoebooru = (category: number) => [0, 1, -1, 3, 4, 1, 5][category]!;
const withoutMeta = (category: number) => (category === 5 ? 0 : category);
/** Capitals as the formats of boards with spaces promise them. */
const spaced = (name: string) => name.replaceAll('_', ' ');
const titled = (name: string) => name.split('_').map((word) => word.replace(/^\(*[a-z]/, (start) => start.toUpperCase())).join(' ');

const ofDanbooru = (name: string, source: string, but: Telling['but'] = {}, category = asIs): Telling => ({ name, paths: [`formats/${name}`], sources: [source], of: [danbooru], but, category });
const retold = (name: string, source: string, booru: string, but: Telling['but'], category = asIs) => ofDanbooru(name, source, { booru: () => booru, ...but }, category);

export const tellings: readonly Telling[] = [
  { ...ofDanbooru('danbooru', 'danbooru-posts'), paths: ['danbooru'], sources: ['danbooru-aliases', 'danbooru-implications', 'danbooru-posts', 'danbooru-tags'] },
  { name: 'gelbooru', paths: ['gelbooru'], sources: ['gelbooru-tags', 'gelbooru-xml'], of: [gelbooru], but: { ...none, ...second, ...oldRatings }, category: asIs },
  { name: 'yandere', paths: ['yandere'], sources: ['moebooru-posts', 'moebooru-tags'], of: [yandere], but: { favs: nothing, ...second, ...oldRatings, ...upper }, category: ofMoebooru },
  {
    name: 'safebooru', paths: ['safebooru'], sources: ['kaggle-safebooru'], of: [safebooru], category: untold,
    but: {
      ...none, ...oldRatings, ...upper, created: ({ created }) => Math.floor(created / 1000) * 1000 + 18_000_000, precision: day, file_ext: ({ width, file_ext }) => (width <= 850 ? file_ext : null), md5: nothing, width: nothing, height: nothing, source: nothing, parent_fid: nothing,
    },
  },
  { ...ofDanbooru('gwern-2020', 'gwern-posts', oldRatings), until: dayStart('2021-01-01') },
  { ...ofDanbooru('gwern-2021', 'danbooru-posts', oldRatings), until: dayStart('2022-01-01') },
  ofDanbooru('danbooru-xml', 'danbooru-xml'),
  ofDanbooru('danbooru-parquet', 'danbooru-posts'),
  {
    name: 'gallery-dl', paths: ['formats/gallery-dl'], sources: ['gallery-dl'], of: all, category: (category, booru) => (booru === yandere ? ofMoebooru(category) : category),
    but: {
      rating: (facts) => (facts.booru === yandere || facts.booru === safebooru ? oldRatings : newRatings).rating(facts), created: (facts) => (facts.booru === danbooru ? facts.created : second.created(facts)),
      score: (facts) => (facts.booru === yandere ? upper.score(facts) : facts.score), favs: favsOfDanbooru, file_size: ({ booru, file_size }) => (booru === danbooru || booru === yandere ? file_size : null),
    },
  },
  {
    name: 'hydrus', paths: ['formats/hydrus'], sources: ['hydrus-text'], of: all, category: ofDanbooruOnly,
    but: { ...undated, score: nothing, md5: nothing, width: nothing, height: nothing, source: nothing, parent_fid: nothing, ...none },
  },
  { name: 'gelbooru-json', paths: ['formats/gelbooru-json'], sources: ['gelbooru-json'], of: [gelbooru], but: { ...none, ...second }, category: untold },
  { name: 'safebooru-json', paths: ['formats/safebooru-json'], sources: ['gelbooru-json'], of: [safebooru], but: { ...none, ...undated }, category: untold },
  { name: 'moebooru-xml', paths: ['formats/moebooru-xml'], sources: ['moebooru-xml'], of: [yandere], but: { favs: nothing, ...second, ...oldRatings, ...upper }, category: untold },
  { name: 'moebooru-pages', paths: ['formats/moebooru-pages'], sources: ['moebooru-pages'], of: [yandere], but: { favs: nothing, ...second, ...oldRatings, ...upper }, category: ofMoebooru },
  retold('sankaku', 'sankaku-posts', 'chan.sankakucomplex.com', oldRatings),
  retold('e-shuushuu', 'e-shuushuu-images', 'e-shuushuu.net', { rating: nothing, score: nothing, parent_fid: nothing, ...second, ...spelt((name, category) => ([1, 3, 4].includes(category) ? titled(name) : spaced(name))) }, withoutMeta),
  retold('zerochan', 'zerochan-json', 'zerochan.net', {
    rating: nothing, ...undated, score: nothing, favs: nothing, parent_fid: nothing, file_size: ({ file_size }) => Math.ceil(file_size / 1024) * 1024, ...spelt(titled),
  }, untold),
  retold('anime-pictures', 'anime-pictures', 'anime-pictures.net', { favs: nothing, parent_fid: nothing, ...rated('general', 'sensitive', 'questionable', 'questionable'), ...spelt(spaced) }, withoutMeta),
  retold('e621', 'e621-posts', 'e621.net', oldRatings),
  {
    name: 'booru-chars-2021', paths: ['formats/booru-chars-2021'], sources: ['bc-posts', 'bc-tags'], of: all, category: ofDanbooruOnly,
    but: {
      ...oldRatings, created: ({ created }) => Math.floor(created / 86_400_000) * 86_400_000, precision: day, source: nothing, parent_fid: nothing, favs: favsOfDanbooru,
    },
  },
];
