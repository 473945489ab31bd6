import type { Random } from '../../kernels/random.js';
import { garments } from '../general-tags.js';
import { cloth } from './palette.js';

export interface Garment {
  readonly kind: string;
  readonly colour: string;
  /** A pattern by the name its tag has, when it has one. */
  readonly pattern?: string;
}

/** What a figure wears; every figure has a top, a bottom and shoes. */
export interface Clothes {
  readonly top: Garment;
  readonly bottom: Garment;
  readonly over?: Garment;
  readonly legs: Garment;
  readonly shoes: Garment;
  readonly neck?: Garment;
  readonly hat?: Garment;
  readonly others: readonly Garment[];
}

const groups = {
  whole: ['dress', 'kimono'], top: ['shirt', 'sweater', 'hoodie'], over: ['jacket', 'coat', 'cardigan', 'vest', 'cape', 'cloak'],
  bottom: ['skirt', 'pants', 'shorts'], legs: ['socks'], shoes: ['boots', 'shoes'], neck: ['scarf', 'necktie', 'bowtie', 'ribbon', 'bow', 'sash'],
  hat: ['hat', 'beret'], others: ['gloves', 'apron', 'belt'],
} as const;

function garmentOf(tag: string, random: Random): Garment | undefined {
  const kind = garments.find((name) => tag.endsWith(`_${name}`));
  if (kind === undefined) return undefined;
  const style = tag.slice(0, -kind.length - 1);
  const colour = cloth[style];
  if (colour !== undefined) return { kind, colour };
  return ['striped', 'plaid', 'polka_dot', 'frilled', 'lace-trimmed', 'fur-trimmed'].includes(style) ? { kind, colour: random.pick(Object.values(cloth)), pattern: style } : undefined;
}

const isWorn = (garment: Garment | undefined): garment is Garment => garment !== undefined;

/** Clothes from tags such as red_dress; what the tags leave open is filled in, so that everyone is fully dressed. */
export function clothesOf(tags: readonly string[], boy: boolean, random: Random): Clothes {
  const [first, second, third] = random.shuffle(Object.values(cloth));
  const worn = tags.map((tag) => garmentOf(tag, random)).filter(isWorn);
  const of = (names: readonly string[]): Garment | undefined => worn.find(({ kind }) => names.includes(kind));
  const kimono = tags.includes('yukata') ? { kind: 'kimono', colour: first! } : undefined;
  const found = kimono ?? of(groups.whole);
  const whole = boy && found?.kind === 'dress' ? { ...found, kind: 'shirt' } : found;
  const isWhole = whole !== undefined && whole.kind !== 'shirt';
  const winter = tags.includes('winter_clothes') || tags.includes('coat') ? { kind: 'coat', colour: second! } : undefined;
  const over = of(groups.over) ?? winter;
  const neck = of(groups.neck) ?? (tags.includes('scarf') ? { kind: 'scarf', colour: third! } : undefined);
  const hat = of(groups.hat) ?? (tags.includes('witch_hat') ? { kind: 'witch_hat', colour: cloth['black']! } : tags.includes('sun_hat') ? { kind: 'sun_hat', colour: '#efdcae' } : undefined);
  const bottom = of(groups.bottom) ?? { kind: boy ? 'pants' : 'skirt', colour: random.pick([cloth['black']!, cloth['blue']!, cloth['grey']!, first!]) };
  return {
    top: whole ?? of(groups.top) ?? { kind: 'shirt', colour: random.chance(0.5) ? cloth['white']! : second! },
    bottom: isWhole ? whole : boy && bottom.kind === 'skirt' ? { ...bottom, kind: 'pants' } : bottom,
    legs: of(groups.legs) ?? { kind: 'socks', colour: random.pick([cloth['white']!, cloth['black']!, cloth['grey']!, third!]) },
    shoes: of(groups.shoes) ?? { kind: 'shoes', colour: random.pick([cloth['brown']!, cloth['black']!, first!]) },
    others: groups.others.map((name) => of([name])).filter(isWorn),
    ...(over && { over }), ...(neck && { neck }), ...(hat && { hat }),
  };
}
