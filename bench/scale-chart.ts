import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { line } from '../src/charts/chart.js';
import { toSvg } from '../src/charts/render.js';

export interface ScaleFigures {
  readonly step: string;
  readonly posts: number;
  readonly tags: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const steps: Readonly<Record<string, string>> = { load: 'load', cooccurrence: 'pairs', franchises: 'franchises' };

/** Draws processor time and peak memory by the number of tags for docs/scale.md, the questions together: their times summed, of their memory the most. */
export async function drawScale(figures: readonly ScaleFigures[]): Promise<void> {
  const out = join(import.meta.dirname, '..', 'docs', 'scale');
  mkdirSync(out, { recursive: true });
  const points = new Map<string, { millions: number; step: string; seconds: number; gigabytes: number }>();
  for (const { step: name, tags, cpuSeconds, peakMb } of figures) {
    const step = steps[name] ?? 'ten questions';
    const point = points.get(`${step} ${tags}`) ?? { millions: Math.round(tags / 1e6), step, seconds: 0, gigabytes: 0 };
    points.set(`${step} ${tags}`, { ...point, seconds: point.seconds + cpuSeconds, gigabytes: Math.max(point.gigabytes, peakMb / 1024) });
  }
  const rows = [...points.values()].sort((a, b) => a.millions - b.millions);
  const options = { x: 'millions', color: 'step', log: 'xy', xlabel: 'million tags of posts', height: 300 } as const;
  writeFileSync(join(out, 'time.svg'), await toSvg(line(rows, { ...options, y: 'seconds', ylabel: 'seconds of processor' })));
  writeFileSync(join(out, 'memory.svg'), await toSvg(line(rows, { ...options, y: 'gigabytes', ylabel: 'peak memory, GB' })));
}
