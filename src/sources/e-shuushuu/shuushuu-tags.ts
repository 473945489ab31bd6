import type { Source } from '../source.js';
import { shuushuuBoard, shuushuuCategory, shuushuuTagName, shuushuuType } from './shuushuu-tag.js';

/** The tag list of the REST API, aliases included (format reference A5.1). */
export const shuushuuTagList: Source = {
  id: 'e-shuushuu-tags',
  code: 'ET',
  title: 'e-shuushuu tags: JSON of the API',
  detect: ({ first, inner }) => {
    const tag = inner['tags'] ?? first;
    return tag !== null && !('image_id' in tag) && ['tag_id', 'title', 'type', 'usage_count'].every((key) => key in tag) && !('filename' in (first ?? {}));
  },
  format: { kind: 'json', unwrap: ['tags'] },
  fields: { tag_id: 'BIGINT', title: 'VARCHAR', type: 'VARCHAR', usage_count: 'BIGINT', date_added: 'TIMESTAMPTZ', alias_of_name: 'VARCHAR' },
  derived: [{ tag_name: `nullif(${shuushuuTagName('title')}, '')`, type_name: shuushuuType('"type"'), alias_of_name: `nullif(${shuushuuTagName('alias_of_name')}, '')` }],
  required: ['tag_name'],
  identity: 'tag_name',
  newest: 'usage_count',
  emit: () => [
    {
      table: 'tags',
      select: `SELECT '${shuushuuBoard}' AS booru, tag_name, ${shuushuuCategory('type_name')} AS tag_cat, type_name AS tag_type_raw, tag_id AS board_tag_id, usage_count AS post_count FROM record ORDER BY _row`,
    },
    {
      table: 'tag_aliases',
      select: `SELECT _row, '${shuushuuBoard}' AS booru, tag_name AS antecedent, alias_of_name AS consequent, 'active' AS status, tag_id AS alias_id, real_time(date_added) AS created_at FROM record WHERE alias_of_name IS NOT NULL ORDER BY _row`,
    },
  ],
};
