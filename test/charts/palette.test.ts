import { describe, expect, it } from 'vitest';
import { dark, light } from '../../src/charts/theme.js';

type Triple = [number, number, number];

/** What an eye without red or green cones sees: Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const sight: Record<string, number[][]> = {
  full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
};

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function oklab(hex: string, matrix: number[][]): Triple {
  const rgb = linear(hex);
  const [r, g, b] = matrix.map((row) => Math.min(1, Math.max(0, row[0]! * rgb[0] + row[1]! * rgb[1] + row[2]! * rgb[2]))) as Triple;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

describe.each([['light', light], ['dark', dark]] as const)('the %s palette', (_, theme) => {
  it.each(Object.keys(sight))('keeps every two series apart with %s sight', (kind) => {
    const labs = theme.series.map((color) => oklab(color, sight[kind]!));
    for (let i = 0; i < labs.length; i++) {
      for (let j = i + 1; j < labs.length; j++) {
        const distance = Math.hypot(...labs[i]!.map((value, k) => value - labs[j]![k]!));
        expect(distance, `${theme.series[i]} and ${theme.series[j]}`).toBeGreaterThan(0.1);
      }
    }
  });

  it('stands out from the paper', () => {
    for (const color of theme.series) expect(contrast(color, theme.paper), color).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.ink, theme.paper)).toBeGreaterThan(10);
    expect(contrast(theme.soft, theme.paper)).toBeGreaterThan(4.5);
  });

  it('has steps of steadily changing lightness, with figures on them readable', () => {
    const lights = theme.steps.map((color) => oklab(color, sight['full']!)[0]);
    const direction = Math.sign(lights[1]! - lights[0]!);
    for (let i = 1; i < lights.length; i++) expect((lights[i]! - lights[i - 1]!) * direction).toBeGreaterThan(0.03);
    theme.steps.forEach((color, i) => expect(contrast(color, i < theme.steps.length / 2 ? theme.ink : theme.paper), color).toBeGreaterThan(2.4));
  });
});
