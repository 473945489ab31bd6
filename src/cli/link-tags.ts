import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { defaultTagAccept, linkTags } from '../linking/tags/link-tags.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { sayDecisions } from './say-decisions.js';
import { withStep } from './step.js';
import { boardsOf } from './tag-options.js';

interface LinkTagsFlags {
  prefer?: string;
  accept: string;
  names: boolean;
  json?: boolean;
}

const summaryTypes = { booru_a: 'VARCHAR', booru_b: 'VARCHAR', shared_works: 'BIGINT', accepted: 'BIGINT', by_posts_alone: 'BIGINT', review: 'BIGINT' };

export function define(command: Command): void {
  command
    .option('--prefer <boards>', 'boards whose names tags get before those of others, such as gelbooru,danbooru')
    .option('--accept <score>', 'accept links from this score on; less sure ones are for review', String(defaultTagAccept))
    .option('--no-names', 'take no notice of names and aliases: link by shared posts alone')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\nExample:\n  boorulab link crossposts\n  boorulab link tags\n  boorulab link review tags --export review.csv`)
    .action((flags: LinkTagsFlags, command: Command) => {
      const accept = Number(flags.accept);
      if (flags.accept.trim() === '' || !(accept >= 0.5 && accept <= 1)) throw new UserError(`--accept takes a number from 0.5 to 1, not "${flags.accept}"`, undefined, 2);
      const prefer = boardsOf(flags.prefer);
      return withLake(command, async (lake, globals) => {
        const summary = await withStep(globals, 'pairs of boards', (step) => linkTags(lake, { prefer, accept, ignoreNames: !flags.names, ...step }));
        if (flags.json) return put(JSON.stringify(summary, null, 2));
        putRows(summaryTypes, summary.pairs.map((row) => ({ ...row })), false);
        sayDecisions(summary.decisions, 'tag');
        if (summary.pairs.some((row) => row.review > 0)) say('Pairs of tags wait for a look: boorulab link review tags --export review.csv');
        if (summary.pairs.every((row) => row.shared_works === 0)) say('No two boards share a work, so names alone were compared. Find shared posts first: boorulab link crossposts');
      });
    });
}
