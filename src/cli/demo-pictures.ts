import type { Command } from 'commander';
import { composePictures } from '../images/compose.js';
import { duplicateTotals } from '../images/duplicate-report.js';
import { findDuplicates } from '../images/duplicates.js';
import { findFaces } from '../images/faces.js';
import { hashParts } from '../images/hash-parts.js';
import { fitQuality } from '../images/quality.js';
import { scanPictures } from '../images/scan.js';
import type { Lake } from '../lake/lake.js';
import type { StepOptions } from '../lake/step.js';
import { globalOptions, withLake } from './options.js';
import { putResult, say } from './print.js';
import { withStep } from './step.js';

/** Scans the pictures of a folder, looks at them in every way there is, and says in a few lines what was seen. */
export async function lookAtPictures(command: Command, folder: string): Promise<void> {
  const globals = globalOptions(command);
  say('\nPictures: scanning them, finding faces, composition, duplicates and quality (boorulab images)');
  await withStep(globals, 'files', (step) => scanPictures(globals.lake, [folder], step));
  const steps: readonly ((lake: Lake, step: StepOptions) => Promise<unknown>)[] = [
    (lake, step) => findFaces(lake, { level: 4, ...step }), composePictures, hashParts, findDuplicates, fitQuality,
  ];
  for (const work of steps) await withLake(command, async (lake) => void (await withStep(globals, 'pictures', (step) => work(lake, step))), false);
  await withLake(command, async (lake) => {
    putResult(await lake.query(seenSql), false);
    const { groups, files } = await duplicateTotals(lake);
    say(`${groups.toLocaleString('en')} pictures are there in ${files.toLocaleString('en')} files (boorulab images duplicates). The best of all: boorulab images quality`);
  }, false);
}

/** By scale of the scene: pictures, those in which a face was seen, and how the fitted quality lies. */
const seenSql = `SELECT coalesce(scale, 'not known') AS scale, count(*) AS pictures, count(*) FILTER (path IN (SELECT path FROM faces)) AS with_faces,
    round(avg(figures), 1) AS figures, round(median(fitted), 2) AS quality
  FROM compositions LEFT JOIN (SELECT path, fitted FROM picture_quality) USING (path) GROUP BY 1 ORDER BY 2 DESC, 1`;
