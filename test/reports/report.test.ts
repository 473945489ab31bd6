import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenSentence } from '../../src/reports/provenance.js';
import { listQueries } from '../../src/reports/query.js';
import { buildReport } from '../../src/reports/report.js';
import { handMade, testLake, type TestLake, withoutOwnScript } from './fixture.js';

const date = '2026-01-02T03:04:05Z';
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

let test: TestLake;
let out: string;
beforeAll(async () => {
  test = await testLake(handMade);
  out = join(test.dir, 'reports');
  await buildReport(test.lake, { out, date });
}, 30_000);
afterAll(() => test.close());

function read(name: string): string {
  return readFileSync(join(out, name), 'utf8');
}

describe('buildReport', () => {
  it('writes a page a query and an index that leads to each', async () => {
    const names = (await listQueries()).map((query) => `${query.name}.html`);
    expect(readdirSync(out).sort()).toEqual([...names, 'index.html'].sort());
    const linked = Array.from(read('index.html').matchAll(/<h3><a href="([^"]+)">/g), (match) => match[1]!);
    expect(linked.sort()).toEqual([...names].sort());
  });

  it('says on every page what is hidden, which lake it shows and when it was made', () => {
    for (const file of readdirSync(out)) {
      const html = read(file);
      expect(html, file).toContain('Rating level sensitive: 1 post hidden, --rating all shows them.');
      expect(html, file).toContain('From generation 1 of the lake, 1 file loaded.');
      expect(html, file).toContain('Made by boorulab on 2026-01-02 at 03:04 UTC.');
      expect(html, file).toContain('a.jsonl');
    }
  });

  it('shows chart, rows, parameters and SQL', () => {
    const html = read('portraits.html');
    expect(html.match(/<svg role="img"/g)).toHaveLength(2);
    expect(html).toContain('<summary>The 2 rows behind the chart</summary>');
    expect(html).toContain('<dt>portrait</dt><dd>portrait upper_body close-up face (tags that make a portrait, separated by spaces)</dd>');
    expect(html).toContain('with portrait_posts as (');
    expect(html).toContain('boorulab sql portraits --param portrait=');
  });

  it('keeps hostile tags and addresses text', () => {
    for (const file of readdirSync(out)) {
      expect(withoutOwnScript(read(file)), file).not.toMatch(/<script|<img src=x|href="javascript:/i);
    }
    expect(read('hit-parade.html')).toContain('<td>javascript:alert(1)</td>');
  });

  it('gives the same bytes for the same lake and date', async () => {
    const again = join(test.dir, 'again');
    await buildReport(test.lake, { out: again, date });
    for (const file of readdirSync(out)) expect(readFileSync(join(again, file), 'utf8'), file).toBe(read(file));
  }, 30_000);

  it('renders the named queries only, with cards of other pages', async () => {
    const some = join(test.dir, 'some');
    const seen: string[] = [];
    const pages = await buildReport(test.lake, { names: ['boards'], out: some, date, more: [{ href: '01-look.html', title: 'Look' }], progress: (done, total, name) => seen.push(`${done}/${total} ${name}`) });
    expect(pages.map((page) => page.name)).toEqual(['index', 'boards']);
    expect(seen).toEqual(['0/1 boards']);
    expect(readFileSync(pages[0]!.file, 'utf8')).toContain('<a href="01-look.html">Look</a>');
    await expect(buildReport(test.lake, { names: ['bords'], out: some, date })).rejects.toMatchObject({ hint: expect.stringContaining('boards') as string });
  });

  it('makes an index of an empty lake', async () => {
    const empty = await testLake({ posts: 'SELECT 1 AS post_key WHERE false' });
    const [index] = await buildReport(empty.lake, { names: ['boards', 'portraits'], out: join(empty.dir, 'out'), date });
    expect(readFileSync(index!.file, 'utf8')).toContain('The lake holds no posts yet.');
    empty.close();
  });
});

it('says how many posts are hidden', async () => {
  const of = (rating: 'safe' | 'sensitive' | 'all', hidden: number): Promise<string> => hiddenSentence({ rating, hiddenPosts: async () => hidden });
  expect(await of('sensitive', 3597)).toBe('Rating level sensitive: 3,597 posts hidden, --rating all shows them.');
  expect(await of('safe', 0)).toBe('Rating level safe: no posts hidden.');
  expect(await of('all', 0)).toBe('Rating level all: posts of every rating are counted.');
});

describe.skipIf(browser === undefined)('in a browser', () => {
  it('asks for nothing, fits a phone, and has a light and a dark look', async () => {
    const chrome = await chromium.launch({ executablePath: browser!, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    const colours: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await chrome.newPage({ viewport: { width: 390, height: 844 }, colorScheme, javaScriptEnabled: true });
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      for (const file of ['index.html', 'portraits.html', 'hit-parade.html', 'idle-tags.html']) {
        await page.goto(`file://${join(out, file)}`);
        expect(await page.evaluate('document.documentElement.scrollWidth'), file).toBe(390);
      }
      expect(requests.every((url) => url.startsWith(`file://${out}`))).toBe(true);
      expect(complaints).toEqual([]);
      await page.goto(`file://${join(out, 'boards.html')}`);
      colours.push(String(await page.evaluate("getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector('.narrow path[fill]')).fill")));
    }
    await chrome.close();
    expect(colours[0]).not.toBe(colours[1]);
    expect(colours.join()).not.toContain('none');
  }, 30_000);
});
