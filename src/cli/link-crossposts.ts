import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { defaultAccept, linkCrossposts } from '../linking/crossposts/crossposts.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { sayDecisions } from './say-decisions.js';
import { withStep } from './step.js';
import { boardsOf } from './tag-options.js';

interface LinkCrosspostsFlags {
  prefer?: string;
  accept: string;
  json?: boolean;
}

const many = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

export function define(command: Command): void {
  command
    .option('--prefer <boards>', 'boards whose post stands for a work before those of others, such as yandere,danbooru')
    .option('--accept <score>', 'join posts from this score on', String(defaultAccept))
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab link crossposts\n  boorulab sql flow-matrix')
    .action((flags: LinkCrosspostsFlags, command: Command) => {
      const accept = Number(flags.accept);
      if (flags.accept.trim() === '' || !(accept > 0 && accept <= 1)) throw new UserError(`--accept takes a number above 0 and up to 1, not "${flags.accept}"`, undefined, 2);
      const prefer = boardsOf(flags.prefer);
      return withLake(command, async (lake, globals) => {
        const found = await withStep(globals, 'steps', (step) => linkCrossposts(lake, { prefer, accept, ...step }));
        if (flags.json) return put(JSON.stringify(found, null, 2));
        putRows({ reason: 'VARCHAR', edges: 'BIGINT', joined: 'BIGINT' }, found.reasons.map((row) => ({ ...row })), false);
        say(`${many(found.posts, 'post')} of ${many(found.works, 'work')}; ${many(found.shared, 'work')} on several boards with ${many(found.sharedPosts, 'post')}, the largest work has ${found.largest}`);
        if (found.shared === 0) say('No post of one board was found on another: look whether both dumps have MD5 or source (boorulab describe posts).');
        if (found.sameBoard > 0) say(`${many(found.sameBoard, 'edge')} left out that would have put two posts of a board into one work`);
        if (found.tooLarge > 0) say(`${many(found.tooLarge, 'edge')} left out that would have made a work too large`);
        sayDecisions(found.decisions, 'post');
        if (found.misshapenMd5 > 0) say(`${many(found.misshapenMd5, 'post')} with an MD5 that is none`);
        if (found.placeholderMd5 > 0) say(`${many(found.placeholderMd5, 'post')} with an MD5 of too many posts, which stands for no file`);
      });
    });
}
