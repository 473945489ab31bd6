import { describe, expect, it } from 'vitest';
import { area, bar, chart, heatmap, histogram, line, map, scatter } from '../../src/charts/chart.js';
import { stepBounds } from '../../src/charts/heatmap.js';
import { type Chart, marks } from '../../src/charts/options.js';
import { toPng, toSvg } from '../../src/charts/render.js';
import { concrete, light } from '../../src/charts/theme.js';

const hostile = '"><script>alert(1)</script><image href="http://evil.example/x">';
const tags = [hostile, '初音ミクの非常に長い名前がここにあるので切られるはずです、きっと、間違いなく', 'solo', 'a_very_long_tag_name_that_goes_on_and_on_until_it_is_cut_(series)', 'x.y[0]'];
const rows = tags.map((tag, i) => ({ tag, posts: 100 - 17 * i, share: 0.5 / (i + 1) }));
const yearly = Array.from({ length: 12 }, (_, i) => ({ year: 2010 + i, board: i % 2 ? 'yande.re' : 'danbooru.donmai.us', posts: 10 + i * i }));
const dated = Array.from({ length: 5 }, (_, i) => ({ day: new Date(Date.UTC(2020, i, 1)), posts: BigInt(i * 10) }));

const everyChart: [string, Chart][] = [
  ['bar', bar(rows)],
  ['standing bar', bar(yearly)],
  ['stacked bar', bar(yearly, { x: 'year', y: 'posts', color: 'board' })],
  ['shares', bar(yearly, { y: 'board', x: 'posts', color: 'year', stack: 'normalize' })],
  ['line', line(yearly, { color: 'board' })],
  ['line over dates', line(dated)],
  ['area', area(yearly, { color: 'board' })],
  ['heatmap', heatmap(yearly)],
  ['scatter', scatter(rows, { x: 'posts', y: 'share', label: 'tag', color: 'tag', size: 'posts' })],
  ['map', map(rows.map((row, i) => ({ ...row, x: i % 3, y: i ** 2, kind: i % 2 ? hostile : 'b' })))],
  ['histogram', histogram(rows, { x: 'posts' })],
  ['preview', bar(rows, { width: 320, height: 180, bare: true })],
];

describe.each(everyChart)('%s', (_, drawing) => {
  it('is drawn twice the same, in variables, with nothing from outside', async () => {
    const svg = await toSvg(drawing);
    expect(await toSvg(drawing)).toBe(svg);
    expect(svg).toMatch(/^<svg class="bl-chart bl-[a-z]+"/);
    expect(svg).toContain('var(--bl-');
    const tags = svg.match(/<[^>]*>/g)!.join('').replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
    expect(tags).not.toMatch(/<script|<image|<foreignObject|<style|href=|src=|\bon\w+=|https?:|NaN|undefined|Infinity/);
    expect(concrete(svg)).not.toContain('var(');
  });
});

function heights(svg: string): number[] {
  return [Number(/ width="([\d.]+)"/.exec(svg)![1]), Number(/ height="([\d.]+)"/.exec(svg)![1])];
}

