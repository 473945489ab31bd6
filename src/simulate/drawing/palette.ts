/** Colours of tags as the drawings have them, `#rrggbb`. */

export const cloth: Readonly<Record<string, string>> = {
  black: '#3a3742', white: '#f6f3f1', red: '#d24a55', blue: '#4f7fc9', green: '#5fa874', yellow: '#efcb62', pink: '#f0a5bb',
  purple: '#8f72c4', brown: '#8f684d', grey: '#9d9ca8', orange: '#ea9550', aqua: '#74c9cb',
};

export const hair: Readonly<Record<string, string>> = {
  blonde: '#efcb80', brown: '#89604a', black: '#443d4d', blue: '#5f86c9', silver: '#c9cedb', pink: '#eea3b9', purple: '#9279bd', red: '#c25250',
  green: '#78ad86', grey: '#97949f', orange: '#df8d54', aqua: '#83cdcd', white: '#e9e8ee',
};

export const eyes: Readonly<Record<string, string>> = {
  blue: '#3d70c6', red: '#c93a46', brown: '#80543c', green: '#3d9460', purple: '#7c58b5', yellow: '#cf9f2c', pink: '#d8698f', aqua: '#31a5ab',
  grey: '#71747f', orange: '#d9782f', black: '#453f4d',
};

export const skins = ['#fde6d9', '#fce1d2', '#fee9df', '#fbdcc8', '#f0c8a8'] as const;

const INK = '#33202e';
const PAPER = '#fffaf4';

const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** A colour `share` of the way from one to another. */
export function mix(from: string, to: string, share: number): string {
  const end = channels(to);
  return `#${channels(from).map((value, at) => Math.round(value + (end[at]! - value) * share).toString(16).padStart(2, '0')).join('')}`;
}

export const darker = (colour: string, share: number): string => mix(colour, INK, share);
export const lighter = (colour: string, share: number): string => mix(colour, PAPER, share);

/** The line around a patch of a colour. */
export const lineOf = (colour: string): string => darker(colour, 0.72);
