import { grouped } from '../../charts/numbers.js';
import { tagCategories } from '../../tags/categories.js';
import { postPage } from '../../tags/tag-address.js';
import type { Block, Document, Foot, Tile } from '../document.js';
import type { Gallery } from '../gallery.js';
import { chartOf, figure, section, tableOf } from './blocks.js';
import { companyBlocks } from './company-blocks.js';
import type { Portrait } from './portrait.js';
import type { BestPost } from './popularity.js';

/** What a category is called on a page, alone and of several. */
export const kinds: Readonly<Record<number, readonly [one: string, many: string]>> = {
  [tagCategories.general]: ['tag', 'tags'], [tagCategories.artist]: ['artist', 'artists'], [tagCategories.copyright]: ['work', 'works'],
  [tagCategories.character]: ['character', 'characters'], [tagCategories.meta]: ['meta tag', 'meta tags'], [tagCategories.unknown]: ['tag of unknown category', 'tags of unknown category'],
};

/** The page of a portrait. Parts of which the lake knows nothing are left out. */
export async function portraitDocument(portrait: Portrait, foot: Foot, gallery?: Gallery): Promise<Document> {
  const { subject, popularity, counts } = portrait;
  const kind = subject.kind === 'franchise' ? 'Franchise' : capital(kinds[subject.category!]?.[0] ?? `tag of category ${subject.category}`);
  return {
    title: subject.name, kicker: kind, lead: lead(portrait), foot,
    blocks: [
      ...(counts.posts > 0 ? [{ kind: 'tiles', tiles: tiles(portrait) } as const] : []),
      ...names(portrait),
      ...section(popularity.scored > 0 ? 'The best posts' : 'The newest posts', bestBlocks(portrait, gallery)),
      ...section('Over the years', await yearBlocks(portrait)),
      ...section('How it is liked', await likedBlocks(portrait)),
      ...(await companyBlocks(portrait)),
      ...section(subject.kind === 'franchise' ? 'Its members' : 'The franchise', franchiseBlocks(portrait)),
      ...section('How it is drawn', await drawnBlocks(portrait)),
      ...section('On MyAnimeList', malBlocks(portrait)),
      ...section('Nearest in the vectors of tags', await nearBlocks(portrait)),
      ...section('Boards and ratings', boardBlocks(portrait)),
      ...section('Ask on', [{ kind: 'code', language: 'shell', text: commands(portrait) }]),
    ],
  };
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const many = (count: number, one: string, several = `${one}s`) => `${grouped(count)} ${count === 1 ? one : several}`;

function lead({ subject, counts }: Portrait): string {
  if (counts.posts === 0) {
    const known = subject.tags.find((tag) => tag.post_count !== null);
    return `No post that is shown here has it${known === undefined ? '' : `; ${known.booru} counts ${many(known.post_count!, 'post')}`}.`;
  }
  const [first, last] = [counts.shares[0]?.year, counts.shares.at(-1)?.year];
  const span = first === undefined ? '' : first === last ? ` of ${first}` : ` from ${first} to ${last}`;
  const where = counts.boards.length === 1 ? counts.boards[0]!.booru : `${counts.boards.length} boards`;
  return `${many(counts.posts, 'post')}${span} on ${where}: ${figure(counts.percent)} percent of all posts there.`;
}

function tiles({ counts, popularity }: Portrait): Tile[] {
  const peak = counts.shares.filter(({ posts }) => posts >= 5).sort((a, b) => b.percent - a.percent || a.year - b.year)[0];
  return [
    { figure: grouped(counts.posts), label: counts.posts === 1 ? 'post' : 'posts', note: counts.boards.length === 1 ? counts.boards[0]!.booru : `on ${counts.boards.length} boards` },
    { figure: `${figure(counts.percent)} %`, label: 'of all posts', note: 'of the boards that have it' },
    ...(peak === undefined || counts.shares.length < 2 ? [] : [{ figure: String(peak.year), label: 'its best year', note: `${figure(peak.percent)} % of the posts of that year` }]),
    ...(popularity.median === null ? [] : [{ figure: String(Math.round(popularity.median)), label: 'of 100 in popularity', note: '50 is the middle of board, year and rating' }]),
  ];
}

function names({ subject, names: known, franchise }: Portrait): Block[] {
  const spellings = [...new Set(subject.tags.map((tag) => tag.tag_name))].filter((name) => name !== subject.name);
  const listed = (list: readonly string[], most = 20) => `${list.slice(0, most).join(', ')}${list.length > most ? ` and ${grouped(list.length - most)} more` : ''}`;
  const facts: (readonly [string, string])[] = [
    ...(subject.alias === null ? [] : [['Asked for as', subject.alias] as const]),
    ...(subject.kind === 'tag' && spellings.length > 0 ? [['On other boards', listed(spellings)] as const] : []),
    ...(known.other.length > 0 ? [['Also called', listed(known.other)] as const] : []),
    ...(known.aliases.length > 0 ? [['Old names', listed(known.aliases)] as const] : []),
    ...(known.implies.length > 0 ? [['Brings with it', listed(known.implies)] as const] : []),
    ...(known.implied_by.length > 0 ? [['Comes with', listed(known.implied_by)] as const] : []),
    ...(subject.kind === 'tag' && franchise !== null ? [['Franchise', franchise.name] as const] : []),
    ...subject.namesakes.slice(0, 5).map((tag) => ['Not to be mixed up with', `the ${kinds[tag.tag_cat]?.[0] ?? 'tag'} ${tag.tag_name} of ${tag.booru}`] as const),
  ];
  return facts.length === 0 ? [] : [{ kind: 'facts', facts }];
}

function bestBlocks({ popularity: { best } }: Portrait, gallery: Gallery | undefined): Block[] {
  if (best.length === 0) return [];
  const table = tableOf({ post: 'VARCHAR', year: 'BIGINT', score: 'BIGINT', normalised_score: 'DOUBLE', rating: 'VARCHAR' }, best.map((row) => ({ ...row, post: pageOf(row) })));
  if (gallery === undefined) return [table];
  return [{ kind: 'gallery', gallery }, { kind: 'details', summary: `The best ${many(best.length, 'post')}, on the disk or not`, blocks: [table] }];
}

/** The address of a post's page; its board and number where that is not known. */
function pageOf({ booru, fid }: BestPost): string {
  return postPage(booru, fid) ?? `${booru} ${fid}`;
}

async function yearBlocks({ counts: { years, shares } }: Portrait): Promise<Block[]> {
  if (shares.length < 2) return [];
  return [
    await chartOf(years, { mark: 'bar', x: 'year', y: 'posts', color: 'booru', height: 280, ylabel: 'posts a year' }, 'Posts by year and board.'),
    await chartOf(shares, { mark: 'line', x: 'year', y: 'percent', height: 220, ylabel: 'percent of all posts' }, 'Percent of all posts of the year, on the boards that have it: unlike the number of posts it does not grow with the boards.'),
    { kind: 'details', summary: 'The figures behind the charts', blocks: [tableOf({ year: 'BIGINT', booru: 'VARCHAR', posts: 'BIGINT', percent: 'DOUBLE' }, years, { limit: 300 })] },
  ];
}

async function likedBlocks({ popularity: { scored, tenths, median } }: Portrait): Promise<Block[]> {
  if (scored < 10 || median === null) return [];
  const rows = tenths.flatMap(({ tenth, percent, percent_of_all }) => [{ tenth, percent, posts: 'these posts' }, { tenth, percent: percent_of_all, posts: 'all posts' }]);
  const text = `The middle one of its posts stands at ${median} of 100 among the posts of its board, year and rating (${median >= 55 ? 'liked more than most' : median <= 45 ? 'liked less than most' : 'liked like the rest'}).`;
  return [{ kind: 'prose', text }, await chartOf(rows, { mark: 'line', x: 'tenth', y: 'percent', color: 'posts', height: 240, xlabel: 'least liked tenth (1) to best (10)', ylabel: 'percent of the posts' },
    `${many(scored, 'post')} with a score, each beside all posts of the same board, year and rating.`)];
}

function franchiseBlocks({ subject, franchise }: Portrait): Block[] {
  if (franchise === null || (franchise.members.length < 2 && subject.kind === 'tag')) return [];
  const facts = [['Franchise', franchise.name], ['Holds', `${many(franchise.copyrights, 'work')} and ${many(franchise.characters, 'character')}`], ['Posts', grouped(franchise.posts)],
    ...(franchise.confidence === null ? [] : [['Of its company inside', `${figure(100 * franchise.confidence)} %`]])] as [string, string][];
  const rows = franchise.members.map((member) => ({ member: member.tag_name, kind: kinds[member.tag_cat]?.[0] ?? '', posts: member.posts }));
  return [{ kind: 'facts', facts }, tableOf({ member: 'VARCHAR', kind: 'VARCHAR', posts: 'BIGINT' }, rows, { limit: 60 })];
}

async function drawnBlocks({ composition: { pictures, scales, figures } }: Portrait): Promise<Block[]> {
  if (pictures < 3) return [];
  const rows = scales.flatMap(({ scale, percent, percent_of_all }) => [{ scale, percent, pictures: 'its pictures' }, { scale, percent: percent_of_all, pictures: 'all pictures' }]);
  const usual = [...figures].sort((a, b) => b.pictures - a.pictures)[0];
  return [
    await chartOf(scales, { mark: 'bar', y: 'scale', x: 'percent', xlabel: 'percent of its pictures' }, `The scale of the scene in ${many(pictures, 'picture')}.${usual === undefined ? '' : ` ${figure(usual.percent)} percent show ${usual.figures === 0 ? 'nobody' : many(usual.figures, 'figure')}.`}`),
    { kind: 'details', summary: 'Beside all pictures', blocks: [tableOf({ scale: 'VARCHAR', pictures: 'VARCHAR', percent: 'DOUBLE' }, rows)] },
  ];
}

function malBlocks({ mal }: Portrait): Block[] {
  return mal.flatMap(({ kind, name, score, url, facts }): Block[] => [
    tableOf({ entry: 'VARCHAR', kind: 'VARCHAR', page: 'VARCHAR', sure: 'VARCHAR' }, [{ entry: name, kind, page: url, sure: score === null ? 'by a loaded list' : `${figure(100 * score)} %` }]),
    ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
  ]);
}

async function nearBlocks({ neighbours }: Portrait): Promise<Block[]> {
  if (neighbours.length === 0) return [];
  return [await chartOf(neighbours, { mark: 'bar', y: 'tag', x: 'likeness', xlabel: 'cosine' }, 'Tags of like company, whether they stand together or not.')];
}

function boardBlocks({ subject, counts }: Portrait): Block[] {
  const nameOn = (booru: string) => subject.tags.filter((tag) => tag.booru === booru).map((tag) => tag.tag_name).join(', ');
  const boards = counts.boards.map((row) => ({ ...row, ...(subject.kind === 'tag' ? { tag: nameOn(row.booru) } : {}) }));
  const tag: Record<string, string> = subject.kind === 'tag' ? { tag: 'VARCHAR' } : {};
  return counts.posts === 0 ? [] : [
    tableOf({ booru: 'VARCHAR', ...tag, posts: 'BIGINT', percent: 'DOUBLE', first_post: 'DATE', last_post: 'DATE' }, boards),
    tableOf({ rating: 'VARCHAR', posts: 'BIGINT', percent: 'DOUBLE', percent_of_all: 'DOUBLE' }, counts.ratings.filter((row) => row.posts > 0 || row.percent_of_all > 0)),
  ];
}

function commands({ subject: { kind, name } }: Portrait): string {
  const word = /^[\w()+.,:@%/-]+$/.test(name) && !/[()]/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
  if (kind === 'franchise') return `boorulab franchises why ${word}\nboorulab portrait ${word}`;
  return `boorulab related ${word}\nboorulab sql hit-parade -p tags=${word}`;
}
