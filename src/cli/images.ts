import type { Command } from 'commander';
import { addCommands } from './command-table.js';

export function define(images: Command): void {
  images.addHelpText('after', '\nExample:\n  boorulab images scan pictures\n  boorulab images faces\n  boorulab images composition');
  addCommands(images, {
    scan: ['Measure the pictures in folders and archives, and find the posts they are of, into the tables images and image_stats', () => import('./images-scan.js')],
    faces: ['Find drawn faces in all pictures scanned, each picture once, into the table faces', () => import('./images-faces.js')],
    detect: ['Run your own ONNX detector (YOLOv5 or YOLOv8) over all pictures scanned, each picture once, into the table detections', () => import('./images-detect.js')],
    composition: ['Tell how every picture is composed, from boxes of faces, heads and bodies and from tags, into the table compositions', () => import('./images-composition.js')],
    duplicates: ['Find pictures that are one, and plan which file of each to keep, into the tables duplicates and duplicate_pairs; no file is touched', () => import('./images-duplicates.js')],
    similar: ['List the pictures of the lake that are most like one of them, or like any picture file', () => import('./images-similar.js')],
    quality: ['Tell how likely each picture is worth a look, from its statistics, composition and size, into the tables picture_quality and quality_weights', () => import('./images-quality.js')],
    thumbs: ['Make thumbnails of the pictures scanned: 512 x 512 px JPEGs on black, named by post and tags, with the same in their EXIF', () => import('./images-thumbs.js')],
    crops: ['Cut faces with room around them out of the pictures scanned: 2:3 JPEGs, one a face of the table faces', () => import('./images-crops.js')],
    commit: ['Make the parts that shards wrote part of the lake, all parts of a step or none, and say which shards are missing', () => import('./images-commit.js')],
  });
}
