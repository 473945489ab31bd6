import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { rowsSql } from '../images/composed-lake.js';
import { writeSmallLake } from './small-lake.js';

const scales = ['portrait', 'bust', 'half', 'cowboy', 'full figure'];

/** A lake of 60 small pictures of two boards, every sixth of a hidden post, with all that is measured of them made up; two of three are copies of each other. */
export async function writePicturedLake(dir: string): Promise<string> {
  mkdirSync(join(dir, 'pictures'), { recursive: true });
  const numbers = Array.from({ length: 60 }, (_, i) => i);
  const level = (i: number) => (i % 6 === 5 ? 3 : 0);
  const rows = numbers.map((i) => ({ booru: i % 2 ? 'a' : 'b', fid: `${i}`, post_key: i, path: join(dir, 'pictures', `${level(i) ? 'hidden' : 'shown'}-${i}.jpg`), file_name: `${i}.jpg` }));
  const part = (i: number, factor: number) => ((i * factor) % 61) / 61;
  for (const [i, { path }] of rows.entries()) {
    await sharp({ create: { width: 40 + (i % 5) * 10, height: 60, channels: 3, background: { r: Math.round(255 * part(i, 7)), g: Math.round(255 * part(i, 11)), b: 99 } } }).jpeg().toFile(path);
  }
  const copies = rows.filter((_, i) => i % 3 < 2).map((row, n) => ({ ...row, tool: 'boorulab', dup_group: `g${n >> 1}`, file_size: 5000 + n, width: 40, height: 60, distance: n % 4, score: 0.9, plan: n % 2 ? 'drop' : 'keep', why: n % 2 ? 'smaller file' : 'larger file' }));
  const pairs = copies.filter((_, n) => n % 2 === 0).map((copy, n) => ({ path_a: copy.path, path_b: copies[2 * n + 1]!.path, phash_distance: n % 9, dhash_distance: n % 7, is_mirrored: n % 5 === 0, score: 0.9 }));
  const withReasons = (sql: string) => `SELECT *, ['phash 1', 'md5'] AS reasons FROM (${sql})`;
  return writeSmallLake(join(dir, 'lake'), {
    posts: `SELECT *, make_timestamptz(2015 + post_key % 4, 1, 1, 0, 0, 0) AS created_at FROM (${rowsSql(rows.map(({ booru, fid, post_key }, i) => ({ booru, fid, post_key, score: i, rating_level: level(i) })))})`,
    images: rowsSql(rows.map((row) => ({ ...row, file_size: 5000, width: 40, height: 60 }))),
    image_stats: rowsSql(rows.map((row, i) => ({
      ...row, entropy: part(i, 3), skew: part(i, 5) - 0.5, mean: part(i, 13), stddev: part(i, 17) / 2, colors: 1000 + i, chroma_mean: part(i, 19), r_mean: part(i, 7), g_mean: part(i, 11), b_mean: 0.4, edge: part(i, 23),
    }))),
    compositions: rowsSql(rows.map((row, i) => ({ ...row, figures: 1 + (i % 2), scale: scales[i % 5], scale_from: 'boxes', place: 'centre', offset_x: part(i, 29) - 0.5, offset_y: -0.3, face_share: 0.3 - (i % 5) / 20 }))),
    duplicates: withReasons(rowsSql(copies)),
    duplicate_pairs: withReasons(rowsSql(pairs)),
    picture_quality: rowsSql(rows.map((row, i) => ({ ...row, fitted: part(i, 31), target: part(i, 37), bc_reverse: part(i, 41), is_test: i % 3 === 0 }))),
    quality_weights: rowsSql([{ feature: 'edge', weight: 0.1, mean: 0.5, deviation: 0.2 }, { feature: 'skew', weight: -0.1, mean: 0, deviation: 0.2 }]),
  });
}
