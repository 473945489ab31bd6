import { literal } from '../../lake/sql.js';
import type { Source } from '../source.js';
import { isWrongTag, sankakuTagName, sankakuTags, sankakuTagType } from './sankaku-tag.js';

const names = ['id', 'name', 'name_en', 'name_ja', 'tagName', 'type', 'count', 'post_count'];
const tag = `{${names.map((name) => `${literal(name)}: "${name}"`).join(', ')}}::${sankakuTagType}`;

/** Tags of the API, also those of one post: an array, lines, or `data` with `total` (format reference A4.1). */
export const sankakuTagList: Source = {
  id: 'sankaku-tags',
  code: 'ST',
  title: 'Sankaku tags: JSON of the API',
  detect: ({ first, inner }) => {
    const row = inner['data'] ?? first;
    return row !== null && !('tags' in row) && 'type' in row && 'name' in row && ('tagName' in row || 'name_en' in row);
  },
  format: { kind: 'json', unwrap: ['data'] },
  fields: Object.fromEntries(names.map((name) => [name, 'VARCHAR'])),
  derived: [{ t: tag }, { tag_name: `nullif(${sankakuTagName('t')}, '')` }],
  required: ['tag_name'],
  identity: 'tag_name',
  rules: () => [{ reason: 'bad_value', when: isWrongTag('t'), detail: literal('field count') }],
  emit: () => [{ table: 'tags', select: sankakuTags('SELECT t, _row FROM record') }],
};
