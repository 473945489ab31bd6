import { literal } from '../lake/sql.js';
import type { SceneScale } from './scene-scale.js';

/** Scales that a tag allows, the likeliest first. A board's upper_body is a bust as well as half a figure. */
export const scaleTags: Readonly<Record<string, readonly SceneScale[]>> = {
  'close-up': ['close-up', 'portrait'], close_up: ['close-up', 'portrait'], face: ['close-up', 'portrait'],
  portrait: ['portrait', 'close-up'], headshot: ['portrait', 'close-up'], head_shot: ['portrait', 'close-up'],
  bust_shot: ['bust'], upper_body: ['half', 'bust'], half_body: ['half'], cowboy_shot: ['cowboy'],
  full_body: ['full figure', 'wide'], full_figure: ['full figure', 'wide'],
  wide_shot: ['wide'], very_wide_shot: ['wide'], long_shot: ['wide'],
};

/** Figures that a tag says there are, and whether no more. */
const figureTags: Readonly<Record<string, readonly [least: number, exact: boolean]>> = {
  no_humans: [0, true], solo: [1, true], duo: [2, true], trio: [3, true], quartet: [4, true], multiple_girls: [2, false], multiple_boys: [2, false],
  multiple_others: [2, false], solo_focus: [2, false], group: [3, false], crowd: [6, false], everyone: [6, false],
};

const emptyTags = ['no_humans', 'scenery'];
const counted = /^([1-9])(\+?)(girl|boy|other)s?$/;

/** SQL that is true of tags (normalised names in `column`) that tell of a composition. */
export function tellsOfComposition(column: string): string {
  const names = [...Object.keys(scaleTags), ...Object.keys(figureTags), ...emptyTags].map(literal);
  return `(${column} IN (${[...new Set(names)].join(', ')}) OR regexp_full_match(${column}, '[1-9]\\+?(girl|boy|other)s?'))`;
}

/** Scales that all the tags allow, the likeliest first; null when no tag tells, or tags contradict each other. */
export function allowedScales(tags: readonly string[]): readonly SceneScale[] | null {
  const lists = tags.filter((tag) => Object.hasOwn(scaleTags, tag)).map((tag) => scaleTags[tag]!).sort((a, b) => a.length - b.length);
  const shared = lists[0]?.filter((scale) => lists.every((list) => list.includes(scale))) ?? [];
  return shared.length > 0 ? shared : null;
}

/** Figures that the tags say there are: at least so many, or exactly; null when no tag tells. */
export function taggedFigures(tags: readonly string[]): { least: number; exact: boolean } | null {
  const sum = { least: 0, exact: true, known: false };
  for (const tag of tags) {
    const [, number, more] = counted.exec(tag) ?? [];
    if (number === undefined) continue;
    sum.known = true;
    sum.least += Number(number);
    if (more !== '') sum.exact = false;
  }
  const said = tags.filter((tag) => Object.hasOwn(figureTags, tag)).map((tag) => figureTags[tag]!);
  // What is counted by kind is more telling than a word for the whole, and several words of one kind repeat each other.
  if (sum.known) {
    const floor = Math.max(0, ...said.filter(([least, exact]) => !exact || least > 0).map(([least]) => least));
    return { least: Math.max(sum.least, floor), exact: sum.exact && sum.least >= floor };
  }
  if (said.length === 0) return null;
  return { least: Math.max(...said.map(([least]) => least)), exact: said.every(([, exact]) => exact) };
}

/** True when the tags say that a place, not a figure, is shown. */
export const isScenery = (tags: readonly string[]) => tags.some((tag) => emptyTags.includes(tag));
