import { describe, expect, it } from 'vitest';
import { fileNameOf, tagInName } from '../../src/tags/file-name-of.js';
import { isPictureName, parseFileName, splitPath } from '../../src/tags/file-name.js';

const original = (name: string) => Object.values(parseFileName(name, 'original')).slice(0, 7);
const meant = (name: string) => Object.values(parseFileName(name));

describe('the original algorithm', () => {
  it.each([
    ['safebooru.org - 219012 - vocaloid ~ hatsune_miku+kagamine_rin (some_artist).jpg', 'safebooru.org', '219012', 'vocaloid', 'hatsune_miku+kagamine_rin', 'some_artist', null],
    ['danbooru.donmai.us - 2345678 - vocaloid ~ hatsune_miku (some_artist) [PNG].jpg', 'danbooru.donmai.us', '2345678', 'vocaloid', 'hatsune_miku', 'some_artist', null],
    ['yande.re - 1194000.jpg', 'yande.re', '1194000', 'misc', 'unknown', 'anonymous', null],
    ['yande.re - 194000.png', 'yande.re', null, null, null, null, '194000.png'],
    ['e-shuushuu.net - 1012345~ - Hatsune Miku (Some Artist).jpg', 'e-shuushuu.net', '1012345', 'misc', 'Hatsune Miku', 'Some Artist', null],
    ['konachan.com - 001234 - misc ~ unknown (anonymous).jpg', 'konachan.com', '001234', 'misc', 'unknown', 'anonymous', null],
    ['www.zerochan.net - 123 - vocaloid ~ hatsune_miku (artist (circle)).jpg', 'www.zerochan.net', '123', 'vocaloid', 'hatsune_miku', 'artist (circle)', null],
    ['x - 123 - v ~ saber_(fate) (a).jpg', 'x', '123', 'v', 'saber_(fate)', 'a', null],
    ['x - 123 - v ~ m (a_(b)+c_(d)).jpg', 'x', '123', 'v', 'm (a_(b)+c', 'd)', null],
    ['safebooru.org - 219012 - vocaloid ~ saber_(fate).jpg', 'safebooru.org', '219012', 'vocaloid', 'saber', 'fate', null],
    ['safebooru.org - 219012 - vocaloid hatsune_miku.jpg', 'safebooru.org', '219012', null, null, null, 'vocaloid hatsune_miku'],
    ['safebooru.org - 2190123 vocaloid hatsune_miku.jpg', 'safebooru.org', '2190123', null, null, null, '2190123 vocaloid hatsune_miku'],
    ['safebooru.org - 219012 - (some_artist).jpg', 'safebooru.org', '219012', null, null, 'some_artist', null],
    ['safebooru.org - 219012 - vocaloid ~ hatsune_miku (some_artist).png', 'safebooru.org', '219012', 'vocaloid', null, null, 'hatsune_miku (some_artist).png'],
    ['a/b\\yande.re - 1 - m ~ u (x).jpg', 'b\\yande.re', '1', 'm', 'u', 'x', null],
    ['random picture.jpg', null, null, 'misc', 'unknown', 'anonymous', null],
  ])('%s', (name, booru, fid, copyr, chars, artis, frest) => {
    expect(original(name)).toEqual([booru, fid, null, copyr, chars, artis, frest]);
  });

  it('takes the board only where a dash comes early, folds animepaper, and cuts paths at their last separator', () => {
    expect(original(`${'b'.repeat(28)} - 1.jpg`).slice(0, 2)).toEqual(['b'.repeat(28), '1']);
    expect(original(`${'b'.repeat(30)} - 1.jpg`).slice(0, 2)).toEqual([null, null]);
    expect(original('C:\\pictures\\Yande.re - 7.jpg').slice(0, 2)).toEqual(['yande.re', '7']);
    expect(original('Animepaper anime some_work_12345.jpg')).toEqual(['animepaper', '12345', null, null, null, null, 'some_work']);
  });
});

