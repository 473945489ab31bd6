import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { CROSSOVER_RATE } from '../simulate/pictures.js';
import { simulate, type SimulationSummary } from '../simulate/simulate.js';
import { say } from './print.js';
import { Progress } from './progress.js';

/** Simulates boards with a progress line. */
export async function simulateWithProgress(posts: number, seed: number, out: string, crossovers?: number): Promise<SimulationSummary> {
  const progress = new Progress('posts');
  try {
    return await simulate({ posts, seed, out, ...(crossovers === undefined ? {} : { crossovers }), onProgress: (done, total) => progress.update(done, total, 'simulating') });
  } catch (error) {
    throw new UserError((error as Error).message);
  } finally {
    progress.end();
  }
}

export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Write made-up boards with known truth, in the boards\' own formats')
    .option('--posts <number>', 'posts of all boards together', '20000')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--crossovers <share>', 'share of pictures that join characters of two franchises, 0 to 0.5', String(CROSSOVER_RATE))
    .requiredOption('--out <folder>', 'folder to make')
    .addHelpText('after', '\nExample:\n  boorulab simulate --posts 20000 --seed 1 --out data/simulated')
    .action(async (options: { posts: string; seed: string; crossovers: string; out: string }) => {
      for (const name of ['posts', 'seed'] as const) {
        if (!/^\d+$/.test(options[name])) throw new UserError(`--${name} takes a whole number, not "${options[name]}"`, undefined, 2);
      }
      const crossovers = /^\d*\.?\d+$/.test(options.crossovers) ? Number(options.crossovers) : NaN;
      if (!(crossovers <= 0.5)) throw new UserError(`--crossovers takes a share from 0 to 0.5, not "${options.crossovers}"`, undefined, 2);
      const made = await simulateWithProgress(Number(options.posts), Number(options.seed), options.out, crossovers);
      const boards = Object.entries(made.postsByBoard).map(([name, posts]) => `${name} ${posts.toLocaleString('en')}`);
      say(`${made.posts.toLocaleString('en')} posts (${boards.join(', ')}) of ${made.franchises} franchises and ${made.characters.toLocaleString('en')} characters in ${made.out}`);
      say(`Truth in ${made.out}/truth. Load them: boorulab load ${made.out}`);
    });
}
