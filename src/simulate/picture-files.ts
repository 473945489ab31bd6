import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../kernels/random.js';
import { drawPicture, type Drawing } from './drawing/drawing.js';
import type { Box } from './drawing/figure.js';
import { encode, type FileType, fromPixels, paint } from './drawing/paint.js';
import { chooseResave, type File, type Resave, resave } from './drawing/resave.js';
import { pictureName } from './picture-name.js';
import type { PostedPicture } from './picture-sample.js';
import type { Post } from './posts.js';
import type { World } from './world.js';

const AT_ONCE = 4;
const paintStream = 2 ** 45;

/** A picture file of a post and what is true of it. */
export interface PostedFile {
  readonly post: Post;
  /** Below the folder of the simulation, parts by `/`. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly resave: Resave;
  readonly drawing: Omit<Drawing, 'svg'>;
  readonly boxes: readonly { readonly figure: number; readonly character: string | null; readonly label: 'face' | 'head' | 'figure'; readonly box: Box }[];
}

/** A box in whole px, cut to the picture; null when nothing of it is left. */
function inside(box: Box, width: number, height: number): Box | null {
  const [x, y] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const [w, h] = [Math.min(width, Math.round(box.x + box.w)) - x, Math.min(height, Math.round(box.y + box.h)) - y];
  return w > 0 && h > 0 ? { x, y, w, h } : null;
}

function boxesOf({ figures }: PostedFile['drawing'], { width, height }: File, move: (box: Box) => Box): PostedFile['boxes'] {
  return figures.flatMap((drawn, at) => (['face', 'head', 'figure'] as const).flatMap((label) => {
    const found = drawn[label];
    const box = found === null ? null : inside(move(found), width, height);
    return box === null ? [] : [{ figure: at + 1, character: drawn.character, label, box }];
  }));
}

async function filesOf(world: World, { picture, posts }: PostedPicture, out: string): Promise<PostedFile[]> {
  const random = new Random(world.seed, paintStream + picture.id * 8);
  const { svg, ...drawing } = drawPicture(picture, world);
  const pixels = await paint({ svg, ...drawing }, random);
  const type: FileType = picture.file.ext;
  const first: File = { bytes: await encode(fromPixels(pixels), type, drawing.craft.jpegQuality), width: pixels.width, height: pixels.height };
  const made: PostedFile[] = [];
  for (const [at, post] of posts.entries()) {
    random.reseed(world.seed, paintStream + picture.id * 8 + 1 + at);
    const how: Resave = at === 0 ? { kind: 'same', amount: null, type } : chooseResave(type, post.revision > 0, random);
    const { file, move } = await resave(first, how, random);
    const path = `pictures/${pictureName(world, post, how.type)}`;
    await writeFile(join(out, path), file.bytes);
    made.push({ post, path, width: file.width, height: file.height, resave: how, drawing, boxes: boxesOf(drawing, file, move) });
  }
  return made;
}

/**
 * Draws pictures and writes a file a post into `pictures/`: the first post of a picture has it as drawn, the others as saved again in some known way.
 * Gives the files in order of the pictures and their posts.
 */
export async function writePictures(world: World, pictures: readonly PostedPicture[], out: string, onProgress?: (done: number) => void): Promise<PostedFile[]> {
  await mkdir(join(out, 'pictures'), { recursive: true });
  const made: PostedFile[][] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < pictures.length) {
      const at = next++;
      const files = await filesOf(world, pictures[at]!, out);
      made[at] = files;
      onProgress?.((done += files.length));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made.flat();
}
