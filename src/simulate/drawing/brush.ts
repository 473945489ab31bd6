import { mix } from './palette.js';
import { svg } from './svg.js';

/** How carefully a picture is painted: what careful painters shade, hasty ones leave flat. Holds the gradients of one picture. */
export class Brush {
  readonly #gradients = new Map<string, { id: string; text: string }>();
  /** `care` from 0 to 1. */
  constructor(readonly care: number) {}

  /** A paint from one colour above to another below; one flat colour where there is little care. */
  fade(above: string, below: string, isLevel = false): string {
    if (this.care < 0.3) return mix(above, below, 0.35);
    return this.gradient([above, below], isLevel);
  }

  /** A paint through colours from above to below, or from left to right, whatever the care. */
  gradient(colours: readonly string[], isLevel = false): string {
    const stops = colours.map((colour, at) => `<stop offset="${Math.round((100 * at) / (colours.length - 1))}%" stop-color="${colour}"/>`).join('');
    return this.#keep(`linearGradient x1="0" y1="0" x2="${isLevel ? 1 : 0}" y2="${isLevel ? 0 : 1}"`, stops, 'linearGradient');
  }

  /** A glow: its colour in the middle, nothing at the edge. */
  glow(colour: string, strength = 1): string {
    return this.#keep('radialGradient r="0.5"', `<stop offset="0" stop-color="${colour}" stop-opacity="${strength}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/>`, 'radialGradient');
  }

  /** How many of `most` things a painter of this care draws. */
  count(most: number): number {
    return Math.round(most * this.care);
  }

  /** The whole drawing. */
  picture(width: number, height: number, content: string): string {
    return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" stroke-linecap="round" stroke-linejoin="round"><defs>${[...this.#gradients.values()].map(({ text }) => text).join('')}</defs>${content}</svg>`;
  }

  #keep(opening: string, stops: string, closing: string): string {
    const key = opening + stops;
    let known = this.#gradients.get(key);
    if (known === undefined) {
      const id = `g${this.#gradients.size}`;
      this.#gradients.set(key, (known = { id, text: `<${opening.replace(' ', ` id="${id}" `)}>${stops}</${closing}>` }));
    }
    return `url(#${known.id})`;
  }
}
