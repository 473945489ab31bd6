import { isPictureName } from '../tags/file-name.js';
import type { Sample } from './sample.js';

/** The name of the picture that a text beside it is of, `miku.jpg.txt` or `miku.jpg.urls.txt`; null for other names. */
export function pictureNameOf(name: string): string | null {
  const picture = /^(.+?)(?:\.urls)?\.(?:txt|json)$/i.exec(name)?.[1] ?? null;
  return picture !== null && isPictureName(picture) ? picture : null;
}

const box = /^\d+(?: -?[\d.]+(?:e-?\d+)?){4,5}$/i;

/** True for a text of tags, one a line: no row of boxes, no list on one line, no table. */
export function isTagLines({ shape, text }: Sample): boolean {
  if (shape === 'objects' || shape === 'array') return false;
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  const isList = lines.length === 1 && lines[0]!.includes(', ');
  return lines.length > 0 && !isList && lines.every((line) => line.length <= 400 && !line.includes('\t') && !box.test(line));
}
