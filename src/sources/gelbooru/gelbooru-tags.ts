import { boardInText, boardNamed } from '../../tags/boards.js';
import { nestedRecords } from '../json-records.js';
import { hasHeader } from '../header.js';
import type { Sample } from '../sample.js';
import type { LoadContext, Source } from '../source.js';
import { tagList, tagListEmissions, tagListRules } from '../tag-list.js';
import { xmlRecords } from '../xml-records.js';

/** True for XML of tags. */
export const isXmlOfTags = ({ shape, text }: Sample) => shape === 'markup' && /<tags?[\s/>]/.test(text) && !/<posts?[\s/>]/.test(text);

/** True when the path of a file says that it is of a moebooru board. */
export const isMoebooruPath = ({ path }: Sample) => boardNamed(boardInText(path))?.family === 'moebooru';

const isEnvelope = ({ rootKeys }: Sample) => rootKeys.has('@attributes');

/** Only gelbooru.com answers with the envelope; the other forms come from several boards. */
const boardOf = (context: LoadContext) => context.board ?? (isEnvelope(context.sample) ? 'gelbooru.com' : null);

/** Tag lists of the gelbooru family: JSON in an envelope, the completion of names, XML, and CSV of the same fields (format reference A2.4). */
export const gelbooruTags: Source = {
  ...tagList,
  id: 'gelbooru-tags',
  code: 'GT',
  title: 'Gelbooru, safebooru.org and tbib.org tags: JSON, XML or CSV',
  detect: (sample) => {
    if (sample.shape === 'text') return hasHeader(sample, ',', ['id', 'name', 'type', 'count', 'ambiguous']);
    if (sample.shape === 'markup') return isXmlOfTags(sample) && !isMoebooruPath(sample);
    return (isEnvelope(sample) && sample.rootKeys.has('tag')) || (sample.first !== null && 'label' in sample.first && 'value' in sample.first && 'post_count' in sample.first);
  },
  format: (sample) => {
    if (sample.shape === 'text') return { kind: 'csv', delimiter: ',', quoted: true };
    if (sample.shape === 'markup') return { kind: 'custom', read: (bytes) => xmlRecords(bytes, 'tag') };
    return isEnvelope(sample) ? { kind: 'custom', read: (bytes) => nestedRecords(bytes, ['tag']) } : { kind: 'json' };
  },
  rules: (context) => tagListRules(boardOf(context)),
  emit: (context) => tagListEmissions(context, boardOf(context)),
};
