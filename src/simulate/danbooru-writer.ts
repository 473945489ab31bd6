import { join } from 'node:path';
import { Random } from '../kernels/random.js';
import { type BoardWriter, fit, folder, oldLetter, sampleSize, spellingsByRank, usedTags } from './board-writer.js';
import { ARTIST, CHARACTER, COPYRIGHT, DANBOORU, GENERAL, META } from './boards.js';
import { danbooruDate, dayStart } from './dates.js';
import { writeDanbooruTags } from './danbooru-tags.js';
import type { Post } from './posts.js';
import { TextFile } from './text-file.js';
import type { World } from './world.js';

/** On this day danbooru split `g` from `s`; dumps made later have the new letters for all posts. */
const RATING_SPLIT = dayStart('2022-05-22');
/** From this day posts carry a media_asset. */
const MEDIA_ASSET = dayStart('2023-04-09');
const CDN = 'https://cdn.donmai.us';
const newLetters = ['g', 's', 'q', 'e'];
const keyLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const keyStream = 7;

function mediaAsset(post: Post, random: Random, posted: string, visible: boolean): string {
  const { md5, ext, size } = post;
  const { width, height } = post.picture.file;
  const key = Array.from({ length: 9 }, () => keyLetters[random.int(keyLetters.length)]).join('');
  const hash = [0, 0, 0, 0].map(() => random.next32().toString(16).padStart(8, '0')).join('');
  const start = `{"id":${post.id * 2 + 311},"created_at":"${posted}","updated_at":"${posted}",`;
  const facts = `"file_ext":"${ext}","file_size":${size},"image_width":${width},"image_height":${height},"duration":null,"status":"active",`;
  if (!visible) return `${start}${facts}"is_public":false,"pixel_hash":"${hash}"}`;
  const place = folder(md5);
  const thumbs = ([[180, 'jpg'], [360, 'jpg'], [720, 'webp']] as const).map(([box, type]) => {
    const [w, h] = fit(width, height, box);
    return `{"type":"${box}x${box}","url":"${CDN}/${box}x${box}/${place}/${md5}.${type}","width":${w},"height":${h},"file_ext":"${type}"},`;
  });
  const [w, h] = sampleSize(width, height);
  const sample = width > 850 ? `{"type":"sample","url":"${CDN}/sample/${place}/sample-${md5}.jpg","width":${w},"height":${h},"file_ext":"jpg"},` : '';
  return `${start}"md5":"${md5}",${facts}"file_key":"${key}","is_public":true,"pixel_hash":"${hash}","variants":[${thumbs.join('')}${sample}`
    + `{"type":"original","url":"${CDN}/original/${place}/${md5}.${ext}","width":${width},"height":${height},"file_ext":"${ext}"}]}`;
}

/** Danbooru's API posts, one object a line, with the keys and their order as the site delivers them. */
export class DanbooruWriter implements BoardWriter {
  readonly #file: TextFile;
  readonly #random: Random;
  readonly #names: readonly string[];
  readonly #categories: Uint8Array;

  constructor(readonly world: World, readonly out: string) {
    this.#file = new TextFile(join(out, 'danbooru/posts.jsonl'));
    this.#random = new Random(world.seed, keyStream);
    this.#names = spellingsByRank(world, DANBOORU).map((name) => JSON.stringify(name).slice(1, -1));
    this.#categories = Uint8Array.from(world.byRank[DANBOORU]!, (concept) => world.book.concepts[concept]!.category);
  }

  write(post: Post): string {
    const { picture, score } = post;
    const { file } = picture;
    const lists: string[] = ['', '', '', '', '', ''];
    const counts = [0, 0, 0, 0, 0, 0];
    let all = '';
    for (const rank of post.ranks) {
      const name = this.#names[rank]!;
      const category = this.#categories[rank]!;
      all += all ? ` ${name}` : name;
      lists[category] += counts[category]!++ > 0 ? ` ${name}` : name;
    }
    const posted = danbooruDate(post.time);
    const visible = !post.banned;
    const large = file.width > 850;
    const place = `${folder(post.md5)}`;
    const rating = this.world.end > RATING_SPLIT ? newLetters[post.rating] : oldLetter(post.rating);
    const pending = !post.deleted && this.world.end - post.time < 3 * 86_400_000;
    const media = this.world.end > MEDIA_ASSET ? `"media_asset":${mediaAsset(post, this.#random, posted, visible)},` : '';
    const original = `${CDN}/original/${place}/${post.md5}.${post.ext}`;
    const urls = visible ? `,"file_url":"${original}","large_file_url":"${large ? `${CDN}/sample/${place}/sample-${post.md5}.jpg` : original}","preview_file_url":"${CDN}/180x180/${place}/${post.md5}.jpg"` : '';
    const text = `{"id":${post.id},"created_at":"${posted}","uploader_id":${post.uploader},"score":${score.score},"source":${JSON.stringify(file.source)},${visible ? `"md5":"${post.md5}",` : ''}`
      + `"last_comment_bumped_at":null,"rating":"${rating}","image_width":${file.width},"image_height":${file.height},"tag_string":"${all}","fav_count":${score.favs},"file_ext":"${post.ext}",`
      + `"last_noted_at":null,"parent_id":${post.parent},"has_children":${post.hasChildren},"approver_id":null,`
      + `"tag_count_general":${counts[GENERAL]},"tag_count_artist":${counts[ARTIST]},"tag_count_character":${counts[CHARACTER]},"tag_count_copyright":${counts[COPYRIGHT]},`
      + `"file_size":${post.size},"up_score":${score.up},"down_score":${score.down},"is_pending":${pending},"is_flagged":false,"is_deleted":${post.deleted},"tag_count":${post.ranks.length},`
      + `"updated_at":"${danbooruDate(post.updated)}","is_banned":${post.banned},"pixiv_id":${file.pixivId || null},"last_commented_at":null,"has_active_children":${post.hasChildren},"bit_flags":0,`
      + `"tag_count_meta":${counts[META]},"has_large":${large},"has_visible_children":${post.hasChildren},${media}`
      + `"tag_string_general":"${lists[GENERAL]}","tag_string_character":"${lists[CHARACTER]}","tag_string_copyright":"${lists[COPYRIGHT]}","tag_string_artist":"${lists[ARTIST]}","tag_string_meta":"${lists[META]}"${urls}}`;
    this.#file.write(`${text}\n`);
    return text;
  }

  finish(counts: Int32Array): void {
    this.#file.close();
    writeDanbooruTags(this.world, join(this.out, 'danbooru'), usedTags(this.world, DANBOORU, counts));
  }
}
