import { postIdentity } from '../board-of-row.js';
import { idLines, startsWithLine } from '../id-lines.js';
import { pythonRecords } from '../python-records.js';
import type { FileRecord, LoadContext, Source } from '../source.js';
import { gelbooruPosts } from './gelbooru-posts.js';

async function* read(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const line of idLines(bytes)) {
    if ('reason' in line) yield line;
    else yield* pythonRecords(line);
  }
}

/** The context with the board whose scraper wrote a file, where nothing better tells it: that of tbib.org put the dict in a list. */
function withForm(context: LoadContext): LoadContext {
  const form = startsWithLine(context.sample.text, /^\d+\t\[/) ? 'tbib.org' : 'gelbooru.com';
  return { ...context, board: context.board ?? form };
}

/** Posts of gelbooru.com, safebooru.org or tbib.org as Python dicts, bare or in a list, after the id of the post (format reference A2.6). */
export const gelbooruPython: Source = {
  ...gelbooruPosts,
  id: 'gelbooru-python',
  code: 'GJ',
  title: 'Gelbooru, safebooru.org and tbib.org posts: id and Python dict a line',
  detect: ({ shape, text }) => shape === 'text' && startsWithLine(text, /^\d+\t\[?(?:\]\s*$|\{(?=.*['"](?:directory|hash|image|file_url)['"]: )(?=.*['"]tags['"]: )(?!.*['"](?:erotics|score_number|pubtime)['"]: ))/),
  format: { kind: 'custom', read },
  identity: (context) => postIdentity(withForm(context)),
  rules: (context) => gelbooruPosts.rules(withForm(context)),
  emit: (context) => gelbooruPosts.emit(withForm(context)),
};
