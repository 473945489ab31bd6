import { shuushuuTagName } from './shuushuu-tag.js';

/** SQL for a text that was cut out of a Python bytes repr. */
const unrepr = (text: string) => `replace(replace(replace(replace(replace(${text}, '\\\\', chr(1)), '\\''', ''''), '\\"', '"'), '\\t', ' '), chr(1), '\\')`;

/** SQL for the tags of a text such as `"tag a" "tag b"`, an empty list when there is none; a tag may hold quotes itself. */
export function quotedTags(column: string): string {
  const inside = `regexp_extract(trim(${column}), '^"(.*)"$', 1)`;
  return `coalesce(list_transform(list_transform(string_split(nullif(${inside}, ''), '" "'), lambda t: ${unrepr('t')}), lambda t: ${shuushuuTagName('t')}), [])`;
}

/** SQL for the tag of a text with or without such quotes. */
export function quotedTag(column: string): string {
  const bare = `regexp_replace(trim(${column}), '^"(.*)"$', '\\1')`;
  return shuushuuTagName(unrepr(bare));
}
