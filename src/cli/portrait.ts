import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { UserError } from '../lake/error.js';
import { tagNamesLike } from '../mining/related.js';
import { nearest } from '../reports/near.js';
import { portraitFileName } from '../reports/portrait/file-name.js';
import { writePortrait } from '../reports/portrait/make.js';
import { drawPortrait } from '../reports/portrait/portrait.js';
import { currentTime, withLake } from './options.js';
import { put, say } from './print.js';
import { boardOf } from './tag-options.js';

interface PortraitFlags {
  output?: string;
  board?: string;
  franchise?: boolean;
  json?: boolean;
}

export function define(command: Command): void {
  command
    .argument('<name>', 'name of a tag, in any of its spellings, or of a franchise')
    .option('-o, --output <file>', 'the page (default: reports/portrait-NAME.html)')
    .option('--board <name>', 'only posts of this board (default: all boards that have it)')
    .option('--franchise', 'the franchise of that name, not the tag')
    .option('--json', 'print the figures as JSON instead')
    .addHelpText('after', '\nExample:\n  boorulab portrait hatsune_miku\n  boorulab portrait vocaloid --franchise -o vocaloid.html')
    .action((name: string, flags: PortraitFlags, command: Command) => {
      const booru = boardOf(flags.board);
      if (flags.json && flags.output !== undefined) throw new UserError('--json prints the figures and makes no page', 'Leave out -o, or --json.', 2);
      return withLake(command, async (lake) => {
        const portrait = await drawPortrait(lake, name, { ...(booru === undefined ? {} : { booru }), franchise: flags.franchise === true });
        if (portrait === null) {
          const near = nearest(name, await tagNamesLike(lake, name));
          throw new UserError(`No ${flags.franchise ? 'franchise' : 'tag'} "${name}" in the lake`, near.length > 0 ? `Did you mean ${near.join(' or ')}?` : undefined);
        }
        if (flags.json) return put(JSON.stringify(portrait, null, 2));
        const file = await writePortrait(lake, portrait, flags.output ?? join('reports', portraitFileName(portrait.subject.name)), currentTime().toISOString());
        put(file);
        say(`Open ${resolve(file)}`);
      });
    });
}
