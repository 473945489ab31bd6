import { Random } from '../../kernels/random.js';
import type { Brush } from './brush.js';
import type { Look } from './look.js';
import { darker, lighter, lineOf } from './palette.js';
import { ellipse, path, svg } from './svg.js';

const ends = [48, 98, 205, 330] as const;
const tied = ['twintails', 'ponytail', 'side_ponytail', 'low_ponytail', 'twin_braids', 'single_braid', 'braid', 'double_bun', 'hair_bun', 'drill_hair'];

/** Hair of one figure, about a head 100 wide with its middle at 0,0. */
export class Hair {
  readonly #random: Random;
  readonly #line: string;
  readonly #fill: string;
  readonly #dark: string;

  /** `sway` moves the ends aside: to the right when above 0. */
  constructor(readonly look: Look, readonly brush: Brush, readonly sway: number) {
    this.#random = new Random(look.trait, 1);
    this.#line = lineOf(look.hair);
    this.#fill = brush.fade(lighter(look.hair, 0.12), darker(look.hair, 0.22));
    this.#dark = brush.fade(darker(look.hair, 0.16), darker(look.hair, 0.4));
  }

  /** What lies behind the figure. */
  back(): string {
    const { tags, hairLength } = this.look;
    const isTied = tied.some((style) => tags.has(style));
    const end = tags.has('bob_cut') ? 62 : isTied && hairLength > 1 ? 70 : ends[hairLength]!;
    return this.#tails() + this.#mane(end);
  }

