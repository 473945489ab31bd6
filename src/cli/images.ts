import type { Command } from 'commander';
import { addImagesScan } from './images-scan.js';

export function addImages(program: Command): void {
  const images = program
    .command('images')
    .description('Look at picture files: what they are and measure, which post they are of')
    .addHelpText('after', '\nExample:\n  boorulab images scan pictures/');
  for (const add of [
    addImagesScan,
  ]) add(images);
}
