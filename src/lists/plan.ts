import { isPictureName } from '../tags/file-name.js';
import { archiveOf } from './in-archive.js';
import type { ListFormat } from './list-format.js';
import { pictureList } from './picture-list.js';
import { folderOf } from './post-name.js';
import { powershellEnd, powershellStart, powershellTake } from './script-powershell.js';
import { shEnd, shStart, shTake } from './script-sh.js';

const dialects = {
  sh: { start: shStart, take: shTake, end: shEnd },
  powershell: { start: powershellStart, take: powershellTake, end: powershellEnd },
} as const;

export type Shell = keyof typeof dialects;

/** The shells that a plan can be written for. */
export const shells = Object.keys(dialects) as readonly Shell[];

/**
 * A script that copies or moves pictures into a folder, under names by the convention: for a POSIX shell, or for PowerShell, as the option `shell` or
 * the ending .ps1 says. It overwrites nothing, tells what it left out, and with --dry-run (-DryRun) only what it would do. Left out are pictures in
 * archives, which a script cannot reach, and files that are no pictures by their names: a dump could name any file of the machine.
 */
const plan = (how: 'copy' | 'move'): ListFormat =>
  pictureList(`script that ${how === 'copy' ? 'copies' : 'moves'} the pictures into a folder: POSIX sh, or PowerShell (-o PLAN.ps1)`, ({ out, dir = 'pictures', shell = /\.ps1$/i.test(out ?? '') ? 'powershell' : 'sh' }) => {
    const { start, take, end } = dialects[shell];
    return {
      start: start(how), end: end(how),
      async entry({ path, booru, name }) {
        if (!isPictureName(path)) return { left: 'unreadable' };
        if (await archiveOf(path) !== null) return { left: 'archived' };
        return take(path, folderOf(dir, booru ?? 'unknown'), name);
      },
    };
  });

export const copy = plan('copy');
export const move = plan('move');
