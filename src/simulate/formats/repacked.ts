import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DANBOORU } from '../boards.js';
import { toParquet } from '../parquet.js';

/** A format made of files of the simulation once these are written. */
export interface RepackedFormat {
  readonly name: string;
  /** Numbers of the boards it needs. */
  readonly of: readonly number[];
  /** Reads below `out`, writes below `folder`. */
  repack(out: string, folder: string): Promise<void> | void;
}

const columns = {
  id: 'BIGINT', created_at: 'TIMESTAMP WITH TIME ZONE', updated_at: 'TIMESTAMP WITH TIME ZONE', uploader_id: 'BIGINT', score: 'INTEGER', up_score: 'INTEGER', down_score: 'INTEGER', fav_count: 'INTEGER', rating: 'VARCHAR', source: 'VARCHAR',
  md5: 'VARCHAR', file_ext: 'VARCHAR', file_size: 'BIGINT', image_width: 'INTEGER', image_height: 'INTEGER', parent_id: 'BIGINT', has_children: 'BOOLEAN', is_pending: 'BOOLEAN', is_flagged: 'BOOLEAN', is_deleted: 'BOOLEAN', is_banned: 'BOOLEAN',
  pixiv_id: 'BIGINT', file_url: 'VARCHAR', large_file_url: 'VARCHAR', preview_file_url: 'VARCHAR',
  tag_string: 'VARCHAR', tag_string_general: 'VARCHAR', tag_string_artist: 'VARCHAR', tag_string_copyright: 'VARCHAR', tag_string_character: 'VARCHAR', tag_string_meta: 'VARCHAR',
} as const;

/** Danbooru's posts as Parquet, with the columns that the lake asks for. */
export const danbooruParquet: RepackedFormat = {
  name: 'danbooru-parquet', of: [DANBOORU],
  async repack(out, folder) {
    mkdirSync(folder, { recursive: true });
    await toParquet(folder, [{ from: join(out, 'danbooru/posts.jsonl'), to: join(folder, 'posts.parquet'), columns }]);
  },
};

/** Danbooru's daily export of tags, aliases and implications: lines of JSON, packed though the name does not say so. */
export const danbooruDaily: RepackedFormat = {
  name: 'danbooru-daily', of: [DANBOORU],
  repack(out, folder) {
    mkdirSync(folder, { recursive: true });
    for (const table of ['tags', 'tag_aliases', 'tag_implications']) writeFileSync(join(folder, `${table}.json`), gzipSync(readFileSync(join(out, `danbooru/${table}.jsonl`))));
  },
};
