import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { excludedTags, excludedUnlessSafe } from '../../src/tags/exclusions.js';
import { danbooru, load, post, rowsOf, tempFolder, treeOf, writeLines } from '../load/fixtures.js';
import { gelbooruPost } from '../load/gelbooru-post.js';
import { putTable } from '../mining/rows.js';
import { drawn, filesIn, jpeg, png, rejectsIn, scan } from './scan-fixture.js';

const dir = tempFolder('picture-post');
let made = 0;
const fresh = () => join(dir, `${++made}`);
const dump = (...records: Parameters<typeof writeLines>[1]) => writeLines(join(dir, `dump-${++made}.json`), records);
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
const postsOf = async (lake: string) => (await rowsOf<{ file_name: string; booru: string | null; fid: string | null }>(lake, 'SELECT file_name, booru, fid FROM images ORDER BY path', { rating: 'all' })).map(Object.values);
const soft = (software: string) => drawn(33, 44, 77).withExif({ IFD0: { Software: software } }).jpeg().toBuffer();

describe('the post of a picture', () => {
  it('is told by its name, its Software, an id alone with a board, its MD5, an MD5 in its name, or a listing, in this order', async () => {
    const place = fresh();
    const same = await png(31, 41);
    const inName = md5(Buffer.from('7'));
    await load(`${place}/lake`, dump(post(1), post(3, { fields: { md5: md5(same) } }), post(7)));
    await putTable(`${place}/lake`, 'images', [{ booru: 'yande.re', fid: '5', post_key: 5, path: 'x/listed.jpg', file_name: 'listed.jpg' }, { booru: 'yande.re', fid: '6', post_key: 6, path: 'x/other size.jpg', file_name: 'other size.jpg', file_size: 1 }]);
    filesIn(`${place}/in`, {
      'danbooru - 0001 - vocaloid ~ miku (x).jpg': same, 'renamed.jpg': await soft('yande.re - 77'), '0456/0123456.jpg': await jpeg(), 'same.png': same, [`sample-${inName}.jpg`]: await jpeg(32, 32),
      'listed.jpg': await jpeg(33, 33), 'other size.jpg': await jpeg(34, 34), 'mine.jpg': await jpeg(35, 35), 'nowhere - 5 - a ~ b (c).jpg': await jpeg(36, 36),
    });
    const { roots } = await scan(`${place}/lake`, `${place}/in`, { board: 'gelbooru' });
    expect((await postsOf(`${place}/lake`)).filter(([name]) => name !== 'x')).toEqual([
      ['0123456.jpg', 'gelbooru.com', '123456'], ['danbooru - 0001 - vocaloid ~ miku (x).jpg', danbooru, '1'], ['listed.jpg', 'yande.re', '5'], ['mine.jpg', null, null], ['nowhere - 5 - a ~ b (c).jpg', null, null],
      ['other size.jpg', null, null], ['renamed.jpg', 'yande.re', '77'], ['same.png', danbooru, '3'], [`sample-${inName}.jpg`, danbooru, '7'], ['listed.jpg', 'yande.re', '5'], ['other size.jpg', 'yande.re', '6'],
    ]);
    expect(roots).toMatchObject([{ loaded: 9, withPost: 6, ofKnownPost: 3 }]);
  });

  it('is of the lowest board when several have the file, and two files may be of one post', async () => {
    const place = fresh();
    const bytes = await jpeg(37, 37);
    await load(`${place}/lake`, dump(gelbooruPost(2, { md5: md5(bytes) })));
    await load(`${place}/lake`, dump(post(8, { fields: { md5: md5(bytes) } })));
    filesIn(`${place}/in`, { 'a.jpg': bytes, 'b.jpg': bytes });
    await scan(`${place}/lake`, `${place}/in`);
    expect(await rowsOf(`${place}/lake`, `SELECT count(*) AS n FROM posts WHERE md5 = '${md5(bytes)}'`)).toEqual([{ n: 2 }]);
    expect(await postsOf(`${place}/lake`)).toEqual([['a.jpg', danbooru, '8'], ['b.jpg', danbooru, '8']]);
  });

  it('rates it: pictures of hidden and of unrated posts are hidden, those of none are shown', async () => {
    const place = fresh();
    await load(`${place}/lake`, dump(post(1, { rating: 'g' }), post(2, { rating: 'e' })));
    filesIn(`${place}/in`, { 'danbooru - 1.jpg': await jpeg(), 'danbooru - 2.jpg': await jpeg(), 'danbooru - 3.jpg': await jpeg(), 'zerochan - 4.jpg': await jpeg(), 'mine.jpg': await jpeg(), 'danbooru - 9.jpg': '' });
    await scan(`${place}/lake`, `${place}/in`);
    for (const table of ['images', 'image_stats', 'picture_steps']) {
      expect((await rowsOf(`${place}/lake`, `SELECT file_name FROM ${table} ORDER BY path`, { rating: 'sensitive' })).map((row) => row['file_name'])).toEqual(['danbooru - 1.jpg', 'mine.jpg', 'zerochan - 4.jpg']);
    }
    expect(await rowsOf(`${place}/lake`, "SELECT booru, fid, origin, rating_level FROM posts WHERE origin = 'mention' ORDER BY ALL")).toEqual([
      { booru: danbooru, fid: '3', origin: 'mention', rating_level: 3 }, { booru: danbooru, fid: '9', origin: 'mention', rating_level: 3 }, { booru: 'zerochan.net', fid: '4', origin: 'mention', rating_level: 2 },
    ]);
    // A dump of the board then knows better than the mention.
    await load(`${place}/lake`, dump(post(3, { rating: 'g' })));
    expect(await rowsOf(`${place}/lake`, "SELECT file_name FROM images WHERE fid = '3'", { rating: 'safe' })).toHaveLength(1);
  });

  it('that is on the exclusion list leaves no picture and no name', async () => {
    const place = fresh();
    const bytes = await jpeg(41, 41);
    await load(`${place}/lake`, dump(post(1, { tags: `sky ${excludedTags[0]}`, fields: { md5: md5(bytes) } }), post(2), post(5, { rating: 'q' }), post(6, { rating: 'g' })));
    const keyword = (word: string) => drawn(20, 20).withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>sky</rdf:li><rdf:li>${word}</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`).jpeg().toBuffer();
    filesIn(`${place}/in`, {
      'danbooru - 1 - secret_name ~ secret (x).jpg': bytes, 'danbooru - 2.jpg': await jpeg(), [`danbooru - 3 - a ~ ${excludedTags[0]!.toUpperCase()} secret (x).jpg`]: await jpeg(), [`danbooru - 4 - a ~ ${excludedTags[0]}+secret (x).jpg`]: await jpeg(),
      'secret.jpg': await keyword(excludedTags[0]!), 'danbooru - 5 - secret.jpg': await keyword(excludedUnlessSafe[0]!), 'danbooru - 6.jpg': await keyword(excludedUnlessSafe[0]!),
    });
    const { roots } = await scan(`${place}/lake`, `${place}/in`);
    expect(roots).toMatchObject([{ read: 7, loaded: 3, rejects: { excluded: 4 } }]);
    const rejects = await rejectsIn(`${place}/lake`);
    expect(rejects.map(({ name, reason, raw, detail }) => [name, reason, raw, detail])).toEqual([`${danbooru} 1`, null, null, null].map((raw) => ['in', 'excluded', raw, null]));
    expect(await rowsOf(`${place}/lake`, "SELECT path FROM images UNION ALL SELECT path FROM image_stats UNION ALL SELECT path FROM picture_steps UNION ALL SELECT copyr FROM posts WHERE copyr LIKE '%secret%'").then((rows) => rows.filter((row) => String(row['path']).includes('secret') && !String(row['path']).includes(' 3 ')))).toEqual([]);
    // Of the post that is known to be excluded nothing more is said at the next scan.
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ read: 3, excludedBefore: 1, unchanged: 3 }]);
  });

  it('takes the picture along when it comes to be excluded later', async () => {
    const place = fresh();
    filesIn(`${place}/in`, { 'danbooru - 1 - secret.jpg': await jpeg(), 'danbooru - 2.jpg': await jpeg() });
    await scan(`${place}/lake`, `${place}/in`);
    await load(`${place}/lake`, dump(post(1, { tags: `sky ${excludedTags[0]}` })));
    for (const table of ['images', 'image_stats', 'picture_steps']) expect(await rowsOf(`${place}/lake`, `SELECT fid FROM ${table}`)).toEqual([{ fid: '2' }]);
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ read: 1, loaded: 0, unchanged: 1, rejects: { excluded: 1 } }]);
    const before = treeOf(`${place}/lake`);
    await scan(`${place}/lake`, `${place}/in`);
    expect(treeOf(`${place}/lake`)).toEqual(before);
  });

  it('is found at a later scan, when its dump has been loaded or its board is named, in all tables', async () => {
    const place = fresh();
    const bytes = await jpeg(43, 43);
    filesIn(`${place}/in`, { 'mine.jpg': bytes, '12.jpg': await jpeg(44, 44) });
    await scan(`${place}/lake`, `${place}/in`);
    await putTable(`${place}/lake`, 'faces', [{ path: `${place}/in/mine.jpg`, file_name: 'mine.jpg', detector: 'd', rank: 1 }]);
    await load(`${place}/lake`, dump(post(9, { rating: 'e', fields: { md5: md5(bytes) } })));
    const again = await scan(`${place}/lake`, `${place}/in`, { board: 'danbooru' });
    expect([again.adopted, again.roots[0]!.read]).toEqual([1, 1]);
    expect(await postsOf(`${place}/lake`)).toEqual([['12.jpg', danbooru, '12'], ['mine.jpg', danbooru, '9']]);
    for (const table of ['images', 'image_stats', 'picture_steps', 'faces']) {
      expect(await rowsOf(`${place}/lake`, `SELECT fid, post_key FROM ${table} WHERE file_name = 'mine.jpg'`)).toEqual([{ fid: '9', post_key: 9 }]);
      expect(await rowsOf(`${place}/lake`, `SELECT fid FROM ${table}`, { rating: 'sensitive' })).toEqual([]);
    }
    expect((await scan(`${place}/lake`, `${place}/in`, { board: 'danbooru' })).roots).toMatchObject([{ read: 0, unchanged: 2 }]);
  });
});
