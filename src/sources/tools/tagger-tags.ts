import { categorySql, typeNameSql } from '../../tags/categories.js';
import { hasHeader } from '../header.js';
import type { Source } from '../source.js';

/** Ratings are no tags of the board. */
const rating = 9;

/**
 * The list of tags a tagger knows: those of danbooru, with their ids and categories; pixai's has an id of its own before
 * (format reference D7). Their counts are those of the training and no board's.
 */
export const taggerTags: Source = {
  id: 'tagger-tags',
  code: 'WDT',
  title: 'Tags a tagger knows: selected_tags.csv of wd-tagger and pixai',
  detect: (sample) => hasHeader(sample, ',', ['tag_id', 'name', 'category', 'count']),
  format: { kind: 'csv', delimiter: ',', quoted: true },
  fields: { tag_id: 'BIGINT', name: 'VARCHAR', category: 'INTEGER', count: 'BIGINT' },
  required: ['name', 'category'],
  identity: 'normal_tag("name")',
  emit: () => [{
    table: 'tags',
    select: `SELECT 'danbooru.donmai.us' AS booru, normal_tag("name") AS tag_name, ${categorySql(typeNameSql('category', 'danbooru'))} AS tag_cat, nullif(tag_id, 0) AS board_tag_id
      FROM record WHERE category <> ${rating} ORDER BY _row`,
  }],
};
