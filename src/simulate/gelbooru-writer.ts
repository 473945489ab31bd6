import { join } from 'node:path';
import { type BoardWriter, fit, folder, oldLetter, sampleSize, spellingsByRank, usedTags } from './board-writer.js';
import { DANBOORU, GELBOORU } from './boards.js';
import { gelbooruDate } from './dates.js';
import type { Post } from './posts.js';
import { TextFile } from './text-file.js';
import type { World } from './world.js';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' };
/** The account that copies danbooru. */
const COPYING_ACCOUNT = 6498;

/** Text as the value of an attribute. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign]!);
}

/** Gelbooru's DAPI answer: everything in attributes, tags with spaces at both ends; and its tag list. */
export class GelbooruWriter implements BoardWriter {
  readonly #file: TextFile;
  readonly #names: readonly string[];

  constructor(readonly world: World, readonly out: string, posts: number) {
    this.#file = new TextFile(join(out, 'gelbooru/posts.xml'));
    this.#file.write(`<?xml version="1.0" encoding="UTF-8"?>\n<posts count="${posts}" offset="0">\n`);
    this.#names = spellingsByRank(world, GELBOORU).map(escapeAttribute);
  }

  write(post: Post): string {
    const { file } = post.picture;
    const place = `${folder(post.md5)}`;
    const original = `https://img3.gelbooru.com/images/${place}/${post.md5}.${post.ext}`;
    const [sampleWidth, sampleHeight] = sampleSize(file.width, file.height);
    const sample = file.width > 850 ? `https://img3.gelbooru.com/samples/${place}/sample_${post.md5}.jpg` : original;
    const [previewWidth, previewHeight] = fit(file.width, file.height, 175);
    let tags = ' ';
    for (const rank of post.ranks) tags += `${this.#names[rank]} `;
    const text = `<post height="${file.height}" score="${post.score.score}" file_url="${original}" parent_id="${post.parent ?? ''}" sample_url="${sample}" sample_width="${sampleWidth}" sample_height="${sampleHeight}"`
      + ` preview_url="https://img3.gelbooru.com/thumbnails/${place}/thumbnail_${post.md5}.jpg" rating="${oldLetter(post.rating)}" tags="${tags}" id="${post.id}" width="${file.width}"`
      + ` change="${Math.floor(post.updated / 1000)}" md5="${post.md5}" creator_id="${post.copyOf === DANBOORU ? COPYING_ACCOUNT : post.uploader}" has_children="${post.hasChildren}"`
      + ` created_at="${gelbooruDate(post.time)}" status="${post.deleted ? 'deleted' : 'active'}" source="${escapeAttribute(file.source)}" has_notes="false" has_comments="false"`
      + ` preview_width="${previewWidth}" preview_height="${previewHeight}"/>`;
    this.#file.write(`${text}\n`);
    return text;
  }

  finish(counts: Int32Array): void {
    this.#file.write('</posts>\n');
    this.#file.close();
    const tags = new TextFile(join(this.out, 'gelbooru/tags.xml'));
    tags.write('<?xml version="1.0" encoding="UTF-8"?>\n<tags type="array">\n');
    for (const tag of usedTags(this.world, GELBOORU, counts)) {
      tags.write(`<tag type="${tag.category}" count="${tag.count}" name="${escapeAttribute(tag.name)}" ambiguous="false" id="${tag.id}"/>\n`);
    }
    tags.write('</tags>\n');
    tags.close();
  }
}
