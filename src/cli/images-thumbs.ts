import type { Command } from 'commander';
import { makeThumbs } from '../images/thumbs.js';
import { countsOf, countTypes, linesOfMade } from './made.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { addShardOption, shardOf } from './shard-options.js';
import { withStep } from './step.js';

interface ThumbFlags {
  out: string;
  shard?: string;
  json?: boolean;
}

export function define(thumbs: Command): void {
  thumbs
    .argument('[dir]', 'pictures below this folder only')
    .requiredOption('--out <dir>', 'folder for the thumbnails; those that are there stay')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images thumbs --out thumbs\n  boorulab images thumbs pictures/2023 --out thumbs')
    .action((dir: string | undefined, flags: ThumbFlags, command: Command) =>
      withLake(command, async (lake, globals) => {
        const made = await withStep(globals, 'pictures', (step) => makeThumbs(lake, { out: flags.out, ...(dir === undefined ? {} : { below: dir }), shard: shardOf(flags), ...step }));
        putRows(countTypes, [countsOf(made)], flags.json === true);
        for (const line of linesOfMade(made)) say(line);
        if (!flags.json && made.made + made.there > 0) say(`Thumbnails are in ${flags.out}`);
        if (made.made + made.there === 0 && made.pictures > 0) process.exitCode = 1;
      }, false),
    );
  addShardOption(thumbs);
}
