/** Decisions from which on scores are learned from them, and those of each answer among them. */
export const [leastDecisions, leastOfEach] = [40, 10];

/** Whether there are enough decisions, of both answers, to learn from. */
export function isEnough(decisions: readonly { readonly isLink: boolean }[]): boolean {
  const yes = decisions.filter(({ isLink }) => isLink).length;
  return decisions.length >= leastDecisions && Math.min(yes, decisions.length - yes) >= leastOfEach;
}
