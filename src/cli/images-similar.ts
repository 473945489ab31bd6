import type { Command } from 'commander';
import { similarComposition } from '../images/similar-composition.js';
import { similarByHash, similarByLook } from '../images/similar.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { Row } from '../lake/result.js';
import { withLake } from './options.js';
import { putRows, rounded, say } from './print.js';
import { wholeNumber } from './tag-options.js';

interface SimilarFlags {
  by: string;
  limit: string;
  json?: boolean;
}

/** A way in which pictures are alike: what finds them, and the columns it gives. */
interface Way {
  readonly about: string;
  readonly find: (lake: Lake, path: string, options: { limit: number }) => Promise<Row[]>;
  readonly types: Readonly<Record<string, string>>;
}

const picture = { path: 'VARCHAR', booru: 'VARCHAR', fid: 'VARCHAR', distance: 'DOUBLE' };

const ways: Readonly<Record<string, Way>> = {
  look: { about: 'statistics and palette', find: similarByLook, types: { ...picture, statistics: 'DOUBLE', palette: 'DOUBLE' } },
  hash: { about: 'the same picture, or nearly', find: similarByHash, types: { ...picture, phash: 'INTEGER', dhash: 'INTEGER', mirrored: 'BOOLEAN' } },
  composition: { about: 'figures that stand alike', find: async (lake, path, { limit }) => (await similarComposition(lake, path, limit)).map((row) => ({ ...row })), types: { path: 'VARCHAR', score: 'DOUBLE' } },
};

export function define(command: Command): void {
  command
    .argument('<path>', 'a picture of the lake by its path, or a file')
    .option('--by <way>', `how they are alike: ${Object.entries(ways).map(([name, { about }]) => `${name} (${about})`).join(', ')}`, 'look')
    .option('--limit <number>', 'pictures to list', '20')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images similar pictures/1234.jpg --by hash --limit 5')
    .action((path: string, flags: SimilarFlags, command: Command) => {
      const way = Object.hasOwn(ways, flags.by) ? ways[flags.by]! : null;
      if (way === null) throw new UserError(`--by takes one of ${Object.keys(ways).join(', ')}, not "${flags.by}"`, undefined, 2);
      const limit = wholeNumber(flags.limit, 'limit');
      return withLake(command, async (lake) => {
        const rows = await way.find(lake, path, { limit });
        putRows(way.types, flags.json ? rows : rows.map(rounded), flags.json === true);
        if (!flags.json) say(flags.by === 'composition' ? 'score: from 0 to 1, composed alike.' : 'distance: the less, the more alike.');
      });
    });
}
