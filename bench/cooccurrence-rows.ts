/** Writes simulated posts for peers in other languages: offsets (uint32, posts + 1) and tags (int32), little endian, into a folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulatePostTags } from '../src/simulate/tag-rows.js';

/** Writes `offsets.bin` and `tags.bin`. */
export function writePostTags(folder: string, posts: number, tags: number, tagsPerPost: number): void {
  const offsets = new Uint32Array(posts + 1);
  const parts: Int32Array[] = [];
  let length = 0;
  for (const batch of simulatePostTags({ posts, tags, tagsPerPost, seed: 1 })) {
    parts.push(batch.tagIds);
    for (const post of batch.postKeys) offsets[post] = ++length;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tags.bin'), Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
  writeFileSync(join(folder, 'offsets.bin'), Buffer.from(offsets.buffer));
}
