import { literal } from '../../lake/sql.js';
import { hasFields } from '../header.js';
import type { LoadContext, Source } from '../source.js';

/** The tables of e621 are the same, so that the path or the user says which it is. */
const booruOf = ({ board }: LoadContext) => literal(board === 'e621.net' ? board : 'danbooru.donmai.us');
const otherNames = `list_filter(list_transform(other_names, lambda n: trim(n)), lambda n: n <> '')`;

/** Artists: a tag each, with the names the artist goes by elsewhere; a deleted one need not be an artist's tag any more (format reference A1.2, A1.5). */
export const danbooruArtists: Source = {
  id: 'danbooru-artists',
  code: 'DR',
  title: 'Danbooru and e621 artists: JSON or JSONL',
  detect: (sample) => sample.shape !== 'text' && hasFields(sample, ['id', 'name', 'group_name', 'other_names']),
  format: { kind: 'json' },
  fields: { name: 'VARCHAR', other_names: 'VARCHAR[]', is_deleted: 'BOOLEAN', updated_at: 'TIMESTAMPTZ' },
  required: ['name'],
  identity: 'bare_tag("name")',
  newest: 'updated_at',
  emit: (context) => [{
    table: 'tags',
    select: `SELECT ${booruOf(context)} AS booru, bare_tag("name") AS tag_name, CASE WHEN is_deleted IS NOT true THEN 1::TINYINT END AS tag_cat, nullif(${otherNames}, []) AS other_names FROM record ORDER BY _row`,
  }],
};

/** Wiki pages: other names of the tag a page is about, often Japanese. Pages without any tell nothing that the lake keeps, and many are of no tag (format reference A1.2). */
export const danbooruWikiPages: Source = {
  id: 'danbooru-wiki-pages',
  code: 'DW',
  title: 'Danbooru and e621 wiki pages: JSON or JSONL',
  detect: (sample) => sample.shape !== 'text' && hasFields(sample, ['id', 'title', 'body', 'other_names']),
  format: { kind: 'json' },
  fields: { title: 'VARCHAR', other_names: 'VARCHAR[]', updated_at: 'TIMESTAMPTZ' },
  required: ['title'],
  identity: 'normal_tag(bare_tag(title))',
  newest: 'updated_at',
  emit: (context) => [{
    table: 'tags',
    select: `SELECT ${booruOf(context)} AS booru, normal_tag(bare_tag(title)) AS tag_name, ${otherNames} AS other_names FROM record WHERE len(${otherNames}) > 0 ORDER BY _row`,
  }],
};
