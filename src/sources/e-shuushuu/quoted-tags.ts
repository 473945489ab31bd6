import { shuushuuTagName } from './shuushuu-tag.js';

/** SQL for the tags of a text such as `"tag a" "tag b"`, cut out of a Python repr; an empty list when there is none. A tag may hold quotes itself. */
export function quotedTags(column: string): string {
  const inside = `regexp_extract(trim(repr_text(${column})), '^"(.*)"$', 1)`;
  return `coalesce(list_transform(string_split_regex(nullif(${inside}, ''), '"\\s+"'), lambda t: ${shuushuuTagName('t')}), [])`;
}

/** SQL for the tag of a text with or without such quotes. */
export const quotedTag = (column: string) => shuushuuTagName(`regexp_replace(trim(repr_text(${column})), '^"(.*)"$', '\\1')`);
