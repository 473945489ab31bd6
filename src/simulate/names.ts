import type { Random } from '../kernels/random.js';

const words = (text: string): string[] => text.split(' ');

const surnameHeads = words('ao aka kuro shiro kita minami nishi higashi hoshi tsuki haya kiri shimo yuki ama kumo naga taka fuji hana matsu sugi ishi iwa kane tachi mizu umi oto toko saka uchi fuka asa yoi koma');
const surnameTails = words('yama kawa mori hara saki shima zawa mura bayashi muro numa kura gaki oka beshima tani jou dou hashi mine kuma zono sato hira nagi mori tsuka shiro');
const givenHeads = words('aki haru natsu fuyu yuki tsuki hoshi kaze sora nami mizu asa yoru hika nozo tama hisa shizu kasu mido wata kano sayo tomo masa nobu yoshi kou shun ryou yuu juu kyou rei mei');
const girlEnds = words('ka na mi ne ho yo ri no se ha ra ko');
const boyEnds = words('to ya ki tarou jirou suke maru ji hiko shi nari');

/** Given names that turn up in many franchises, so that a name alone does not say who is meant. */
export const sharedNames = words('sakuya mikoto kaoru hikari tsubasa akane nagisa hotaru izumi kaede ryou yuki');

const adjectives = words('crimson azure silver paper hollow amber lantern clockwork winter distant velvet copper misty painted wandering northern quiet seventh marble emerald feather thousand sleeping borrowed');
const nouns = words('orchard harbor meridian parade atelier caravan observatory tramway archipelago bakery lighthouse almanac cartographer menagerie regatta conservatory waltz postcards greenhouse ferry theorem overture terrace inkwell');
const romajiHeads = words('hoshikuzu kazahana tsukimachi asagiri yunagi kogarashi mizukagami amaoto touge koukai soumei shoukei fuyuzora natsudori hikouki chizu');
const romajiTails = words('monogatari ryodan kikou toushi nikki shoukai juku biyori tantei gakudan kitan renpou shokudou bunko zukan');
const subtitleWords = words('ember tide zenith mirage aurora cascade fable garnet horizon ivory juniper kestrel lumen mosaic nocturne opal prism quartz ripple solace tempest umbra verdant willow');

/** Surname and given name in Hepburn romaji, lower case; surname is empty for those who go by one name. */
export interface PersonName {
  readonly surname: string;
  readonly given: string;
}

/** An invented character name. */
export function personName(random: Random, boy: boolean): PersonName {
  const single = random.chance(0.22);
  const shared = random.chance(single ? 0.35 : 0.05);
  const given = shared ? random.pick(sharedNames) : random.pick(givenHeads) + random.pick(boy ? boyEnds : girlEnds);
  if (single) return { surname: '', given };
  return { surname: random.pick(surnameHeads) + random.pick(surnameTails), given };
}

/** An invented work title as tag text: romaji or English, now and then with the signs that real titles carry. */
export function workTitle(random: Random): string {
  const romaji = random.chance(0.5);
  const first = romaji ? random.pick(romajiHeads) : random.pick(adjectives);
  const last = romaji ? random.pick(romajiTails) : random.pick(nouns);
  const shape = random.uniform();
  if (shape < 0.6) return romaji ? `${first}_no_${last}` : `${first}_${last}`;
  if (shape < 0.72) return `${first}_${last}!`;
  if (shape < 0.8) return `${first}_&_${last}`;
  if (shape < 0.87) return `${first}/${last}`;
  if (shape < 0.93) return `re:${first}_${last}`;
  return `${first}'s_${last}`;
}

/** The word that sets a part of a series apart from the others. */
export function subtitle(random: Random): string {
  return random.pick(subtitleWords);
}

/** A publisher or studio, as tag text. */
export function publisherName(random: Random): string {
  return `${random.pick(surnameHeads)}${random.pick(surnameTails)}_${random.pick(['soft', 'works', 'shobou', 'interactive'])}`;
}

/** An artist's tag: a pen name, sometimes with a number or a circle behind. */
export function artistName(random: Random): string {
  const head = random.pick(random.chance(0.5) ? givenHeads : surnameHeads);
  const tail = random.pick(random.chance(0.5) ? surnameTails : girlEnds);
  const shape = random.uniform();
  if (shape < 0.5) return `${random.pick(surnameHeads)}${random.pick(surnameTails)}_${head}${tail}`;
  if (shape < 0.7) return `${head}${tail}_(${random.pick(subtitleWords)})`;
  if (shape < 0.85) return `${head}${tail}${random.between(2, 9999)}`;
  return `${head}-${tail}${random.pick(girlEnds)}`;
}

/** First letters in capitals, `_` as space: a tag as a title. */
export function titleCase(tag: string): string {
  return tag.replace(/_/g, ' ').replace(/(^|[\s/:("])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
