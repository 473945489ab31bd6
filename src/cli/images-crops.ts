import type { Command } from 'commander';
import { cropSets, type CropMargins, type CropSet } from '../images/crop-box.js';
import { makeCrops } from '../images/crops.js';
import { UserError } from '../lake/error.js';
import { countsOf, countTypes, linesOfMade } from './made.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { addShardOption, shardOf } from './shard-options.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface CropFlags {
  out: string;
  set: string;
  margin?: string;
  min: string;
  level: string;
  shard?: string;
  json?: boolean;
}

export function define(crops: Command): void {
  crops
    .argument('[dir]', 'pictures below this folder only')
    .requiredOption('--out <dir>', 'folder for the crops; those that are there stay')
    .option('--set <name>', `how much to show: ${Object.keys(cropSets).join(' or ')}`, 'portrait')
    .option('--margin <side,above,below>', 'room of your own, in parts of the face (portrait: 0.6,0.9,1.4; bust: 1.3,1.2,3.2)')
    .option('--min <px>', 'leave out faces smaller than this in their picture', '64')
    .option('--level <number>', 'how sure a face must be: 7 (strict), 4 or 2 (lax)', '4')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images crops --out faces --set portrait\n  boorulab images crops --out busts --set bust --min 96 --level 7')
    .action((dir: string | undefined, flags: CropFlags, command: Command) => {
      const margins = marginsOf(flags.margin);
      const options = { out: flags.out, set: setOf(flags.set), smallest: wholeNumber(flags.min, 'min'), level: levelOf(flags.level), ...(margins === null ? {} : { margins }), ...(dir === undefined ? {} : { below: dir }), shard: shardOf(flags) };
      return withLake(command, async (lake, globals) => {
        const made = await withStep(globals, 'faces', (step) => makeCrops(lake, { ...options, ...step }));
        const { small, cramped, unplaced } = made;
        putRows({ ...countTypes, small: 'BIGINT', cramped: 'BIGINT', unplaced: 'BIGINT' }, [{ ...countsOf(made), small, cramped, unplaced }], flags.json === true);
        for (const line of linesOfMade(made)) say(line);
        if (small > 0) say(`small: faces under ${flags.min} px, --min takes smaller ones`);
        if (cramped > 0) say('cramped: faces with no room around them for a crop of 2:3');
        if (unplaced > 0) say('unplaced: faces of which a list tells the place on a thumbnail only; boorulab images faces finds them in the pictures');
        if (made.pictures === 0 && options.shard === undefined) say('There are no such faces. Find some with: boorulab images faces');
        else if (!flags.json && made.made + made.there > 0) say(`Crops are in ${flags.out}`);
        if (made.made + made.there === 0 && options.shard === undefined) process.exitCode = 1;
      }, false);
    });
  addShardOption(crops);
}

function setOf(name: string): CropSet {
  if (Object.hasOwn(cropSets, name)) return name as CropSet;
  throw new UserError(`--set takes ${Object.keys(cropSets).join(' or ')}, not "${name}"`, undefined, 2);
}

function levelOf(text: string): number {
  if (['7', '4', '2'].includes(text)) return Number(text);
  throw new UserError(`--level takes 7, 4 or 2, not "${text}"`, undefined, 2);
}

function marginsOf(text: string | undefined): CropMargins | null {
  if (text === undefined) return null;
  const parts = text.split(',');
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,2}(\.\d+)?$|^\.\d+$/.test(part.trim()))) throw new UserError(`--margin takes three numbers such as 0.6,0.9,1.4, not "${text}"`, undefined, 2);
  const [side, above, below] = parts.map(Number) as [number, number, number];
  return { side, above, below };
}
