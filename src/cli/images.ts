import type { Command } from 'commander';
import { addImagesCommit } from './images-commit.js';
import { addImagesComposition } from './images-composition.js';
import { addImagesCrops } from './images-crops.js';
import { addImagesDetect } from './images-detect.js';
import { addImagesDuplicates } from './images-duplicates.js';
import { addImagesFaces } from './images-faces.js';
import { addImagesQuality } from './images-quality.js';
import { addImagesScan } from './images-scan.js';
import { addImagesSimilar } from './images-similar.js';
import { addImagesThumbs } from './images-thumbs.js';

export function addImages(program: Command): void {
  const images = program
    .command('images')
    .description('Look at picture files: what they are like, who is in them, which are alike, which are worth a look')
    .addHelpText('after', '\nExample:\n  boorulab images scan pictures\n  boorulab images faces\n  boorulab images composition');
  for (const add of [addImagesScan, addImagesFaces, addImagesDetect, addImagesComposition, addImagesDuplicates, addImagesSimilar, addImagesQuality, addImagesThumbs, addImagesCrops, addImagesCommit]) add(images);
}
