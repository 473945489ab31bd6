import type { Command } from 'commander';
import { addLinkCrossposts } from './link-crossposts.js';

export function addLink(program: Command): void {
  const link = program
    .command('link')
    .description('Make sources speak to each other: which posts show one picture')
    .addHelpText('after', '\nExample:\n  boorulab link crossposts');
  for (const add of [addLinkCrossposts]) add(link);
}
