import type { Command } from 'commander';
import { addLinkCrossposts } from './link-crossposts.js';
import { addLinkMal } from './link-mal.js';
import { addLinkReview } from './link-review.js';
import { addLinkTags } from './link-tags.js';

export function addLink(program: Command): void {
  const link = program
    .command('link')
    .description('Make sources speak to each other: which tag is which entry of MyAnimeList, which tags of two boards are one, which posts show one picture')
    .addHelpText('after', '\nExample:\n  boorulab link mal\n  boorulab link crossposts\n  boorulab link tags\n  boorulab link review --export review.csv');
  for (const add of [addLinkMal, addLinkTags, addLinkCrossposts, addLinkReview]) add(link);
}
