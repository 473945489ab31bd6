import { describe, expect, it } from 'vitest';
import { TakenNames } from '../../src/lists/taken-names.js';
import { fileAddress, postAddress, webAddress } from '../../src/tags/file-address.js';
import { boards } from '../../src/tags/boards.js';
import { parseFileName } from '../../src/tags/file-name.js';
import { fileNameOf } from '../../src/tags/file-name-of.js';
import { postOfAddress } from '../../src/tags/post-address.js';
import { hostileNames } from './pictured-lake.js';

const none = { md5: null, file_ext: null, file_url: null };
const md5 = '0123456789abcdef0123456789abcdef';

describe('addresses', () => {
  it('of posts lead back to their posts', () => {
    const missing = boards.filter(({ name }) => {
      const back = postOfAddress(postAddress({ booru: name, fid: '123' })!);
      return back?.booru !== name || back.fid !== '123';
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
    expect(postAddress({ booru: 'nowhere', fid: '1' })).toBe(null);
    expect(postAddress({ booru: 'danbooru.donmai.us', fid: "1/../2?x='\n" })).toBe("https://danbooru.donmai.us/posts/1%2F..%2F2%3Fx%3D'%0A");
  });

  it.each([
    ['danbooru.donmai.us', `https://cdn.donmai.us/original/01/23/${md5}.png`], ['yande.re', `https://files.yande.re/image/${md5}/yande.re%205.png`], ['konachan.com', `https://konachan.com/image/${md5}/Konachan.com%20-%205.png`],
    ['anime-pictures.net', `https://oimages.anime-pictures.net/012/${md5}.png`], ['e621.net', `https://static1.e621.net/data/01/23/${md5}.png`], ['gelbooru.com', null], ['zerochan.net', null],
  ])('of files by the rule of %s', (booru, address) => {
    expect(fileAddress({ booru, fid: '5', md5, file_ext: 'png', file_url: null })).toBe(address);
    expect(fileAddress({ ...none, booru, fid: '5' })).toBe(null);
    expect(fileAddress({ booru, fid: '5', md5: `${md5.slice(2)}/.`, file_ext: 'png', file_url: null })).toBe(null);
    expect(fileAddress({ booru, fid: '5', md5, file_ext: '../x', file_url: null })).toBe(null);
    expect(fileAddress({ booru, fid: '5', md5, file_ext: 'png', file_url: 'http://e.com/a' })).toBe('http://e.com/a');
  });

  it.each([
    ['https://e.com/a%20b?c=d&e=[1]#f', 'https://e.com/a%20b?c=d&e=%5B1%5D#f'], ['//e.com/ä ミ', 'https://e.com/%C3%A4%20%E3%83%9F'], ['HTTP://E.com/100%', 'HTTP://E.com/100%25'], ['https://e.com/\r\n\tx\u2028\ud800', 'https://e.com/%0D%0A%09x%E2%80%A8'],
    ['javascript:alert(1)', null], ['file:///etc/passwd', null], ['ftp://e.com/', null], ['https://', null], ['https:// e.com', null], ['-o x', null], ['', null],
  ])('are words of the web: %j', (text, address) => expect(webAddress(text)).toBe(address));
});

describe('names in one folder', () => {
  it('differ in more than letter case or form, are numbered in their order, and read back as the same post', () => {
    const names = new TakenNames();
    const name = fileNameOf({ booru: 'yande.re', fid: '1', copyrights: ['é'], characters: [], artists: [], ext: 'png' });
    expect([names.free(name), names.free(name.toUpperCase()), names.free(name.normalize('NFD')), names.free('a'), names.free('A')]).toEqual([name, `${name.toUpperCase().replace('.PNG', '')} [00000002].PNG`, `${name.normalize('NFD').replace('.png', '')} [00000003].png`, 'a', 'A [00000002]']);
    expect(parseFileName(name.replace('.png', ' [00000003].png'))).toMatchObject({ ...parseFileName(name), variant: expect.any(String) as string });
  });

  it('stay within the limit whatever the tags', () => {
    const names = new TakenNames();
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const name = names.free(fileNameOf({ booru: 'zerochan.net', fid: '1', copyrights: ['作'.repeat(60)], characters: hostileNames, artists: ['絵'.repeat(60)], ext: 'jpeg', bytes: 245 }));
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(245);
      seen.add(name.toLowerCase());
    }
    expect(seen.size).toBe(200);
  });
});
