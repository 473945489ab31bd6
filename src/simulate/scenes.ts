import { AliasTable } from '../kernels/random.js';
import { GENERAL } from './boards.js';
import type { TagBook } from './tag-book.js';

type Chances = Readonly<Record<string, number>>;

interface SceneText {
  readonly weight: number;
  /** How much of a character's clothes is seen, 0 to 1. */
  readonly visible: number;
  /** Weights of 0, 1, 2 and 3 characters. */
  readonly people: readonly [number, number, number, number];
  /** Width by height. */
  readonly aspect: number;
  /** Months (1 to 12) in which the scene is drawn four times as often. */
  readonly season?: readonly number[];
  readonly tags: Chances;
}

const solo = [0, 1, 0, 0] as const;
const some = [0, 0.75, 0.2, 0.05] as const;
const plainGround = { simple_background: 0.9, white_background: 0.55, grey_background: 0.15, gradient_background: 0.12 };
const outside = { outdoors: 0.9, sky: 0.6, cloud: 0.4, day: 0.45 };

const texts: Readonly<Record<string, SceneText>> = {
  portrait: { weight: 14, visible: 0.25, people: solo, aspect: 0.8, tags: { portrait: 0.9, looking_at_viewer: 0.8, ...plainGround } },
  upper_body: { weight: 20, visible: 0.6, people: some, aspect: 0.75, tags: { upper_body: 0.9, looking_at_viewer: 0.7, ...plainGround } },
  cowboy_shot: { weight: 16, visible: 0.85, people: some, aspect: 0.7, tags: { cowboy_shot: 0.9, looking_at_viewer: 0.6, standing: 0.6, ...plainGround } },
  full_body: { weight: 14, visible: 1, people: some, aspect: 0.65, tags: { full_body: 0.95, standing: 0.6, ...plainGround } },
  chibi: { weight: 6, visible: 0.7, people: [0, 0.6, 0.25, 0.15], aspect: 1, tags: { chibi: 0.97, full_body: 0.5, ...plainGround, sparkle: 0.2 } },
  group: { weight: 5, visible: 0.6, people: [0, 0, 0.55, 0.45], aspect: 1.4, tags: { looking_at_another: 0.4, outdoors: 0.3, indoors: 0.3, smile: 0.6 } },
  room: { weight: 8, visible: 0.7, people: some, aspect: 0.8, tags: { indoors: 0.95, sitting: 0.6, window: 0.4, chair: 0.4, book: 0.25, curtains: 0.25 } },
  cafe: { weight: 4, visible: 0.6, people: some, aspect: 1.1, tags: { indoors: 0.9, cafe: 0.8, table: 0.7, cup: 0.7, tea: 0.4, cake: 0.35, sitting: 0.7 } },
  street: { weight: 6, visible: 0.85, people: some, aspect: 0.75, tags: { ...outside, city: 0.7, building: 0.6, walking: 0.4, road: 0.4 } },
  forest: { weight: 5, visible: 0.8, people: some, aspect: 0.75, tags: { ...outside, forest: 0.85, tree: 0.7, sunlight: 0.4, grass: 0.5 } },
  night: { weight: 5, visible: 0.7, people: some, aspect: 0.8, tags: { outdoors: 0.8, night: 0.95, 'star_(sky)': 0.5, moon: 0.5, night_sky: 0.6 } },
  battle: { weight: 6, visible: 0.9, people: some, aspect: 1.2, tags: { fighting_stance: 0.6, holding: 0.7, weapon: 0.8, serious: 0.4, debris: 0.3, fire: 0.25 } },
  stage: { weight: 4, visible: 0.85, people: some, aspect: 0.75, tags: { stage: 0.85, stage_lights: 0.6, microphone: 0.6, open_mouth: 0.6, confetti: 0.2 } },
  beach: { weight: 3, visible: 0.5, people: some, aspect: 0.8, season: [7, 8], tags: { ...outside, beach: 0.9, ocean: 0.85, summer: 0.6, sun_hat: 0.4, sundress: 0.4, water: 0.4 } },
  festival: { weight: 2, visible: 0.4, people: some, aspect: 0.75, season: [7, 8], tags: { outdoors: 0.8, yukata: 0.9, festival: 0.7, fireworks: 0.5, 'paper_fan': 0.4, lantern: 0.4, night: 0.6 } },
  snow: { weight: 3, visible: 0.6, people: some, aspect: 0.75, season: [12, 1, 2], tags: { outdoors: 0.9, snow: 0.95, winter_clothes: 0.7, scarf: 0.6, snowing: 0.5, coat: 0.4 } },
  blossoms: { weight: 2, visible: 0.8, people: some, aspect: 0.75, season: [3, 4], tags: { ...outside, cherry_blossoms: 0.95, petals: 0.7, spring_season: 0.3 } },
  masquerade: { weight: 2, visible: 0.3, people: some, aspect: 0.75, season: [10], tags: { halloween: 0.9, pumpkin: 0.6, witch_hat: 0.5, candy: 0.4, bat_animal: 0.3, night: 0.3 } },
  landscape: { weight: 3, visible: 0, people: [1, 0, 0, 0], aspect: 1.6, tags: { ...outside, scenery: 0.95, no_humans: 0.97, building: 0.4, tree: 0.4, water: 0.3 } },
  comic: { weight: 4, visible: 0.5, people: [0, 0.3, 0.5, 0.2], aspect: 0.7, tags: { comic: 0.97, speech_bubble: 0.8, monochrome: 0.6, greyscale: 0.5, multiple_views: 0.2 } },
};

/** A template of pictures: what stands in them besides the characters. */
export interface Scene {
  readonly index: number;
  readonly name: string;
  readonly weight: number;
  readonly visible: number;
  readonly people: AliasTable;
  readonly aspect: number;
  readonly season: readonly number[];
  readonly tags: readonly { readonly concept: number; readonly chance: number }[];
}

/** All scenes, their tags entered into the book. */
export function makeScenes(book: TagBook): Scene[] {
  return Object.entries(texts).map(([name, text], index) => ({
    index, name, weight: text.weight, visible: text.visible, aspect: text.aspect,
    people: new AliasTable(text.people), season: text.season ?? [],
    tags: Object.entries(text.tags).map(([tag, chance]) => ({ concept: book.ensure(tag, GENERAL), chance })),
  }));
}

/** Twelve tables, one a month, to draw a scene from. */
export function sceneTables(scenes: readonly Scene[]): AliasTable[] {
  return Array.from({ length: 12 }, (_, month) => new AliasTable(scenes.map((scene) => scene.weight * (scene.season.includes(month + 1) ? 4 : scene.season.length > 0 ? 0.4 : 1))));
}
