import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { palette } from '../kernels/palette.js';
import { mirroredHashes, pictureHashes, type PictureHashes } from '../kernels/picture-hash.js';
import { pictureStats } from '../kernels/picture-stats.js';
import { cutArea } from '../kernels/trimmed-area.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { Row } from '../lake/result.js';
import { letterbox, thumbSide } from './decode.js';
import { paletteDistance, type PaletteColours } from './palette-distance.js';

export interface SimilarOptions {
  /** Default 20. */
  readonly limit?: number;
}

export interface SimilarPicture extends Row {
  readonly path: string;
  readonly booru: string | null;
  readonly fid: string | null;
  /** The less, the more alike: bits of both hashes, or by look deviations (formula: docs/pictures.md). */
  readonly distance: number;
}

/** Statistics that make a look; what is spread over magnitudes by its logarithm. */
const features = {
  entropy: 'entropy', skew: 'skew', mean: 'mean', stddev: 'stddev', colors: 'ln(1 + colors)', chroma_mean: 'chroma_mean', chroma_max: 'chroma_max',
  r_mean: 'r_mean', g_mean: 'g_mean', b_mean: 'b_mean', edge: 'edge',
} as const;

const names = Object.keys(features) as (keyof typeof features)[];

/** What the palette weighs beside the statistics. */
const paletteWeight = 4;
/** So many of the nearest by statistics are put in order by palette, too. */
const refined = 1000;

interface Measured extends PaletteColours {
  readonly phash: bigint | null;
  readonly dhash: bigint | null;
  readonly figures: Readonly<Record<string, number | null>>;
}

/**
 * A picture's hashes, statistics and palette: of the lake, where the session shows it, else measured on the file. Throws UserError where
 * there is neither, or the file is no picture.
 */
async function measure(lake: Lake, path: string): Promise<Measured & { readonly paths: readonly string[] }> {
  const paths = [...new Set([path, path.replaceAll('\\', '/'), resolve(path), resolve(path).replaceAll('\\', '/')])];
  const texts = Object.fromEntries(paths.map((each, i) => [`p${i}`, each]));
  const [row] = await lake.rows<Row>(`SELECT phash::VARCHAR AS phash, dhash::VARCHAR AS dhash, palette, palette_share, ${names.join(', ')} FROM image_stats WHERE path IN (${paths.map((_, i) => `$p${i}`).join(', ')}) AND phash IS NOT NULL LIMIT 1`, texts);
  if (row !== undefined) {
    return { paths, phash: hash(row['phash']), dhash: hash(row['dhash']), colours: (row['palette'] as string[] | null) ?? [], shares: (row['palette_share'] as number[] | null) ?? [], figures: row as Measured['figures'] };
  }
  if (!existsSync(path)) throw new UserError(`No picture ${path} in the lake, and no such file`, 'Give a path as the table images has it, or a file.');
  const box = await letterbox(path).catch((error: Error) => {
    throw new UserError(`${path} cannot be read as a picture: ${error.message.split('\n')[0]}`);
  });
  const rgb = cutArea(box.rgb, thumbSide, box);
  return { paths, ...pictureHashes(rgb, box.width, box.height), ...palette(rgb, box.width, box.height, 6), figures: { ...pictureStats(box.rgb, thumbSide, thumbSide), bound: null } as unknown as Measured['figures'] };
}

const hash = (text: unknown) => (text === null ? null : BigInt(text as string));

async function requirePictures(lake: Lake): Promise<void> {
  const [any] = await lake.rows('SELECT 1 FROM image_stats WHERE phash IS NOT NULL LIMIT 1');
  if (any === undefined) throw new UserError('The lake has no measured pictures to compare with', 'Scan a folder of them: boorulab images scan DIR');
}

/** Pictures whose hashes are nearest to those of a picture, mirrored ones too; as far as the session shows them. */
export async function similarByHash(lake: Lake, path: string, { limit = 20 }: SimilarOptions = {}): Promise<SimilarPicture[]> {
  await requirePictures(lake);
  const { phash, dhash, paths } = await measure(lake, path);
  if (phash === null || dhash === null) throw new UserError(`The lake has no hashes of ${path}`, 'Scan it: boorulab images scan DIR');
  const straight: PictureHashes = { phash, dhash };
  const bits = (hashes: PictureHashes) => `bit_count(xor(phash, ${hashes.phash}::UBIGINT)) AS p, bit_count(xor(dhash, ${hashes.dhash}::UBIGINT)) AS d`;
  const from = `FROM image_stats WHERE phash IS NOT NULL AND dhash IS NOT NULL AND path NOT IN (${paths.map((_, i) => `$p${i}`).join(', ')})`;
  return lake.rows<SimilarPicture>(`SELECT path, any_value(booru) AS booru, any_value(fid) AS fid, min(p + d)::INTEGER AS distance, arg_min(p, p + d)::INTEGER AS phash, arg_min(d, p + d)::INTEGER AS dhash, arg_min(mirrored, p + d) AS mirrored
    FROM (SELECT path, booru, fid, false AS mirrored, ${bits(straight)} ${from} UNION ALL SELECT path, booru, fid, true, ${bits(mirroredHashes(straight))} ${from})
    GROUP BY path ORDER BY distance, path LIMIT ${limit}`, Object.fromEntries(paths.map((each, i) => [`p${i}`, each])));
}

/**
 * Pictures that look like a picture: root mean square of the differences of their statistics, each in standard deviations of all pictures shown,
 * plus four times the distance of the palettes (0 to 1); the palettes of the 1,000 nearest by statistics are looked at.
 */
export async function similarByLook(lake: Lake, path: string, { limit = 20 }: SimilarOptions = {}): Promise<SimilarPicture[]> {
  await requirePictures(lake);
  const { figures, colours, shares, paths } = await measure(lake, path);
  const params: Record<string, string | number | null> = Object.fromEntries(paths.map((each, i) => [`p${i}`, each]));
  const terms = names.filter((name) => typeof figures[name] === 'number').map((name) => {
    params[name] = figures[name]!;
    return `coalesce(((${features[name]} - ${features[name].replace(name, `$${name}::DOUBLE`)}) / nullif(stddev_pop(${features[name]}) OVER (), 0)) ** 2, 0)`;
  });
  if (terms.length === 0) throw new UserError(`The lake has no statistics of ${path}`, 'Scan it: boorulab images scan DIR');
  const rows = await lake.rows<SimilarPicture & { palette: string[] | null; palette_share: number[] | null; statistics: number }>(`SELECT * FROM (
      SELECT path, booru, fid, palette, palette_share, sqrt((${terms.join(' + ')}) / ${terms.length}) AS statistics FROM image_stats WHERE mean IS NOT NULL)
    WHERE path NOT IN (${paths.map((_, i) => `$p${i}`).join(', ')}) QUALIFY row_number() OVER (PARTITION BY path ORDER BY booru, fid) = 1 ORDER BY statistics, path LIMIT ${Math.max(refined, limit)}`, params);
  return rows.map(({ palette: others, palette_share: sharesOfOthers, statistics, ...row }) => {
    const apart = paletteDistance({ colours, shares }, { colours: others ?? [], shares: sharesOfOthers ?? [] });
    return { ...row, distance: statistics + paletteWeight * (apart ?? 0), statistics, palette: apart };
  }).sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1)).slice(0, limit);
}
