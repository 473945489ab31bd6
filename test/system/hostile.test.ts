import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeText } from '../../src/reports/notebook-file.js';
import { pageScript } from '../../src/reports/page-script.js';
import { runNotebook } from '../../src/reports/notebook.js';
import { listQueries } from '../../src/reports/query.js';
import { hostileTexts } from '../fuzz/mutate.js';
import { cli, load, post, rowsOf, tempFolder, writeLines } from '../load/fixtures.js';
import { browserPath, openBrowser } from '../reports/browser.js';

const dir = tempFolder('hostile');
const lake = join(dir, 'lake');
const out = join(dir, 'out');
const markup = '<img/src=x/onerror=alert(1)>';
const escapeName = '\u001b]0;owned\u0007\u202egnp.jsonl';
const texts = [
  ...new Set([...hostileTexts, markup, '"><svg/onload=alert(1)>', "'onmouseover='alert(1)", '[a](javascript:alert(1))', '![a](http://evil.example/x.png)', '](http://evil.example/)', '</style><script>alert(1)</script>', '--><script>alert(1)</script>', 'http://evil.example/', '//evil.example/x.png', '\u001b]0;owned\u0007']
    .map((hostile) => hostile.replace(/[ \t]/g, '_')).filter((hostile) => hostile.length < 200)),
];
const addresses = ['javascript:alert(1)', 'JavaScript:alert(1)//', ' javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'https://x.example/"onmouseover="alert(1)', markup];

/** A notebook that shows the tags in every way a cell has. */
const cells = [
  "import { bar, heatmap, openLake, table } from 'boorulab';\nimport { display } from 'tslab';\nconst lake = await openLake();\nconst rows = await lake.rows('select tag_name, count(*) as posts, any_value(source) as source, any_value(file_url) as file_url from posts join post_tag_names using (booru, fid) group by tag_name order by tag_name limit 100');",
  "table(rows, { limit: 100 })", "await bar(rows, { x: 'posts', y: 'tag_name', limit: 60 })", "await heatmap(rows, { x: 'tag_name', y: 'source', color: 'posts' })",
  'for (const { tag_name } of rows) console.log(tag_name)', "display.text(rows.map((row) => row.tag_name).join('\\n'))", "display.markdown(rows.map((row) => `${row.tag_name}\\n\\n- ${row.tag_name}\\n\\n| ${row.tag_name} | b |`).join('\\n\\n'))",
];

function notebook(name: string, sources: readonly string[]): string {
  const file = join(dir, `${name}.ipynb`);
  writeFileSync(file, JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null })), metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return file;
}

beforeAll(async () => {
  const kinds = [0, 1, 2, 3, 4].map((kind) => texts.filter((_, i) => i % 5 === kind));
  const posts = texts.map((hostile, i) => {
    const [general, artist, copyright, character, meta] = kinds.map((some) => some[i % some.length]!) as [string, string, string, string, string];
    const fields = {
      source: hostile, file_url: addresses[i % addresses.length], preview_file_url: addresses[(i + 1) % addresses.length], uploader_id: hostile, score: 1000 - i,
      tag_string: [general, artist, character, copyright, meta].join(' '), tag_string_copyright: copyright, tag_string_meta: meta,
    };
    return post(i + 1, { tags: general, artist, character, fields });
  });
  const file = (name: string, some: readonly Record<string, unknown>[]) => writeLines(join(dir, 'dumps', name), some);
  await load(lake, [file('<img src=x onerror=alert(1)>.jsonl', posts.slice(0, 20)), file(escapeName, posts.slice(20))]);
  for (const step of [['cooccurrence', '--min', '1'], ['franchises', '--min', '1']]) expect(cli(['--lake', lake, ...step])).toMatchObject({ stderr: expect.not.stringContaining('boorulab:'), status: 0 });
  mkdirSync(out);
});

