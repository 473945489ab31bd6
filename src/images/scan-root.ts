import { stat } from 'node:fs/promises';
import { dirname, normalize } from 'node:path';
import { UserError } from '../lake/error.js';
import { canonicalBoard } from '../tags/boards.js';

/** What a scan is told to look at. */
export interface ScanRoot {
  /** Its path with `/` between folders and none at the end. */
  readonly root: string;
  /** The folder that rejects without a name are filed under. */
  readonly place: string;
}

/** Throws UserError when there is no such file or folder. */
export async function scanRoot(path: string): Promise<ScanRoot> {
  const plain = normalize(process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
  const root = plain.length > 1 ? plain.replace(/\/+$/, '') : plain;
  const facts = await stat(root).catch(() => Promise.reject(new UserError(`No such file or folder: ${root}`)));
  return { root, place: facts.isDirectory() ? root : dirname(root) };
}

/** The canonical name of a board, null for none. Throws UserError for an unknown one. */
export function scanBoard(name: string | undefined): string | null {
  const board = name === undefined ? null : canonicalBoard(name);
  if (board === null && name !== undefined) throw new UserError(`Unknown board ${name}`, 'Boards: danbooru, gelbooru, safebooru, tbib, yandere, konachan, ...', 2);
  return board;
}
