import { chart } from '../charts/chart.js';
import { compact, grouped } from '../charts/numbers.js';
import { toSvg } from '../charts/render.js';
import type { Lake } from '../lake/lake.js';
import type { Block, Card, Document, Foot, Tile } from './document.js';

const topics = ['Notebooks', 'Boards and growth', 'Characters', 'Portraits', 'Franchises', 'Artists and series', 'Tags and fashions', 'Pictures and composition', 'Quality', 'Cross-posts', 'MyAnimeList', 'Oddities to clean'];

const countsSql = `
select count(*) as posts, count(distinct booru) as boards, year(min(created_at)) as first_year, year(max(created_at)) as last_year,
  (select count(*) from tags) as tags, (select count(*) from tag_posts) as tag_uses
from posts`;

const growthSql = `
select year(created_at) as year, booru, count(*) as posts
from posts where created_at is not null group by all order by year, booru`;

interface Counts {
  posts: number;
  boards: number;
  first_year: number | null;
  last_year: number | null;
  tags: number;
  tag_uses: number;
}

/** The first page: the lake in figures, its growth, and a card for each report under its topic. */
export async function indexDocument(lake: Pick<Lake, 'rows'>, cards: readonly { topic: string; card: Card }[], foot: Foot): Promise<Document> {
  const [counts] = await lake.rows<Counts>(countsSql);
  const growth = await lake.rows(growthSql);
  const hero: Block[] = counts ? [{ kind: 'tiles', tiles: tiles(counts) }] : [];
  if (new Set(growth.map((row) => row['year'])).size > 1) {
    const draw = (width: number, height: number): Promise<string> => toSvg(chart(growth, { mark: 'area', x: 'year', y: 'posts', color: 'booru', width, height, ylabel: 'posts a year' }));
    hero.push({ kind: 'chart', svg: await draw(872, 280), narrow: await draw(340, 280), caption: 'Posts by year and board.' });
  }
  const named = [...new Set(cards.map(({ topic }) => topic))].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const sections = named.flatMap((topic): Block[] => [
    { kind: 'heading', text: topic },
    { kind: 'cards', cards: cards.filter((entry) => entry.topic === topic).map(({ card }) => card) },
  ]);
  return {
    title: 'What the boards hold', kicker: 'Boorulab report',
    lead: counts ? lead(counts) : undefined,
    blocks: [...hero, ...sections], foot,
  };
}

function place(topic: string): number {
  const at = topics.indexOf(topic);
  return at < 0 ? topics.length : at;
}

function lead({ posts, boards, first_year: first, last_year: last }: Counts): string {
  if (posts === 0) return 'The lake holds no posts yet.';
  const span = first === null ? '' : first === last ? ` from ${first}` : ` from ${first} to ${last}`;
  return `${grouped(posts)} posts${span} on ${boards === 1 ? 'one board' : `${boards} boards`}, counted, ranked and charted.`;
}

function tiles({ posts, boards, first_year: first, last_year: last, tags, tag_uses: uses }: Counts): Tile[] {
  const years: Tile[] = first === null || last === null ? [] : [{ figure: String(last - first + 1), label: last === first ? 'year' : 'years', note: first === last ? String(first) : `${first} to ${last}` }];
  return [
    { figure: large(posts), label: posts === 1 ? 'post' : 'posts' },
    { figure: large(boards), label: boards === 1 ? 'board' : 'boards' },
    { figure: large(tags), label: 'tags', note: 'each board its own' },
    { figure: large(uses), label: 'uses of a tag', note: posts > 0 ? `${Math.round(uses / posts)} a post` : undefined },
    ...years,
  ];
}

function large(value: number): string {
  return value < 1_000_000 ? grouped(value) : compact(value);
}
