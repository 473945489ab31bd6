import type { Random } from '../kernels/random.js';

/** The file of a picture and where it came from. */
export interface PictureFile {
  readonly width: number;
  readonly height: number;
  readonly ext: 'jpg' | 'png' | 'gif' | 'webp';
  readonly size: number;
  readonly source: string;
  /** Number on pixiv, 0 for pictures from elsewhere. */
  readonly pixivId: number;
}

const bytesPerPixel = { jpg: 0.35, png: 1.1, gif: 0.6, webp: 0.25 } as const;

function origin(random: Random, year: number, user: number): { source: string; pixivId: number } {
  const from = random.uniform();
  if (from < 0.55) {
    const pixivId = Math.round(1e6 + 139e6 * ((year - 2008) / 18) ** 1.4) + random.int(50_000);
    return { pixivId, source: year < 2019.7 ? `http://www.pixiv.net/member_illust.php?mode=medium&illust_id=${pixivId}` : `https://www.pixiv.net/artworks/${pixivId}` };
  }
  if (from < 0.78 && year > 2011) return { pixivId: 0, source: `https://twitter.com/user_${user % 100_000}/status/${Math.round((year - 2008) * 1e8)}${1e9 + random.int(1e9)}` };
  if (from < 0.9) return { pixivId: 0, source: `https://art${user % 97}.example.com/works?user=${user}&no=${random.int(1e6)}` };
  return { pixivId: 0, source: random.chance(0.5) ? '' : 'Artbook "First Light" p. ' + random.between(2, 140) };
}

/** A file whose size grows with the years and the artist's care. */
export function pictureFile(random: Random, aspect: number, quality: number, year: number, user: number): PictureFile {
  const long = Math.min(9000, Math.max(320, Math.exp(random.normal(Math.log(650 + 90 * (year - 2008) + 900 * quality), 0.35))));
  const shape = aspect * Math.exp(random.normal(0, 0.12));
  const width = Math.round(shape >= 1 ? long : long * shape);
  const height = Math.round(shape >= 1 ? long / shape : long);
  const kind = random.uniform();
  const ext = kind < 0.02 ? 'gif' : kind < 0.32 ? 'png' : kind < 0.34 && year > 2021 ? 'webp' : 'jpg';
  const size = Math.round(width * height * bytesPerPixel[ext] * Math.exp(random.normal(0, 0.3)));
  return { width, height, ext, size, ...origin(random, year, user) };
}
