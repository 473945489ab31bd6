import { Random } from '../kernels/random.js';
import type { Artist } from './artists.js';
import { type Character, chooseOutfit } from './character.js';
import { fashion, type Franchise } from './franchise.js';
import { eyeColours, hairColours, hairLengths, hairStyles } from './general-tags.js';
import { pictureFile, type PictureFile } from './picture-file.js';
import type { Scene } from './scenes.js';
import { START, type World, yearOf } from './world.js';

/** Share of pictures of known works that join characters of two franchises, unless told otherwise. */
export const CROSSOVER_RATE = 0.04;
/** Shares of general, sensitive, questionable and explicit pictures. */
export const RATING_SHARES = [0.72, 0.19, 0.06, 0.03] as const;

/** A drawing, whatever boards it gets to. */
export interface Picture {
  readonly id: number;
  /** The picture it is a variant of, or its own number. */
  readonly base: number;
  readonly time: number;
  readonly artist: Artist;
  readonly scene: Scene;
  readonly characters: readonly Character[];
  /** Indexes of the franchises it belongs to. */
  readonly franchises: readonly number[];
  readonly crossover: boolean;
  /** From 0 to 1. */
  readonly quality: number;
  /** 0 general, 1 sensitive, 2 questionable, 3 explicit. */
  readonly rating: number;
  /** Concepts with all they imply, each once. */
  readonly tags: readonly number[];
  readonly file: PictureFile;
}

/** Draws pictures: each follows from the world, its number and its time alone. */
export class PictureMaker {
  readonly #random = new Random(0);
  readonly #seen: Uint32Array;
  #stamp = 0;
  #tags: number[] = [];

  constructor(readonly world: World, readonly crossovers: number = CROSSOVER_RATE) {
    this.#seen = new Uint32Array(world.book.size);
  }

  /** Picture `id`; `tame` keeps its rating low, as the tame boards ask. With `base` it is a variant of that picture. */
  make(id: number, time: number, tame: boolean, base?: Picture): Picture {
    const { world } = this;
    const random = this.#random.reseed(world.seed, id + 1000);
    const year = yearOf(time);
    const since = Math.min(new Date(time).getUTCFullYear() - new Date(START).getUTCFullYear(), world.franchiseTables.length - 1);
    this.#stamp++;
    this.#tags = [];
    const artist = base?.artist ?? world.artists[world.artistTables[since]!.sample(random)]!;
    const cast = base ?? this.#cast(random, artist, since, year, new Date(time).getUTCMonth());
    const quality = 1 / (1 + Math.exp(-(0.9 * artist.skill + random.normal(0, 0.7))));
    this.#add(artist.concept);
    this.#addWorks(random, cast, year);
    this.#addPeople(random, cast);
    this.#addScene(random, cast.scene);
    const file = pictureFile(random, cast.scene.aspect, quality, year, artist.pixivUser);
    this.#addMeta(random, file, year);
    const roll = random.uniform() * (tame ? RATING_SHARES[0] + RATING_SHARES[1] + 0.01 : 1);
    const [general, sensitive, questionable] = RATING_SHARES;
    const rating = roll < general ? 0 : roll < general + sensitive ? 1 : roll < general + sensitive + questionable ? 2 : 3;
    return { id, base: base?.base ?? id, time, artist, quality, rating, tags: this.#tags, file, scene: cast.scene, characters: cast.characters, franchises: cast.franchises, crossover: cast.crossover };
  }

  #cast(random: Random, artist: Artist, since: number, year: number, month: number): Pick<Picture, 'scene' | 'characters' | 'franchises' | 'crossover'> {
    const { world } = this;
    const scene = world.scenes[world.sceneTables[month]!.sample(random)]!;
    const people = scene.people.sample(random);
    if (random.chance(artist.original)) return { scene, characters: [], franchises: [], crossover: false };
    const first = this.#franchise(random, artist, since, year);
    if (!random.chance(this.crossovers)) return { scene, characters: this.#characters(random, first, people, year), franchises: [first.index], crossover: false };
    const second = this.#partner(random, first, since, year);
    const group = people > 0 ? scene : world.scenes.find((other) => other.name === 'group')!;
    const guests = [first, second].flatMap((franchise, at) => this.#characters(random, franchise, at === 0 ? Math.max(1, people - 1) : 1, year));
    return { scene: group, characters: guests, franchises: [first.index, second.index], crossover: second !== first };
  }

  #franchise(random: Random, artist: Artist, since: number, year: number): Franchise {
    const { franchises, franchiseTables } = this.world;
    if (random.chance(artist.loyalty)) {
      const dear = franchises[artist.fandoms[Math.floor(random.uniform() ** 2 * artist.fandoms.length)]!]!;
      if (random.uniform() < 4 * fashion(dear, year)) return dear;
    }
    for (;;) {
      const found = franchises[franchiseTables[since]!.sample(random)]!;
      if (found.start < year) return found;
    }
  }

  #partner(random: Random, first: Franchise, since: number, year: number): Franchise {
    const { umbrellas, franchises, franchiseTables } = this.world;
    const event = umbrellas.find((umbrella) => umbrella.kind === 'event' && umbrella.franchises.includes(first.index));
    for (let tries = 0; tries < 20; tries++) {
      const index = event && random.chance(0.6) ? random.pick(event.franchises) : franchiseTables[since]!.sample(random);
      const found = franchises[index]!;
      if (found !== first && found.start < year) return found;
    }
    return first;
  }

