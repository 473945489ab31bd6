import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, tempFolder } from '../load/fixtures.js';
import { browserPath, openBrowser } from '../reports/browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const dir = tempFolder('axe');

interface Finding {
  id: string;
  impact: 'minor' | 'moderate' | 'serious' | 'critical';
  nodes: { html: string }[];
}

/** What axe finds on a page, its folded parts opened: rule, impact and the first element of each. */
async function findingsOf(chrome: Browser, address: string, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const page = await chrome.newPage({ viewport: { width: 1100, height: 900 }, colorScheme });
  try {
    await page.goto(address);
    await page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))");
    await page.evaluate(axe);
    const rules = colorScheme === 'dark' ? ", runOnly: ['color-contrast']" : '';
    const found = await page.evaluate(`axe.run(document, { resultTypes: ['violations']${rules} }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))`) as Finding[];
    return found.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
  } finally {
    await page.close();
  }
}

describe.skipIf(browserPath === undefined)('axe', () => {
  let chrome: Browser;
  let files: string[];
  beforeAll(async () => {
    const made = cli(['demo', '--posts', '2000', '--pictures', '80', '-o', 'out'], { cwd: dir });
    expect(made.status, made.stderr).toBe(0);
    files = readdirSync(join(dir, 'out')).filter((name) => name.endsWith('.html'));
    chrome = await openBrowser();
  }, 900_000);
  afterAll(() => chrome?.close());

  it('sees what is wrong', async () => {
    const bad = 'data:text/html,<title>x</title><h1>a</h1><img src="x"><p style="color:%23bbb;background:%23fff">pale</p>';
    expect((await findingsOf(chrome, bad, 'light')).map((finding) => finding.split(':')[0])).toEqual(expect.arrayContaining(['critical image-alt', 'serious color-contrast', 'serious html-has-lang']));
    expect((await findingsOf(chrome, bad, 'dark')).map((finding) => finding.split(':')[0])).toEqual(['serious color-contrast']);
  });

  it.each(['light', 'dark'] as const)('finds nothing on any page of a report on the demo in %s', async (scheme) => {
    expect(files.length).toBeGreaterThan(50);
    const findings: string[] = [];
    for (const name of files) findings.push(...(await findingsOf(chrome, `file://${join(dir, 'out', name)}`, scheme)).map((finding) => `${name} ${finding}`));
    expect(findings).toEqual([]);
  }, 900_000);
});
