import { schemas } from '../lake/schema.js';

const commands = ['.help', '.tables', '.queries', '.run', '.quit'];
const keywords = ['select', 'from', 'where', 'group by', 'order by', 'limit', 'join', 'left join', 'using', 'having', 'count(*)', 'distinct', 'with', 'describe', 'summarize'];
const columnsOf = new Map<string, readonly string[]>([...schemas.values()].map((table) => [table.name, Object.keys(table.columns)]));
columnsOf.set('post_tag_names', ['booru', 'fid', 'post_key', 'tag_id', 'tag_name', 'tag_cat']);

/**
 * What the word at the end of the line may become, and that word: commands after a dot, names of saved queries after `.run`,
 * tables after from and join, else columns (of the tables named so far, if any), tables and keywords.
 */
export function completions(line: string, before: string, queryNames: readonly string[]): [hits: string[], word: string] {
  const run = /^\s*\.run\s+(\S*)$/.exec(line);
  if (run) return [starting(queryNames, run[1]!), run[1]!];
  if (/^\s*\.\w*$/.test(line)) return [starting(commands, line.trim()), line.trim()];
  const word = /\w*$/.exec(line)![0];
  const text = before + line.slice(0, line.length - word.length);
  if (/\b(from|join|describe|summarize)\s+$/i.test(text)) return [starting([...columnsOf.keys()], word), word];
  const named = [...columnsOf.keys()].filter((table) => new RegExp(`\\b${table}\\b`, 'i').test(before + line));
  const columns = (named.length ? named : [...columnsOf.keys()]).flatMap((table) => columnsOf.get(table)!);
  return [starting([...columns, ...columnsOf.keys(), ...keywords], word), word];
}

function starting(names: readonly string[], word: string): string[] {
  const lower = word.toLowerCase();
  return [...new Set(names)].filter((name) => name.toLowerCase().startsWith(lower)).sort();
}
