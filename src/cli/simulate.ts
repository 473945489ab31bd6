import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { formatNames } from '../simulate/formats/formats.js';
import { CROSSOVER_RATE } from '../simulate/pictures.js';
import { simulate, type SimulationOptions, type SimulationSummary } from '../simulate/simulate.js';
import { say } from './print.js';
import { Progress } from './progress.js';

/** Simulates boards with a progress line. */
export async function simulateWithProgress(posts: number, seed: number, out: string, others: Pick<SimulationOptions, 'crossovers' | 'crossposts' | 'misspelt' | 'formats' | 'pictures'> = {}): Promise<SimulationSummary> {
  const progress = new Progress('posts');
  let painting: Progress | undefined;
  try {
    return await simulate({ posts, seed, out, ...others, onProgress: (done, total, doing) => (doing === 'drawing' ? (painting ??= new Progress('pictures')) : progress).update(done, total, doing) });
  } catch (error) {
    throw new UserError((error as Error).message);
  } finally {
    progress.end();
    painting?.end();
  }
}

function shareOf(text: string, option: string, most: number): number {
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (!(share <= most)) throw new UserError(`--${option} takes a share from 0 to ${most}, not "${text}"`, undefined, 2);
  return share;
}

function formatsOf(text: string): 'all' | readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== 'all' && !formatNames.includes(name));
  if (unknown !== undefined) throw new UserError(`--formats takes all or some of ${formatNames.join(',')}, not "${unknown}"`, undefined, 2);
  return names.includes('all') ? 'all' : names;
}

export function define(command: Command): void {
  command
    .option('--posts <number>', 'posts of all boards together', '20000')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--crossovers <share>', 'share of pictures that join characters of two franchises, 0 to 0.5', String(CROSSOVER_RATE))
    .option('--crossposts <share>', 'share of the posts of every other board that danbooru has, too, 0 to 0.9; left out, each board has its own')
    .option('--misspelt <share>', 'share of names that other boards than danbooru misspell, 0 to 0.5', '0')
    .option('--pictures <number>', 'draw pictures of so many of the posts, with the truth of what is in them', '0')
    .option('--formats <names>', 'write the posts in other formats, too: all, or names parted by commas')
    .requiredOption('--out <folder>', 'folder to make')
    .addHelpText('after', `
Example:
  boorulab simulate --posts 20000 --seed 1 --out data/simulated
  boorulab simulate --posts 20000 --pictures 1000 --out data/simulated
  boorulab simulate --posts 2000 --formats zerochan,hydrus --out data/simulated

Formats, each in a folder of its own below formats/:
${formatNames.map((name) => `  ${name}\n`).join('')}`)
    .action(async (options: { posts: string; seed: string; pictures: string; crossovers: string; crossposts?: string; misspelt: string; formats?: string; out: string }) => {
      for (const name of ['posts', 'seed', 'pictures'] as const) {
        if (!/^\d+$/.test(options[name])) throw new UserError(`--${name} takes a whole number, not "${options[name]}"`, undefined, 2);
      }
      const crossovers = shareOf(options.crossovers, 'crossovers', 0.5);
      const misspelt = shareOf(options.misspelt, 'misspelt', 0.5);
      const crossposts = options.crossposts === undefined ? {} : { crossposts: shareOf(options.crossposts, 'crossposts', 0.9) };
      const made = await simulateWithProgress(Number(options.posts), Number(options.seed), options.out, { crossovers, misspelt, ...crossposts, pictures: Number(options.pictures), ...(options.formats === undefined ? {} : { formats: formatsOf(options.formats) }) });
      const boards = Object.entries(made.postsByBoard).map(([name, posts]) => `${name} ${posts.toLocaleString('en')}`);
      say(`${made.posts.toLocaleString('en')} posts (${boards.join(', ')}) of ${made.franchises} franchises and ${made.characters.toLocaleString('en')} characters in ${made.out}`);
      if (made.files > 0) say(`${made.files.toLocaleString('en')} pictures drawn in ${made.out}/pictures. Scan them: boorulab images scan ${made.out}/pictures`);
      say(`Truth in ${made.out}/truth. Load them: boorulab load ${made.out}`);
    });
}
