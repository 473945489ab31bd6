import { Random } from '../../kernels/random.js';
import { eyes, hair, skins } from './palette.js';
import { type Clothes, clothesOf } from './clothes.js';

const lengths = ['short_hair', 'medium_hair', 'long_hair', 'very_long_hair'];

/** What a figure looks like, read from its tags. */
export interface Look {
  readonly boy: boolean;
  readonly hair: string;
  /** 0 short to 3 very long. */
  readonly hairLength: number;
  /** Left and right in the picture. */
  readonly eyes: readonly [string, string];
  readonly skin: string;
  /** All tags of the figure: styles of hair, accessories, expression. */
  readonly tags: ReadonlySet<string>;
  readonly clothes: Clothes;
  /** Settles what tags leave open, such as the shape of the fringe; alike in all pictures of a character. */
  readonly trait: number;
}

function colourOf(tags: readonly string[], suffix: string, of: Readonly<Record<string, string>>): string | undefined {
  return tags.find((tag) => tag.endsWith(suffix) && of[tag.slice(0, -suffix.length)] !== undefined)?.slice(0, -suffix.length);
}

/** The look of a figure from its tags of hair, eyes and dress; what they do not say follows from `seed` and `trait`. */
export function lookOf(tags: readonly string[], boy: boolean, seed: number, trait: number): Look {
  const random = new Random(seed, trait);
  const skin = skins[Math.floor(random.uniform() ** 1.5 * skins.length)]!;
  const hairName = colourOf(tags, '_hair', hair) ?? random.pick(Object.keys(hair));
  const length = lengths.findIndex((name) => tags.includes(name));
  const left = colourOf(tags, '_eyes', eyes) ?? random.pick(Object.keys(eyes));
  const right = tags.includes('heterochromia') ? random.pick(Object.keys(eyes).filter((name) => name !== left)) : left;
  const hairLength = length >= 0 ? length : boy ? 0 : random.int(3);
  return {
    boy, skin, trait: random.next32(), hair: hair[hairName]!, hairLength: boy && !tags.includes('ponytail') ? Math.min(hairLength, 1) : hairLength,
    eyes: [eyes[left]!, eyes[right]!], tags: new Set(tags), clothes: clothesOf(tags, boy, random),
  };
}

