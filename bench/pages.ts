/** How large the pages of a report are and how soon they appear in Chromium: `npm run bench -- pages [FOLDER]`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { median, printMachine } from './measure.js';

const opens = 5;

interface Seen {
  name: string;
  kB: number;
  'kB without pictures': number;
  elements: number;
  'first paint, ms': number;
  'ready, ms': number;
}

export async function main(): Promise<void> {
  const folder = resolve(process.argv[3] ?? 'reports');
  const chrome = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const seen: Seen[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.html'))) {
    const html = readFileSync(join(folder, name), 'utf8');
    const times: [paint: number, ready: number][] = [];
    let elements = 0;
    for (let i = 0; i < opens; i++) {
      const page = await chrome.newPage({ viewport: { width: 1100, height: 900 } });
      await page.goto(`file://${join(folder, name)}`);
      // Ready is after the page's script has run.
      const paint = (await page.evaluate("new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()[0].startTime)).observe({ type: 'paint', buffered: true }))")) as number;
      times.push([paint, Number(await page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))]);
      elements = Number(await page.evaluate("document.querySelectorAll('*').length"));
      await page.close();
    }
    const kB = (text: string) => Math.round(Buffer.byteLength(text) / 1000);
    const [paints, readies] = [times.map(([paint]) => paint), times.map(([, ready]) => ready)];
    seen.push({ name, kB: kB(html), 'kB without pictures': kB(html.replace(/data:image\/(jpeg|png);base64,[A-Za-z0-9+/=]+/g, '')), elements, 'first paint, ms': Math.round(median(paints)), 'ready, ms': Math.round(median(readies)) });
  }
  await chrome.close();
  printMachine();
  console.table(seen.sort((a, b) => b['ready, ms'] - a['ready, ms']).slice(0, 12));
  for (const figure of ['kB', 'kB without pictures', 'first paint, ms', 'ready, ms'] as const) {
    const values = seen.map((page) => page[figure]);
    console.log(`${figure}: median ${median(values)}, largest ${Math.max(...values)} of ${seen.length} pages`);
  }
}
