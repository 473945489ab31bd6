import { describe, expect, it } from 'vitest';
import { boards } from '../../src/simulate/boards.js';
import { fashion } from '../../src/simulate/franchise.js';
import { makeWorld } from '../../src/simulate/world.js';

const world = makeWorld(6, 100_000, Date.UTC(2025, 11, 31));

describe('makeWorld', () => {
  it('gives every concept one spelling on each board and no two the same', () => {
    boards.forEach((_, board) => expect(new Set(world.book.concepts.map((concept) => concept.names[board])).size).toBe(world.book.size));
    for (const concept of world.book.concepts) for (const name of concept.names) expect(name).toMatch(/^[^\sA-Z]+$/);
  });

  it('keeps alias names apart from the tags in use', () => {
    const used = new Set(world.book.concepts.map((concept) => concept.names[0]));
    for (const alias of world.book.aliases) expect(used.has(alias.antecedent)).toBe(false);
    expect(new Set(world.book.aliases.map((alias) => alias.antecedent)).size).toBe(world.book.aliases.length);
  });

  it('has franchises of one and of many works, with characters, and names shared across them', () => {
    const works = world.franchises.map((franchise) => franchise.parts.length);
    expect(works.filter((count) => count === 1).length / works.length).toBeGreaterThan(0.4);
    expect(Math.max(...works)).toBeGreaterThan(5);
    const given = new Map<string, Set<number>>();
    for (const franchise of world.franchises) {
      expect(franchise.characters.length).toBeGreaterThanOrEqual(2);
      for (const character of franchise.characters) given.set(character.name.given, (given.get(character.name.given) ?? new Set()).add(franchise.index));
    }
    expect([...given.values()].filter((franchises) => franchises.size > 5).length).toBeGreaterThan(5);
  });

  it('lets franchises rise and fall, and some stay', () => {
    const passing = world.franchises.find((franchise) => franchise.peak > 1)!;
    expect(fashion(passing, passing.start - 0.1)).toBe(0);
    const height = fashion(passing, passing.start + passing.peak);
    expect(height).toBeCloseTo(1.06, 5);
    expect(fashion(passing, passing.start + passing.peak / 3)).toBeLessThan(height);
    expect(fashion(passing, passing.start + 6 * passing.peak)).toBeLessThan(height / 4);
    const lasting = world.franchises.find((franchise) => franchise.peak === 0)!;
    expect(fashion(lasting, lasting.start + 10)).toBeGreaterThan(0.95);
  });

  it('names nothing that the loaders must refuse', () => {
    const refused = new Set(['loli', 'lolicon', 'shota', 'shotacon', 'toddlercon']);
    const names = [...world.book.concepts.flatMap((concept) => concept.names), ...world.book.aliases.map((alias) => alias.antecedent)];
    expect(names.filter((name) => name.split(/[^a-z]+/).some((word) => refused.has(word)))).toEqual([]);
  });
});