  #characters(random: Random, franchise: Franchise, count: number, year: number): Character[] {
    const chosen: Character[] = [];
    for (let tries = 0; chosen.length < count && tries < 12 * count; tries++) {
      const found = franchise.characters[franchise.characterTable.sample(random)]!;
      if (found.parts[0]!.start < year && !chosen.includes(found)) chosen.push(found);
    }
    return chosen;
  }

  #add(concept: number): void {
    if (this.#seen[concept] === this.#stamp) return;
    this.#seen[concept] = this.#stamp;
    this.#tags.push(concept);
    for (const other of this.world.implied[concept]!) this.#add(other);
  }

  #name(tag: string): void {
    this.#add(this.world.book.find(tag)!);
  }

  #addWorks(random: Random, cast: Pick<Picture, 'characters' | 'franchises' | 'crossover'>, year: number): void {
    const { franchises, umbrellas } = this.world;
    if (cast.franchises.length === 0) this.#add(umbrellas[0]!.concept);
    for (const character of cast.characters) {
      const known = character.parts.filter((part) => part.start < year);
      if (known.length > 0) this.#add(known[Math.floor(random.uniform() ** 2 * known.length)]!.concept);
      this.#add(character.concept);
      if (character.costume !== undefined && random.chance(0.25)) this.#add(character.costume);
    }
    for (const index of cast.franchises) {
      const franchise = franchises[index]!;
      const started = franchise.parts.filter((part) => part.start < year);
      if (cast.characters.length === 0 && started.length > 0) this.#add(random.pick(started).concept);
      if (random.chance(0.85) || cast.characters.length === 0) this.#add(franchise.head);
    }
    for (const umbrella of umbrellas) {
      if (umbrella.kind === 'publisher' && umbrella.franchises.includes(cast.franchises[0] ?? -1) && random.chance(0.12)) this.#add(umbrella.concept);
      if (umbrella.kind === 'event' && cast.crossover && cast.franchises.every((index) => umbrella.franchises.includes(index))) this.#add(umbrella.concept);
    }
    if (cast.crossover && random.chance(0.75)) this.#name('crossover');
  }

  #addPeople(random: Random, cast: Pick<Picture, 'characters' | 'franchises' | 'scene'>): void {
    const { book, outfits } = this.world;
    const strangers = cast.franchises.length === 0 ? Math.min(2, cast.scene.people.sample(random)) : 0;
    const boys = cast.characters.filter((character) => character.boy).length;
    const girls = cast.characters.length - boys + strangers;
    if (girls > 0) this.#name(girls === 1 ? '1girl' : girls === 2 ? '2girls' : '3girls');
    if (boys > 0) this.#name(boys === 1 ? '1boy' : boys === 2 ? '2boys' : '3boys');
    if (girls + boys === 1) this.#name('solo');
    for (const character of cast.characters) {
      for (const tag of character.face) if (random.chance(0.92)) this.#add(tag);
      const clothes = random.chance(0.8) ? character.outfit : chooseOutfit(outfits, random, 5);
      for (const tag of clothes) if (random.chance(0.95 * cast.scene.visible)) this.#add(tag);
    }
    for (let n = 0; n < strangers; n++) {
      for (const choices of [hairColours, hairLengths, eyeColours, hairStyles]) this.#add(book.find(random.pick(choices))!);
      for (const tag of chooseOutfit(outfits, random, 5)) if (random.chance(cast.scene.visible)) this.#add(tag);
    }
    if (girls + boys === 0) return;
    for (let n = 0; n < 2; n++) this.#add(this.world.expressions[Math.floor(random.uniform() ** 2 * this.world.expressions.length)]!);
    if (random.chance(0.7)) this.#add(random.pick(this.world.poses));
  }

  #addScene(random: Random, scene: Scene): void {
    for (const { concept, chance } of scene.tags) if (random.chance(chance)) this.#add(concept);
    const minor = 2 + Math.floor(random.exponential(2.5));
    for (let n = 0; n < minor; n++) this.#add(this.world.tail[this.world.tailTable.sample(random)]!);
  }

  #addMeta(random: Random, file: PictureFile, year: number): void {
    const large = Math.max(file.width / 3200, file.height / 2400);
    if (large >= 1) this.#name('absurdres');
    else if (large >= 0.5) this.#name('highres');
    if (file.pixivId && random.chance(Math.min(0.8, Math.max(0, (year - 2013) * 0.15)))) this.#name('commentary_request');
    if (random.chance(0.06)) this.#name('translation_request');
    if (random.chance(0.04)) this.#name('official_art');
    if (file.ext === 'jpg' && random.chance(0.02)) this.#name('jpeg_artifacts');
  }
}
