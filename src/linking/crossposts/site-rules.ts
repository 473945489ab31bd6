import { literal } from '../../lake/sql.js';

/** What the address of a picture or of its page on a site says. */
export interface SiteRule {
  readonly site: string;
  /** Reason of the links it makes. */
  readonly reason: 'pixiv' | 'twitter' | 'source';
  /** Hosts, with all below them. */
  readonly hosts: readonly string[];
  /** Pattern (RE2) of path, query and fragment; group 1 is the id of the work. */
  readonly path: string;
  /** How the address tells which picture of the work: `group` when group 2 does (it may be empty), otherwise always the same one. Left out where it cannot tell. */
  readonly page?: 'group' | { readonly always: string };
  /** The id is a number to base 36 and counts as one to base 10. */
  readonly base36?: true;
}

/** A work of one picture. */
const single = { always: '' } as const;

/** Addresses by site, the first that fits counts. Pages of one work are different pictures. */
export const siteRules: readonly SiteRule[] = [
  { site: 'fanbox', reason: 'source', hosts: ['pximg.net'], path: '/fanbox/public/images/post/(\\d+)/([A-Za-z0-9]{8,})', page: 'group' },
  { site: 'pixiv', reason: 'pixiv', hosts: ['pximg.net', 'pixiv.net'], path: '/img[^?]*/(\\d{1,12})(?:_[0-9a-f]{10})?(?:_big)?_p(\\d+)', page: 'group' },
  { site: 'pixiv', reason: 'pixiv', hosts: ['pximg.net', 'pixiv.net'], path: '/img[^?]*/(\\d{1,12})_ugoira', page: { always: '0' } },
  { site: 'pixiv', reason: 'pixiv', hosts: ['pximg.net', 'pixiv.net'], path: '/img[^?]*/(\\d{1,12})(?:_(?:m|s|100|150|128x128|240ms|480mw))?\\.[a-z]+(?:$|\\?)', page: { always: '0' } },
  { site: 'pixiv', reason: 'pixiv', hosts: ['pixiv.net'], path: '[?&]illust_id=(\\d{1,12})(?:[^#]*[?&]page=(\\d+))?', page: 'group' },
  { site: 'pixiv', reason: 'pixiv', hosts: ['pixiv.net', 'phixiv.net'], path: '^/(?:[a-z]{2}/)?(?:artworks|i|illustrations)/(\\d{1,12})(?:#big_(\\d+))?', page: 'group' },
  { site: 'fanbox', reason: 'source', hosts: ['pixiv.net'], path: '^/fanbox/creator/\\d+/post/(\\d+)' },
  { site: 'fanbox', reason: 'source', hosts: ['fanbox.cc'], path: '^/(?:@[^/]+/)?posts/(\\d+)' },
  { site: 'twitter media', reason: 'twitter', hosts: ['twimg.com'], path: '^/media/([A-Za-z0-9_-]{8,})', page: single },
  {
    site: 'twitter', reason: 'twitter', hosts: ['twitter.com', 'x.com', 'fxtwitter.com', 'vxtwitter.com', 'fixupx.com', 'nitter.net'],
    path: '^/(?:i/web|[A-Za-z0-9_]+)/status(?:es)?/(\\d+)(?:/photo/(\\d+))?', page: 'group',
  },
  { site: 'nijie', reason: 'source', hosts: ['nijie.info'], path: '^/view(?:_popup)?\\.php\\?(?:[^#]*&)?id=(\\d+)(?:#diff_(\\d+))?', page: 'group' },
  { site: 'deviantart', reason: 'source', hosts: ['deviantart.com'], path: '^/(?:[^/?#]+/)?(?:art|journal)/(?:[^/?#]*-)?(\\d+)', page: single },
  { site: 'deviantart', reason: 'source', hosts: ['deviantart.com'], path: '^/(?:deviation|view)/(\\d+)', page: single },
  { site: 'deviantart', reason: 'source', hosts: ['fav.me'], path: '^/d([a-z0-9]+)', page: single, base36: true },
  { site: 'deviantart', reason: 'source', hosts: ['deviantart.net', 'wixmp.com'], path: '[-_]d([a-z0-9]{5,7})(?:-[a-z0-9]+)?\\.[a-z]{3,4}', page: single, base36: true },
  { site: 'tumblr media', reason: 'source', hosts: ['media.tumblr.com'], path: '/tumblr_([A-Za-z0-9]{10,})', page: single },
  { site: 'tumblr', reason: 'source', hosts: ['tumblr.com'], path: '^/(?:post|image|[A-Za-z0-9-]+)/(\\d{6,})' },
  { site: 'artstation file', reason: 'source', hosts: ['artstation.com'], path: '/images/images/(\\d{3}/\\d{3}/\\d{3})/', page: single },
  { site: 'artstation', reason: 'source', hosts: ['artstation.com'], path: '^/(?:artwork|projects)/([A-Za-z0-9]+)' },
  { site: 'seiga', reason: 'source', hosts: ['nicovideo.jp'], path: '^/(?:seiga/im|image/source/)(\\d+)', page: single },
  { site: 'seiga', reason: 'source', hosts: ['nico.ms'], path: '^/im(\\d+)', page: single },
  { site: 'seiga', reason: 'source', hosts: ['nicoseiga.jp', 'nicovideo.jp'], path: '^/(?:thumb|priv/[0-9a-f]+/\\d+|o/[0-9a-f]+/\\d+)/(\\d+)', page: single },
  { site: 'pawoo', reason: 'source', hosts: ['pawoo.net'], path: '^/(?:@[^/]+|web/statuses|web/@[^/]+)/(\\d{5,})' },
  { site: 'baraag', reason: 'source', hosts: ['baraag.net'], path: '^/(?:@[^/]+|web/statuses|web/@[^/]+)/(\\d{5,})' },
  { site: 'misskey', reason: 'source', hosts: ['misskey.io'], path: '^/notes/([a-z0-9]+)' },
  { site: 'bluesky', reason: 'source', hosts: ['bsky.app'], path: '^/profile/[^/]+/post/([a-z0-9]+)' },
  { site: 'weibo', reason: 'source', hosts: ['weibo.com', 'weibo.cn'], path: '^/(?:detail|status|\\d+)/([A-Za-z0-9]{6,})' },
  { site: 'bilibili', reason: 'source', hosts: ['bilibili.com'], path: '^/(?:opus/)?(\\d{5,})' },
  { site: 'lofter', reason: 'source', hosts: ['lofter.com'], path: '^/post/([0-9a-f]+_[0-9a-f]+)' },
  { site: 'instagram', reason: 'source', hosts: ['instagram.com'], path: '^/(?:[^/]+/)?p/([A-Za-z0-9_-]+)' },
  { site: 'patreon', reason: 'source', hosts: ['patreon.com'], path: '^/posts/(?:[^/?#]*-)?(\\d+)' },
  { site: 'fantia', reason: 'source', hosts: ['fantia.jp'], path: '^/posts/(\\d+)' },
  { site: 'skeb', reason: 'source', hosts: ['skeb.jp'], path: '^/(@[^/]+/works/\\d+)' },
  { site: 'tinami', reason: 'source', hosts: ['tinami.com'], path: '^/view/(\\d+)', page: single },
  { site: 'furaffinity', reason: 'source', hosts: ['furaffinity.net'], path: '^/(?:view|full)/(\\d+)', page: single },
  { site: 'newgrounds', reason: 'source', hosts: ['newgrounds.com'], path: '^/art/view/([^/?#]+/[^/?#]+)' },
];

