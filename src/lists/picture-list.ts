import type { ListFormat } from './list-format.js';
import type { ListOptions } from './list-options.js';
import { listedPictures, type ListedPicture } from './listed-pictures.js';
import { withText } from './text-out.js';

/** Why a picture is left out of a list, as `Written` counts it. */
export type LeftOut = 'archived' | 'unreadable' | 'unsized';

/** Writes the text of a list picture by picture. */
export interface PictureWriter {
  readonly start: string;
  entry(picture: ListedPicture): Promise<string | { left: LeftOut }>;
  readonly end: string;
}

/** A list of pictures as one text. */
export function pictureList(about: string, writer: (options: ListOptions) => PictureWriter): ListFormat {
  return {
    about, lists: 'pictures', gives: 'text',
    async write({ lake, options, step }) {
      const { start, entry, end } = writer(options);
      const counts = { listed: 0, archived: 0, unreadable: 0, unsized: 0 };
      await withText(options, async (write) => {
        await write(start);
        for await (const picture of listedPictures(lake, 'names')) {
          const made = await entry(picture);
          if (typeof made === 'string') {
            await write(made);
            counts.listed++;
          } else counts[made.left]++;
          step();
        }
        await write(end);
      });
      return counts;
    },
  };
}
