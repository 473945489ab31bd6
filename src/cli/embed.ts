import type { Command } from 'commander';
import { embedTags } from '../mining/embed.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';
import { boardOf, categoriesOf, wholeNumber } from './tag-options.js';

interface EmbedFlags {
  board?: string;
  category?: string;
  dimensions: string;
  tags: string;
  min: string;
  seed: string;
  json?: boolean;
}

export function define(command: Command): void {
  command
    .option('--board <name>', 'tags of this board only')
    .option('--dimensions <number>', 'numbers in a vector', '128')
    .option('--tags <number>', 'how many tags, the most used first', '30000')
    .option('--category <names>', 'only tags of these categories, such as copyright,character')
    .option('--min <posts>', 'leave out tags in fewer posts', '1')
    .option('--seed <number>', 'seed of the random start', '1')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab embed --board danbooru --dimensions 64 --category general,character')
    .action((flags: EmbedFlags, command: Command) => {
      const booru = boardOf(flags.board);
      const options = {
        categories: categoriesOf(flags.category), dimensions: wholeNumber(flags.dimensions, 'dimensions'), tags: wholeNumber(flags.tags, 'tags'),
        minimumPosts: wholeNumber(flags.min, 'min'), seed: wholeNumber(flags.seed, 'seed', 0), ...(booru === undefined ? {} : { booru }),
      };
      return withLake(command, async (lake, globals) => {
        const unit = (label: string) => (label.startsWith('reading') ? 'pairs' : 'steps');
        const boards = await withStep(globals, unit, (step) => embedTags(lake, { ...options, ...step }));
        const rows = boards.map((board) => ({ ...board, explained: flags.json ? board.explained : Number(board.explained.toFixed(4)) }));
        putRows({ booru: 'VARCHAR', tags: 'BIGINT', vectors: 'BIGINT', dimensions: 'BIGINT', explained: 'DOUBLE' }, rows, flags.json === true);
        if (!flags.json) say('explained: the share of what the pairs tell beyond chance that the dimensions hold. Go on with: boorulab clusters');
      });
    });
}
