import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

it('title lists fill names, and titles with the main name most origins agree on', async () => {
  const lines = ['1,Alpha,main,a', '1,"Beta, the ""second""",main,b', '1,"Beta, the ""second""",main,c', '1,ベータ,ja,c', '2,Only Short,short:en,a', '3,Gamma,main,a', '3,Gamma,main,a'];
  const fixture = await loadFixture({ 'titles.csv': text('mal_id,title,kind,source', ...lines) });
  expect(sourcesOf(fixture)).toEqual(['mal-titles']);
  expect(counts(fixture)).toEqual([[7, 6, 1]]);
  expect(await fixture.rows('SELECT anime_id, title FROM mal_titles ORDER BY 1')).toEqual([[1, 'Beta, the "second"'], [3, 'Gamma']]);
  expect(await fixture.rows('SELECT mal_kind, mal_id, name, kind, source FROM mal_names ORDER BY 2, 3, 5')).toEqual([
    ['anime', 1, 'Alpha', 'main', 'a'], ['anime', 1, 'Beta, the "second"', 'main', 'b'], ['anime', 1, 'Beta, the "second"', 'main', 'c'], ['anime', 1, 'ベータ', 'ja', 'c'],
    ['anime', 2, 'Only Short', 'short:en', 'a'], ['anime', 3, 'Gamma', 'main', 'a'],
  ]);
});

it('character lists fill characters and names; a row without a name or with a broken quote is a reject', async () => {
  const fixture = await loadFixture({ 'pool.csv': text('character_id,name,favorites', '1,Rin Toosaka,11988', '2,,', '3,"O""Neil, Jack",0', '4,"broken,5', '5,Saber,') });
  expect(sourcesOf(fixture)).toEqual(['mal-characters']);
  expect(await fixture.rows('SELECT character_id, name, name_norm, favorites FROM mal_characters ORDER BY 1')).toEqual([
    [1, 'Rin Toosaka', 'rin_toosaka', 11988], [3, 'O"Neil, Jack', 'o"neil,_jack', 0], [5, 'Saber', 'saber', null],
  ]);
  expect(await fixture.rejects()).toEqual([['missing_key', 'no name', 2, 3], ['bad_quote', null, 4, 5]]);
  expect(counts(fixture)).toEqual([[5, 3, 2]]);
});
