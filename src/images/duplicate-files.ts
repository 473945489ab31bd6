import type { LakeWriter } from '../lake/writer.js';
import { thumbSide } from './decode.js';
import { onePicture } from './hash-parts.js';

/** A hash of fewer or more ones than this says little: half of the bits of a picture that shows something are ones. */
const fewestOnes = 24;
const mostOnes = 40;

/** SQL of an address as it is compared: without scheme, www and what does not matter; pixiv's and Twitter's by their numbers. NULL for what is none. */
const sourceSql = (source: string) => `CASE
  WHEN regexp_matches(${source}, '(?i)pixiv\\.net|pximg\\.net') THEN 'pixiv ' || nullif(regexp_extract(${source}, '(?i)(?:illust_id=|/artworks/|/i/|/img/.*/)(\\d{5,})', 1), '')
  WHEN regexp_matches(${source}, '(?i)^https?://(?:[a-z]+\\.)?(?:twitter|x)\\.com/.*/status/\\d+') THEN 'twitter ' || regexp_extract(${source}, '/status/(\\d+)', 1)
  WHEN regexp_matches(${source}, '(?i)^https?://[^/]+/.+') THEN rtrim(regexp_replace(lower(regexp_replace(${source}, '#.*$', '')), '^https?://(www\\.)?', ''), '/') END`;

/**
 * Makes the tables that duplicates are looked for in. `dup_file`: a picture file each, by number, in order of its path, with what its post says;
 * `dup_entry`: its hashes, of the whole (kind 0), without frame (1), mirrored (2) and of crops (3), the telling ones with the number of their look.
 */
export async function createFileTables({ connection, scan }: { connection: LakeWriter['connection']; scan: LakeWriter['scan'] }): Promise<void> {
  await connection.run(`CREATE TABLE dup_post AS
    WITH pictured AS (SELECT DISTINCT booru, post_key FROM (${onePicture(scan)}) WHERE post_key IS NOT NULL),
    named AS (SELECT t.booru, t.post_key, list(DISTINCT n.tag_name_norm) FILTER (n.tag_cat = 1) AS artists, list(DISTINCT n.tag_name_norm) FILTER (n.tag_cat = 4) AS characters
      FROM (${scan('post_tags')}) AS t SEMI JOIN pictured USING (booru, post_key) JOIN (SELECT tag_id, tag_name_norm, tag_cat FROM (${scan('tags')}) WHERE tag_cat IN (1, 4)) AS n USING (tag_id) GROUP BY ALL)
    SELECT p.booru, p.post_key, p.fid AS post_fid, lower(p.md5) AS post_md5, p.pixiv_id, ${sourceSql('trim(p.source)')} AS source, p.parent_fid, p.created_at, artists, characters
    FROM (${scan('posts')}) AS p SEMI JOIN pictured USING (booru, post_key) LEFT JOIN named USING (booru, post_key)`);
  const fill = `CASE WHEN measured_on = 'original' THEN 1 ELSE width * height * least(1, ${thumbSide} / greatest(width, height)) ** 2 / ${thumbSide ** 2} END`;
  const offset = (channel: string) => `(${channel}_mean - (r_mean + g_mean + b_mean) / 3) / (${fill}) AS ${channel}`;
  await connection.run(`CREATE TABLE dup_file AS
    WITH stats AS (SELECT path, phash, dhash, measured_on, r_mean, g_mean, b_mean FROM (${scan('image_stats')}) WHERE path IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY path ORDER BY phash IS NULL, booru NULLS LAST, post_key NULLS LAST) = 1),
    part AS (SELECT path, bool_or(kind = 'plain') AS plain, max(w_rel) FILTER (kind = 'trimmed') AS inner_w, max(h_rel) FILTER (kind = 'trimmed') AS inner_h FROM (${scan('picture_hashes')}) GROUP BY path)
    SELECT (row_number() OVER (ORDER BY path) - 1)::INTEGER AS id, i.booru, i.fid, i.post_key, i.path, i.file_name, i.file_size, i.width, i.height, i.file_type, lower(i.file_md5) AS file_md5,
      i.file_dt, i.jpeg_quality, phash, dhash, ln(width / nullif(height, 0)) AS aspect, ${['r', 'g', 'b'].map(offset).join(', ')}, inner_w, inner_h,
      coalesce(plain, false) OR coalesce(bit_count(phash) NOT BETWEEN ${fewestOnes} AND ${mostOnes}, false) AS plain,
      post_fid, post_md5, pixiv_id, source, parent_fid, created_at, artists, characters
    FROM (${onePicture(scan)}) AS i LEFT JOIN stats USING (path) LEFT JOIN part USING (path) LEFT JOIN dup_post AS p ON p.booru = i.booru AND p.post_key = i.post_key`);
  const kind = `CASE kind WHEN 'trimmed' THEN 1 WHEN 'mirrored' THEN 2 ELSE 3 END`;
  await connection.run(`CREATE TABLE dup_entry AS
    WITH entry AS (SELECT id, 0 AS kind, phash, dhash, aspect FROM dup_file WHERE phash IS NOT NULL AND dhash IS NOT NULL
      UNION ALL SELECT id, ${kind}, h.phash, h.dhash, aspect + ln(w_rel / h_rel) FROM (${scan('picture_hashes')}) AS h JOIN dup_file AS f USING (path) WHERE h.phash IS NOT NULL AND h.dhash IS NOT NULL),
    telling AS (SELECT *, dense_rank() OVER (ORDER BY phash, dhash) - 1 AS look, row_number() OVER (PARTITION BY phash, dhash ORDER BY kind, id) AS place, count(*) OVER (PARTITION BY phash, dhash) AS holders
      FROM entry SEMI JOIN (SELECT id FROM dup_file WHERE NOT plain) AS f USING (id) WHERE bit_count(phash) BETWEEN ${fewestOnes} AND ${mostOnes})
    SELECT entry.*, look::INTEGER AS look, place, holders FROM entry LEFT JOIN telling USING (id, kind, phash, dhash, aspect)`);
}
