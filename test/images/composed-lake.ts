import { join } from 'node:path';
import { Random } from '../../src/kernels/random.js';
import type { TableName } from '../../src/lake/schema.js';
import { writeSmallLake } from '../system/small-lake.js';

/** SQL of rows given as JSON, for writeSmallLake. */
export function rowsSql(rows: readonly Record<string, unknown>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => (value === null || value === undefined ? 'NULL' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));
  return `SELECT * FROM (VALUES ${rows.map((row) => `(${names.map((name) => cell(row[name])).join(', ')})`).join(', ')}) AS t(${names.join(', ')})`;
}

export interface DrawnPicture {
  readonly path: string;
  readonly booru?: string;
  readonly post?: number;
  /** Faces and other boxes: label, x, y, w, h in parts of the picture. */
  readonly boxes?: readonly (readonly [label: string, x: number, y: number, w: number, h: number])[];
  readonly tags?: readonly string[];
  readonly level?: number;
  readonly width?: number;
  readonly height?: number;
}

/** Tables of a lake with these pictures. */
export function pictureTables(pictures: readonly DrawnPicture[]): Partial<Record<TableName, string>> {
  const of = ({ booru, post, path }: DrawnPicture) => ({ booru, fid: post === undefined ? undefined : String(post), post_key: post, path, file_name: path.split('/').at(-1) });
  const names = [...new Set(pictures.flatMap(({ tags = [] }) => tags))];
  const boxes = pictures.flatMap((picture) => (picture.boxes ?? []).map(([label, x, y, w, h], rank) => ({ ...of(picture), detector: 'test', label, x_rel: x, y_rel: y, w_rel: w, h_rel: h, rank })));
  const posts = pictures.filter(({ post }) => post !== undefined);
  const pairs = posts.flatMap(({ booru, post, tags = [], level = 0 }) => tags.map((tag) => ({ booru, tag_id: names.indexOf(tag), post_key: post, rating_level: level })));
  const tables: [TableName, Record<string, unknown>[]][] = [
    ['images', pictures.map((picture) => ({ ...of(picture), width: picture.width ?? 700, height: picture.height ?? 1000, file_size: 100_000 }))],
    ['faces', boxes.filter(({ label }) => label === 'face')],
    ['detections', boxes.filter(({ label }) => label !== 'face')],
    ['posts', posts.map(({ booru, post, level = 0 }) => ({ booru, fid: String(post), post_key: post, rating_level: level, created_at: '2020-01-01 00:00:00Z' }))],
    ['tags', names.map((name, id) => ({ booru: posts[0]!.booru, tag_id: id, tag_name: name, tag_name_norm: name, tag_cat: 0 }))],
    ['tag_posts', pairs], ['post_tags', pairs],
  ];
  return Object.fromEntries(tables.filter(([, rows]) => rows.length > 0).map(([table, rows]) => [table, table === 'posts' ? datedSql(rows) : rowsSql(rows)]));
}

const datedSql = (rows: readonly Record<string, unknown>[]) => `SELECT * REPLACE (created_at::TIMESTAMPTZ AS created_at) FROM (${rowsSql(rows)})`;

/** Weights planted in the score of ratedPictures, by one deviation of the feature. */
export const planted = { chroma_mean: 1, edge: -0.6, log_megapixels: 0.5, face_share: 0.4 } as const;

/** A lake of pictures with statistics whose scores follow from the planted weights, on two boards, over four years; the second board and later years score higher. */
export async function ratedPictures(dir: string, count: number, noise = 0.8): Promise<string> {
  const random = new Random(11);
  const rows = Array.from({ length: count }, (_, i) => {
    const z = { chroma_mean: random.normal(), edge: random.normal(), log_megapixels: random.normal(), face_share: random.normal() };
    const liking = Object.entries(planted).reduce((sum, [name, weight]) => sum + weight * z[name as keyof typeof z], 0) + random.normal(0, noise);
    const [board, year, rating] = [random.int(2), 2018 + random.int(4), random.int(2)];
    const side = Math.round(1000 * Math.exp(z.log_megapixels / 4));
    const key = { booru: ['a', 'b'][board], fid: String(i + 1), post_key: i + 1, path: `p/${i + 1}.jpg` };
    return {
      posts: { booru: key.booru, fid: key.fid, post_key: key.post_key, created_at: `${year}-05-01 00:00:00Z`, rating_std: ['general', 'sensitive'][rating], rating_level: 2 * rating, score: Math.round(Math.exp(liking + 2 + board + (year - 2018) / 2)), width: side, height: side, file_size: Math.round(side ** 2 * (0.2 + 0.2 * random.uniform())) },
      images: { ...key, file_name: `${i + 1}.jpg`, width: 512, height: 512, file_size: 60_000, jpeg_quality: random.int(20) + 75 },
      image_stats: {
        ...key, entropy: 0.7 + 0.1 * random.normal(), skew: random.normal(), mean: 0.5 + 0.1 * random.normal(), stddev: 0.25 + 0.03 * random.normal(), colors: 60_000 + random.int(40_000),
        chroma_mean: 0.3 + 0.05 * z.chroma_mean, chroma_max: 0.8, r_mean: 0.5 + 0.1 * random.normal(), g_mean: 0.5 + 0.1 * random.normal(), b_mean: 0.5 + 0.1 * random.normal(), edge: 0.2 + 0.03 * z.edge,
      },
      compositions: { ...key, file_name: `${i + 1}.jpg`, figures: 1, scale: 'half', face_share: 0.1 + 0.02 * z.face_share, offset_x: 0, offset_y: random.normal(0, 0.2) },
    };
  });
  const table = (name: keyof (typeof rows)[number]) => rowsSql(rows.map((row) => row[name]));
  return writeSmallLake(join(dir, 'lake'), { posts: datedSql(rows.map(({ posts }) => posts)), images: table('images'), image_stats: table('image_stats'), compositions: table('compositions') });
}
