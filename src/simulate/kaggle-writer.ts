import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BoardWriter, oldLetter, sampleSize, spellingsByRank } from './board-writer.js';
import { SAFEBOORU } from './boards.js';
import type { Post } from './posts.js';
import { TextFile } from './text-file.js';
import type { World } from './world.js';

/** The generator of that data set took wall-clock time for local time: its dates are late by these seconds. */
const KAGGLE_SHIFT = 18_000;

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The board names files by another hash of 40 digits, which must not give the md5 away. */
export function storedName(md5: string): string {
  return createHash('sha1').update(md5).digest('hex');
}

/** Safebooru as the Kaggle data set of it: CSV of nine columns, without md5, source and size of the original. */
export class KaggleWriter implements BoardWriter {
  readonly #file: TextFile;
  readonly #names: readonly string[];

  constructor(world: World, out: string) {
    this.#file = new TextFile(join(out, 'safebooru/all_data.csv'));
    this.#file.write('id,created_at,rating,score,sample_url,sample_width,sample_height,preview_url,tags\n');
    this.#names = spellingsByRank(world, SAFEBOORU);
  }

  write(post: Post): string {
    const { width, height } = post.picture.file;
    const [sampleWidth, sampleHeight] = sampleSize(width, height);
    const name = storedName(post.md5);
    const place = Math.floor(post.id / 1000);
    const small = width <= 850;
    const sample = small ? `//safebooru.org/images/${place}/${name}.${post.ext}` : `//safebooru.org/samples/${place}/sample_${name}.jpg`;
    const broken = post.picture.id % 1013 === 0;
    const created = broken ? 0 : Math.floor(post.time / 1000) + KAGGLE_SHIFT;
    const tags = post.ranks.map((rank) => this.#names[rank]).join(' ');
    const text = `${post.id},${created},${oldLetter(post.rating)},${Math.max(0, post.score.score)},${quoted(sample)},${sampleWidth},${sampleHeight},${quoted(`//safebooru.org/thumbnails/${place}/thumbnail_${name}.jpg`)},${quoted(tags)}`;
    this.#file.write(`${text}\n`);
    return text;
  }

  finish(): void {
    this.#file.close();
  }
}
