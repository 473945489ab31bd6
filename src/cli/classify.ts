import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { classify, type Classification } from '../mining/classify.js';
import { classifyTasks, type ClassifyTask } from '../mining/classify-tasks.js';
import { withLake } from './options.js';
import { put, putRows, rounded, say } from './print.js';
import { withStep } from './step.js';
import { boardOf, wholeNumber } from './tag-options.js';

interface ClassifyFlags {
  board?: string;
  seed: string;
  minPosts: string;
  classes: string;
  json?: boolean;
}

const methodTypes = {
  method: 'VARCHAR', setting: 'DOUBLE', accuracy: 'DOUBLE', macro_f1: 'DOUBLE', log_loss: 'DOUBLE', log_loss_raw: 'DOUBLE', ece: 'DOUBLE', ece_raw: 'DOUBLE', temperature: 'DOUBLE',
};

export function define(command: Command): void {
  command
    .argument('[task]', `franchise, character or rating of a post from its other tags, or category of a tag from its vector (${classifyTasks.join(', ')})`, 'franchise')
    .option('--board <name>', 'learn from this board only')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--min-posts <posts>', 'leave out classes with fewer posts (or tags)', '20')
    .option('--classes <number>', 'classes at most, the most frequent', '200')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab classify character\n  boorulab score classify character')
    .action((task: string, flags: ClassifyFlags, command: Command) => {
      if (!classifyTasks.includes(task as ClassifyTask)) throw new UserError(`Unknown task "${task}"`, `Tasks: ${classifyTasks.join(', ')}`, 2);
      const booru = boardOf(flags.board);
      const options = {
        seed: wholeNumber(flags.seed, 'seed', 0), minimumPosts: wholeNumber(flags.minPosts, 'min-posts'), classes: wholeNumber(flags.classes, 'classes', 2),
        ...(booru === undefined ? {} : { booru }),
      };
      return withLake(command, async (lake, globals) => {
        const unit = (label: string) => (label === 'reading' ? 'tags of posts' : 'steps');
        const found = await withStep(globals, unit, (step) => classify(lake, task as ClassifyTask, { ...options, ...step }));
        if (flags.json) return put(JSON.stringify(found, null, 2));
        putRows(methodTypes, found.methods.map(({ reliability: _bins, ...row }) => rounded(row)), false);
        say(learnedFrom(found, lake.rating));
        say(`Ask on: boorulab score classify ${task}`);
      });
    });
}

function learnedFrom(found: Classification, rating: string): string {
  const many = (n: number) => n.toLocaleString('en');
  const things = found.task === 'category' ? 'tags' : 'posts';
  const left = [[found.rare, 'of rarer classes'], [found.several, `with more than one ${found.task}`]] as const;
  const notes = left.filter(([n]) => n > 0).map(([n, why]) => `; ${many(n)} ${why} left out`).join('');
  const shown = found.task === 'category' ? '' : `, rated up to ${rating === 'all' ? 'explicit' : rating}`;
  return `${many(found.classes.length)} classes by ${many(found.features)} ${found.task === 'category' ? 'dimensions' : 'tags'}: learned from ${many(found.train)} ${things}, calibrated on ${many(found.calibration)}, scored on ${many(found.test)} (${found.boards.join(', ')}${shown})${notes}`;
}
