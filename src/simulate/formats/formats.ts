import { type BoardName, boardNames } from '../boards.js';
import { animePictures } from './anime-pictures.js';
import { booruChars } from './booru-chars.js';
import { danbooruXml } from './danbooru-xml.js';
import { e621 } from './e621.js';
import { eShuushuu } from './e-shuushuu.js';
import type { PostFormat } from './format.js';
import { galleryDl } from './gallery-dl.js';
import { gelbooruJson, safebooruJson } from './gelbooru-json.js';
import { gwern2020, gwern2021 } from './gwern.js';
import { hydrus } from './hydrus.js';
import { moebooruPages, moebooruXml } from './moebooru.js';
import { danbooruDaily, danbooruParquet } from './repacked.js';
import { sankaku } from './sankaku.js';
import { zerochan } from './zerochan.js';

/** Formats written while the posts pass by. */
export const postFormats: readonly PostFormat[] = [
  gwern2020, gwern2021, danbooruXml, gelbooruJson, safebooruJson, moebooruXml, moebooruPages, sankaku, eShuushuu, zerochan, animePictures, e621, galleryDl, hydrus, booruChars,
];

/** Formats made of what is written already. */
export const repackedFormats = [danbooruDaily, danbooruParquet] as const;

/** Every format the posts can be written in beside their boards' own, by name. */
export const formatNames: readonly string[] = [...postFormats, ...repackedFormats].map(({ name }) => name);

/** The names asked for, `all` being those of the chosen boards. Throws an Error on an unknown name and on one whose board is not chosen. */
export function checkFormats(asked: 'all' | readonly string[], chosen: readonly BoardName[]): readonly string[] {
  const open = [...postFormats, ...repackedFormats].filter(({ of }) => of.some((board) => chosen.includes(boardNames[board]!))).map(({ name }) => name);
  if (asked === 'all') return open;
  const wrong = asked.find((name) => !open.includes(name));
  if (wrong !== undefined) throw new Error(`formats must be all or some of ${open.join(', ')}, not ${wrong}`);
  return asked;
}
