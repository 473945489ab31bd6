/** Writes a part of a board's dump as Parquet in danbooru's form: FILE, the first post, the last. */
import { DuckDBInstance } from '@duckdb/node-api';
import { renameSync } from 'node:fs';
import { literal } from '../src/lake/sql.js';
import { macros } from './queries-rows.js';

const vocabulary = 50_000;
/** Drawn tags of a post, of which some are alike. */
const drawn = 36;
const [file, first, last] = process.argv.slice(2) as [string, string, string];

const lot = (value: string) => `((hash(${value}) % 1000003) / 1000003.0)`;
/** Ranks by Zipf's law: the logarithm is spread evenly. */
const rank = `greatest(1, floor(pow(${vocabulary}, ${lot('post, k')}))::INTEGER)`;
const ofRole = (role: number, kind: string) => `array_to_string(list_transform(list_filter(tags, lambda t: role(t) = ${role}), lambda t: '${kind}_' || t), ' ')`;

async function write(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  for (const macro of macros) await connection.run(macro);
  await connection.run(`COPY (
    WITH posts AS (SELECT post, list_distinct(list_transform(range(${drawn}), lambda k: placed(post, ${rank})) || [work_tag(home(post))]) AS tags FROM range(${first}, ${Number(last) + 1}) AS r (post)),
    named AS (SELECT post, ${ofRole(0, 'tag')} AS general, ${ofRole(1, 'artist')} AS artist, ${ofRole(3, 'work')} AS work, ${ofRole(4, 'character')} AS character, ${ofRole(5, 'meta')} AS meta FROM posts)
    SELECT post AS id, TIMESTAMPTZ '2005-05-24 00:00:00Z' + to_seconds((post * 18)::BIGINT) AS created_at, TIMESTAMPTZ '2005-05-24 00:00:00Z' + to_seconds((post * 18)::BIGINT) AS updated_at,
      hash(post) % 30000 AS uploader_id, (-14 * ln(1 - ${lot('post + 1')}))::INTEGER - 3 AS score, (-25 * ln(1 - ${lot('post + 2')}))::INTEGER AS fav_count, ['g', 's', 'q', 'e'][1 + least(3, (hash(post * 3) % 6)::INTEGER // 2)] AS rating,
      'https://www.pixiv.net/artworks/' || (10000000 + post) AS source, md5(post::VARCHAR) AS md5, 'jpg' AS file_ext, 200000 + hash(post) % 3000000 AS file_size, 600 + hash(post) % 2400 AS image_width, 600 + hash(post * 5) % 2400 AS image_height,
      10000000 + post AS pixiv_id, false AS is_deleted, 'https://danbooru.donmai.us/data/' || post || '.jpg' AS file_url,
      array_to_string(list_filter([general, artist, work, character, meta], lambda t: t <> ''), ' ') AS tag_string, artist AS tag_string_artist, work AS tag_string_copyright, character AS tag_string_character, meta AS tag_string_meta
    FROM named) TO ${literal(`${file}.part`)} (FORMAT parquet, COMPRESSION zstd)`);
  renameSync(`${file}.part`, file);
}

void write();
