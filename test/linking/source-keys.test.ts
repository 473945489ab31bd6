import type { DuckDBConnection } from '@duckdb/node-api';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/lake/database.js';
import { literal } from '../../src/lake/sql.js';
import { siteRules } from '../../src/linking/crossposts/site-rules.js';
import { createSourceKeys } from '../../src/linking/crossposts/source-keys.js';

/** Addresses and what they name: key, and page where they tell. */
const addresses: readonly (readonly [source: string, key: string | null, page?: string])[] = [
  ['https://www.pixiv.net/en/artworks/105912345', 'pixiv 105912345'], ['https://www.pixiv.net/i/105912345', 'pixiv 105912345'],
  ['http://www.pixiv.net/member_illust.php?mode=medium&illust_id=55', 'pixiv 55'], ['http://www.pixiv.net/member_illust.php?mode=manga_big&illust_id=55&page=3', 'pixiv 55', '3'],
  ['http://i1.pixiv.net/img-original/img/2016/04/20/01/02/03/56400000_p0.png', 'pixiv 56400000', '0'], ['https://i.pximg.net/img-master/img/2016/04/20/01/02/03/56400000_p12_master1200.jpg', 'pixiv 56400000', '12'],
  ['http://i2.pixiv.net/img12/img/user/12345678.jpg', 'pixiv 12345678', '0'], ['http://i2.pixiv.net/img12/img/user/12345678_m.jpg', 'pixiv 12345678', '0'], ['http://img01.pixiv.net/img/user/12345678_big_p3.jpg', 'pixiv 12345678', '3'],
  ['https://i.pximg.net/img-original/img/2020/01/02/03/04/05/78_ugoira0.jpg', 'pixiv 78', '0'], ['//i.pximg.net/img-original/img/2020/01/02/03/04/05/79_p1.jpg', 'pixiv 79', '1'], ['https://www.pixiv.net/users/12', null],
  ['https://pixiv.pximg.net/fanbox/public/images/post/55/AbCdEfGh12.jpeg', 'fanbox 55', 'AbCdEfGh12'], ['https://user.fanbox.cc/posts/55', 'fanbox 55'], ['https://www.fanbox.cc/@user/posts/55', 'fanbox 55'], ['https://www.pixiv.net/fanbox/creator/3/post/55', 'fanbox 55'],
  ['https://twitter.com/a/status/12?s=20', 'twitter 12'], ['HTTPS://MOBILE.TWITTER.COM/a/status/12', 'twitter 12'], ['https://x.com/i/web/status/12/photo/2', 'twitter 12', '2'], ['https://twitter.com/someone', null],
  ['https://pbs.twimg.com/media/EabcDEF123?format=jpg&name=orig', 'twitter media EabcDEF123', ''], ['https://pbs.twimg.com/media/EabcDEF123.jpg:orig', 'twitter media EabcDEF123', ''],
  ['https://nijie.info/view.php?id=77', 'nijie 77'], ['https://nijie.info/view_popup.php?id=77#diff_2', 'nijie 77', '2'],
  ['https://www.deviantart.com/x/art/Some-Name-123456', 'deviantart 123456', ''], ['http://x.deviantart.com/art/Name-2-123456', 'deviantart 123456', ''], ['https://www.deviantart.com/deviation/123456', 'deviantart 123456', ''], ['https://fav.me/d2n9c', 'deviantart 123456', ''],
  ['http://orig05.deviantart.net/1/f/2017/1/2/name_by_x-dabc123.jpg', 'deviantart 623698779', ''],
  ['https://x.tumblr.com/post/123456789/title', 'tumblr 123456789'], ['https://www.tumblr.com/x/123456789', 'tumblr 123456789'], ['https://64.media.tumblr.com/abc/tumblr_p1abcdefgh1x_1280.jpg', 'tumblr media p1abcdefgh1x', ''],
  ['https://www.artstation.com/artwork/AbC1', 'artstation AbC1'], ['https://cdnb.artstation.com/p/assets/images/images/001/234/567/large/a.jpg?1', 'artstation file 001/234/567', ''],
  ['https://seiga.nicovideo.jp/seiga/im99', 'seiga 99', ''], ['http://nico.ms/im99', 'seiga 99', ''], ['https://lohas.nicoseiga.jp/priv/0123abcd/1600000000/99', 'seiga 99', ''],
  ['https://bsky.app/profile/a.b/post/3kabc', 'bluesky 3kabc'], ['https://skeb.jp/@user/works/12', 'skeb @user/works/12'], ['https://pawoo.net/@user/123456', 'pawoo 123456'],
  ['https://www.example.com/works/12/?a=1#top', 'page example.com/works/12/?a=1'], ['https://www2.example.com/works/12/', 'page example.com/works/12'], ['https://me:secret@example.com:81/9', 'page example.com/9'],
  ['https://notpixiv.net/artworks/5', 'page notpixiv.net/artworks/5'], ['https://example.com/gallery', null], ['https://example.com/', null],
  ['Artbook "First Light" p. 12', null], ['see https://www.pixiv.net/artworks/9', null], ['', null], ['http://', null], ['//', null], [`https://example.com/${'9'.repeat(3000)}`, null],
];

describe('sources', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    ({ connection } = await openDatabase({ temp: join(tmpdir(), 'boorulab-source-keys') }));
    const rows = [...addresses.map(([source], n) => `(${n}, ${literal(source)})`), `(1000, NULL)`, `(1001, 'https://a.com/1 https://www.pixiv.net/artworks/9')`, `(1002, 'https://i.pximg.net/img/9_p0.jpg https://i.pximg.net/img/9_p1.jpg')`];
    await connection.run(`CREATE TABLE told AS SELECT * FROM (VALUES ${rows.join(', ')}) AS t(n, source)`);
    await createSourceKeys(connection, 'told');
  });
  const keysOf = async (n: number) => (await (await connection.run(`SELECT key, page FROM source_key WHERE n = ${n} ORDER BY key`)).getRowsJS()) as [string, string | null][];

  it.each(addresses.map((row, n) => [row[0].slice(0, 100), n, row] as const))('%s', async (_, n, [, key, page]) => {
    expect(await keysOf(n)).toEqual(key === null ? [] : [[key, page ?? null]]);
  });

  it('may hold several addresses; two pages of one work tell none', async () => {
    expect(await keysOf(1000)).toEqual([]);
    expect(await keysOf(1001)).toEqual([['page a.com/1', null], ['pixiv 9', null]]);
    expect(await keysOf(1002)).toEqual([['pixiv 9', null]]);
  });

  it('have rules whose patterns hold the groups they promise', () => {
    for (const { path, page } of siteRules) expect([path, path.replace(/\\./g, '').split(/\((?!\?)/).length - 1]).toEqual([path, page === 'group' ? 2 : 1]);
  });
});
