import { categorySql, typeNameSql } from '../../tags/categories.js';
import { danbooruTags, isTagTable } from '../danbooru/danbooru-tags.js';
import type { Source } from '../source.js';
import { tagRelation } from '../tag-relation.js';
import { isE621Path } from './e621-path.js';

const booru = 'e621.net';
const typeName = typeNameSql('category', 'e621');

/** Tags of e621, from the API or its daily export: danbooru's fields with other numbers of categories (format reference 0.3). */
export const e621Tags: Source = {
  ...danbooruTags,
  id: 'e621-tags',
  code: 'ET',
  title: 'E621 tags: JSON, JSONL or CSV',
  detect: (sample) => isTagTable(sample) && isE621Path(sample),
  rules: () => [],
  emit: () => [{
    table: 'tags',
    select: `SELECT '${booru}' AS booru, bare_tag("name") AS tag_name, ${categorySql(typeName)} AS tag_cat, coalesce(${typeName}, category::VARCHAR) AS tag_type_raw,
      id AS board_tag_id, post_count FROM record ORDER BY _row`,
  }],
};

/** Tag aliases of e621. */
export const e621Aliases = tagRelation(booru, 'tag_aliases', isE621Path, { id: 'e621-aliases', code: 'EA', title: 'E621 tag aliases: JSON, JSONL or CSV' });

/** Tag implications of e621. */
export const e621Implications = tagRelation(booru, 'tag_implications', isE621Path, { id: 'e621-implications', code: 'EI', title: 'E621 tag implications: JSON, JSONL or CSV' });
