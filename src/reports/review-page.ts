import { grouped } from '../charts/numbers.js';
import type { Lake } from '../lake/lake.js';
import { reviewTopics, type ReviewTopic } from '../linking/review/doubts.js';
import { readFacts, type Facts } from '../linking/review/facts.js';
import type { Question, Side } from '../linking/review/question.js';
import { readQuestions } from '../linking/review/questions.js';
import type { Block, Document, Foot } from './document.js';
import { shownPaths } from './gallery-paths.js';

/** One side of a question as the page shows it. */
export interface ShownSide {
  readonly side: Side;
  /** What the count counts. */
  readonly unit: string;
  readonly facts: Facts;
  /** A JPEG in base64, of a post whose picture was scanned. */
  readonly jpeg?: string;
}

/** A left side with its candidates, the best first. */
export interface ShownQuestion {
  readonly left: ShownSide;
  readonly candidates: readonly { readonly right: ShownSide; readonly score: number; readonly evidence: string }[];
}

/** Questions of a topic on the page at most. */
const mostQuestions = 40;
const pictureSide = 240;

const words: Readonly<Record<ReviewTopic, { heading: string; ask: string }>> = {
  mal: { heading: 'Tags and MyAnimeList', ask: 'Is the tag one of these entries?' },
  tags: { heading: 'Tags of two boards', ask: 'Do the boards mean the same?' },
  crossposts: { heading: 'Posts', ask: 'Do the posts show the same picture? Variants and other pages of a work are other pictures.' },
};

/** The page of links that wait for a person: candidates side by side, the most useful questions first. Null when nothing waits. */
export async function reviewDocument(lake: Lake, foot: Foot): Promise<Document | null> {
  const blocks: Block[] = [];
  for (const topic of reviewTopics) {
    const { questions, waiting } = await readQuestions(lake, [topic], mostQuestions);
    if (questions.length === 0) continue;
    blocks.push({ kind: 'heading', text: words[topic].heading });
    blocks.push({ kind: 'prose', text: `${words[topic].ask} ${questions.length < waiting ? `The ${grouped(questions.length)} most useful of ${grouped(waiting)} questions:` : `${grouped(waiting)} ${waiting === 1 ? 'question' : 'questions'}:`}` });
    blocks.push({ kind: 'review', questions: await shown(lake, questions) });
    blocks.push({ kind: 'code', language: 'shell', text: `boorulab link review ${topic} --export review.csv\n# write yes, no or none into the column decision\nboorulab link review --import review.csv --by you\nboorulab link ${topic}`, label: 'To answer them:' });
  }
  if (blocks.length === 0) return null;
  return { title: 'Links to decide', kicker: 'Links', lead: 'What the machine is not sure of, side by side. A person\'s word wins over the machine, in a spreadsheet as below.', up: { href: 'index.html', text: 'All reports' }, blocks, foot };
}

async function shown(lake: Lake, questions: readonly Question[]): Promise<ShownQuestion[]> {
  const facts = await readFacts(lake, questions);
  const pictures = await picturesOf(lake, questions.filter(({ kind }) => kind === 'crossposts').flatMap(({ left, right }) => [left.key, right.key]));
  const sideOf = (side: Side, unit: string): ShownSide => ({ side, unit, facts: facts.get(side.key) ?? [], ...(pictures.has(side.key) ? { jpeg: pictures.get(side.key)! } : {}) });
  const found = new Map<string, { left: ShownSide; candidates: ShownQuestion['candidates'][number][] }>();
  for (const { kind, left, right, score, evidence } of questions) {
    const units = kind === 'mal_anime' ? ['posts', 'members'] : kind === 'mal_character' ? ['posts', 'favourites'] : kind === 'tags' ? ['posts', 'posts'] : ['posts of the work', 'posts of the work'];
    const group = JSON.stringify([kind, left.key, kind === 'mal_anime' || kind === 'mal_character' ? '' : right.key.split('/')[0]]);
    const shownQuestion = found.get(group) ?? { left: sideOf(left, units[0]!), candidates: [] };
    shownQuestion.candidates.push({ right: sideOf(right, units[1]!), score, evidence });
    found.set(group, shownQuestion);
  }
  return [...found.values()];
}

/** Small pictures of posts, by key: of those that were scanned and that the session shows. */
async function picturesOf(lake: Lake, keys: readonly string[]): Promise<Map<string, string>> {
  const names = [...new Set(keys)].map((key) => ({ key, booru: key.slice(0, key.indexOf('/')), fid: key.slice(key.indexOf('/') + 1) }));
  const paths = await shownPaths(lake, { columns: [{ name: 'booru', type: 'VARCHAR' }, { name: 'fid', type: 'VARCHAR' }], rows: names });
  const found = new Map<string, string>();
  if (paths.every((path) => path === undefined)) return found;
  const { thumbnail } = await import('../images/thumbnail.js');
  for (const [i, path] of paths.entries()) {
    if (path === undefined) continue;
    const picture = await thumbnail(path.path, pictureSide).catch(() => null);
    if (picture !== null) found.set(names[i]!.key, picture.jpeg.toString('base64'));
  }
  return found;
}
