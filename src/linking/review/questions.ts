import type { Lake } from '../../lake/lake.js';
import { readDoubts, type ReviewTopic } from './doubts.js';
import type { Question } from './question.js';
import { readSides } from './sides.js';

/** The questions most worth an answer, with what a person needs to answer them; and how many there are in all. */
export async function readQuestions(lake: Lake, topics: readonly ReviewTopic[], limit: number): Promise<{ questions: Question[]; waiting: number }> {
  const { doubts, waiting } = await readDoubts(lake, topics, limit);
  const sides = await readSides(lake, doubts);
  const side = (key: string, count: number | null) => ({ key, count, ...(sides.get(key) ?? { names: [], url: null }) });
  return {
    waiting,
    questions: doubts.map(({ kind, left, right, leftCount, rightCount, score, evidence }) => ({ kind, left: side(left, leftCount), right: side(right, rightCount), score, evidence })),
  };
}
