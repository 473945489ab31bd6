import { isMoebooruPath, isXmlOfTags } from '../gelbooru/gelbooru-tags.js';
import type { Source } from '../source.js';
import { tagList, tagListEmissions, tagListRules } from '../tag-list.js';
import { xmlRecords } from '../xml-records.js';

/** tag.json and tag.xml of yande.re and konachan.com (format reference A3.3). Its XML is gelbooru's; only the path can tell them apart. */
export const moebooruTags: Source = {
  ...tagList,
  // Nothing is HTML-escaped here.
  derived: [{ tag_name: 'bare_tag("name")' }],
  id: 'moebooru-tags',
  code: 'MT',
  title: 'Yande.re and konachan tags: tag.json, tag.xml',
  detect: (sample) => {
    if (isXmlOfTags(sample)) return isMoebooruPath(sample);
    const { first } = sample;
    return first !== null && !sample.rootKeys.has('@attributes') && ['name', 'count', 'type', 'ambiguous'].every((key) => key in first);
  },
  format: ({ shape }) => (shape === 'markup' ? { kind: 'custom', read: (bytes) => xmlRecords(bytes, 'tag') } : { kind: 'json' }),
  rules: ({ board }) => tagListRules(board),
  emit: (context) => tagListEmissions(context, context.board),
};
