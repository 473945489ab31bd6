import { workGraph, type WorkGraph } from '../../../src/mining/franchises/graph.js';

export interface DrawnGraph {
  graph: WorkGraph;
  node(name: string): number;
}

/** A graph of works and characters with their posts, and pairs `[a, b, posts of both]`; complete unless said. */
export function drawGraph(works: Record<string, number>, characters: Record<string, number>, pairs: readonly (readonly [string, string, number])[], complete = true): DrawnGraph {
  const names = [...Object.keys(works), ...Object.keys(characters)];
  const node = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`no node ${name}`);
    return at;
  };
  const isWork = Uint8Array.from(names, (_, i) => (i < Object.keys(works).length ? 1 : 0));
  const column = (i: 0 | 1) => Uint32Array.from(pairs, (pair) => node(pair[i]));
  const graph = workGraph(names, isWork, Float64Array.from([...Object.values(works), ...Object.values(characters)]), column(0), column(1), Float64Array.from(pairs, (pair) => pair[2]), complete);
  return { graph, node };
}
