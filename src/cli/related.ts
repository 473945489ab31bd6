import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { relatedOrders, relatedTags, tagNamesLike, type RelatedOrder } from '../mining/related.js';
import { writeRelatedTags, type RelatedTableOptions } from '../mining/related-table.js';
import { nearest } from '../reports/near.js';
import { tagCategories } from '../tags/categories.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';
import { boardOf, categoriesOf, wholeNumber } from './tag-options.js';

interface RelatedFlags {
  all?: boolean;
  by: string;
  board?: string;
  category?: string;
  limit: string;
  json?: boolean;
}

const types = {
  tag: 'VARCHAR', category: 'VARCHAR', posts: 'BIGINT', both: 'BIGINT', cosine: 'DOUBLE', jaccard: 'DOUBLE', overlap: 'DOUBLE', frequency: 'DOUBLE', likelihood: 'DOUBLE',
};

const categoryName = new Map<number, string>(Object.entries(tagCategories).map(([name, number]) => [number, name]));

export function define(command: Command): void {
  command
    .argument('[tag]', 'name of a tag')
    .option('--all', 'every tag of the table cooccurrence, into the table related_tags')
    .option('--by <order>', `what to rank by: ${relatedOrders.join(', ')}`, 'cosine')
    .option('--board <name>', 'the board (default: the one where most posts have the tag; with --all every one)')
    .option('--category <names>', 'only tags of these categories, such as copyright,character')
    .option('--limit <tags>', 'related tags of each', '25')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab related hatsune_miku --category character --by likelihood\n  boorulab related --all --limit 50')
    .action((tag: string | undefined, flags: RelatedFlags, command: Command) => {
      if (!relatedOrders.includes(flags.by as RelatedOrder)) throw new UserError(`--by takes one of ${relatedOrders.join(', ')}, not "${flags.by}"`, undefined, 2);
      const booru = boardOf(flags.board);
      if ((flags.all === true) === (tag !== undefined)) throw new UserError('related takes either a tag or --all', 'Such as: boorulab related hatsune_miku', 2);
      const options = { by: flags.by as RelatedOrder, categories: categoriesOf(flags.category), limit: wholeNumber(flags.limit, 'limit'), ...(booru === undefined ? {} : { booru }) };
      if (tag === undefined) return writeAll(command, options, flags);
      return withLake(command, async (lake) => {
        const found = await relatedTags(lake, tag, options);
        if (found === null) {
          const near = nearest(tag, await tagNamesLike(lake, tag));
          throw new UserError(`No tag "${tag}" in the lake`, near.length > 0 ? `Did you mean ${near.join(' or ')}?` : undefined);
        }
        const rounded = (value: number) => Number(value.toPrecision(4));
        const rows = found.tags.map(({ tag_name, tag_cat, posts, both, ...similar }) => ({
          tag: tag_name, category: categoryName.get(tag_cat) ?? String(tag_cat), posts, both,
          ...(flags.json ? similar : Object.fromEntries(Object.entries(similar).map(([name, value]) => [name, rounded(value)]))),
        }));
        putRows(types, rows, flags.json === true);
        const also = found.elsewhere.length > 0 ? `; also on ${found.elsewhere.join(', ')} (--board)` : '';
        say(`${tag} on ${found.booru}: ${found.posts.toLocaleString('en')} posts, counted from ${found.source === 'cooccurrence' ? 'the table cooccurrence' : 'posts'}${also}`);
      });
    });
}

function writeAll(command: Command, { categories, ...options }: RelatedTableOptions & { categories: number[] }, flags: RelatedFlags): Promise<void> {
  if (categories.length > 0) throw new UserError('--category goes with a tag, not with --all', 'Join related_tags with tags to choose by category.', 2);
  return withLake(command, async (lake, globals) => {
    const boards = await withStep(globals, 'boards', (step) => writeRelatedTags(lake, { ...options, ...step }));
    putRows({ booru: 'VARCHAR', pairs: 'BIGINT', tags: 'BIGINT', related: 'BIGINT' }, boards.map((board) => ({ ...board })), flags.json === true);
    if (!flags.json) say('Ask on: boorulab sql related-tags -p tag=TAG');
  });
}
