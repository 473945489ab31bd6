import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { scanPictures, type ScanOptions, type ScanSummary } from '../../src/images/scan.js';
import { checkLake } from '../../src/lake/check.js';
import { deflateSync, crc32 } from 'node:zlib';
import { afterAll } from 'vitest';
import { ExaminePool } from '../../src/images/examine-pool.js';
import { pinned, rowsOf } from '../load/fixtures.js';

/** A drawn picture: two colours and a disc, so that it is of no one colour. */
export function drawn(width: number, height: number, hue = 0): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue},60%,70%)"/><rect width="60%" height="40%" fill="hsl(${hue + 120},50%,40%)"/><circle cx="50%" cy="60%" r="20%" fill="white"/></svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
}

export const jpeg = (width = 60, height = 40, hue = 0): Promise<Buffer> => drawn(width, height, hue).jpeg().toBuffer();
export const png = (width = 60, height = 40, hue = 0): Promise<Buffer> => drawn(width, height, hue).png().toBuffer();

/** Writes files below a folder, which it gives back. */
export function filesIn(dir: string, files: Readonly<Record<string, Buffer | string>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return dir;
}

/** A PNG of one bit a pixel, all black. */
export function blackPng(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const length = Buffer.alloc(4);
    const sum = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))), chunk('IEND', Buffer.alloc(0))]);
}

/** Processes for all scans of a test file: to start one costs more than most scans. */
export const pool = new ExaminePool({ processes: 2, seconds: 60 });
afterAll(() => pool.close());

/** Scans with a pinned time; the ledger must balance afterwards. */
export async function scan(lake: string, roots: string | readonly string[], options: ScanOptions = {}): Promise<ScanSummary> {
  const summary = await scanPictures(lake, typeof roots === 'string' ? [roots] : roots, { now: pinned, memory: '1GB', ...(options.seconds === undefined && options.processes === undefined ? { pool } : {}), seconds: 60, ...options });
  for (const root of summary.roots) if (root.read !== root.loaded + root.rejected) throw new Error(`unbalanced: ${JSON.stringify(root)}`);
  await expectWhole(lake);
  return summary;
}

export async function expectWhole(lake: string): Promise<void> {
  const { files, ledger } = await checkLake(lake);
  const faults = [...files.filter((file) => file.fault !== '').map((file) => `${file.path}: ${file.fault}`), ...ledger];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Names (last part of the path) with some columns of `images`, in order of path. */
export const imagesOf = (lake: string, columns = 'file_name') => rowsOf(lake, `SELECT ${columns} FROM images ORDER BY path`);
export const rejectsIn = (lake: string) => rowsOf<{ name: string; reason: string; detail: string | null; raw: string | null }>(lake, "SELECT parse_filename(file) AS name, reason, detail, raw FROM rejects WHERE load_id < 0 ORDER BY load_id DESC, row");
