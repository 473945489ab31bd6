import { grouped } from '../../charts/numbers.js';
import { tagCategories } from '../../tags/categories.js';
import type { Block } from '../document.js';
import { chartOf, section, tableOf } from './blocks.js';
import type { Portrait } from './portrait.js';

const { general, artist, copyright, character } = tagCategories;

/** In which order companions come: what one wants to know first of each kind of subject. */
const orders: Readonly<Record<string, readonly number[]>> = {
  [artist]: [character, copyright, general, artist], [character]: [artist, copyright, character, general], [copyright]: [character, artist, copyright, general], franchise: [character, copyright, artist, general],
};
const titles: Readonly<Record<number, string>> = { [general]: 'Tags it goes with', [artist]: 'Its artists', [copyright]: 'Its works', [character]: 'Its characters' };
/** Companions of the subject's own category are not its own. */
const fellows: Readonly<Record<number, string>> = { [artist]: 'Artists beside it', [copyright]: 'Works beside it', [character]: 'Characters beside it' };

const mostBars = 15;

/** A chart of the companions of each category, with the figures behind it. */
export async function companyBlocks({ subject, company: { companions, sample, named_sample: namedSample } }: Portrait): Promise<Block[]> {
  const own = subject.kind === 'franchise' ? 'franchise' : String(subject.category);
  const blocks: Block[] = [];
  for (const category of orders[own] ?? [general, character, copyright, artist]) {
    const rows = companions.filter((row) => row.category === category);
    if (rows.length === 0) continue;
    const byCosine = category === general;
    const options = byCosine ? { x: 'cosine', xlabel: 'cosine' } : { x: 'posts', xlabel: 'posts together' };
    const looked = byCosine ? sample : namedSample;
    const notes = [...(byCosine ? ['The more of the posts of either have both, the longer the bar.'] : []), ...(looked === null ? [] : [`Estimated from ${grouped(looked)} of the posts.`])];
    const caption = notes.length > 0 ? notes.join(' ') : undefined;
    blocks.push(...section((String(category) === own ? fellows[category] : undefined) ?? titles[category]!, [
      await chartOf(rows.slice(0, mostBars).map((row) => ({ ...row, cosine: Number(row.cosine.toFixed(3)) })), { mark: 'bar', y: 'tag', ...options }, caption),
      { kind: 'details', summary: `The figures of ${rows.length === 1 ? 'it' : `${rows.length}`}`, blocks: [tableOf({ tag: 'VARCHAR', posts: 'BIGINT', percent: 'DOUBLE', percent_of_its_own: 'DOUBLE', cosine: 'DOUBLE' }, rows)] },
    ]));
  }
  return blocks;
}
