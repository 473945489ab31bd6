import { idLines, startsWithLine } from '../id-lines.js';
import { pythonRecords } from '../python-records.js';
import type { FileRecord, Source } from '../source.js';
import { gelbooruPosts } from './gelbooru-posts.js';

async function* read(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const line of idLines(bytes)) {
    if ('reason' in line) yield line;
    else yield* pythonRecords(line);
  }
}

/** Posts of gelbooru.com, safebooru.org or tbib.org as Python dicts, bare or in a list, after the id of the post (format reference A2.6). */
export const gelbooruPython: Source = {
  ...gelbooruPosts,
  id: 'gelbooru-python',
  code: 'GJ',
  title: 'Gelbooru, safebooru.org and tbib.org posts: id and Python dict a line',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+\t\[?(?:\]\s*$|\{(?=.*['"](?:directory|hash|image|file_url)['"]: )(?=.*['"]tags['"]: )(?!.*['"](?:erotics|score_number|pubtime)['"]: ))/),
  format: { kind: 'custom', read },
};
