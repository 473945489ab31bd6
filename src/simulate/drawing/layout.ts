import type { Random } from '../../kernels/random.js';
import { CHIN, type Place, solesOf } from './figure.js';

/** How much of its figures a picture shows, named by the tags of danbooru. */
export const scales = ['close-up', 'portrait', 'upper_body', 'cowboy_shot', 'full_body', 'wide_shot'] as const;
export type Scale = (typeof scales)[number];

/** By scale: where the picture ends below the middle of a face and how much it shows in all, in hundredths of a head's width. */
const frames: Readonly<Record<Scale, readonly [end: number, height: number]>> = {
  'close-up': [78, 150], portrait: [132, 236], upper_body: [232, 345], cowboy_shot: [410, 530], full_body: [635, 760], wide_shot: [720, 1300],
};

/** A height on a grown body as it is on one of another size. */
const onBody = (height: number, body: number): number => Math.min(height, CHIN) + Math.max(0, height - CHIN) * body;

type Chances = Readonly<Partial<Record<Scale, number>>>;

const anywhere: Chances = { upper_body: 0.3, cowboy_shot: 0.35, full_body: 0.25, wide_shot: 0.1 };
const chances: Readonly<Record<string, Chances>> = {
  portrait: { portrait: 0.4, 'close-up': 0.6 }, upper_body: { upper_body: 1 }, cowboy_shot: { cowboy_shot: 1 }, full_body: { wide_shot: 0.6, full_body: 0.4 }, chibi: { full_body: 1 },
  group: { upper_body: 0.4, cowboy_shot: 0.4, full_body: 0.2 }, room: { upper_body: 0.4, cowboy_shot: 0.4, full_body: 0.2 }, cafe: { upper_body: 0.7, cowboy_shot: 0.3 },
};

/** The scale of a picture: what its tags say, else by chance as its scene has it. */
export function scaleOf(scene: string, tags: ReadonlySet<string>, random: Random): Scale {
  let roll = random.uniform();
  const told = scales.find((scale) => tags.has(scale));
  if (told !== undefined) return told;
  const shares = Object.entries(chances[scene] ?? anywhere) as [Scale, number][];
  return shares.find(([, share]) => (roll -= share) < 0)?.[0] ?? shares[0]![0];
}

/** Places of `count` figures in a picture, px, the farthest first: evenly beside each other, or one in the middle or on a third. */
export function placesOf(count: number, scale: Scale, isChibi: boolean, width: number, height: number, random: Random): Place[] {
  const [end, shown] = frames[scale];
  const body = isChibi ? 0.42 + 0.12 * random.uniform() : 1.06 + 0.12 * random.uniform();
  const isWhole = scale === 'full_body' || scale === 'wide_shot';
  const low = isWhole ? solesOf(body) + end - solesOf(1) : onBody(end, body);
  const high = shown - end + low;
  const room = count === 1 ? 132 : 150;
  const unit = Math.min((height / high) * random.between(94, 104) / 100, width / (room * count + (count > 1 ? 20 : 0)));
  const step = width / count;
  const spread = count === 1 ? Math.max(0, width / 2 - 68 * unit) : Math.max(0, (step - 136 * unit) / 2);
  const side = count === 1 && random.chance(0.4) ? (random.chance(0.5) ? -1 : 1) : 0;
  const places = Array.from({ length: count }, (_, at) => {
    const depth = count === 1 ? 1 : 1 - 0.28 * random.uniform() ** 2;
    const x = step * (at + 0.5) + (side === 0 ? random.normal(0, 0.25) * spread : side * Math.min(spread, width / 6));
    const scaled = unit * depth;
    const lift = isWhole ? height * 0.06 * (1 - depth) * 4 : 0;
    return { x, y: height - low * scaled - lift + (isWhole ? 0 : random.normal(0, 4) * unit), scale: scaled, body };
  });
  return places.sort((a, b) => a.scale - b.scale || a.x - b.x);
}