const hostSql = (hosts: readonly string[]) => `(${hosts.map((host) => `host = ${literal(host)} OR ends_with(host, ${literal(`.${host}`)})`).join(' OR ')})`;

const base36Sql = (digits: string) =>
  `list_reduce(list_prepend(0::HUGEINT, list_transform(string_split(${digits}, ''), lambda sign: (strpos('0123456789abcdefghijklmnopqrstuvwxyz', sign) - 1)::HUGEINT)), lambda sum, digit: sum * 36 + digit)::VARCHAR`;

/** SQL of the number of the rule that an address of (host, path) fits; -1 on a host of the table where none fits, NULL elsewhere. */
export const ruleSql = `CASE ${siteRules.map(({ hosts, path }, rule) => `WHEN ${hostSql(hosts)} AND regexp_matches(path, ${literal(path)}) THEN ${rule}`).join(' ')}
  WHEN ${hostSql([...new Set(siteRules.flatMap(({ hosts }) => hosts))])} THEN -1 END`;

const caseOfRule = (value: (rule: SiteRule) => string) => `CASE rule ${siteRules.map((rule, number) => `WHEN ${number} THEN ${value(rule)}`).join(' ')} END`;

/** SQL of what the address of (rule, path) names: site and id; which picture of it, NULL where it does not say; the reason of links. */
export const keySql = caseOfRule(({ site, path, base36 }) => {
  const id = `regexp_extract(path, ${literal(path)}, 1)`;
  return `${literal(`${site} `)} || ${base36 ? base36Sql(id) : id}`;
});
export const pageSql = caseOfRule(({ path, page }) => (page === undefined ? 'NULL' : page === 'group' ? `nullif(regexp_extract(path, ${literal(path)}, 2), '')` : literal(page.always)));
export const reasonSql = caseOfRule(({ reason }) => literal(reason));