describe('a name as it is meant', () => {
  it.each([
    ['safebooru.org - 219012 - vocaloid ~ hatsune_miku+kagamine_rin (some_artist).jpg', 'safebooru.org', '219012', null, 'vocaloid', 'hatsune_miku+kagamine_rin', 'some_artist', null, 'canonical'],
    ['danbooru.donmai.us - 2345678 - vocaloid ~ hatsune_miku (some_artist) [PNG].jpg', 'danbooru.donmai.us', '2345678', null, 'vocaloid', 'hatsune_miku', 'some_artist', null, 'canonical'],
    ['yande.re - 1194000.jpg', 'yande.re', '1194000', null, 'misc', 'unknown', 'anonymous', null, 'raw'],
    ['yande.re - 194000.png', 'yande.re', '194000', null, 'misc', 'unknown', 'anonymous', null, 'raw-mended'],
    ['e-shuushuu.net - 1012345~ - Hatsune Miku (Some Artist).jpg', 'e-shuushuu.net', '1012345', null, 'misc', 'Hatsune Miku', 'Some Artist', null, 'canonical'],
    ['www.zerochan.net - 123 - vocaloid ~ hatsune_miku (artist (circle)).jpg', 'www.zerochan.net', '123', null, 'vocaloid', 'hatsune_miku', 'artist (circle)', null, 'canonical'],
    ['x - 123 - v ~ m (a_(b)+c_(d)).jpg', 'x', '123', null, 'v', 'm', 'a_(b)+c_(d)', null, 'canonical-mended'],
    ['safebooru.org - 219012 - vocaloid ~ saber_(fate).jpg', 'safebooru.org', '219012', null, 'vocaloid', 'saber_(fate)', null, null, 'partial-mended'],
    ['safebooru.org - 219012 - vocaloid hatsune_miku.jpg', 'safebooru.org', '219012', null, null, null, null, 'vocaloid hatsune_miku', 'partial'],
    ['safebooru.org - 2190123 vocaloid hatsune_miku.jpg', 'safebooru.org', '2190123', null, null, null, null, 'vocaloid hatsune_miku', 'partial-mended'],
    ['safebooru.org - 219012 - (some_artist).jpg', 'safebooru.org', '219012', null, null, null, 'some_artist', null, 'partial'],
    ['safebooru.org - 219012 - vocaloid ~ hatsune_miku (some_artist).PNG', 'safebooru.org', '219012', null, 'vocaloid', 'hatsune_miku', 'some_artist', null, 'canonical-mended'],
    ['a/b\\yande.re - 1 - m ~ u (x).jpg', 'yande.re', '1', null, 'm', 'u', 'x', null, 'canonical-mended'],
    ['yande.re - 194000 001 - m ~ u (x).jpg', 'yande.re', '194000', '001', 'm', 'u', 'x', null, 'canonical-mended'],
    ['chan.sankakucomplex.com - aBcDeF12345 - misc ~ unknown (anonymous).webp', 'chan.sankakucomplex.com', 'aBcDeF12345', null, 'misc', 'unknown', 'anonymous', null, 'raw-mended'],
    ['yande.re - abcdefgh - m ~ u (x).jpg', 'yande.re', null, null, null, null, null, 'abcdefgh - m ~ u (x)', 'none-mended'],
    ['random picture.jpg', null, null, null, 'misc', 'unknown', 'anonymous', null, 'none'],
  ])('%s', (name, ...parts) => expect(meant(name)).toEqual(parts));

  it('splits paths of both systems, and knows pictures', () => {
    expect(splitPath('B:/x\\y/a.jpg')).toEqual({ folder: 'B:/x\\y/', name: 'a.jpg' });
    expect(splitPath('a.jpg')).toEqual({ folder: '', name: 'a.jpg' });
    expect(['a.JPG', 'a.png', 'a.txt', 'jpg'].map(isPictureName)).toEqual([true, true, false, false]);
  });
});

it.each(['[CRP]', '[0a1b2c3d]', '[CRP] [0a1b2c3d]'])('the mark %s of a picture is no part of what its name says', (mark) => {
  const { variant, ...parts } = parseFileName(`yande.re - 5 - misc ~ miku (a_(b)) ${mark}.jpg`);
  expect(parts).toEqual({ booru: 'yande.re', fid: '5', frame: null, copyr: 'misc', chars: 'miku', artis: 'a_(b)', frest: null });
  expect(parseFileName(`yande.re - 5 - misc ~ miku (a) [deadbee].jpg`).artis).toBeNull();
  expect(fileNameOf({ booru: 'yande.re', fid: '5', copyrights: [], characters: ['miku'], artists: ['a_(b)'], ext: 'jpg', mark: ` ${mark}` })).toBe(`yande.re - 5 - misc ~ miku (a_(b)) ${mark}.jpg`);
});

