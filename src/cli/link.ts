import type { Command } from 'commander';
import { addCommands } from './command-table.js';

export function define(link: Command): void {
  link.addHelpText('after', '\nExample:\n  boorulab link mal\n  boorulab link crossposts\n  boorulab link tags\n  boorulab link review --export review.csv');
  addCommands(link, {
    mal: ['Find which entry of MyAnimeList each copyright and character is, into the table mal_links', () => import('./link-mal.js')],
    tags: ['Find which tags of two boards are one, from shared posts, aliases and spelling, into the tables tag_links and unified_tags', () => import('./link-tags.js')],
    crossposts: ['Find which posts show one picture, on whatever board, into the tables crossposts and works', () => import('./link-crossposts.js')],
    review: ['Let a person decide links that are not sure: write the questions to a CSV for a spreadsheet, read the answers back', () => import('./link-review.js')],
  });
}
