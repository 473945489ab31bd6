import { existsSync } from 'node:fs';
import { openLake } from '../src/lake/lake.js';
import { nameRules, namePairs } from '../src/linking/tags/name-pairs.js';
import { tagWeights } from '../src/linking/tags/weigh-pairs.js';

/**
 * How often names that agree are one tag, by rule: danbooru's old names, as if another board had them, against its tags in use; its aliases say which are
 * right. LAKE names a lake with danbooru's tags and aliases. Weights of names were set by the even half of the old names.
 */
export async function main(): Promise<void> {
  const dir = process.env['LAKE'] ?? '';
  if (!existsSync(dir)) return console.log('Name a lake with the tags and aliases of danbooru: LAKE=... npm run bench -- name-rules');
  const lake = await openLake(dir, { rating: 'all' });
  const aliases = await lake.rows<{ old: string; name: string }>(`SELECT lower(antecedent) AS old, lower(consequent) AS name FROM tag_aliases WHERE booru = 'danbooru.donmai.us' AND status = 'active' AND antecedent <> consequent ORDER BY ALL`);
  const next = new Map(aliases.map(({ old, name }) => [old, name]));
  const inUse = (name: string) => Array.from({ length: 5 }).reduce<string>((now) => next.get(now) ?? now, name);
  const tags = (await lake.rows<{ name: string }>(`SELECT tag_name_norm AS name FROM tags WHERE booru = 'danbooru.donmai.us' AND post_count > 0 ORDER BY tag_id`)).map(({ name }) => name).filter((name) => !next.has(name));
  lake.close();
  const known = new Set(tags);
  const olds = [...next.keys()].filter((old) => known.has(inUse(old)));
  const pairs = namePairs({ names: tags, aliases: new Map() }, { names: olds, aliases: new Map() });
  console.log(`${tags.length.toLocaleString('en')} tags, ${olds.length.toLocaleString('en')} old names; odd half of the old names`);
  for (const rule of nameRules) {
    const found = Array.from(pairs.a.keys()).filter((pair) => pairs.rule[pair] === rule && pairs.b[pair]! % 2 === 1);
    const right = found.filter((pair) => tags[pairs.a[pair]!] === inUse(olds[pairs.b[pair]!]!)).length;
    if (found.length > 1) console.log(`  ${rule.padEnd(12)} ${found.length.toLocaleString('en').padStart(6)} pairs, ${(right / found.length).toFixed(3)} right; promised ${(1 / (1 + Math.exp(-tagWeights.prior - tagWeights[rule]))).toFixed(3)}`);
  }
}
