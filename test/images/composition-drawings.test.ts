import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { depthExamples, drawings, placeExamples, scaleExamples, type Example } from '../../scripts/composition-drawings.js';
import { compositionOf } from '../../src/images/composition.js';
import { faceOf } from '../../src/images/figures.js';
import { scales } from '../../src/images/scene-scale.js';

const folder = new URL('../../docs/composition/', import.meta.url);
const seen = ({ heads }: Example) => compositionOf({ width: 700, height: 1000, tags: [], boxes: heads.map((head) => ({ ...faceOf(head), kind: 'face', level: '7', prob: null })) });

describe('the drawn examples', () => {
  it('are what their names say', () => {
    expect(scaleExamples.map(({ label }) => label)).toEqual([...scales]);
    for (const example of scaleExamples) expect(seen(example).scale, example.label).toBe(example.label);
    for (const example of placeExamples) expect(seen(example).place, example.label).toBe(example.label);
    for (const example of depthExamples) expect(`depth ${seen(example).depth!.toFixed(0)}`).toBe(example.label);
  });

  it('are drawn anew when the definitions change: npx tsx scripts/composition-drawings.ts', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(drawings()).sort());
    for (const [name, text] of Object.entries(drawings())) expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
  });
});
