import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outside, sections } from '../../scripts/docs/pages.js';
import { references } from '../../scripts/docs/references.js';
import { writeSite } from '../../scripts/docs/site.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the documentation', () => {
  let out: string;
  let files: string[];
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'site-'));
    // Throws for a link or a picture that leads nowhere.
    files = writeSite(root, out, new Map([['boards', '<svg xmlns="http://www.w3.org/2000/svg"><title>drawn here</title></svg>']]));
  });
  afterAll(() => rmSync(out, { recursive: true }));

  it('has references that are made from the code as it is; npm run docs writes them', async () => {
    for (const [name, text] of await references()) expect(readFileSync(join(root, 'docs', 'reference', name), 'utf8'), name).toBe(text);
  });

  it('shows every page of docs/ once', () => {
    const all = [...readdirSync(join(root, 'docs')), ...readdirSync(join(root, 'docs', 'reference')).map((name) => `reference/${name}`)].filter((name) => name.endsWith('.md')).map((name) => name.slice(0, -3));
    expect(sections.flatMap(({ pages }) => pages).sort()).toEqual([...Object.keys(outside), ...all].sort());
  });

  it('is pages without script that lead to each other', () => {
    for (const file of files) {
      const html = readFileSync(file, 'utf8');
      expect(html.match(/<h1/g), basename(file)).toHaveLength(1);
      expect(html, basename(file)).not.toMatch(/<script|href="[^"]*\.md/);
      expect(html, basename(file)).toContain('aria-current="page"');
    }
  });

  it('draws the charts it is given under their queries', () => {
    expect(readFileSync(join(out, 'reference', 'queries.html'), 'utf8')).toContain('drawn here');
  });
});
