import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenSentence } from '../../src/reports/provenance.js';
import { listQueries } from '../../src/reports/query.js';
import { makeReport } from '../../src/reports/site.js';
import { browserPath, openBrowser } from './browser.js';
import { handMade, testLake, type TestLake, withoutOwnScript } from './fixture.js';

const date = '2026-01-02T03:04:05Z';

let test: TestLake;
let out: string;
let names: string[];
beforeAll(async () => {
  test = await testLake(handMade);
  out = join(test.dir, 'reports');
  names = (await listQueries()).map((query) => query.name);
  await makeReport(test.lake, names, { out, date });
}, 30_000);
afterAll(() => test.close());

function read(name: string): string {
  return readFileSync(join(out, name), 'utf8');
}

describe('makeReport', () => {
  it('writes a page a query and an index that leads to each', async () => {
    const files = names.map((name) => `${name}.html`);
    expect(readdirSync(out).sort()).toEqual([...files, 'index.html'].sort());
    const linked = Array.from(read('index.html').matchAll(/<h3><a href="([^"]+)">/g), (match) => match[1]!);
    expect(linked.sort()).toEqual([...files].sort());
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
    expect(html).toContain('with portrait_posts as ');
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
    await makeReport(test.lake, names, { out: again, date });
    for (const file of readdirSync(out)) expect(readFileSync(join(again, file), 'utf8'), file).toBe(read(file));
  }, 30_000);

  it('renders the named queries only, and stops at one that fails unless told what to do', async () => {
    const some = join(test.dir, 'some');
    const broken = join(test.dir, 'broken.sql');
    writeFileSync(broken, 'select no_such_column from posts');
    const seen: string[] = [];
    const pages = await makeReport(test.lake, ['boards', broken], { out: some, date, onPage: (done, total, name) => seen.push(`${done}/${total} ${name}`), onFailure: (name, error) => seen.push(`${name === broken}: ${error.message}`) });
    expect(pages.map((page) => page.name)).toEqual(['index', 'boards']);
    expect(seen).toEqual(['0/2 boards', '1/2 broken.sql', expect.stringMatching(/^true: broken.*no_such_column/)]);
    await expect(makeReport(test.lake, [broken], { out: some, date })).rejects.toThrow('no_such_column');
    await expect(makeReport(test.lake, ['bords'], { out: some, date })).rejects.toMatchObject({ hint: expect.stringContaining('boards') as string });
    await expect(makeReport(test.lake, ['boards'], { out: some, date, signal: AbortSignal.abort() })).rejects.toThrow('Interrupted; 1 page is in');
  });

  it('makes an index of an empty lake', async () => {
    const empty = await testLake({ posts: 'SELECT 1 AS post_key WHERE false' });
    const [index] = await makeReport(empty.lake, ['boards', 'portraits'], { out: join(empty.dir, 'out'), date });
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

describe.skipIf(browserPath === undefined)('in a browser', () => {
  it('asks for nothing, fits a phone, and has a light and a dark look', async () => {
    const chrome = await openBrowser();
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
