import { canonicalBoard } from './boards.js';

const numbered = /^\/(?:[a-z]{2}\/)?(?:posts?(?:\/show)?|pictures\/view_post|images?)\/(\d+)(?:[/.]|$)/;
const worded = /^\/(?:[a-z]{2}\/)?posts?(?:\/show)?\/([A-Za-z0-9]+)(?:[/.]|$)/;

/** The post whose page an address of one of the boards is (format reference E5); null for other addresses, pictures included. */
export function postOfAddress(address: string): { booru: string; fid: string } | null {
  const url = /^https?:\/\//i.test(address) ? parse(address) : null;
  if (url === null) return null;
  const { hostname, pathname, searchParams } = url;
  const booru = boardOfHost(hostname);
  if (booru === null) return null;
  const fid = fidOf(booru, pathname, searchParams);
  return fid === null ? null : { booru, fid: /^\d+$/.test(fid) ? fid.replace(/^0+(?=\d)/, '') : fid };
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function boardOfHost(host: string): string | null {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const board = canonicalBoard(rest);
    if (board !== null) return board;
  }
  return null;
}

function fidOf(booru: string, path: string, query: URLSearchParams): string | null {
  if (booru === 'zerochan.net') return /^\/(\d+)\/?$/.exec(path)?.[1] ?? null;
  if (booru === 'chan.sankakucomplex.com') return worded.exec(path)?.[1] ?? null;
  if (path.endsWith('/index.php') || path === '/') {
    const id = query.get('page') === 'post' && query.get('s') === 'view' ? query.get('id') : null;
    return id !== null && /^\d+$/.test(id) ? id : null;
  }
  return numbered.exec(path)?.[1] ?? null;
}
