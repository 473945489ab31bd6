import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { clusterMethods, clusterTags, type ClusterMethod } from '../mining/clusters.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';
import { boardOf, categoriesOf, wholeNumber } from './tag-options.js';

interface ClusterFlags {
  board?: string;
  method: string;
  k?: string;
  category?: string;
  tags?: string;
  seed: string;
  json?: boolean;
}

export function define(command: Command): void {
  command
    .option('--board <name>', 'tags of this board only')
    .option('--method <name>', `how to group: ${clusterMethods.join(' or ')}`, 'kmeans')
    .option('--k <number>', 'how many clusters (default: as many as make the clearest ones)')
    .option('--category <names>', 'only tags of these categories, such as copyright,character')
    .option('--tags <number>', 'how many tags, the most used first (default: all with a vector)')
    .option('--seed <number>', 'seed of the random starts', '1')
    .option('--json', 'print the clusters as JSON')
    .addHelpText('after', '\nExample:\n  boorulab clusters --board danbooru --category character --k 40')
    .action((flags: ClusterFlags, command: Command) => {
      if (!clusterMethods.includes(flags.method as ClusterMethod)) throw new UserError(`--method takes one of ${clusterMethods.join(', ')}, not "${flags.method}"`, undefined, 2);
      const booru = boardOf(flags.board);
      const options = {
        method: flags.method as ClusterMethod, categories: categoriesOf(flags.category), seed: wholeNumber(flags.seed, 'seed', 0),
        ...(booru === undefined ? {} : { booru }),
        ...(flags.k === undefined ? {} : { k: wholeNumber(flags.k, 'k') }),
        ...(flags.tags === undefined ? {} : { tags: wholeNumber(flags.tags, 'tags') }),
      };
      return withLake(command, async (lake, globals) => {
        const boards = await withStep(globals, 'numbers of clusters', (step) => clusterTags(lake, { ...options, ...step }));
        const rows = boards.flatMap(({ booru: board, clusters }) => clusters.map(({ cluster, size, posts, name }) => ({ booru: board, cluster, tags: size, posts, name })));
        putRows({ booru: 'VARCHAR', cluster: 'BIGINT', tags: 'BIGINT', posts: 'BIGINT', name: 'VARCHAR' }, rows, flags.json === true);
        for (const { booru: board, tags, clusters, silhouette } of boards) {
          say(`${board}: ${tags.toLocaleString('en')} tags in ${clusters.length} clusters, simplified silhouette ${silhouette.toFixed(3)}`);
        }
      });
    });
}
