import type { Command } from 'commander';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { importReview } from '../linking/review/import-review.js';
import { readQuestions } from '../linking/review/questions.js';
import { decodedText, reviewFile } from '../linking/review/review-file.js';
import { reviewTopics, type ReviewTopic } from '../linking/review/doubts.js';
import { withLake, type GlobalOptions } from './options.js';
import { put, putRows, say } from './print.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface ReviewFlags {
  export?: string;
  import?: string;
  limit: string;
  by?: string;
  json?: boolean;
}

const rejectTypes = { line: 'BIGINT', reason: 'VARCHAR', text: 'VARCHAR' };

export function define(command: Command): void {
  command
    .argument('[what]', `${reviewTopics.join(', ')}; all when left out`)
    .option('--export <file>', 'write the questions, the most useful first')
    .option('--import <file>', 'read the answers: yes, no, none (of these) or open (undecided again); empty ones stay questions')
    .option('--limit <number>', 'questions to write at most', '500')
    .option('--by <name>', 'who decided, kept beside each decision')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab link review --export review.csv\n  boorulab link review --import review.csv --by anna\n  boorulab link tags')
    .action((what: string | undefined, flags: ReviewFlags, command: Command) => {
      if ((flags.export === undefined) === (flags.import === undefined)) throw new UserError('Either --export FILE or --import FILE must be given', 'Example: boorulab link review --export review.csv', 2);
      const limit = wholeNumber(flags.limit, 'limit');
      const topics = topicsOf(what);
      return withLake(command, (lake, globals) => (flags.export !== undefined ? exportTo(lake, flags.export, topics, limit, flags) : importFrom(lake, flags.import!, flags, globals)));
    });
}

function topicsOf(what: string | undefined): readonly ReviewTopic[] {
  const topic = reviewTopics.find((name) => name === what);
  if (what !== undefined && topic === undefined) throw new UserError(`Nothing called "${what}" can be reviewed`, `Choose of ${reviewTopics.join(', ')}`, 2);
  return topic === undefined ? reviewTopics : [topic];
}

async function exportTo(lake: Lake, file: string, topics: readonly ReviewTopic[], limit: number, { json }: ReviewFlags): Promise<void> {
  const { questions, waiting } = await readQuestions(lake, topics, limit);
  try {
    writeFileSync(`${file}.part`, reviewFile(questions));
    renameSync(`${file}.part`, file);
  } catch (error) {
    throw new UserError(`Cannot write ${file}: ${(error as Error).message}`);
  }
  if (json) put(JSON.stringify({ file, questions: questions.length, waiting }, null, 2));
  say(`${questions.length.toLocaleString('en')} of ${waiting.toLocaleString('en')} questions in ${file}${waiting === 0 ? `: nothing waits for review. Link first: boorulab link ${topics.join(', ')}` : ', the most useful first. Write yes, no or none into the column decision, then: boorulab link review --import FILE'}`);
}

async function importFrom(lake: Lake, file: string, { by, json }: ReviewFlags, globals: GlobalOptions): Promise<void> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError(`Cannot read ${file}: ${(error as Error).message}`);
  }
  const summary = await withStep(globals, 'steps', (step) => importReview(lake, decodedText(bytes, file), file, { ...step, ...(by === undefined ? {} : { by }) }));
  if (json) put(JSON.stringify(summary, null, 2));
  else if (summary.rejects.length > 0) putRows(rejectTypes, summary.rejects.map((reject) => ({ ...reject })), false);
  const { rows, yes, no, none, open, empty, rejected, changed } = summary;
  say(`${rows.toLocaleString('en')} rows: ${yes} yes, ${no} no, ${none} none${open > 0 ? `, ${open} open` : ''}, ${empty} empty, ${rejected} rejected. ${changed === 0 ? 'No decision changed.' : `${changed} decisions are new or changed; they count when links are made again: boorulab link mal, link crossposts, link tags`}`);
  if (rejected > 0) process.exitCode = 1;
}
