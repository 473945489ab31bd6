import { describe, expect, it } from 'vitest';
import { containmentForest } from '../../../src/mining/franchises/containment-forest.js';
import { drawGraph, type DrawnGraph } from './drawn-graph.js';

/** For each node the name of its franchise's head and the rule that put it there. */
function placesOf({ graph }: DrawnGraph): Record<string, string> {
  const { root, rule } = containmentForest(graph);
  return Object.fromEntries(graph.names.map((name, node) => [name, `${graph.names[root[node]!]}: ${rule[node]}`]));
}

describe('the forest', () => {
  it('takes a character to the work it mostly appears with, whatever it crosses over with', () => {
    const places = placesOf(drawGraph({ alpha: 1000, beta: 3000 }, { ann: 100, bea: 200 }, [['ann', 'alpha', 90], ['ann', 'beta', 20], ['bea', 'beta', 190], ['ann', 'bea', 15], ['alpha', 'beta', 20]]));
    expect(places).toEqual({ alpha: 'alpha: alone', beta: 'beta: alone', ann: 'alpha: home', bea: 'beta: home' });
  });

  it('takes the most particular of works that a character never appears without', () => {
    const places = placesOf(drawGraph({ saga: 1000, part: 300 }, { ann: 100 }, [['ann', 'saga', 100], ['ann', 'part', 100], ['saga', 'part', 300]]));
    expect(places).toEqual({ saga: 'saga: alone', part: 'saga: contained', ann: 'saga: home' });
  });

  it('puts sequels below the title in their names when counts agree', () => {
    const places = placesOf(drawGraph({ 'dark_souls_(series)': 500, dark_souls_ii: 100, dark_matter: 80 }, {}, [['dark_souls_(series)', 'dark_souls_ii', 30]]));
    expect(places).toMatchObject({ dark_souls_ii: 'dark_souls_(series): title', dark_matter: 'dark_matter: alone' });
  });

  it('does not believe a title that complete counts deny, but does where pairs are missing', () => {
    const works = { star_ocean: 500, star_ocean_ii: 100 };
    const more = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`work${i}x_number${i}y`, 20]));
    expect(placesOf(drawGraph({ ...works, ...more }, {}, [], true))['star_ocean_ii']).toBe('star_ocean_ii: alone');
    expect(placesOf(drawGraph({ ...works, ...more }, {}, [], false))['star_ocean_ii']).toBe('star_ocean: title');
  });

  it('lets an umbrella glue nothing together, and a series of the same shape everything', () => {
    const shape = (umbrella: string) => {
      const films = ['kiki', 'totoro', 'porco'];
      const pairs = films.flatMap((film) => [[film, umbrella, 100], [`${film}_hero`, film, 50], [`${film}_hero`, umbrella, 50], [`${film}_friend`, film, 40], [`${film}_friend`, umbrella, 40]] as [string, string, number][]);
      return drawGraph({ [umbrella]: 400, kiki: 100, totoro: 110, porco: 120 }, Object.fromEntries(films.flatMap((film) => [[`${film}_hero`, 50], [`${film}_friend`, 40]])), pairs);
    };
    const publisher = placesOf(shape('publisher'));
    expect(new Set(Object.values(publisher).map((place) => place.split(':')[0])).size).toBe(4);
    const series = placesOf(shape('film_(series)'));
    expect(new Set(Object.values(series).map((place) => place.split(':')[0]))).toEqual(new Set(['film_(series)']));
  });

  it('takes a crossover game for an umbrella though its guests all meet in it', () => {
    const heroes = ['fox', 'kong', 'falcon'];
    const pairs = heroes.flatMap((hero) => [[hero, 'brawl', 120], [`${hero}_game`, 'brawl', 110], [hero, `${hero}_game`, 250], [`${hero}_pal`, `${hero}_game`, 200], [`${hero}_pal`, 'brawl', 90]] as [string, string, number][]);
    const meetings = heroes.flatMap((a) => heroes.filter((b) => b !== a).map((b) => [a, `${b}_game`, 100] as [string, string, number]));
    const places = placesOf(drawGraph({ brawl: 900, fox_game: 400, kong_game: 400, falcon_game: 400 }, Object.fromEntries(heroes.flatMap((hero) => [[hero, 300], [`${hero}_pal`, 250]])), [...pairs, ...meetings], false));
    expect(heroes.map((hero) => places[hero])).toEqual(heroes.map((hero) => `${hero}_game: home`));
    expect(places['fox_game']).toBe('fox_game: alone');
  });

  it('never counts original as a work that others belong to', () => {
    const places = placesOf(drawGraph({ original: 10_000, sketchbook: 100 }, { ann: 50 }, [['sketchbook', 'original', 100], ['ann', 'original', 50]]));
    expect(places).toMatchObject({ sketchbook: 'sketchbook: alone', ann: 'original: home' });
  });

  it('takes a work without characters of its own where its guests live', () => {
    const places = placesOf(drawGraph({ saga: 1000, artbook: 60 }, { ann: 300, bea: 300, cat: 300 }, [
      ...['ann', 'bea', 'cat'].map((name) => [name, 'saga', 280] as const), ...['ann', 'bea', 'cat'].map((name) => [name, 'artbook', 20] as const),
    ], false));
    expect(places['artbook']).toBe('saga: guest cast');
  });

  it('follows names in brackets when no count says more', () => {
    const places = placesOf(drawGraph({ saga: 1000 }, { 'ann_(saga)': 100, 'bea_(saga)': 100, 'cat_(saga)': 5, 'dog_(other)': 5 }, [['ann_(saga)', 'saga', 95], ['bea_(saga)', 'saga', 95]]));
    expect(places).toMatchObject({ 'cat_(saga)': 'saga: qualifier', 'dog_(other)': 'dog_(other): alone' });
  });

  it('follows company when the counts of a work are missing', () => {
    const places = placesOf(drawGraph({ saga: 9000, song: 400 }, { ann: 5000, bea: 4000, cat: 4000 }, [
      ['bea', 'saga', 3900], ['cat', 'saga', 3900], ['ann', 'bea', 1500], ['ann', 'cat', 1200], ['ann', 'song', 60],
    ], false));
    expect(places['ann']).toBe('saga: company');
  });

  it('has a defined answer for a tag on all posts, one node, and none', () => {
    const everywhere = drawGraph({ everything: 500, alpha: 100, beta: 100 }, { ann: 100, bea: 100 }, [
      ['everything', 'alpha', 100], ['everything', 'beta', 100], ['everything', 'ann', 100], ['everything', 'bea', 100], ['ann', 'alpha', 100], ['bea', 'beta', 100],
    ]);
    expect(Object.keys(placesOf(everywhere))).toHaveLength(5);
    expect(placesOf(drawGraph({ alpha: 1 }, {}, []))).toEqual({ alpha: 'alpha: alone' });
    expect(placesOf(drawGraph({}, {}, []))).toEqual({});
  });
});
