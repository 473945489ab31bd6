import type { Command } from 'commander';
import { addImagesComposition } from './images-composition.js';
import { addImagesQuality } from './images-quality.js';

export function addImages(program: Command): void {
  const images = program
    .command('images')
    .description('Look at picture files: what they are like, who is in them, which are alike, which are worth a look')
    .addHelpText('after', '\nExample:\n  boorulab images scan pictures\n  boorulab images faces\n  boorulab images composition');
  for (const add of [
    addImagesComposition,
    addImagesQuality,
  ]) add(images);
}
