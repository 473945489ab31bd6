import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPictureName } from '../../tags/file-name.js';
import type { Sample } from '../sample.js';

const extensions = ['.jpg', '.png', '.jpeg', '.webp', '.gif', '.bmp', '.avif', '.JPG', '.PNG', '.JPEG'];

/** The name of a sidecar without what it adds to that of its picture: `a` of `a.txt`, `a.jpg` of `a.jpg.txt`. */
export const stemOf = ({ name }: Sample): string => name.replace(/\.gz$/i, '').replace(/\.(?:txt|json)$/i, '');

/** The picture that a sidecar tells of, where it lies beside it, or in one of the folders (relative to the sidecar's); null when none does. */
export function pictureBeside(sample: Sample, folders: readonly string[] = []): string | null {
  const stem = stemOf(sample);
  const names = isPictureName(stem) ? [stem] : extensions.map((extension) => `${stem}${extension}`);
  for (const folder of ['', ...folders]) {
    const found = names.map((name) => join(dirname(sample.path), folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return null;
}

/** The picture of a sidecar: the path of the one that lies there, else the name that it must have. */
export function pictureOfSidecar(sample: Sample, folders: readonly string[] = []): string {
  return pictureBeside(sample, folders) ?? stemOf(sample);
}
