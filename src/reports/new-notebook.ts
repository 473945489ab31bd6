import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../lake/error.js';
import { readNotebook } from './notebook-file.js';
import { notebooksFolder } from './site.js';

/**
 * Writes a notebook made from the template: `NAME.ipynb`, its heading the name in words. Resolves to its path.
 * Throws UserError when there is one already or its folder is missing.
 */
export async function newNotebook(name: string): Promise<string> {
  const file = name.endsWith('.ipynb') ? name : `${name}.ipynb`;
  const words = basename(file).replace(/\.ipynb$/, '').replace(/[-_]+/g, ' ').trim();
  if (words === '') throw new UserError(`"${name}" is no name for a notebook`, 'Example: boorulab notebook new my-characters', 2);
  const template = await readNotebook(join(notebooksFolder, 'template.ipynb'));
  const [heading] = template.cells;
  if (heading) heading.source = [`# ${words[0]!.toUpperCase()}${words.slice(1)}\n`, ...(heading.source as string[]).slice(1)];
  await writeFile(file, `${JSON.stringify(template, null, 1)}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new UserError(`${file} is there already`, 'Give another name, or remove it first.', 2);
    throw new UserError(`Cannot write ${file}: ${error.code === 'ENOENT' ? 'no such folder' : error.message}`, undefined, 2);
  });
  return file;
}
