import { leastDecisions, leastOfEach } from '../linking/enough-decisions.js';
import { say } from './print.js';

export interface SaidDecisions {
  readonly used: number;
  readonly learned: number;
  readonly keptApart: number;
  readonly contradicted: number;
  readonly unknown: number;
}

const many = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

/** Says what became of the decisions of people about tags or posts; nothing when there are none. */
export function sayDecisions({ used, learned, keptApart, contradicted, unknown }: SaidDecisions, thing: 'tag' | 'post'): void {
  if (used + contradicted + unknown === 0) return;
  say(`${many(used, 'decision')} of people followed; ${learned > 0 ? `scores learned from ${learned.toLocaleString('en')} of them` : `scores learn from them when there are ${leastDecisions} about pairs, ${leastOfEach} of each answer`}`);
  if (keptApart > 0) say(`${many(keptApart, 'link')} left out that would have joined ${thing}s which a person keeps apart`);
  if (contradicted > 0) say(`${many(contradicted, 'decision')} not followed, since others contradict ${contradicted === 1 ? 'it' : 'them'}`);
  if (unknown > 0) say(`${many(unknown, 'decision')} about ${thing}s that the lake has not got`);
}