describe('chart', () => {
  it('writes the figure of each bar and the whole name where one hovers', async () => {
    const svg = await toSvg(bar(rows));
    for (const { posts } of rows) expect(svg).toContain(`>${posts}</text>`);
    expect(svg).toContain(`<title>${tags[3]}: 49 posts</title>`);
    expect(svg).not.toContain(`>${tags[3]}</text>`);
  });

  it('writes large figures along an axis short, and 0 alone', async () => {
    const svg = await toSvg(line([2018, 2019, 2020].map((year, i) => ({ year, posts: 750 * i }))));
    const texts = [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['0', '0.5k', '1k', '1.5k']));
    expect(texts).not.toContain('0k');
  });

  it('keeps to the size asked for', async () => {
    for (const width of [320, 760, 1000]) expect(heights(await toSvg(bar(rows, { width })))[0]).toBeCloseTo(width, -1);
    expect(heights(await toSvg(bar(rows, { width: 320, height: 180, bare: true })))).toEqual([320, 180]);
    const tall = (count: number): Promise<string> => toSvg(bar(Array.from({ length: count }, (_, i) => ({ tag: `t${i}`, posts: i + 1 }))));
    expect(heights(await tall(20))[1]! - heights(await tall(10))[1]!).toBe(240);
  });

  it('cuts names to a limit, keeps those with most, and says so', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ tag: `tag_${i}`, posts: i }));
    const drawing = bar(many, { limit: 10 });
    expect(drawing.notes).toEqual(['Of 40 (tag) the chart shows 10: those with most posts.']);
    const svg = await toSvg(drawing);
    expect(svg).toContain('>tag_39</text>');
    expect(svg).not.toContain('>tag_29</text>');
    expect(bar(many.slice(0, 10)).notes).toEqual([]);
  });

  it('gathers surplus series as other', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ year: 2000 + (i % 3), tag: `tag_${i % 10}`, posts: i + 1 }));
    const drawing = bar(many, { x: 'year', y: 'posts', color: 'tag' });
    expect(drawing.notes).toEqual(['Of 10 (tag) the chart shows 7: the rest is "other".']);
    expect(await toSvg(drawing)).toContain('>other</text>');
    expect(line(many, { color: 'tag', limit: 4 }).notes).toEqual(['Of 10 (tag) the chart shows 4: those with most posts.']);
  });

  it('keeps names that are cut to the same text apart', async () => {
    const long = ['alpha', 'beta'].map((end, i) => ({ tag: `${'the_same_beginning_of_a_long_name_'.repeat(3)}${end}`, posts: i + 1 }));
    const svg = await toSvg(bar(long));
    expect(svg.match(/<title>/g)).toHaveLength(2);
    expect(svg).toContain('… (2)</text>');
  });

  it('shows years without posts as gaps', async () => {
    const svg = await toSvg(bar([{ year: 2010, posts: 3 }, { year: 2013, posts: 5 }]));
    for (const year of [2010, 2011, 2012, 2013]) expect(svg).toContain(`>${year}</text>`);
  });

  it('sums rows of the same name and takes rows in their order unless told', () => {
    const values = (drawing: Chart): unknown => (drawing.spec['data'] as { values: { category: string; value: number }[] }).values.map(({ category, value }) => [category, value]);
    const small = [{ t: 'b', n: 1 }, { t: 'a', n: 5 }, { t: 'b', n: 2 }, { t: null, n: 1 }];
    expect(values(bar(small))).toEqual([['b', 3], ['a', 5], ['(none)', 1]]);
    const order = (drawing: Chart): unknown => (drawing.spec['encoding'] as { y: { scale: { domain: string[] } } }).y.scale.domain;
    expect(order(bar(small))).toEqual(['b', 'a', '(none)']);
    expect(order(bar(small, { sort: 'value' }))).toEqual(['a', 'b', '(none)']);
    expect(order(bar(small, { sort: 'name' }))).toEqual(['(none)', 'a', 'b']);
  });

  it('counts every value of a histogram once', () => {
    const values = Array.from({ length: 500 }, (_, i) => ({ n: (i * 7919) % 311 }));
    for (const log of [undefined, 'x'] as const) {
      const drawing = histogram(log ? values.map(({ n }) => ({ n: n + 1 })) : values, log ? { log } : {});
      const bins = (drawing.spec['data'] as { values: { count: number; from: number; to: number }[] }).values;
      expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(500);
      for (let i = 1; i < bins.length; i++) expect(bins[i]!.from).toBe(bins[i - 1]!.to);
    }
  });

  it('says which column it misses', () => {
    expect(() => bar(rows, { x: 'post' })).toThrow('the chart\'s x names no column "post"; columns: tag, posts, share');
    expect(() => line([{ a: 'x' }])).toThrow('no column for x of the chart; columns: a');
  });

  it.each(marks)('draws %s of no rows', async (mark) => {
    expect(await toSvg(chart([], { mark }))).toContain('no rows');
  });

  it.each(marks)('draws %s of one row and of NULLs', async (mark) => {
    for (const data of [[{ tag: 'a', other: 'b', posts: 1, score: 2 }], [{ tag: null, other: 'b', posts: 1, score: null }, { tag: 'a', other: null, posts: null, score: 2 }]]) {
      expect(await toSvg(chart(data, { mark }))).not.toMatch(/NaN|Infinity/);
    }
  });
});

