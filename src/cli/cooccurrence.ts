import type { Command } from 'commander';
import { countCooccurrence } from '../mining/cooccurrence.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';
import { boardOf, categoriesOf, wholeNumber, yearsOf } from './tag-options.js';

interface CooccurrenceFlags {
  board?: string;
  category?: string;
  min: string;
  minPosts?: string;
  years?: string;
  threads?: string;
  json?: boolean;
}

export function define(command: Command): void {
  command
    .option('--board <name>', 'count this board only')
    .option('--category <names>', 'only tags of these categories, such as copyright,character')
    .option('--min <posts>', 'leave out pairs in fewer posts', '5')
    .option('--min-posts <posts>', 'leave out tags in fewer posts')
    .option('--years <years>', 'only posts of a year or of several, such as 2010-2019')
    .option('--threads <number>', 'worker threads (default: one for each core)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab cooccurrence --category copyright,character --min 3')
    .action((flags: CooccurrenceFlags, command: Command) => {
      const booru = boardOf(flags.board);
      const options = {
        categories: categoriesOf(flags.category), minimum: wholeNumber(flags.min, 'min'), years: yearsOf(flags.years),
        ...(booru === undefined ? {} : { booru }),
        ...(flags.minPosts === undefined ? {} : { minimumPosts: wholeNumber(flags.minPosts, 'min-posts') }),
        ...(flags.threads === undefined ? {} : { threads: wholeNumber(flags.threads, 'threads') }),
      };
      return withLake(command, async (lake, globals) => {
        const boards = await withStep(globals, () => 'tags of posts', (step) => countCooccurrence(lake, { ...options, ...step }));
        putRows({ booru: 'VARCHAR', posts: 'BIGINT', tags: 'BIGINT', post_tags: 'BIGINT', pairs: 'BIGINT' }, boards.map(({ passes: _passes, ...board }) => board), flags.json === true);
        for (const { booru, passes } of boards) if (passes > 0) say(`${booru}: too many tags of posts for the memory, so they were counted in ${passes} ${passes === 1 ? 'pass' : 'passes'} over a file; --memory gives more.`);
        if (!flags.json) say('Ask on: boorulab related TAG');
      });
    });
}
