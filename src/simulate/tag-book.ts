import type { Random } from '../kernels/random.js';
import { boards, DANBOORU } from './boards.js';

/** A thing that tags speak of, and what each board calls it. */
export interface Concept {
  readonly id: number;
  readonly category: number;
  /** Spelling by board number. */
  readonly names: string[];
  /** Category by board number, where it is another than danbooru's. */
  readonly categories: number[];
  /** Concepts this one brings with it, directly. */
  readonly implies: readonly number[];
}

export interface Alias {
  readonly antecedent: string;
  readonly concept: number;
  readonly active: boolean;
}

/** The vocabulary of a world: concepts, their spelling on every board, aliases and implications. */
export class TagBook {
  readonly concepts: Concept[] = [];
  readonly aliases: Alias[] = [];
  readonly #used = boards.map(() => new Map<string, number>());
  readonly #reserved = new Set<string>();

  get size(): number {
    return this.concepts.length;
  }

  /** The concept of a danbooru tag. */
  find(name: string): number | undefined {
    return this.#used[DANBOORU]!.get(name);
  }

  /** True when no board uses the spelling and no alias does. */
  isFree(name: string): boolean {
    return !this.#reserved.has(name) && this.#used.every((names) => !names.has(name));
  }

  /** Adds a concept spelled alike on all boards; throws when the spelling is taken. */
  add(name: string, category: number, implies: readonly number[] = []): number {
    if (!this.isFree(name)) throw new Error(`tag ${name} is taken`);
    const id = this.concepts.length;
    this.#used.forEach((names) => names.set(name, id));
    this.concepts.push({ id, category, names: boards.map(() => name), categories: boards.map(() => category), implies });
    return id;
  }

  /** The concept of a general or meta tag, added when new. */
  ensure(name: string, category: number, implies: readonly number[] = []): number {
    return this.find(name) ?? this.add(name, category, implies);
  }

  /** Spells a concept another way on one board, unless something else on any board is called so. */
  respell(concept: number, board: number, name: string): boolean {
    if (this.concepts[concept]!.names[board] === name) return true;
    if (!this.#mayMean(name, concept)) return false;
    this.concepts[concept]!.names[board] = name;
    this.#used[board]!.set(name, concept);
    return true;
  }

  /** Adds a danbooru alias, unless the name already means something. */
  alias(antecedent: string, concept: number, random: Random): void {
    if (this.#reserved.has(antecedent) || this.#used[DANBOORU]!.has(antecedent) || !this.#mayMean(antecedent, concept)) return;
    this.#reserved.add(antecedent);
    this.aliases.push({ antecedent, concept, active: random.chance(0.93) });
  }

  /** For each concept, all that it implies directly or by way of others, sorted. */
  implied(): Int32Array[] {
    const closed: Int32Array[] = [];
    const close = (id: number): Int32Array => {
      const known = closed[id] ?? Int32Array.from(new Set(this.concepts[id]!.implies.flatMap((next) => [next, ...close(next)]))).sort();
      closed[id] = known;
      return known;
    };
    return this.concepts.map((concept) => close(concept.id));
  }

  #mayMean(name: string, concept: number): boolean {
    return this.#used.every((names) => (names.get(name) ?? concept) === concept)
      && (!this.#reserved.has(name) || this.aliases.some((alias) => alias.antecedent === name && alias.concept === concept));
  }
}
