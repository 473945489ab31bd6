import { isUtf8 } from 'node:buffer';
import { rawLimit, recordLimit } from '../reject.js';
import { unescapeXml } from '../xml-element.js';
import type { FileRecord, Source } from '../source.js';

const anime = '<anime ';
const token = /<anime\s([^>]*)>|<title\b([^>]*)>([^<]*)<\/title>|<\/anime>|<\/?animetitles[^>]*>|<\?[^]*?\?>|<!--[^]*?-->/g;

/** The titles of the list, each with the `aid` of the element around it. Latin-1 text, in which every character is a byte, is decoded a title at a time. */
async function* readTitles(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  const reader = new TitleReader();
  let text = '';
  for await (const chunk of bytes) {
    text += chunk.toString('latin1');
    const whole = text.length > recordLimit ? text.length : Math.max(0, text.lastIndexOf(anime));
    yield* reader.read(text.slice(0, whole));
    text = text.slice(whole);
  }
  yield* reader.read(text);
}

class TitleReader {
  private line = 1;
  private aid: string | null = null;

  /** The titles of a text that starts and ends between two anime; what is not known markup is a reject. */
  *read(text: string): Iterable<FileRecord> {
    let at = 0;
    for (const found of text.matchAll(token)) {
      yield* this.junk(text.slice(at, found.index));
      const [all, opening, attributes, title] = found;
      if (opening !== undefined) this.aid = attributeOf(opening, 'aid');
      else if (all === '</anime>') this.aid = null;
      else if (attributes !== undefined) yield this.record(all, { aid: this.aid, lang: attributeOf(attributes, 'xml:lang'), type: attributeOf(attributes, 'type'), title: unescapeXml(decoded(title!)) });
      this.pass(all);
      at = found.index! + all.length;
    }
    yield* this.junk(text.slice(at));
  }

  private record(all: string, values: Record<string, string | null>): FileRecord {
    const raw = () => decoded(all.slice(0, rawLimit));
    return isUtf8(Buffer.from(all, 'latin1')) ? { line: this.line, raw, values } : { line: this.line, raw, reason: 'bad_encoding' };
  }

  private *junk(text: string): Iterable<FileRecord> {
    const blank = /^(?:\xef\xbb\xbf)?\s*/.exec(text)![0];
    this.pass(blank);
    const rest = text.slice(blank.length);
    if (rest !== '') yield { line: this.line, raw: () => decoded(rest.trimEnd().slice(0, rawLimit)), reason: 'bad_markup' };
    this.pass(rest);
  }

  private pass(text: string): void {
    this.line += text.split('\n').length - 1;
  }
}

const decoded = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');

function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? null : unescapeXml(decoded(found[1] ?? found[2]!));
}

/** AniDB's list of titles in every language, anime-titles.xml. Its ids are not those of MyAnimeList. */
export const anidbTitles: Source = {
  id: 'anidb-titles',
  code: 'AD',
  title: 'AniDB titles: anime-titles.xml',
  detect: ({ shape, text }) => shape === 'markup' && /<animetitles[\s>]/.test(text),
  format: { kind: 'custom', read: readTitles },
  fields: { aid: 'BIGINT', lang: 'VARCHAR', type: 'VARCHAR', title: 'VARCHAR' },
  required: ['aid', 'title'],
  identity: 'row(aid, lang, "type", trim(title))',
  emit: () => [{ table: 'anidb_titles', select: `SELECT aid, blank_null(lang) AS lang, blank_null("type") AS type, trim(title) AS title FROM record` }],
};
