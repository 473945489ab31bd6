import { join } from 'node:path';
import { DANBOORU } from './boards.js';
import type { usedTags } from './board-writer.js';
import { danbooruDate } from './dates.js';
import { TextFile } from './text-file.js';
import { START, type World } from './world.js';

/** Danbooru's tags, tag_aliases and tag_implications, one object a line, of the tags that occur. */
export function writeDanbooruTags(world: World, folder: string, tags: ReturnType<typeof usedTags>): void {
  const nameOf = (concept: number): string => world.book.concepts[concept]!.names[DANBOORU]!;
  const used = new Set(tags.map((tag) => tag.concept));
  const dateOf = (number: number): string => danbooruDate(START + ((number * 7_919_000_003) % (world.end - START)));
  const file = new TextFile(join(folder, 'tags.jsonl'));
  for (const tag of tags) {
    const date = dateOf(tag.id);
    const words = tag.name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    file.write(`${JSON.stringify({ id: tag.id, name: tag.name, post_count: tag.count, category: tag.category, created_at: date, updated_at: date, is_deprecated: false, words })}\n`);
  }
  file.close();

  const relation = (id: number, antecedent: string, consequent: string, status: string): string => {
    const date = dateOf(id * 31);
    return `${JSON.stringify({
      id, antecedent_name: antecedent, consequent_name: consequent, status, creator_id: 1, approver_id: id % 3 === 0 ? null : 1, forum_topic_id: null, forum_post_id: null,
      reason: '', created_at: date, updated_at: date,
    })}\n`;
  };
  const aliases = new TextFile(join(folder, 'tag_aliases.jsonl'));
  let aliasId = 100;
  for (const alias of world.book.aliases) {
    aliasId += 3;
    if (used.has(alias.concept)) aliases.write(relation(aliasId, alias.antecedent, nameOf(alias.concept), alias.active ? 'active' : 'deleted'));
  }
  aliases.close();
  const implications = new TextFile(join(folder, 'tag_implications.jsonl'));
  let implicationId = 50;
  for (const concept of world.book.concepts) {
    for (const implied of concept.implies) {
      implicationId += 2;
      if (used.has(concept.id)) implications.write(relation(implicationId, nameOf(concept.id), nameOf(implied), 'active'));
    }
  }
  implications.close();
}
