import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chart } from '../../src/charts/chart.js';
import type { ChartOptions } from '../../src/charts/options.js';
import { toSvg } from '../../src/charts/render.js';
import type { Block } from '../../src/reports/document.js';
import type { GalleryPicture } from '../../src/reports/gallery.js';
import { renderPage } from '../../src/reports/page.js';
import { tempFolder } from '../load/fixtures.js';
import { browserPath, openBrowser } from '../reports/browser.js';
import { hostileTag } from '../reports/fixture.js';

const dir = tempFolder('page-script');
const tags = ['Beta', 'alpha', hostileTag, 'item 10', 'item 9', '日本', 'gamma', 'delta', 'Ａｌｐｈａ wide', 'zeta', 'eta', 'theta', 'iota', 'kappa', 'lambda'];
const rows = tags.map((tag, i) => ({ tag, posts: i === 4 ? null : [5, 1200, 30, 5, 0, -7, 2.5, 99, 1, 3, 4, 6, 8, 9, 10][i]!, day: i === 2 ? null : new Date(Date.UTC(2020, 14 - i, 1)), x: i + 1, y: (i * 7) % 15 + 1 }));
const columns = [{ name: 'tag', type: 'VARCHAR' }, { name: 'posts', type: 'DOUBLE' }, { name: 'day', type: 'DATE' }, { name: 'x', type: 'INTEGER' }, { name: 'y', type: 'INTEGER' }];
const table: Block = { kind: 'table', table: { columns, rows } };
const years = [2019, 2020, 2021].flatMap((year) => ['a', 'b'].map((board) => ({ year, posts: year - 2000 + (board === 'a' ? 0 : 50), board })));
const picture = (n: number): GalleryPicture => ({ jpeg: '/9j/4AAQSkZJRg==', width: 10, height: 10, alt: `Post ${n}`, caption: [], facts: [['n', String(n)]] });

async function drawing(some: readonly object[], options: ChartOptions): Promise<Block> {
  const svg = await toSvg(chart(some as never, { width: 800, ...options }));
  return { kind: 'chart', svg, caption: 'Points' };
}

let chrome: Browser;
const complaints: string[] = [];

async function show(blocks: Block[], options: { javaScriptEnabled?: boolean; hasTouch?: boolean } = {}): Promise<Page> {
  const file = join(dir, `page-${Math.random()}.html`);
  writeFileSync(file, renderPage({ title: 'T', blocks, foot: { date: '2026-01-02', lines: [] } }));
  const page = await (await chrome.newContext({ viewport: { width: 1000, height: 900 }, ...options })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`file://${file}`);
  return page;
}

const column = (page: Page, n: number) => page.locator(`tbody tr:not([hidden]) td:nth-child(${n})`).allTextContents();

