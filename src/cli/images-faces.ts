import type { Command } from 'commander';
import type { FaceLevel } from '../images/face-cascade.js';
import { faceDetector, findFaces } from '../images/faces.js';
import type { LookSummary } from '../images/look.js';
import type { ShardPlace } from '../images/shard.js';
import { UserError } from '../lake/error.js';
import { literal } from '../lake/sql.js';
import { linesOfLook, tellShard } from './looked.js';
import { withLake } from './options.js';
import { putResult, say } from './print.js';
import { addPartsOption, addShardOption, shardPlace, type ShardFlags } from './shard-options.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface FaceFlags extends ShardFlags {
  level: string;
  threads?: string;
  again?: boolean;
  json?: boolean;
}

export function define(faces: Command): void {
  faces
    .option('--level <number>', 'how sure a face must be: 7 (strict), 4 or 2 (lax); the stricter, the faster', '2')
    .option('--threads <number>', 'threads that look (default: one for each core)')
    .option('--again', 'look at pictures again that were looked at before')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images faces\n  boorulab images faces --level 4')
    .action(async (flags: FaceFlags, command: Command) => {
      if (!['7', '4', '2'].includes(flags.level)) throw new UserError(`--level takes 7, 4 or 2, not "${flags.level}"`, undefined, 2);
      const options = { level: Number(flags.level) as FaceLevel, again: flags.again === true, ...(flags.threads === undefined ? {} : { threads: wholeNumber(flags.threads, 'threads') }) };
      let summary: LookSummary | null = null;
      let shard: ShardPlace | undefined;
      await withLake(command, async (lake, globals) => {
        shard = shardPlace(flags, globals.lake);
        summary = await withStep(globals, () => 'pictures', (step) => findFaces(lake, { ...options, shard, ...step }));
      }, false);
      await withLake(command, async (lake) => {
        if (shard !== undefined) return tellShard(lake, shard, summary!, flags.json === true);
        putResult(await lake.query(countsSql), flags.json === true);
        for (const line of await linesOfLook(lake, summary!)) say(line);
        if (!flags.json) say('Go on with: boorulab images composition');
      });
    });
  addPartsOption(addShardOption(faces));
}

/** Of the pictures looked at: how many have faces of a level, and how many faces. */
const countsSql = `WITH looked AS (SELECT DISTINCT path, found FROM picture_steps WHERE starts_with(step, ${literal(`faces:${faceDetector}`)})),
    face AS (SELECT path, level FROM faces SEMI JOIN looked USING (path) WHERE detector = ${literal(faceDetector)})
  SELECT count(*) AS pictures, count(*) FILTER (found > 0) AS with_faces, (SELECT count(*) FROM face) AS faces,
    ${['7', '4', '2'].map((level) => `(SELECT count(*) FROM face WHERE level = '${level}') AS level_${level}`).join(', ')} FROM looked`;
