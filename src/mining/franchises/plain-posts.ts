import type { PostTags } from '../../kernels/pair-counts.js';

/**
 * The posts that say plainly which character belongs to which work: all but those of several works and several persons, which may be crossovers.
 * `isWork` and `person` are by tag number; variants of one character are one person.
 */
export function plainPosts({ postOffsets, tagIds, tagCount }: PostTags, isWork: Uint8Array, person: Int32Array): PostTags {
  const offsets = new Uint32Array(postOffsets.length);
  const kept = tagIds.slice();
  let posts = 0;
  let length = 0;
  for (let post = 0; post + 1 < postOffsets.length; post++) {
    const end = postOffsets[post + 1]!;
    let works = 0;
    let first = -1;
    let several = false;
    for (let at = postOffsets[post]!; at < end; at++) {
      const tag = tagIds[at]!;
      if (isWork[tag] === 1) works++;
      else if (first < 0) first = person[tag]!;
      else if (person[tag] !== first) several = true;
    }
    if (works > 1 && several) continue;
    for (let at = postOffsets[post]!; at < end; at++) kept[length++] = tagIds[at]!;
    offsets[++posts] = length;
  }
  return { postOffsets: offsets.subarray(0, posts + 1), tagIds: kept.subarray(0, length), tagCount };
}
