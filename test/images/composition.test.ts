import { describe, expect, it } from 'vitest';
import { compositionOf } from '../../src/images/composition.js';
import { allowedScales, taggedFigures } from '../../src/images/composition-tags.js';
import { figuresOf, headOf, type SeenBox } from '../../src/images/figures.js';
import { coveredArea, iou } from '../../src/images/box.js';
import { figureHeads, scaleOf, scales } from '../../src/images/scene-scale.js';

const box = (kind: SeenBox['kind'], x: number, y: number, w: number, h: number, level: string | null = null): SeenBox => ({ kind, x, y, w, h, level, prob: null });
const face = (x: number, y: number, side: number, level = '7') => box('face', x, y, side, side, level);
const seen = (boxes: SeenBox[], tags: string[] = [], width = 700, height = 1000) => compositionOf({ boxes, tags, width, height });

describe('boxes', () => {
  it('overlap by intersection over union', () => {
    expect(iou({ x: 0, y: 0, w: 0.2, h: 0.2 }, { x: 0.1, y: 0, w: 0.2, h: 0.2 })).toBeCloseTo(1 / 3);
    expect(iou({ x: 0, y: 0, w: 0.1, h: 0.1 }, { x: 0.5, y: 0, w: 0.1, h: 0.1 })).toBe(0);
  });

  it('cover shared area once', () => {
    expect(coveredArea([{ x: 0, y: 0, w: 0.4, h: 0.4 }, { x: 0.2, y: 0.2, w: 0.4, h: 0.4 }])).toBeCloseTo(0.28);
    expect(coveredArea([{ x: 0, y: 0, w: 0.2, h: 0.2 }, { x: 0.5, y: 0.5, w: 0.2, h: 0.1 }])).toBeCloseTo(0.06);
    expect(coveredArea([])).toBe(0);
  });
});

describe('figures', () => {
  it('are one for boxes of one person, whatever the detectors', () => {
    const [one, ...more] = figuresOf([face(0.45, 0.15, 0.12), face(0.46, 0.16, 0.11, '4'), box('head', 0.42, 0.08, 0.18, 0.2), box('figure', 0.3, 0.05, 0.4, 0.9), box('torso', 0.4, 0.25, 0.2, 0.3), box('bust', 0.35, 0.06, 0.3, 0.4)]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ face: { x: 0.45 }, head: { x: 0.42, h: 0.2 }, body: { h: 0.9 } });
  });

  it('are several for several heads, the nearest first, and for bodies whose head is not seen', () => {
    const found = figuresOf([face(0.1, 0.1, 0.1), face(0.6, 0.1, 0.2), box('figure', 0.35, 0.3, 0.2, 0.6), box('figure', 0.05, 0.02, 0.25, 0.9)]);
    expect(found.map(({ face: seenFace, body }) => [seenFace?.x ?? null, body?.x ?? null])).toEqual([[0.6, null], [0.1, 0.05], [null, 0.35]]);
  });

  it('do not come from the loose pass where a stricter one saw a face', () => {
    expect(figuresOf([face(0.4, 0.1, 0.2), face(0.7, 0.8, 0.05, '2')])).toHaveLength(1);
    expect(figuresOf([face(0.4, 0.1, 0.2, '2'), face(0.7, 0.8, 0.05, '2')])).toHaveLength(2);
  });
});