  /** What lies before the face: fringe and sidelocks, with a tuft on top. */
  front(): string {
    const { tags } = this.look;
    const ahoge = tags.has('ahoge') ? path('M-2 -70C-8 -96 16 -104 26 -88C16 -94 6 -88 8 -70Z', this.#paint()) : '';
    return this.#fringe() + this.#braids() + ahoge;
  }

  #paint(fill = this.#fill): { fill: string; line: string; width: number } {
    return { fill, line: this.#line, width: 2.2 };
  }

  #mane(end: number): string {
    const random = this.#random;
    const wide = 54 + random.int(10) + (end > 150 ? 14 : 0) + (this.look.tags.has('wavy_hair') ? 8 : 0);
    const locks = 4 + random.int(4);
    const shift = this.sway * (end / 200);
    const wave = this.look.tags.has('wavy_hair') || this.look.tags.has('drill_hair') ? 14 : 0;
    let d = svg`M-52 -30C${-66 - wave} ${end * 0.3} ${-wide + wave} ${end * 0.65} ${-wide * 0.86 + shift} ${end}`;
    for (let lock = 0; lock < locks; lock++) {
      const from = -wide * 0.86 + (1.72 * wide * lock) / locks + shift;
      const to = from + (1.72 * wide) / locks;
      const tip = end + 6 + random.int(14);
      d += svg`Q${from + 4} ${tip} ${(from + to) / 2 + 4} ${tip}Q${to - 2} ${tip - 6} ${to} ${lock === locks - 1 ? end : end - 10}`;
    }
    d += svg`C${wide - wave} ${end * 0.65} ${66 + wave} ${end * 0.3} 52 -30C40 -74 -40 -74 -52 -30Z`;
    const strands = Array.from({ length: this.brush.count(end > 90 ? 9 : 4) }, () => {
      const x = random.between(-40, 40);
      return svg`M${x} ${random.between(40, 60)}Q${x * 1.2 - wave} ${end * 0.7} ${x * 1.15 + shift} ${end - random.between(4, 30)}`;
    }).join('');
    return path(d, this.#paint(this.#dark)) + (end > 60 && strands !== '' ? path(strands, { line: this.#line, width: 1, opacity: 0.55 }) : '');
  }

  #tails(): string {
    const { tags, hairLength } = this.look;
    const length = [70, 110, 180, 270][hairLength]!;
    let drawn = '';
    if (tags.has('twintails') || tags.has('low_twintails')) drawn += [-1, 1].map((side) => this.#tail(side * 46, -44, side, length)).join('');
    if (tags.has('two_side_up')) drawn += [-1, 1].map((side) => this.#tail(side * 42, -48, side, 60)).join('');
    if (tags.has('ponytail')) drawn += this.#tail(20, -62, 1, length);
    if (tags.has('side_ponytail')) drawn += this.#tail(46, -40, 1, length * 0.9);
    if (tags.has('low_ponytail')) drawn += this.#tail(34, 40, 1, length * 0.7);
    if (tags.has('double_bun')) drawn += [-1, 1].map((side) => ellipse(side * 44, -62, 23, 21, this.#paint())).join('');
    if (tags.has('hair_bun')) drawn += ellipse(0, -84, 25, 20, this.#paint());
    if (tags.has('drill_hair')) drawn += [-1, 1].map((side) => [4, 3, 2, 1, 0].map((turn) => ellipse(side * (66 + turn * 2) + this.sway * 0.2, 10 + turn * 21, 20 - turn * 2.6, 14, this.#paint())).join('')).join('');
    return drawn;
  }

  #tail(x: number, y: number, side: number, length: number): string {
    const out = side * (34 + this.#random.int(18));
    const end = x + out + this.sway;
    const d = svg`M${x} ${y}C${x + out * 1.3} ${y - 16} ${end + side * 26} ${y + length * 0.45} ${end} ${y + length}C${end - side * 8} ${y + length * 0.86} ${end - side * 14} ${y + length * 0.9} ${end - side * 18} ${y + length * 0.8}C${end - side * 34} ${y + length * 0.55} ${x + side * 4} ${y + 50} ${x} ${y}Z`;
    const strand = svg`M${x + side * 8} ${y + 14}Q${end + side * 4} ${y + length * 0.4} ${end - side * 4} ${y + length * 0.86}`;
    return path(d, this.#paint()) + (this.brush.care > 0.4 ? path(strand, { line: this.#line, width: 1.1, opacity: 0.6 }) : '');
  }

  #braids(): string {
    const { tags } = this.look;
    const sides = tags.has('twin_braids') ? [-1, 1] : tags.has('braid') || tags.has('single_braid') ? [1] : [];
    const count = 5 + 2 * this.look.hairLength;
    return sides.map((side) => Array.from({ length: count }, (_, at) => ellipse(side * (50 + Math.min(at, 4) * 1.5) + (at % 2 === 0 ? 3 : -3), 34 + at * 15, 11 - at * 0.4, 9.5, this.#paint())).join('')
      + ellipse(side * 56, 34 + count * 15, 6, 9, this.#paint(this.#dark))).join('');
  }

  #fringe(): string {
    const { tags } = this.look;
    const random = new Random(this.look.trait, 2);
    const side = tags.has('sidelocks') ? 78 + random.int(24) : tags.has('bob_cut') ? 56 : 26 + random.int(24);
    const tips = tags.has('blunt_bangs') ? 8 : 4 + random.int(3);
    const top = tags.has('spiked_hair') ? 'L-70 -34L-56 -52L-58 -76L-36 -72L-24 -98L-2 -80L18 -102L30 -76L54 -82L54 -54L72 -38L' : '';
    let d = svg`M-49 ${side}C-70 10 ${top === '' ? svg`-68 -76 0 -77C68 -76 70 10 ` : svg`-68 -10 -62 -20${top}62 -20C68 -10 70 10 `}49 ${side}C46 ${side * 0.6} 46 6 41 -14`;
    if (tags.has('parted_bangs')) d += svg`C44 4 46 6 40 12C34 -16 18 -34 ${4 + random.int(8)} -46C-12 -34 -34 -16 -40 12C-46 6 -44 4 -41 -14`;
    else {
      for (let tip = 0; tip < tips; tip++) {
        const from = 41 - (82 * tip) / tips;
        const to = 41 - (82 * (tip + 1)) / tips;
        const low = tags.has('blunt_bangs') ? -6 + random.int(3) : tags.has('hair_over_one_eye') && tip < tips / 3 ? 24 : -9 + random.int(13);
        const notch = tags.has('blunt_bangs') ? -11 : -30 + random.int(10);
        const lean = random.between(-4, 4);
        d += svg`Q${from} ${low - 10} ${(from + to) / 2 + lean} ${low}Q${to + 3} ${low - 12} ${to} ${tip === tips - 1 ? -14 : notch}`;
      }
    }
    d += svg`C-46 6 -46 ${side * 0.6} -49 ${side}Z`;
    const strands = Array.from({ length: this.brush.count(9) }, (_, at) => svg`M${-36 + at * 9} -62Q${-46 + at * 11} -44 ${-44 + at * 11} ${-22 + (at % 3) * 4}`).join('');
    const ring = this.brush.care > 0.3 ? path('M-44 -36Q-20 -56 0 -55Q24 -56 44 -36Q34 -42 26 -40Q20 -47 10 -43Q0 -49 -10 -43Q-20 -47 -27 -40Q-34 -42 -44 -36Z', { fill: lighter(this.look.hair, 0.72), opacity: 0.25 + 0.45 * this.brush.care }) : '';
    return path(d, this.#paint()) + (strands === '' ? '' : path(strands, { line: this.#line, width: 1, opacity: 0.5 })) + ring;
  }
}