describe.skipIf(browserPath === undefined)('in a browser, its own guard switched off', () => {
  let chrome: Browser;
  beforeAll(async () => {
    chrome = await openBrowser();
  });
  afterAll(() => chrome.close());

  /** Shows each page and lists what hostile text got done: dialogs, requests, elements and links that act. */
  async function deedsOf(pages: readonly { name: string; show: (page: Page) => Promise<unknown> }[], script = ''): Promise<string[]> {
    const context = await chrome.newContext({ bypassCSP: true });
    const deeds: string[] = [];
    for (const { name, show } of pages) {
      const page = await context.newPage();
      page.on('dialog', (dialog) => { deeds.push(`${name}: dialog ${dialog.message()}`); void dialog.dismiss(); });
      page.on('request', (request) => { if (!request.url().startsWith(`file://${out}/`) && !request.url().startsWith('data:image/')) deeds.push(`${name}: request ${request.url()}`); });
      await show(page);
      await page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))");
      const found = await page.evaluate(`[...document.querySelectorAll('script:not(body > script:last-child), iframe, object, embed, form, base, link, video, audio, foreignObject, meta[http-equiv=refresh]')].map((element) => element.outerHTML)
        .concat([...document.querySelectorAll('*')].flatMap((element) => [...element.attributes].filter(({ name }) => /^on/i.test(name)).map(({ name }) => element.tagName + ' ' + name)))
        .concat([...document.querySelectorAll('[href], [src]')].map((element) => element.href?.baseVal ?? element.href ?? element.src).filter((address) => !/^(https?:|data:image[/](png|svg[+]xml);base64,|file:)/.test(address)))`);
      if (String(await page.evaluate("document.querySelector('body > script:last-child')?.textContent ?? ''")) !== script) deeds.push(`${name}: a script of its own`);
      deeds.push(...(found as string[]).map((what) => `${name}: ${what}`));
      await page.close();
    }
    await context.close();
    return deeds;
  }

  it('the watch sees what acts', async () => {
    const bad = `<script>alert(1)</script><a href="javascript:alert(2)">x</a><img src="file:///nowhere.png" onload="1"><iframe srcdoc="x"></iframe>`;
    const deeds = await deedsOf([{ name: 'bad', show: (page) => page.setContent(bad) }]);
    expect(deeds).toEqual(expect.arrayContaining(['bad: dialog 1', 'bad: request file:///nowhere.png', 'bad: IMG onload', 'bad: javascript:alert(2)', expect.stringContaining('<iframe')]));
  });

  it('pages of queries and notebooks show hostile texts and do nothing', async () => {
    const names = [...(await listQueries()).map((query) => query.name), notebook('hostile', cells)];
    expect(cli(['--lake', lake, 'report', ...names, '-o', out]).stderr).toMatch(/pages in/);
    const files = readdirSync(out);
    expect(files).toHaveLength(names.length + 1);
    let shown = '';
    const deeds = await deedsOf(files.map((name) => ({ name, show: async (page) => {
      await page.goto(`file://${join(out, name)}`);
      shown += String(await page.evaluate('document.body.textContent'));
    } })), pageScript().text);
    expect(deeds).toEqual([]);
    for (const text of texts.filter((hostile) => !/\p{Cc}/u.test(hostile))) expect(shown, JSON.stringify(text)).toContain(text);
    for (const text of ['javascript:alert(1)', '<img src=x onerror=alert(1)>.jsonl']) expect(shown).toContain(text);
  }, 300_000);

  it('outputs of cells as Jupyter shows them do nothing', async () => {
    const run = await runNotebook(notebook('jupyter', ['delete process.env.BOORULAB_PAGE', ...cells]), { lake });
    const outputs = run.cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []));
    const html = outputs.flatMap((output) => ('data' in output ? ['text/html', 'image/svg+xml'].map((mime) => wholeText(output.data[mime])) : [])).filter((text) => text !== '');
    expect(html.length).toBeGreaterThanOrEqual(2);
    expect(await deedsOf(html.map((text, i) => ({ name: `output ${i}`, show: (page) => page.setContent(text) })))).toEqual([]);
  }, 60_000);
});

describe('on a terminal', () => {
  /** Runs a command that takes its output for a terminal. */
  function onTerminal(...args: string[]): string {
    const terminal = "for (const stream of [process.stdout, process.stderr]) Object.defineProperty(stream, 'isTTY', { value: true });";
    const { stdout, stderr } = cli(['--lake', lake, ...args], { env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(terminal)}` } });
    return `${stdout}${stderr}`;
  }
  const steering = /(?!\r?\n)[\p{Cc}\p{Bidi_Control}]/u;

  it.each<[string, string[], string]>([
    ['sql', ['sql', '-c', 'SELECT tag_name FROM tags'], '\\x1b]0;owned\\x07'],
    ['sql in csv', ['sql', '-f', 'csv', '-c', 'SELECT tag_name FROM tags'], '\\x1b]0;owned\\x07'],
    ['sql in json', ['sql', '--json', '-c', 'SELECT tag_name FROM tags'], '\\u202egnp.exe'],
    ['an error of SQL', ['sql', '-c', 'SELECT "\u001b[31m\u202e" FROM tags'], '\\x1b[31m\\u202e'],
    ['describe', ['describe', 'loads'], 'jsonl'],
    ['rejects', ['rejects'], '\\x1b]0;owned\\x07\\u202egnp.jsonl line 2'],
    ['rejects of a reason', ['rejects', 'bad_json'], '\\x1b[2J'],
    ['rejects in JSON', ['rejects', 'bad_json', '--json'], '\\u001b[2J\\u202e'],
  ])('%s prints no sign that steers it', async (_, args, words) => {
    if (args[0] === 'rejects') await load(lake, writeLines(join(dir, 'rejected', escapeName), [post(9999), '{"id": 1, "\u001b[2J\u202e']));
    const said = onTerminal(...args);
    expect(said).toContain(words);
    expect(said).not.toMatch(steering);
  });

  it('load tells of a file by its name', async () => {
    const folder = join(dir, 'more');
    const file = writeLines(join(folder, escapeName), [post(777)]);
    writeLines(join(folder, `b${escapeName}`), ['no format we know']);
    const said = [onTerminal('load', folder), onTerminal('load', join(folder, `b${escapeName}`)), onTerminal('load', `${file}.none`)];
    expect(said[0]).toContain('\\x1b]0;owned\\x07\\u202egnp.jsonl');
    for (const text of said) expect(text.replaceAll('\r', '')).not.toMatch(steering);
    expect(await rowsOf(lake, "SELECT count(*) AS n FROM posts WHERE fid = '777'")).toEqual([{ n: 1 }]);
  });
});
