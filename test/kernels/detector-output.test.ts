import { describe, expect, it } from 'vitest';
import { outputLayout, readDetectorOutput } from '../../src/kernels/detector-output.js';
import { Random } from '../../src/kernels/random.js';

describe('the layout of an output', () => {
  it.each([
    [[1, 25200, 8], 3, 'rows'], [[1, 7, 8400], 3, 'columns'], [[1, 8400, 7], 3, null], [[2, 25200, 8], 3, null], [[1, 25200, 85], 3, null], [[25200, 8], 3, null], [[1, 84, 8400], 80, 'columns'], [[1, 25200, 85], 80, 'rows'],
  ])('%j with %i classes is %s', (dimensions, classes, layout) => expect(outputLayout(dimensions, classes)).toBe(layout));
});

describe('an output', () => {
  it('gives the same boxes in both layouts', () => {
    const random = new Random(3);
    const boxes = Array.from({ length: 40 }, () => [random.int(100), random.int(100), 1 + random.int(20), 1 + random.int(20), random.uniform(), random.uniform(), random.uniform()]);
    const rows = readDetectorOutput(boxes.flatMap(([x, y, w, h, ...scores]) => [x!, y!, w!, h!, 1, ...scores]), 'rows', 3, 0.8);
    const columns = readDetectorOutput(Array.from({ length: 7 }, (_, field) => boxes.map((box) => box[field]!)).flat(), 'columns', 3, 0.8);
    expect(columns).toEqual(rows);
    const expected = boxes.filter(([, , , , ...scores]) => Math.max(...scores) >= 0.8);
    expect(expected.length).toBeGreaterThan(3);
    expect([...rows.boxes]).toEqual(expected.flatMap(([x, y, w, h]) => [x! - w! / 2, y! - h! / 2, w, h]));
    expect([...rows.classes]).toEqual(expected.map(([, , , , ...scores]) => scores.indexOf(Math.max(...scores))));
    expect([...rows.scores]).toEqual(expected.map(([, , , , ...scores]) => Math.max(...scores)));
  });

  it('counts a class only as far as there is anything, and no box without area or of no number', () => {
    expect(readDetectorOutput([5, 5, 2, 2, 0.5, 0.9, 5, 5, 2, 2, 0.9, 0.9], 'rows', 1, 0.6)).toEqual({ boxes: Float64Array.of(4, 4, 2, 2), scores: Float64Array.of(0.9 * 0.9), classes: Int32Array.of(0) });
    expect(readDetectorOutput([5, 5, 0, 2, 1, 1, Number.NaN, 5, 2, 2, 1, 1, 5, 5, 2, Infinity, 1, 1, 5, 5, 2, 2, Number.NaN, 1], 'rows', 1, 0).scores).toHaveLength(0);
  });
});
