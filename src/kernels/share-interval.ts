const normal95 = 1.959963984540054;

/** 95 % confidence interval of a share (E. B. Wilson, "Probable inference", Journal of the American Statistical Association 22, 1927); 0 to 1 of no items. */
export function wilsonInterval(right: number, items: number): [low: number, high: number] {
  if (items === 0) return [0, 1];
  const [share, square] = [right / items, normal95 ** 2];
  const middle = (share + square / (2 * items)) / (1 + square / items);
  const half = (normal95 / (1 + square / items)) * Math.sqrt((share * (1 - share)) / items + square / (4 * items ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
