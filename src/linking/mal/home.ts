import type { Pairs } from './blocking.js';
import type { Likely } from './company.js';
import type { Outcomes } from './fields.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';
import { lowerBound } from './sorted.js';

/** What the entries numbered next to an entry are likely linked to: whether they are of the tag's group. */
export const homeLevels = ['unknown', 'of one other work', 'of other works', 'a few of its work', 'half of its work', 'most of its work', 'no work, they are of one', 'no work, they are of several'] as const;

const level = (name: (typeof homeLevels)[number]) => homeLevels.indexOf(name);

/** How far by id, which links count, and how many must be there to say anything. */
const reach = 8;
const hopeful = 0.3;
const enough = 0.8;

/** For each pair: how many of the likely links next to the entry are of tags of the tag's group. Links of the tag itself and of the very entry do not count. */
export function homeOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], { pairs, probability }: Likely): Outcomes {
  const likely = Int32Array.from(probability.keys()).filter((pair) => probability[pair]! >= hopeful).sort((a, b) => pairs.right[a]! - pairs.right[b]! || a - b);
  const ids = Float64Array.from(likely, (pair) => entries[pairs.right[pair]!]!.id);
  return Uint8Array.from(left, (tag, pair) => {
    const { id } = entries[right[pair]!]!;
    const { group } = tags[tag]!;
    const masses = new Map<string, number>();
    let total = 0;
    for (let at = lowerBound(ids, id - reach); at < ids.length && ids[at]! <= id + reach; at++) {
      const other = pairs.left[likely[at]!]!;
      if (ids[at] === id || other === tag) continue;
      const chance = probability[likely[at]!]!;
      total += chance;
      const work = tags[other]!.group;
      if (work !== null) masses.set(work, (masses.get(work) ?? 0) + chance);
    }
    if (total < enough) return level('unknown');
    const mine = group === null ? 0 : (masses.get(group) ?? 0);
    if (mine >= 0.7 * total) return level('most of its work');
    if (mine >= 0.3 * total) return level('half of its work');
    if (mine > 0.1 * total) return level('a few of its work');
    const isOne = Math.max(0, ...masses.values()) >= 0.6 * total;
    if (group === null) return level(isOne ? 'no work, they are of one' : 'no work, they are of several');
    return level(isOne ? 'of one other work' : 'of other works');
  });
}
