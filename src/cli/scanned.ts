import type { ScanSummary } from '../images/scan.js';
import { rejectReasons, type RejectReason } from '../sources/reject.js';
import { say } from './print.js';

/** Troubles that are named one by one. */
const troublesShown = 5;

/** What became of pictures that were scanned, in words. */
export function tellTotals({ roots, adopted }: ScanSummary, lake: string): void {
  const sum = (column: 'read' | 'loaded' | 'rejected' | 'gone' | 'withPost' | 'ofKnownPost' | 'misnamed') => roots.reduce((total, root) => total + root[column], 0);
  const number = (count: number) => count.toLocaleString('en');
  say(`${number(sum('read'))} pictures read = ${number(sum('loaded'))} loaded + ${number(sum('rejected'))} rejected, lake ${lake}`);
  if (sum('loaded') > 0) say(`${number(sum('withPost'))} of them are of a post, ${number(sum('ofKnownPost'))} of one the lake knew; the others are shown whatever they hold.`);
  const reasons = new Map<string, number>();
  for (const { rejects } of roots) for (const [reason, count] of Object.entries(rejects)) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  for (const [reason, count] of [...reasons].sort()) say(`  ${number(count)} rejected as ${reason}: ${rejectReasons[reason as RejectReason] ?? ''}`);
  if (sum('misnamed') > 0) say(`${number(sum('misnamed'))} pictures have the extension of another type; file_type is the real one.`);
  if (sum('gone') > 0) say(`${number(sum('gone'))} pictures of earlier scans are gone; their rows stay.`);
  if (adopted > 0) say(`${number(adopted)} pictures of earlier scans have a post now.`);
  if (sum('loaded') > 0) say('Go on with: boorulab images faces, boorulab images duplicates, boorulab images quality');
}

/** What could not be looked at. */
export function tellTroubles({ troubles }: Pick<ScanSummary, 'troubles'>): void {
  for (const { path, what } of troubles.slice(0, troublesShown)) say(`Left out: ${path}: ${what}`);
  if (troubles.length > troublesShown) say(`... and ${(troubles.length - troublesShown).toLocaleString('en')} more folders or files left out.`);
}