describe('scale', () => {
  /** A face such that the given number of heads is seen below the top of the head, which is `top` from the upper edge. */
  const showing = (heads: number, top = 0.03): SeenBox => {
    const head = (1 - top) / heads;
    const side = head / headOf({ x: 0, y: 0, w: 1, h: 1 }).h;
    return face(0.4, top - headOf({ x: 0, y: 0, w: side, h: side }).y, side);
  };

  it.each([[1.1, 'close-up'], [1.7, 'portrait'], [2.4, 'bust'], [3.3, 'half'], [4.5, 'cowboy'], [6.5, 'full figure'], [15, 'wide']] as const)('of %s heads is %s', (heads, scale) => {
    expect(seen([showing(heads)])).toMatchObject({ scale, scale_from: 'boxes', figures: 1 });
  });

  it('goes from near to far as the face shrinks', () => {
    const order = Array.from({ length: 100 }, (_, i) => scales.indexOf(scaleOf(figuresOf([showing(1.02 + i * 0.15)]))!));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(scales.length);
  });

  it('is that of a whole figure where its body ends inside the picture', () => {
    const chibi = face(0.35, 0.3, 0.2);
    expect(seen([chibi]).scale).toBe('bust');
    expect(seen([chibi, box('figure', 0.25, 0.18, 0.4, 0.7)]).scale).toBe('full figure');
    expect(seen([face(0.4, 0.45, 0.05), box('figure', 0.35, 0.42, 0.15, 0.4)]).scale).toBe('wide');
    expect(seen([chibi, box('figure', 0.25, 0.18, 0.4, 0.82)]).scale).toBe('bust');
    expect(figureHeads * 0.05 * 1.5).toBeGreaterThan(0.45);
  });

  it('listens to tags, and says who told', () => {
    expect(seen([showing(2.4)], ['upper_body'])).toMatchObject({ scale: 'bust', scale_from: 'both' });
    expect(seen([showing(2.4)], ['cowboy_shot'])).toMatchObject({ scale: 'cowboy', scale_from: 'tags' });
    expect(seen([], ['portrait'])).toMatchObject({ scale: 'portrait', scale_from: 'tags', figures: null, place: null, face_share: null });
    expect(seen([], ['scenery', 'no_humans'])).toMatchObject({ scale: 'wide', scale_from: 'tags', figures: 0, figures_from: 'tags' });
    expect(seen([])).toMatchObject({ scale: null, scale_from: null, figures: null, figures_from: null });
    expect(allowedScales(['full_body', 'very_wide_shot'])).toEqual(['wide']);
    expect(allowedScales(['full_body', 'upper_body'])).toBeNull();
  });
});

describe('the rest', () => {
  it('counts figures by boxes and tags', () => {
    const two = [face(0.1, 0.1, 0.2), face(0.6, 0.1, 0.1)];
    expect(seen(two)).toMatchObject({ figures: 2, figures_from: 'boxes', depth: 2 });
    expect(seen(two, ['2girls', 'multiple_girls'])).toMatchObject({ figures: 2, figures_from: 'both' });
    expect(seen(two, ['multiple_girls'])).toMatchObject({ figures: 2, figures_from: 'both' });
    expect(seen(two, ['1girl', 'solo'])).toMatchObject({ figures: 1, figures_from: 'tags' });
    expect(seen([two[0]!], ['6+girls'])).toMatchObject({ figures: 6, figures_from: 'tags', depth: null });
    expect(taggedFigures(['1girl', '1boy'])).toEqual({ least: 2, exact: true });
    expect(taggedFigures(['1girl', 'crowd'])).toEqual({ least: 6, exact: false });
    expect(taggedFigures(['sky', 'constructor'])).toBeNull();
  });

  it('places the main face, also one that reaches out of the picture', () => {
    expect(seen([face(0.4, 0.4, 0.2)])).toMatchObject({ place: 'centre' });
    expect(seen([face(0.4, 0.4, 0.2)]).offset_x).toBeCloseTo(0);
    expect(seen([face(0.8, 0.05, 0.1)])).toMatchObject({ place: 'upper right' });
    expect(seen([face(0, 0.7, 0.1), face(0.5, 0.1, 0.05)])).toMatchObject({ place: 'lower left' });
    const cut = seen([face(-0.1, 0.4, 0.2)]);
    expect(cut).toMatchObject({ place: 'left', face_share: expect.closeTo(0.02) });
    expect(cut.offset_x).toBeCloseTo(-0.9);
  });

  it('tells the orientation by the sides', () => {
    expect([[700, 1000], [1000, 700], [1000, 960], [0, 10], [10, 0]].map(([width, height]) => seen([], [], width, height).orientation)).toEqual(['portrait', 'landscape', 'square', null, null]);
  });
});
