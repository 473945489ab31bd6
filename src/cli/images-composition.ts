import type { Command } from 'commander';
import { composePictures, type ComposeSummary } from '../images/compose.js';
import { figureHeads, scales } from '../images/scene-scale.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { withLake } from './options.js';
import { putResult, say } from './print.js';
import { withStep } from './step.js';

export function define(command: Command): void {
  command
    .option('--heads <number>', 'height of a standing figure in heads, as the pictures draw it: 2 to 9', String(figureHeads))
    .option('--json', 'print the classes as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images composition\n  boorulab score composition')
    .action(async (flags: { heads: string; json?: boolean }, command: Command) => {
      const heads = Number(flags.heads);
      if (!(heads >= 2 && heads <= 9)) throw new UserError(`--heads takes a number from 2 to 9, not "${flags.heads}"`, undefined, 2);
      let summary: ComposeSummary | null = null;
      await withLake(command, async (lake, globals) => {
        summary = await withStep(globals, 'pictures', (step) => composePictures(lake, { heads, ...step }));
      }, false);
      await withLake(command, async (lake) => {
        putResult(await lake.query(classesSql), flags.json === true);
        if (!flags.json) say(await wordsOf(lake, summary!));
      });
    });
}

const classesSql = `WITH told AS (
    SELECT 1 AS part, 'scale' AS what, scale AS class, scale_from AS told_by FROM compositions
    UNION ALL SELECT 2, 'figures', CASE WHEN figures >= 6 THEN '6 or more' ELSE figures::VARCHAR END, figures_from FROM compositions
    UNION ALL SELECT 3, 'place', place, CASE WHEN place IS NOT NULL THEN 'boxes' END FROM compositions
    UNION ALL SELECT 4, 'orientation', orientation, NULL FROM compositions)
  SELECT what, coalesce(told.class, 'not known') AS class, count(*) AS pictures, round(100 * count(*) / sum(count(*)) OVER (PARTITION BY what), 1) AS percent,
    count(*) FILTER (told_by IN ('boxes', 'both')) AS by_boxes, count(*) FILTER (told_by IN ('tags', 'both')) AS by_tags
  FROM told GROUP BY part, what, told.class ORDER BY part, told.class IS NULL, list_position([${scales.map(literal).join(', ')}], told.class), told.class`;

async function wordsOf(lake: Lake, { pictures, seen, tagged }: ComposeSummary): Promise<string> {
  const many = (n: number) => n.toLocaleString('en');
  const [shown] = await lake.rows<{ pictures: number }>('SELECT count(*) AS pictures FROM compositions');
  const hidden = pictures - shown!.pictures;
  const nothing = seen === 0 ? '; no boxes yet: boorulab images faces finds faces' : '';
  return `${many(pictures)} pictures, ${many(seen)} with boxes, ${many(tagged)} with telling tags${hidden > 0 ? `; ${many(hidden)} not counted here, as they are of hidden posts` : ''}${nothing}. How good is it? boorulab score composition`;
}
