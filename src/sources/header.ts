import type { Sample } from './sample.js';

/** True when the first line of a text, or a table, has all these column names, in any order, exactly so spelled. */
export function hasHeader(sample: Sample, delimiter: string, names: readonly string[]): boolean {
  if (sample.shape !== 'text' && sample.columns === null) return false;
  const header = new Set(sample.header(delimiter));
  return names.every((name) => header.has(name));
}

/** True when the first object, or the header of a CSV, has all these names. */
export function hasFields(sample: Sample, names: readonly string[]): boolean {
  return sample.shape === 'text' ? hasHeader(sample, ',', names) : sample.first !== null && names.every((name) => name in sample.first!);
}
