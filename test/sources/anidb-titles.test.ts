import { describe, expect, it } from 'vitest';
import { anidbTitles } from '../../src/sources/anidb/anidb-titles.js';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const titles = 'SELECT aid, lang, type, title FROM anidb_titles ORDER BY ALL';
const list = text(
  '<?xml version="1.0" encoding="UTF-8"?>', '<!--', 'Created: today, <anime> & all', '-->', '<animetitles>', '  <anime aid="1">', '    <title xml:lang="x-jat" type="main">Rei no Hibi</title>', `    <title type='official' xml:lang='ja'>例の日々</title>`,
  '    <title xml:lang="en" type="official">Days &amp; &quot;Nights&quot; &#33;</title>', '    <title xml:lang="en" type="short">D</title>', '  </anime>', '  <anime aid="2"><title xml:lang="en" type="official">Days &amp; &quot;Nights&quot; &#33;</title></anime>', '</animetitles>',
);

describe('anime-titles.xml', () => {
  it.each([['', ''], ['with a byte order mark', '\uFEFF']])('is a row a title, under the id of its anime %s', async (_what, mark) => {
    const fixture = await loadFixture({ 'anime-titles.xml': mark + list });
    expect(sourcesOf(fixture)).toEqual(['anidb-titles']);
    expect(counts(fixture)).toEqual([[5, 5, 0]]);
    expect(await fixture.rows(titles)).toEqual([
      [1, 'en', 'official', 'Days & "Nights" !'], [1, 'en', 'short', 'D'], [1, 'ja', 'official', '例の日々'], [1, 'x-jat', 'main', 'Rei no Hibi'], [2, 'en', 'official', 'Days & "Nights" !'],
    ]);
  });

  it('rejects what is broken, each by itself', async () => {
    const bad = Buffer.concat([Buffer.from('<animetitles>\n<anime aid="1"><title type="main">'), Buffer.from([0xc3, 0x28]), Buffer.from('</title></anime>\n')]);
    const rest = text(
      '<anime aid="x"><title type="main">A</title></anime>', '<title type="main">No anime</title>', '<anime aid="3"><title type="main"> </title></anime>', 'words', '<anime aid="4"><title type="main">Open<title type="syn">B</title></anime>',
      '<anime aid="5"><title xml:lang="en" type="syn">Twice</title><title xml:lang="en" type="syn">Twice</title></anime>', '</animetitles>',
    );
    const fixture = await loadFixture({ 'anime-titles.xml': Buffer.concat([bad, Buffer.from(rest)]) });
    expect(await fixture.rejects()).toEqual([
      ['bad_encoding', null, 1, 2], ['bad_value', 'field aid', 2, 3], ['missing_key', 'no aid', 3, 4], ['missing_key', 'no title', 4, 5], ['bad_markup', null, 5, 6], ['bad_markup', null, 6, 7], ['superseded', 'the file has a newer row of it', 8, 8],
    ]);
    expect(await fixture.rows(titles)).toEqual([[4, null, 'syn', 'B'], [5, 'en', 'syn', 'Twice']]);
    expect(counts(fixture)).toEqual([[9, 2, 7]]);
  });

  it.each([1, 7, 40])('reads the same from pieces of %i bytes', async (size) => {
    const { format } = anidbTitles;
    if (typeof format === 'function' || format.kind !== 'custom') throw new Error('not a custom reader');
    const bytes = Buffer.from(list);
    async function* pieces(): AsyncIterable<Buffer> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const records = [];
    for await (const record of format.read(pieces(), {} as never)) records.push([record.line, 'values' in record ? record.values['title'] : record.raw()]);
    expect(records).toEqual([[7, 'Rei no Hibi'], [8, '例の日々'], [9, 'Days & "Nights" !'], [10, 'D'], [12, 'Days & "Nights" !']]);
  });
});
