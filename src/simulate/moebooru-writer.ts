import { join } from 'node:path';
import { type BoardWriter, fit, folder, oldLetter, spellingsByRank, usedTags } from './board-writer.js';
import { YANDERE } from './boards.js';
import type { Post } from './posts.js';
import { TextFile } from './text-file.js';
import type { World } from './world.js';

const FILES = 'https://files.yande.re';

/** yande.re's post.json (one array) and tag.json. */
export class MoebooruWriter implements BoardWriter {
  readonly #file: TextFile;
  readonly #names: readonly string[];
  #posts = 0;

  constructor(readonly world: World, readonly out: string) {
    this.#file = new TextFile(join(out, 'yandere/post.json'));
    this.#file.write('[');
    this.#names = spellingsByRank(world, YANDERE);
  }

  write(post: Post): string {
    const { md5, id } = post;
    const { width, height, source } = post.picture.file;
    const tags = post.ranks.map((rank) => this.#names[rank]).join(' ');
    const label = encodeURIComponent(`yande.re ${id} ${tags}`.slice(0, 120));
    const [previewWidth, previewHeight] = fit(width, height, 150);
    const [actualWidth, actualHeight] = fit(width, height, 300);
    const [sampleWidth, sampleHeight] = fit(width, height, 1500);
    const sampled = sampleWidth < width;
    const png = post.ext === 'png';
    const original = `${FILES}/image/${md5}/${label}.${post.ext}`;
    const seen = !post.deleted;
    const text = JSON.stringify({
      id, tags, created_at: Math.floor(post.time / 1000), updated_at: Math.floor(post.updated / 1000), creator_id: post.uploader, approver_id: null, author: `member${post.uploader}`,
      change: id * 5 + 17, source, score: Math.max(0, post.score.score), md5, file_size: post.size, file_ext: post.ext, ...(seen ? { file_url: original } : {}), is_shown_in_index: seen,
      preview_url: `https://assets.yande.re/data/preview/${folder(md5)}/${md5}.jpg`, preview_width: previewWidth, preview_height: previewHeight,
      actual_preview_width: actualWidth, actual_preview_height: actualHeight,
      ...(seen ? { sample_url: sampled ? `${FILES}/sample/${md5}/${label}.jpg` : original } : {}), sample_width: sampleWidth, sample_height: sampleHeight,
      sample_file_size: sampled ? Math.round(sampleWidth * sampleHeight * 0.2) : 0, ...(seen ? { jpeg_url: png ? `${FILES}/jpeg/${md5}/${label}.jpg` : original } : {}),
      jpeg_width: width, jpeg_height: height, jpeg_file_size: png ? Math.round(post.size * 0.4) : 0, rating: oldLetter(post.rating), is_rating_locked: false, has_children: post.hasChildren,
      parent_id: post.parent, status: seen ? 'active' : 'deleted', is_pending: false, width, height, is_held: false, frames_pending_string: '', frames_pending: [], frames_string: '', frames: [],
      is_note_locked: false, last_noted_at: 0, last_commented_at: 0,
    });
    this.#file.write(`${this.#posts++ > 0 ? ',\n' : ''}${text}`);
    return text;
  }

  finish(counts: Int32Array): void {
    this.#file.write(']\n');
    this.#file.close();
    const tags = new TextFile(join(this.out, 'yandere/tag.json'));
    const rows = usedTags(this.world, YANDERE, counts).map((tag) => JSON.stringify({ id: tag.id, name: tag.name, count: tag.count, type: tag.category, ambiguous: false }));
    tags.write(`[${rows.join(',\n')}]\n`);
    tags.close();
  }
}
