import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notebooksFolder } from '../../src/reports/site.js';
import { readNotebook, wholeText, type Notebook } from '../../src/reports/notebook-file.js';
import { renderNotebook } from '../../src/reports/notebook-page.js';
import { notebookParams, setParams } from '../../src/reports/notebook-params.js';
import { newNotebook } from '../../src/reports/new-notebook.js';
import { tempFolder } from '../load/fixtures.js';

const dir = tempFolder('notebook-params');
const cell = (source: string | string[], ...tags: string[]) => ({ cell_type: 'code' as const, source, metadata: tags.length > 0 ? { tags } : {}, outputs: [], execution_count: null });
const notebook = (...cells: Notebook['cells']): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const defaults = cell(["let year = 2020; // of posting\n", "const who: string = 'it\\'s';\n", 'var share = -0.5\n', 'let safe = true;\n', 'let sum = 1 + 1;\nlet `x` = 3;\n// let hidden = 1;\nconst { a } = b;'], 'parameters');

/** The cell that was set in, run. */
function given(made: Notebook): Record<string, unknown> {
  const set = made.cells.find(({ metadata }) => (metadata['tags'] as string[] | undefined)?.includes('injected-parameters'));
  const names = notebookParams(made).map(({ name }) => name);
  return new Function(`${wholeText(set?.source).replace(/: string/g, '')}\nreturn Object.fromEntries(Object.entries({ ${names.map((name) => `${name}: typeof ${name} === 'undefined' ? undefined : ${name}`).join(', ')} }).filter(([, value]) => value !== undefined))`)() as Record<string, unknown>;
}

describe('parameters of a notebook', () => {
  it('are the literals of the tagged cell', () => {
    expect(notebookParams(notebook(cell('let other = 1'), defaults))).toMatchObject([
      { name: 'year', type: 'DOUBLE', fallback: 2020, about: 'of posting' }, { name: 'who', type: 'VARCHAR', fallback: "it's" }, { name: 'share', type: 'DOUBLE', fallback: -0.5 }, { name: 'safe', type: 'BOOLEAN', fallback: true },
    ]);
  });

  it('go into a cell after their defaults, read as the type of these', () => {
    const made = notebook(cell('0'), structuredClone(defaults), cell('1'));
    setParams(made, 'x.ipynb', { year: '1999', safe: 'no', share: '.25' });
    expect(made.cells.map(({ source }) => wholeText(source).split('\n')[0])).toEqual(['0', 'let year = 2020; // of posting', '// Given to this run', '1']);
    expect(given(made)).toEqual({ year: 1999, safe: false, share: 0.25 });
  });

  it('take the place of those of an earlier run', () => {
    const made = notebook(structuredClone(defaults), cell('let year = 1;', 'injected-parameters'), cell('1'));
    setParams(made, 'x.ipynb', { year: '2' });
    expect(made.cells).toHaveLength(3);
    expect(given(made)).toEqual({ year: 2 });
  });

  it.each(["'; process.exit(1); //", '${process.exit(1)}', '`', '\\', '"', '\u2028process.exit(1)', '</script><script>alert(1)</script>', '*/ process.exit(1) /*', '\ud800', '名', '', '$&'])('hold %j as a value', (text) => {
    const made = notebook(structuredClone(defaults));
    setParams(made, 'x.ipynb', { who: text });
    expect(given(made)).toEqual({ who: text });
    expect(wholeText(made.cells[1]!.source).split(/[\n\u2028]/)).toHaveLength(2);
    expect(renderNotebook(made, { date: '2020-01-01', file: 'x.ipynb' })).not.toContain('<script>alert');
  });

  it.each([
    ['an unknown name', { yaer: '1' }, /x\.ipynb has no parameter "yaer"/, 'Did you mean year?'],
    ['a name far from all', { constructor: '1' }, /no parameter "constructor"/, 'Parameters: year, who, share, safe.'],
    ['a value that is no number', { year: 'soon' }, /year must be a number .* not "soon"/, undefined],
    ['a value that is no yes or no', { safe: '2' }, /safe must be true or false/, undefined],
  ])('refuse %s', (_, values, message, hint) => {
    expect(() => setParams(notebook(structuredClone(defaults)), 'x.ipynb', values as Record<string, string>)).toThrow(expect.objectContaining({ message: expect.stringMatching(message), hint, exitCode: 2 }));
  });

  it('without a tagged cell say how to have some', () => {
    expect(() => setParams(notebook(cell('let year = 2020')), 'x.ipynb', { year: '1' })).toThrow(expect.objectContaining({ message: 'x.ipynb takes no parameters.', hint: expect.stringContaining('parameters') }));
    expect(() => setParams(notebook(cell('1')), 'x.ipynb', {})).not.toThrow();
  });

  it('stand on the page, given or not', () => {
    const made = notebook(structuredClone(defaults), cell('1'));
    setParams(made, 'x.ipynb', { year: '1999' });
    expect(renderNotebook(made, { date: '2020-01-01', file: 'x.ipynb' })).toMatch(/<dt>year<\/dt><dd>1999 \(of posting\)<\/dd>[\s\S]*<dt>who<\/dt><dd>it&#39;s<\/dd>/);
  });
});

describe('a new notebook', () => {
  it('is the template with a heading of its own, and is never written over', async () => {
    const file = await newNotebook(join(dir, 'my_best-characters'));
    expect(file).toBe(join(dir, 'my_best-characters.ipynb'));
    const [made, template] = [await readNotebook(file), await readNotebook(join(notebooksFolder, 'template.ipynb'))];
    expect(wholeText(made.cells[0]!.source)).toMatch(/^# My best characters\n\n\w/);
    expect({ ...made, cells: made.cells.slice(1) }).toEqual({ ...template, cells: template.cells.slice(1) });
    expect(notebookParams(made).map(({ name }) => name)).toEqual(['since', 'most']);
    writeFileSync(file, 'mine');
    await expect(newNotebook(file)).rejects.toThrow(expect.objectContaining({ message: expect.stringContaining('is there already'), exitCode: 2 }));
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each([['missing/x', /no such folder/], ['.ipynb', /no name/], ['folder.ipynb', /is there already/]])('called %s is refused', async (name, words) => {
    mkdirSync(join(dir, 'folder.ipynb'), { recursive: true });
    await expect(newNotebook(join(dir, name))).rejects.toThrow(words);
  });
});
