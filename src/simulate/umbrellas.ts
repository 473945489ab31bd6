import { COPYRIGHT } from './boards.js';
import type { Workshop } from './character.js';
import type { Franchise } from './franchise.js';
import { publisherName, subtitle } from './names.js';

/** A copyright tag that stands over unrelated franchises and must not bind them together. */
export interface Umbrella {
  readonly concept: number;
  readonly kind: 'publisher' | 'event' | 'original';
  /** Indexes of the franchises under it. */
  readonly franchises: readonly number[];
}

function freeTag({ book }: Workshop, make: () => string): number {
  for (;;) {
    const name = make();
    if (book.isFree(name)) return book.add(name, COPYRIGHT);
  }
}

/** `original`, publishers over a twelfth of the franchises each, and crossover events; `original` comes first. */
export function makeUmbrellas(workshop: Workshop, franchises: readonly Franchise[]): Umbrella[] {
  const { book, random } = workshop;
  const original: Umbrella = { concept: book.add('original', COPYRIGHT), kind: 'original', franchises: [] };
  const order = random.shuffle(franchises.map((franchise) => franchise.index));
  const publishers = Math.max(2, Math.round(franchises.length / 12));
  const made: Umbrella[] = [original];
  for (let n = 0; n < publishers; n++) {
    const members = order.filter((_, at) => at % (publishers * 2) === n).sort((a, b) => a - b);
    made.push({ concept: freeTag(workshop, () => publisherName(random)), kind: 'publisher', franchises: members });
  }
  for (let n = 0; n < Math.max(1, Math.round(franchises.length / 60)); n++) {
    const members = random.shuffle(order.slice()).slice(0, 6).concat(n);
    const concept = freeTag(workshop, () => `${subtitle(random)}_x_${subtitle(random)}_allstars`);
    made.push({ concept, kind: 'event', franchises: [...new Set(members)].sort((a, b) => a - b) });
  }
  return made;
}