it('a scatter names the largest of points whose names would run into each other', async () => {
  const crowd = [{ name: 'small_one', x: 10, y: 10, n: 1 }, { name: 'large_one', x: 10.1, y: 10, n: 9 }, { name: 'far_off', x: 0, y: 0, n: 1 }, { name: 'at_edge', x: 99, y: 50, n: 2 }];
  const text = await toSvg(scatter(crowd, { x: 'x', y: 'y', size: 'n', label: 'name' }));
  expect(['small_one', 'large_one', 'far_off', 'at_edge'].filter((name) => text.includes(`>${name}</text>`))).toEqual(['large_one', 'far_off', 'at_edge']);
});

describe('a map', () => {
  const points = [{ tag: 'left', kind: 'a', posts: 5, x: 0, y: 0 }, { tag: 'right', kind: 'b', posts: 50, x: 4, y: 0 }, { tag: 'top', kind: 'a', posts: 9, x: 0, y: 2 }];

  it('finds name, size and colour itself and writes no figures on its axes', async () => {
    const svg = await toSvg(map(points));
    for (const text of ['left', 'right', 'top', 'a', 'b']) expect(svg).toContain(`>${text}</text>`);
    expect(svg).not.toMatch(/>[\d.]+<\/text>/);
  });

  it.each([[760, undefined], [340, undefined], [760, 900]])('has one scale for both axes, %i wide and %s high', (width, height) => {
    const { spec } = map(points, { width, height });
    const { x, y } = spec['encoding'] as Record<'x' | 'y', { scale: { domain: [number, number] } }>;
    const perPixel = (domain: readonly [number, number], pixels: number): number => (domain[1] - domain[0]) / pixels;
    expect(perPixel(x.scale.domain, width)).toBeCloseTo(perPixel(y.scale.domain, spec['height'] as number), 1);
    for (const point of points) {
      expect(point.x > x.scale.domain[0] && point.x < x.scale.domain[1]).toBe(true);
      expect(point.y > y.scale.domain[0] && point.y < y.scale.domain[1]).toBe(true);
    }
  });
});

describe('with nothing said of columns', () => {
  const series = (drawing: Chart): unknown[] => [...new Set((drawing.spec['data'] as { values: { series: string }[] }).values.map((value) => value.series))];
  const twice = [2010, 2011].flatMap((year) => ['x', 'y'].map((board) => ({ year, board, posts: year % 7 })));

  it('a second text tells apart what stands at one place', () => {
    expect(series(line(twice))).toEqual(['x', 'y']);
    expect(series(bar(twice.map(({ board, posts, year }) => ({ board, posts, at: `${year}` }))))).toEqual(['2010', '2011']);
    expect(series(line(twice.filter(({ board }) => board === 'x')))).toEqual(['']);
    expect(series(line(twice, { x: 'year' }))).toEqual(['']);
  });

  it('a scatter is named by what names each row once', async () => {
    expect(await toSvg(scatter(rows))).toContain('>solo</text>');
    expect(await toSvg(scatter(rows.map((row) => ({ ...row, tag: 'same' }))))).not.toContain('>same</text>');
  });
});

describe('stepBounds', () => {
  it('ascends, in even steps or in even ratios', () => {
    expect(stepBounds([0, 90], false)).toEqual([10, 20, 30, 40, 50, 60, 70, 80]);
    const wide = stepBounds([1, 10_000], false);
    expect([...wide].sort((a, b) => a - b)).toEqual(wide);
    expect(wide[1]! / wide[0]!).toBeCloseTo(wide[7]! / wide[6]!, 0);
    expect(stepBounds([5, 5], false).every((bound) => Number.isFinite(bound))).toBe(true);
  });
});

describe('toPng', () => {
  it('paints the light theme at twice the size', async () => {
    const png = Buffer.from(await toPng(await toSvg(bar(yearly, { width: 300, height: 200 }))));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 400]);
    expect(light.paper).toMatch(/^#/);
  });
});

it('writes figures below zero in full, and beside the names', async () => {
  const svg = await toSvg(bar([{ name: 'up', weight: 0.5 }, { name: 'slightly down', weight: -0.0015015 }, { name: 'down', weight: -0.25 }]));
  const texts = Array.from(svg.matchAll(/translate\((-?[\d.]+),[^>]*>([^<]*)<\/text>/g), ([, x, text]) => [text, Number(x)] as const);
  expect(texts.map(([text]) => text)).toEqual(expect.arrayContaining(['0.5', '-0.0015', '-0.25']));
  expect(texts.find(([text]) => text === '-0.25')![1]).toBeGreaterThan(30);
});
