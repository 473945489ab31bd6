import { categorySql } from '../../tags/categories.js';

/**
 * Types of tags that gallery-dl makes fields of, by board (format reference A8.1, 0.3, A6.2). Sankaku's option `extended`
 * makes finer ones of general tags, which are left to `tags`.
 */
const types = [
  'artist', 'character', 'copyright', 'general', 'meta', 'metadata', 'deprecated', 'species', 'lore', 'invalid', 'contributor', 'circle', 'faults', 'style', 'studio', 'genre', 'medium',
  'photo_set', 'model', 'idol', 'mangaka', 'game', 'series', 'source', 'theme', 'artbook', 'ova', 'visual_novel', 'character_group',
] as const;

/** Danbooru and sankaku have these as texts beside the lists; older files may have the texts alone. */
const texts = ['artist', 'character', 'copyright', 'general', 'meta'] as const;

export const tagFields: Readonly<Record<string, string>> = {
  tags: 'JSON', tag_string: 'VARCHAR', ...Object.fromEntries(types.map((type) => [`tags_${type}`, 'JSON'])), ...Object.fromEntries(texts.map((type) => [`tag_string_${type}`, 'VARCHAR'])),
};

const family = `booru IN ('gelbooru.com', 'safebooru.org', 'tbib.org')`;

/** SQL for the names in a field that is a list or one text, as they stand there. */
function namesIn(field: string, text = 'NULL'): string {
  return `CASE WHEN json_type(${field}) = 'ARRAY' THEN TRY_CAST(${field} AS VARCHAR[]) ELSE split_tags(coalesce(${field} ->> '$', ${text})) END`;
}

const textOf = (type: string) => ((texts as readonly string[]).includes(type) ? `tag_string_${type}` : 'NULL');

/** Zerochan's types have spaces. */
const nameOf = (type: string) => (type === 'photo_set' ? type : type.replaceAll('_', ' '));

/** SQL for pairs of a type and its names, those without a type last: (type, names). */
const typed = `[${types.map((type) => `{type: '${nameOf(type)}', names: ${namesIn(`tags_${type}`, textOf(type))}}`).join(', ')}, {type: NULL, names: ${namesIn('tags', 'tag_string')}}]`;

const zerochanType = `^([A-Z][a-z]+(?:[ _,]+[A-Za-z]+)*|OVA|VTuber):(.+)$`;
const zerochanTypes = `('mangaka', 'studio', 'game', 'series', 'character', 'source', 'theme', 'meta', 'artbook', 'visual novel', 'ova', 'character group', 'vtuber')`;

/** SQL for rows of (booru, _row, type_name, tag_name): the tags of each record as their board spells them. Zerochan's pages give `Type:Name`. */
export const galleryTags = `SELECT booru, _row, coalesce(type, named_type) AS type_name, CASE
    WHEN named_type IS NOT NULL THEN spaced_tag(regexp_extract(name, '${zerochanType}', 2))
    WHEN booru = 'zerochan.net' THEN spaced_tag(name) WHEN booru = 'chan.sankakucomplex.com' THEN normal_tag(bare_tag(name))
    WHEN ${family} THEN html_unescape(name) ELSE name END AS tag_name
  FROM (SELECT booru, _row, type, name, CASE WHEN booru = 'zerochan.net' AND lower(split_part(replace(split_part(name, ':', 1), '_', ' '), ',', 1)) IN ${zerochanTypes}
      AND regexp_full_match(name, '${zerochanType}') THEN lower(split_part(replace(split_part(name, ':', 1), '_', ' '), ',', 1)) END AS named_type
    FROM (SELECT booru, _row, type, unnest(names) AS name FROM (SELECT booru, _row, pair.type AS type, pair.names AS names FROM (SELECT booru, _row, unnest(${typed}) AS pair FROM record))) WHERE name <> '')`;

/** SQL for `tag_cat` of `type_name` on `booru`. */
export const galleryCategory = `CASE WHEN type_name IS NOT NULL THEN CASE WHEN booru = 'zerochan.net' THEN ${categorySql('type_name', 'zerochan.net')} ELSE ${categorySql('type_name')} END END`;

/** SQL that is true of records whose tags are no names. */
export const hasWrongTags = ['tags', ...types.map((type) => `tags_${type}`)]
  .map((field) => `json_type(${field}) NOT IN ('ARRAY', 'VARCHAR', 'NULL') OR (json_type(${field}) = 'ARRAY' AND json_type(${field} -> 0) IN ('OBJECT', 'ARRAY'))`).join(' OR ');
