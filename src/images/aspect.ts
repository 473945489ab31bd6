/** Classes of width to height, from the narrowest; `below` is the border to the next. The borders of one side mirror those of the other. */
const classes = [
  { name: 'tall', below: 0.6 },
  { name: 'portrait', below: 0.9 },
  { name: 'square', below: 1 / 0.9 },
  { name: 'landscape', below: 1 / 0.6 },
  { name: 'wide', below: Infinity },
] as const;

export type Aspect = (typeof classes)[number]['name'];

/** Pictures whose width to height is within this share of a border are near the class behind it. */
const nearness = 0.03;

/** The class of a picture by width and height (px, both over 0), and the one it nearly is of, or null. */
export function aspectOf(width: number, height: number): { aspect: Aspect; near: Aspect | null } {
  const ratio = width / height;
  const at = classes.findIndex(({ below }) => ratio < below);
  const isNear = (border: number) => Math.max(ratio / border, border / ratio) <= 1 + nearness;
  const near = isNear(classes[at]!.below) ? classes[at + 1]!.name : at > 0 && isNear(classes[at - 1]!.below) ? classes[at - 1]!.name : null;
  return { aspect: classes[at]!.name, near };
}
