/** The boards the simulator knows, in the order their numbers are used everywhere in this room. */
export const boardNames = ['danbooru', 'gelbooru', 'yandere', 'safebooru'] as const;

export type BoardName = (typeof boardNames)[number];

export interface Board {
  readonly name: BoardName;
  /** Canonical name of the board in the lake. */
  readonly booru: string;
  /** Share of all posts when every board is simulated. */
  readonly share: number;
  /** Mean distance of two neighbouring post ids: the rest was deleted or is not in the dump. */
  readonly idStep: number;
  /** Chance that a crossposted file was saved anew on the way, so that its md5 differs. */
  readonly reencoded: number;
}

export const boards: readonly Board[] = [
  { name: 'danbooru', booru: 'danbooru.donmai.us', share: 0.5, idStep: 2, reencoded: 0.03 },
  { name: 'gelbooru', booru: 'gelbooru.com', share: 0.25, idStep: 3, reencoded: 0.03 },
  { name: 'yandere', booru: 'yande.re', share: 0.1, idStep: 2, reencoded: 0.15 },
  { name: 'safebooru', booru: 'safebooru.org', share: 0.15, idStep: 2, reencoded: 0.08 },
];

export const DANBOORU = 0;
export const GELBOORU = 1;
export const YANDERE = 2;
export const SAFEBOORU = 3;

/** Tag categories by danbooru's numbers. */
export const GENERAL = 0;
export const ARTIST = 1;
export const COPYRIGHT = 3;
export const CHARACTER = 4;
export const META = 5;
