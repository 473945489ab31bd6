import type { Command } from 'commander';
import { addLinkMal } from './link-mal.js';

export function addLink(program: Command): void {
  const link = program
    .command('link')
    .description('Make sources speak to each other: which tag is which entry of MyAnimeList')
    .addHelpText('after', '\nExample:\n  boorulab link mal');
  for (const add of [addLinkMal]) add(link);
}
