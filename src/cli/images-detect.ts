import type { Command } from 'commander';
import { basename } from 'node:path';
import { detectObjects } from '../images/detections.js';
import type { LookSummary } from '../images/look.js';
import type { ShardPlace } from '../images/shard.js';
import { UserError } from '../lake/error.js';
import { linesOfLook, tellShard } from './looked.js';
import { withLake } from './options.js';
import { putResult, say } from './print.js';
import { addPartsOption, addShardOption, shardPlace, type ShardFlags } from './shard-options.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface DetectFlags extends ShardFlags {
  model: string;
  labels: string;
  size?: string;
  min: string;
  again?: boolean;
  json?: boolean;
}

export function define(detect: Command): void {
  detect
    .requiredOption('--model <file>', 'the detector; its output is 1 x N x (5 + labels) or 1 x (4 + labels) x N')
    .requiredOption('--labels <file>', 'names of its classes, one a line; head, bust, torso and figure serve composition')
    .option('--size <px>', 'side of its input, where the model leaves it open (default: 640)')
    .option('--min <score>', 'leave out boxes that are less sure, 0 to 1', '0.3')
    .option('--again', 'look at pictures again that it looked at before, such as after another --min')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images detect --model heads.onnx --labels heads.txt\n\nNeeds the package onnxruntime-node beside boorulab.')
    .action(async (flags: DetectFlags, command: Command) => {
      const least = Number(flags.min);
      if (!/^\d*\.?\d+$/.test(flags.min) || least > 1) throw new UserError(`--min takes a number from 0 to 1, not "${flags.min}"`, undefined, 2);
      const options = { model: flags.model, labels: flags.labels, least, again: flags.again === true, ...(flags.size === undefined ? {} : { size: wholeNumber(flags.size, 'size', 32) }) };
      let summary: LookSummary | null = null;
      let shard: ShardPlace | undefined;
      await withLake(command, async (lake, globals) => {
        shard = shardPlace(flags, globals.lake);
        summary = await withStep(globals, () => 'pictures', (step) => detectObjects(lake, { ...options, shard, ...step }));
      }, false);
      await withLake(command, async (lake) => {
        if (shard !== undefined) return tellShard(lake, shard, summary!, flags.json === true);
        const detector = basename(flags.model);
        putResult(await lake.query(`SELECT label, count(*) AS boxes, count(DISTINCT path) AS pictures, round(avg(prob)::DOUBLE, 3) AS mean_score FROM detections WHERE detector = $detector
          GROUP BY label ORDER BY boxes DESC, label`, { detector }), flags.json === true);
        for (const line of await linesOfLook(lake, summary!)) say(line);
        if (!flags.json) say('Go on with: boorulab images composition');
      });
    });
  addPartsOption(addShardOption(detect));
}