describe('a new name', () => {
  const miku = { booru: 'safebooru.org', fid: '219012', copyrights: ['vocaloid'], characters: ['hatsune_miku', 'kagamine_rin'], artists: ['some_artist'], ext: '.PNG' };

  it('is made by the rule of the convention', () => {
    expect(fileNameOf(miku)).toBe('safebooru.org - 219012 - vocaloid ~ hatsune_miku+kagamine_rin (some_artist).png');
    expect(fileNameOf({ ...miku, copyrights: [], characters: ['!?'], artists: [], ext: 'exe' })).toBe('safebooru.org - 219012 - misc ~ unknown (anonymous).jpg');
    expect(fileNameOf({ ...miku, copyrights: ['a', 'b', 'c', 'd'], characters: [...'uvwxyz'], artists: ['p', 'q', 'r'] })).toBe('safebooru.org - 219012 - a+b+c ~ u+v+w+x+y (p+q).png');
    expect(tagInName('fate/stay night: "unlimited" & co. <3 |x|')).toBe('fate_stay_night__unlimited__co.__3__x_');
  });

  it('cuts characters to what is left of 140 letters, 150 at zerochan, and never below 5', () => {
    const long = (booru: string, copyright: string) => parseFileName(fileNameOf({ ...miku, booru, copyrights: [copyright], characters: ['c'.repeat(200)] })).chars!.length;
    expect(long('yande.re', 'vocaloid')).toBe(140 - 8 - 11);
    expect(long('zerochan.net', 'vocaloid')).toBe(150 - 8 - 11);
    expect(fileNameOf({ ...miku, copyrights: ['作'.repeat(200)], characters: ['作'.repeat(200)], artists: ['絵'.repeat(99)] }).length).toBeLessThan(140);
  });

  // A small generator with a fixed seed, of texts made of what has a meaning in names.
  const pieces = ['a', 'miku', '_', ' ', '(', ')', '_(', ') ', ' - ', ' ~ ', '+', '~', '/', '\\', ':', '.jpg', ' [PNG]', '\n', '\u0000', '初音', '😀', '\ud800', '"', '<', '|', '..', 'CON', '1', '001'];
  let state = 12345;
  const random = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  const some = (most: number) => Array.from({ length: random(most + 1) }, () => pieces[random(pieces.length)]!).join('');
  const list = (most: number) => Array.from({ length: random(most + 1) }, () => some(4));

  it('can be read again, and is safe on Windows and POSIX, whatever the tags are', () => {
    for (let i = 0; i < 5000; i++) {
      const post = { booru: 'yande.re', fid: `${1 + random(9_999_999)}`, copyrights: list(4), characters: list(6), artists: list(3), ext: 'jpg' };
      const name = fileNameOf(post);
      const joined = (tags: string[], most: number, none: string) => tags.map(tagInName).filter((tag) => tag !== '').slice(0, most).join('+') || none;
      const { booru, fid, copyr, chars, artis, frest } = parseFileName(name);
      expect({ name, booru, fid, copyr, chars, artis, frest }).toEqual({
        name, booru: 'yande.re', fid: post.fid, copyr: joined(post.copyrights, 3, 'misc'), chars: joined(post.characters, 5, 'unknown'), artis: joined(post.artists, 2, 'anonymous'), frest: null,
      });
      expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]|[. ]$/u);
      expect(Buffer.from(name).toString()).toBe(name);
    }
  });

  it('fits a file system and keeps its key and extension however long its tags are', () => {
    for (let i = 0; i < 500; i++) {
      const long = () => '初'.repeat(random(90)) + 'x'.repeat(random(90));
      const name = fileNameOf({ ...miku, copyrights: [long(), long()], characters: [long(), long()], artists: [long(), long()] });
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).toMatch(/^safebooru\.org - 219012 - .+ ~ .+ \(.+\)\.png$/);
    }
  });

  it('no name makes the reader throw, and no part of a name is an empty text', () => {
    for (let i = 0; i < 5000; i++) {
      const name = some(12);
      for (const how of ['meant', 'original'] as const) {
        const { variant, ...parts } = parseFileName(name, how);
        expect(variant).toMatch(/^(canonical|partial|raw|none)(-mended)?$/);
        for (const value of Object.values(parts)) expect(value).not.toBe('');
      }
    }
  });
});
