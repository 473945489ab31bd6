import type { Lake } from '../lake/lake.js';
import { fileNameOf } from '../tags/file-name-of.js';
import { isPictureName, splitPath } from '../tags/file-name.js';
import { safeStem } from '../images/picture-name.js';
import { rowsOf } from './listed-posts.js';
import { nameTags, tagsOf, tagsOfPosts, type ListedTag, type TagNeed } from './listed-tags.js';
import { stem } from './post-name.js';
import { nameLimit, TakenNames } from './taken-names.js';
import { visibleOf } from './visible.js';

/** A picture file of a list, with what is known of its post; booru to source are NULL while no post is known. */
export interface ListedPicture {
  /** Its number among the pictures chosen, from 1 on. */
  readonly nth: number;
  readonly path: string;
  /** What it is to be called; no other picture of the list is. */
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly booru: string | null;
  readonly fid: string | null;
  readonly md5: string | null;
  readonly rating_std: string | null;
  readonly score: number | null;
  /** ISO 8601, UTC. */
  readonly posted: string | null;
  readonly source: string | null;
  /** The other columns of the row as JSON. */
  readonly more: string | null;
  readonly tags: readonly ListedTag[];
}

interface PictureRow extends Omit<ListedPicture, 'name' | 'tags'> {
  readonly copyr: string | null;
  readonly chars: string | null;
  readonly artis: string | null;
  readonly tag_ids: string | null;
}

/** The pictures of the table listed_pictures in their order. */
export async function* listedPictures(lake: Lake, need: TagNeed): AsyncGenerator<ListedPicture> {
  const tags = await tagsOfPosts(lake, 'listed_pictures', need);
  const names = new TakenNames();
  const rows = rowsOf<PictureRow>(lake, `
    SELECT l.nth::INTEGER AS nth, l.path, l.width, l.height, l.booru, p.fid, p.md5, p.rating_std, p.score, strftime(p.created_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') AS posted,
      p.source, p.copyr, p.chars, p.artis, r.more, ${need === 'none' ? 'NULL' : 't.tag_ids'} AS tag_ids
    FROM listed_pictures AS l JOIN listed_rows AS r ON r.rowid = l.place
      LEFT JOIN ${visibleOf(lake, 'posts')} AS p ON p.booru = l.booru AND p.post_key = l.post_key ${need === 'none' ? '' : 'LEFT JOIN listed_tags AS t ON t.booru = l.booru AND t.post_key = l.post_key'}
    ORDER BY l.nth`);
  for await (const { tag_ids: ids, ...row } of rows) {
    const own = tagsOf(ids, tags);
    yield { ...row, tags: own, name: names.free(nameOf(row, own)) };
  }
}

/** By the convention when the post is known (format reference B6), else the file's own name, safe on Windows. */
function nameOf({ path, booru, fid, ...told }: Omit<PictureRow, 'tag_ids'>, tags: readonly ListedTag[]): string {
  const { name } = splitPath(path);
  const ext = isPictureName(name) ? name.slice(name.lastIndexOf('.')).toLowerCase() : '.jpg';
  if (booru !== null && fid !== null) return fileNameOf({ booru, fid, ...nameTags(tags, { booru, ...told }), ext, bytes: nameLimit });
  return `${safeStem(stem(name)).stem}${ext}`;
}
