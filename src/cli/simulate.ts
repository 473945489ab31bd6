import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { formatNames } from '../simulate/formats/formats.js';
import { CROSSOVER_RATE } from '../simulate/pictures.js';
import { simulate, type SimulationOptions, type SimulationSummary } from '../simulate/simulate.js';
import { say } from './print.js';
import { Progress } from './progress.js';

/** Simulates boards with a progress line. */
export async function simulateWithProgress(posts: number, seed: number, out: string, others: Pick<SimulationOptions, 'crossovers' | 'formats'> = {}): Promise<SimulationSummary> {
  const progress = new Progress('posts');
  try {
    return await simulate({ posts, seed, out, ...others, onProgress: (done, total) => progress.update(done, total, 'simulating') });
  } catch (error) {
    throw new UserError((error as Error).message);
  } finally {
    progress.end();
  }
}

function formatsOf(text: string): 'all' | readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== 'all' && !formatNames.includes(name));
  if (unknown !== undefined) throw new UserError(`--formats takes all or some of ${formatNames.join(',')}, not "${unknown}"`, undefined, 2);
  return names.includes('all') ? 'all' : names;
}

export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Write made-up boards with known truth, in the boards\' own formats')
    .option('--posts <number>', 'posts of all boards together', '20000')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--crossovers <share>', 'share of pictures that join characters of two franchises, 0 to 0.5', String(CROSSOVER_RATE))
    .option('--formats <names>', 'write the posts in other formats, too: all, or names parted by commas')
    .requiredOption('--out <folder>', 'folder to make')
    .addHelpText('after', `
Example:
  boorulab simulate --posts 20000 --seed 1 --out data/simulated
  boorulab simulate --posts 2000 --formats zerochan,hydrus --out data/simulated

Formats, each in a folder of its own below formats/:
${formatNames.map((name) => `  ${name}\n`).join('')}`)
    .action(async (options: { posts: string; seed: string; crossovers: string; formats?: string; out: string }) => {
      for (const name of ['posts', 'seed'] as const) {
        if (!/^\d+$/.test(options[name])) throw new UserError(`--${name} takes a whole number, not "${options[name]}"`, undefined, 2);
      }
      const crossovers = /^\d*\.?\d+$/.test(options.crossovers) ? Number(options.crossovers) : NaN;
      if (!(crossovers <= 0.5)) throw new UserError(`--crossovers takes a share from 0 to 0.5, not "${options.crossovers}"`, undefined, 2);
      const made = await simulateWithProgress(Number(options.posts), Number(options.seed), options.out, { crossovers, ...(options.formats === undefined ? {} : { formats: formatsOf(options.formats) }) });
      const boards = Object.entries(made.postsByBoard).map(([name, posts]) => `${name} ${posts.toLocaleString('en')}`);
      say(`${made.posts.toLocaleString('en')} posts (${boards.join(', ')}) of ${made.franchises} franchises and ${made.characters.toLocaleString('en')} characters in ${made.out}`);
      say(`Truth in ${made.out}/truth. Load them: boorulab load ${made.out}`);
    });
}
