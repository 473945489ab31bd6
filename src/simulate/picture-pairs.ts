import type { PostedFile } from './picture-files.js';

/** Two files of one picture (kind says how they differ, by both ways when neither is the first), or of a picture and its variant. */
export interface PicturePair {
  readonly a: PostedFile;
  readonly b: PostedFile;
  readonly kind: string;
}

function kindOf(a: PostedFile, b: PostedFile): string {
  if (a.post.picture.id !== b.post.picture.id) return 'variant';
  const kinds = [...new Set([a.resave.kind, b.resave.kind].filter((kind) => kind !== 'same'))].sort();
  return kinds.join('+') || 'same';
}

/** All pairs of files of one picture or of variants of one, a before b by path. */
export function picturePairs(files: readonly PostedFile[]): PicturePair[] {
  const families = new Map<number, PostedFile[]>();
  for (const file of files) {
    const { base } = file.post.picture;
    const family = families.get(base);
    if (family === undefined) families.set(base, [file]);
    else family.push(file);
  }
  return [...families.values()].flatMap((family) => {
    const ordered = family.slice().sort((a, b) => (a.path < b.path ? -1 : 1));
    return ordered.flatMap((a, at) => ordered.slice(at + 1).map((b) => ({ a, b, kind: kindOf(a, b) })));
  });
}