describe.skipIf(browserPath === undefined)('the script of a page', () => {
  beforeAll(async () => {
    chrome = await openBrowser();
  });
  afterAll(async () => {
    await chrome.close();
    expect(complaints).toEqual([]);
  });

  it('sorts a table by numbers, dates and names, empty cells last, and gives the first order back', async () => {
    const page = await show([table]);
    const posts = page.getByRole('button', { name: 'posts' });
    await posts.click();
    expect(await column(page, 2)).toEqual(['1,200', '99', '30', '10', '9', '8', '6', '5', '5', '4', '3', '2.5', '1', '-7', '–']);
    expect(await page.locator('th').evaluateAll((heads) => heads.map((head) => head.getAttribute('aria-sort')))).toEqual([null, 'descending', null, null, null]);
    expect((await column(page, 1)).slice(7, 9)).toEqual(['Beta', 'item 10']);
    await posts.press('Enter');
    expect((await column(page, 2)).slice(0, 3)).toEqual(['-7', '1', '2.5']);
    expect((await column(page, 2)).at(-1)).toBe('–');
    await posts.press('Enter');
    expect(await column(page, 1)).toEqual(tags);
    await page.getByRole('button', { name: 'tag' }).click();
    const names = await column(page, 1);
    expect(names.indexOf('item 9')).toBe(names.indexOf('item 10') - 1);
    expect(names.indexOf('alpha')).toBeLessThan(names.indexOf('Beta'));
    await page.getByRole('button', { name: 'day' }).click();
    const days = await column(page, 3);
    expect(days.slice(0, -1)).toEqual(days.slice(0, -1).sort());
    expect(days.at(-1)).toBe('–');
  });

  it('filters a long table by words, whatever their case and width, and says how many are left', async () => {
    const page = await show([table]);
    await page.keyboard.press('/');
    await page.keyboard.type('ALPHA');
    expect(await column(page, 1)).toEqual(['alpha', 'Ａｌｐｈａ wide']);
    expect(await page.locator('.find [role=status]').textContent()).toBe('2 of 15 rows');
    await page.keyboard.type(' wide');
    expect(await column(page, 1)).toHaveLength(1);
    await page.keyboard.press('Escape');
    expect(await column(page, 1)).toHaveLength(15);
    const short = await show([{ kind: 'table', table: { columns, rows: rows.slice(0, 3) } }]);
    expect(await short.locator('.find').count()).toBe(0);
  });

  it('finds cards by title, description, topic and columns, and Enter opens the first', async () => {
    const page = await show([
      { kind: 'tiles', tiles: [{ figure: '1', label: 'tile' }] },
      { kind: 'heading', text: 'Boards' }, { kind: 'cards', cards: [{ href: 'a.html', title: 'First', lead: 'about growth', words: ['score'] }, { href: 'b.html', title: hostileTag }] },
      { kind: 'heading', text: 'Tags' }, { kind: 'cards', cards: [{ href: 'c.html', title: 'Third' }] },
    ]);
    const shown = () => page.locator('.cards li').evaluateAll((cards) => cards.flatMap((card) => ((card as HTMLElement).checkVisibility() ? card.querySelector('a')!.getAttribute('href') : [])));
    const box = page.getByRole('searchbox');
    for (const [words, found] of [['growth', ['a.html']], ['SCORE first', ['a.html']], ['tags', ['c.html']], ['boards', ['a.html', 'b.html']], ['onerror', ['b.html']], ['nowhere', []], ['', ['a.html', 'b.html', 'c.html']]] as const) {
      await box.fill(words);
      expect(await shown(), words).toEqual(found);
    }
    await box.fill('third');
    expect(await page.getByRole('heading', { name: 'Boards' }).isVisible()).toBe(false);
    expect(await page.locator('.tiles').isVisible()).toBe(false);
    expect(await page.getByRole('status').first().textContent()).toBe('1 of 3 reports');
    const asked = page.waitForEvent('request', (request) => request.url().endsWith('/c.html'));
    await box.press('Enter');
    await asked;
  });

  it('says what a mark stands for, by pointer and by arrow keys', async () => {
    const page = await show([await drawing([{ tag: hostileTag, n: 3 }, { tag: 'b', n: 2 }], { mark: 'bar' })]);
    const tip = page.locator('.tip');
    await page.locator('svg [data-part=marks] path').first().hover();
    expect([await tip.isVisible(), await tip.textContent()]).toEqual([true, expect.stringContaining(hostileTag.slice(0, 20))]);
    await page.mouse.move(5, 5);
    expect(await tip.isVisible()).toBe(false);
    await page.locator('.chart').focus();
    for (const [key, text] of [['ArrowRight', '3'], ['ArrowRight', '2'], ['ArrowRight', '2'], ['Home', '3'], ['End', '2']] as const) {
      await page.keyboard.press(key);
      expect(await tip.textContent(), key).toMatch(new RegExp(`: ${text} n$`));
    }
    await page.keyboard.press('Escape');
    expect(await tip.textContent()).toBe('');
    expect(await page.locator('svg title, img, main script').count()).toBe(0);
  });

  it.each(['line', 'area'] as const)('reads all series of a %s chart at one place', async (mark) => {
    const page = await show([await drawing(years, { mark, x: 'year', y: 'posts', color: 'board' })]);
    const box = (await page.locator('svg').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
    const tip = page.locator('.tip');
    expect(await tip.locator('b').textContent()).toBe('2020');
    expect((await tip.locator('span').allTextContents()).sort()).toEqual(['a: 20 posts', 'b: 70 posts']);
    expect(await page.locator('.cross').count()).toBe(1);
    await page.locator('.chart').focus();
    await page.keyboard.press('Home');
    expect(await tip.locator('b').textContent()).toBe('2019');
  });

  describe('on a scatter', () => {
    const places = (page: Page) => page.locator('svg [data-row]').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('transform')));
    const figures: Block = { kind: 'details', summary: 'The rows', blocks: [table] };
    let page: Page;
    let svg: Locator;
    beforeAll(async () => {
      page = await show([await drawing(rows, { mark: 'scatter', x: 'x', y: 'y', label: 'tag' }), figures]);
      svg = page.locator('svg');
    });

    it('shows only the rows of the area that is drawn round', async () => {
      const inside = await svg.locator('[data-row="2"], [data-row="4"]').evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect()).map(({ left, top }) => [left, top] as const));
      const [left, top] = [Math.min(...inside.map(([x]) => x)) - 6, Math.min(...inside.map(([, y]) => y)) - 6];
      await page.mouse.move(left, top);
      await page.mouse.down();
      await page.mouse.move(Math.max(...inside.map(([x]) => x)) + 14, Math.max(...inside.map(([, y]) => y)) + 14, { steps: 4 });
      await page.mouse.up();
      const bounds = inside.map(([x, y]) => [x, y]);
      expect(bounds).toHaveLength(2);
      const found = await column(page, 1);
      expect(found).toEqual(expect.arrayContaining([tags[2], tags[4]]));
      expect(found.length).toBeLessThan(15);
      expect(await page.locator('.chart .dim').count()).toBe(15 - found.length);
      expect(await page.locator('.tools [role=status]').first().textContent()).toBe(`${found.length} of 15 picked`);
      await page.getByRole('button', { name: 'Reset' }).click();
      expect(await column(page, 1)).toHaveLength(15);
    });

    it('zooms by buttons, wheel and keys with marks and names of the same size and true axes, and goes back', async () => {
      const before = await places(page);
      const texts = () => svg.locator('.axes text').allTextContents();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      expect(await places(page)).not.toEqual(before);
      expect((await texts()).length).toBeGreaterThan(3);
      expect(await svg.locator('[data-part=axis]').first().isVisible()).toBe(false);
      expect(await svg.getAttribute('viewBox')).toBe(`0 0 800 420`);
      expect(await svg.locator('[data-part=marks] text').first().getAttribute('font-size')).toBe('11px');
      await page.locator('.chart').press('0');
      expect(await places(page)).toEqual(before);
      const box = (await svg.boundingBox())!;
      await page.mouse.move(box.x + 400, box.y + 200);
      await page.mouse.wheel(0, -300);
      expect(await places(page)).toEqual(before);
      await page.evaluate('scrollTo(0, 0)');
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -300);
      await page.keyboard.up('Control');
      await expect.poll(() => places(page)).not.toEqual(before);
      const zoomed = await places(page);
      await page.locator('.chart').press('Shift+ArrowRight');
      expect(await places(page)).not.toEqual(zoomed);
      await page.locator('.chart').press('0');
      for (let i = 0; i < 12; i++) await page.locator('.chart').press('+');
      await page.locator('.chart').press('0');
      expect(await places(page)).toEqual(before);
    });

    it('moves by dragging when told to', async () => {
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.getByRole('button', { name: 'Move' }).click();
      const before = await places(page);
      const box = (await svg.boundingBox())!;
      await page.mouse.move(box.x + 400, box.y + 200);
      await page.mouse.down();
      await page.mouse.move(box.x + 440, box.y + 220, { steps: 3 });
      await page.mouse.up();
      expect(await places(page)).not.toEqual(before);
      expect(await page.getByRole('button', { name: 'Select' }).getAttribute('aria-pressed')).toBe('false');
      await page.locator('.chart').press('0');
    });

    it('picks the mark that the keys came to', async () => {
      await page.locator('.chart').focus();
      for (const key of ['Home', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
      expect(await column(page, 1)).toEqual(['alpha']);
      await page.keyboard.press('Escape');
      expect(await column(page, 1)).toHaveLength(15);
    });
  });

  it('writes true values along a zoomed logarithmic axis', async () => {
    const page = await show([await drawing([1, 10, 100, 1000, 10_000, 100_000].map((x) => ({ x, y: x * 2 })), { mark: 'scatter', log: 'xy' })]);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const wrong = await page.evaluate(`[...document.querySelectorAll('.axes text[text-anchor=middle]')].map((text) => [Number(text.textContent.replace('K', '000')), Number(text.getAttribute('x'))]).map(([value, x]) => {
      const marks = [...document.querySelectorAll('[data-row]')].map((mark, i) => [10 ** i, Number(/translate\\(([^,]+)/.exec(mark.getAttribute('transform'))[1])]);
      const [a, b] = [marks[0], marks[5]];
      const place = a[1] + (b[1] - a[1]) * Math.log10(value) / 5;
      return Math.abs(place - x);
    })`) as number[];
    expect(wrong.length).toBeGreaterThan(1);
    expect(Math.max(...wrong)).toBeLessThan(1);
  });

  it('goes from picture to picture by arrow keys', async () => {
    const page = await show([{ kind: 'gallery', gallery: { groups: [{ pictures: [picture(0), picture(1), picture(2)] }], notes: [] } }]);
    const open = () => page.locator('[popover]:popover-open p').allTextContents();
    await page.locator('figure > button').first().press('Enter');
    for (const [key, name] of [['ArrowRight', 'Post 1'], ['ArrowRight', 'Post 2'], ['ArrowRight', 'Post 2'], ['ArrowLeft', 'Post 1']] as const) {
      await page.keyboard.press(key);
      expect(await open()).toEqual([name]);
    }
    await page.keyboard.press('Escape');
    expect(await open()).toEqual([]);
    expect(await page.evaluate('document.activeElement.title')).toBe('Post 1');
  });

  it('is not needed: without it everything is there but what it adds', async () => {
    const page = await show([await drawing(rows, { mark: 'scatter', x: 'x', y: 'y' }), table, { kind: 'cards', cards: [{ href: 'a.html', title: 'A' }, { href: 'b.html', title: 'B' }] }], { javaScriptEnabled: false });
    expect(await page.locator('main button, main input').count()).toBe(0);
    expect([await page.locator('tbody tr').count(), await page.locator('svg title').count(), await page.locator('.cards li').count()]).toEqual([15, 15, 2]);
  });

  it('is the only one that runs, and even it cannot write HTML', async () => {
    const page = await show([table]);
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    const run = await page.evaluate(async () => {
      const script = document.createElement('script');
      let trusted = 'written';
      try {
        script.text = 'window.ran = true';
        document.body.append(script);
      } catch { /* refused */ }
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
      } catch {
        trusted = 'refused';
      }
      return [(window as { ran?: boolean }).ran ?? false, trusted];
    });
    expect(run).toEqual([false, 'refused']);
    complaints.length = 0;
  });

  it('lets a finger scroll a scatter, and two fingers zoom it', async () => {
    const page = await show([await drawing(rows, { mark: 'scatter', x: 'x', y: 'y' })], { hasTouch: true });
    const before = await page.locator('svg [data-row]').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('transform')));
    await page.locator('svg').evaluate((svg) => {
      const { left, top } = svg.getBoundingClientRect();
      const touch = (type: string, pointerId: number, x: number, y: number) => svg.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: 'touch', clientX: left + x, clientY: top + y, bubbles: true, button: 0 }));
      touch('pointerdown', 1, 300, 200);
      touch('pointerdown', 2, 400, 200);
      touch('pointermove', 2, 500, 200);
      touch('pointerup', 1, 300, 200);
      touch('pointerup', 2, 500, 200);
    });
    expect(await page.locator('svg [data-row]').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('transform')))).not.toEqual(before);
  });
});
