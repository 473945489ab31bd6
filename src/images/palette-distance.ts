/** Colours #rrggbb of a picture, and the share of each. */
export interface PaletteColours {
  readonly colours: readonly string[];
  readonly shares: readonly number[];
}

const channelsOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

/** Mean distance of each colour to the nearest of the other palette, by its share. */
function oneWay(from: PaletteColours, to: PaletteColours): number {
  const others = to.colours.map(channelsOf);
  return from.colours.reduce((sum, hex, i) => {
    const colour = channelsOf(hex);
    const nearest = Math.min(...others.map((other) => Math.hypot(...colour.map((value, c) => value - other[c]!)) / Math.sqrt(3)));
    return sum + nearest * from.shares[i]!;
  }, 0);
}

/** How different two palettes are: 0 the same colours, 1 black against white; null where one has no colours. */
export function paletteDistance(a: PaletteColours, b: PaletteColours): number | null {
  return a.colours.length === 0 || b.colours.length === 0 ? null : (oneWay(a, b) + oneWay(b, a)) / 2;
}
