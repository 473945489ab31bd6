import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { findFranchises } from '../mining/franchises/franchises.js';
import { franchiseMethods, type FranchiseMethodName } from '../mining/franchises/methods.js';
import { explainMember } from '../mining/franchises/why.js';
import { tagNamesLike } from '../mining/related.js';
import { nearest } from '../reports/near.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface FranchiseFlags {
  method: string;
  min: string;
  seed: string;
  limit: string;
  json?: boolean;
}

/** Columns of the largest franchises, for printing. */
export const largestTypes = { franchise_id: 'INTEGER', name: 'VARCHAR', copyrights: 'INTEGER', characters: 'INTEGER', posts: 'BIGINT', change: 'VARCHAR' };

export function define(franchises: Command): void {
  franchises
    .option('--method <name>', `how: ${Object.entries(franchiseMethods).map(([name, { about }]) => `${name} (${about})`).join('; ')}`, 'forest')
    .option('--min <posts>', 'leave out tags seen in fewer posts', '3')
    .option('--seed <number>', 'for the methods that draw lots', '1')
    .option('--limit <number>', 'largest franchises to print', '15')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab franchises\n  boorulab franchises why hatsune_miku')
    .action((flags: FranchiseFlags, command: Command) => {
      if (!Object.hasOwn(franchiseMethods, flags.method)) throw new UserError(`--method takes one of ${Object.keys(franchiseMethods).join(', ')}, not "${flags.method}"`, undefined, 2);
      const options = { method: flags.method as FranchiseMethodName, support: wholeNumber(flags.min, 'min'), seed: wholeNumber(flags.seed, 'seed', 0) };
      const limit = wholeNumber(flags.limit, 'limit', 0);
      return withLake(command, async (lake, globals) => {
        const unit = (label: string) => (label.startsWith('counting') ? 'meetings' : 'tags of posts');
        const { largest, ...summary } = await withStep(globals, unit, (step) => findFranchises(lake, { ...options, ...step, largest: limit }));
        putRows(largestTypes, largest.map((row) => ({ ...row })), flags.json === true);
        say(`${summary.franchises.toLocaleString('en')} franchises of ${summary.copyrights.toLocaleString('en')} copyrights and ${summary.characters.toLocaleString('en')} characters`);
        const { changes, gone } = summary;
        if (changes.same + changes.new + changes.split + changes.merged > 0) say(`Since the last run: ${changes.same} the same, ${changes.new} new, ${changes.split} split off, ${changes.merged} merged, ${gone.length} gone${gone.length > 0 ? ` (${gone.slice(0, 5).join(', ')}${gone.length > 5 ? ', …' : ''})` : ''}`);
        if (!flags.json) say('Ask on: boorulab franchises why TAG');
      });
    });
  franchises
    .command('why')
    .description('Show what put a tag into its franchise, and whose company it keeps')
    .argument('<tag>', 'name of a copyright or character')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab franchises why hatsune_miku')
    .action((tag: string, _flags: unknown, command: Command) =>
      withLake(command, async (lake) => {
        const found = await explainMember(lake, tag);
        if (found === null) {
          const near = nearest(tag, await tagNamesLike(lake, tag));
          throw new UserError(`No franchise has a tag "${tag}"`, near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Find franchises first: boorulab franchises');
        }
        if (command.optsWithGlobals<{ json?: boolean }>().json) return put(JSON.stringify(found, null, 2));
        put(found.because.map((line) => `${line}\n`).join(''));
        putRows({ franchise: 'VARCHAR', share: 'DOUBLE', posts_both: 'BIGINT', tags: 'BIGINT', most: 'VARCHAR' }, found.company.slice(0, 10).map((row) => ({ ...row })), false);
      }));
}
