import type { Command } from 'commander';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { StepOptions } from '../lake/step.js';
import { linkCrossposts } from '../linking/crossposts/crossposts.js';
import { linkMal } from '../linking/mal/link-mal.js';
import { linkTags } from '../linking/tags/link-tags.js';
import { findFranchises } from '../mining/franchises/franchises.js';
import { loadQuery, runQuery } from '../reports/query.js';
import { tagCategories } from '../tags/categories.js';
import { lookAtPictures } from './demo-pictures.js';
import { largestTypes } from './franchises.js';
import { loadAndPrint } from './load.js';
import { withLake } from './options.js';
import { putResult, putRows, say } from './print.js';
import { reportAndPrint } from './report.js';
import { simulateWithProgress } from './simulate.js';
import { withStep } from './step.js';

interface DemoOptions {
  data?: string;
  posts: string;
  pictures: string;
  out: string;
}

const demoFolder = join('data', 'demo');

export function define(command: Command): void {
  command
    .option('--data <folder>', 'load this folder of real dumps instead of simulated boards')
    .option('--posts <number>', 'posts to simulate', '20000')
    .option('--pictures <number>', 'pictures to draw and look at', '400')
    .option('-o, --out <folder>', 'folder for the report', 'reports')
    .addHelpText('after', '\nExample:\n  boorulab demo\n  boorulab demo --data ~/dumps')
    .action(async (options: DemoOptions, command: Command) => {
      const given = command.optsWithGlobals<{ lake?: string }>().lake ?? process.env['BOORULAB_LAKE'];
      const lakeDir = given ?? join(demoFolder, 'lake');
      command.parent!.setOptionValue('lake', lakeDir);
      const started = Date.now();
      const dumps = options.data ?? (await simulated(options.posts, options.pictures));
      if (given === undefined) await rm(lakeDir, { recursive: true, force: true });
      say(`\nLoading ${dumps} into ${lakeDir}`);
      const ok = await loadAndPrint(command, options.data === undefined ? await boardFolders(dumps) : [dumps], {});
      if (options.data === undefined && options.pictures !== '0') await lookAtPictures(command, join(dumps, 'pictures'));
      await withLake(command, askAndMine, false);
      await linkAll(command);
      say('\nRendering the saved queries and notebooks');
      await withLake(command, async (lake) => void await reportAndPrint(lake, [], { out: options.out }), false);
      say(`\nDone in ${Math.round((Date.now() - started) / 1000)} s. Ask on: npx boorulab --lake ${lakeDir} sql`);
      if (!ok) process.exitCode = 1;
    });
}

/** The folders of dumps in a simulation: all but its pictures and its truth. */
async function boardFolders(simulation: string): Promise<string[]> {
  const names = await readdir(simulation);
  return names.filter((name) => name !== 'pictures' && name !== 'truth').sort().map((name) => join(simulation, name));
}

async function askAndMine(lake: Lake): Promise<void> {
  say('\nThe most drawn characters (boorulab sql top-characters)');
  const query = await loadQuery('top-characters');
  putResult(await runQuery(lake, query, query.params.some((param) => param.name === 'limit') ? { limit: '10' } : {}), false);
  // Real dumps may be lists without a copyright; the demo does without franchises then.
  const [works] = await lake.rows<{ n: number }>(`SELECT count(*) AS n FROM tags WHERE tag_cat = ${tagCategories.copyright}`);
  if (works!.n === 0) return;
  say('\nThe largest franchises, works with mostly common characters (boorulab franchises)');
  const { largest, franchises } = await findFranchises(lake, { largest: 8 });
  const { change: _, ...types } = largestTypes;
  putRows(types, largest.map((row) => ({ ...row })), false);
  say(`${franchises.toLocaleString('en')} franchises. Ask on: boorulab franchises why TAG`);
}

/** Links posts, tags and entries of MyAnimeList, each as far as the dumps allow, and says how many. */
async function linkAll(command: Command): Promise<void> {
  say('\nLinks between boards and to MyAnimeList (boorulab link)');
  const works: readonly ((lake: Lake, step: StepOptions) => Promise<unknown>)[] = [linkCrossposts, linkTags, linkMal];
  for (const work of works) {
    try {
      await withLake(command, async (lake, globals) => void (await withStep(globals, 'steps', (step) => work(lake, step))), false);
    } catch (error) {
      // Real dumps may tell of one board only, or nothing of MyAnimeList.
      if (!(error instanceof UserError)) throw error;
      say(error.message);
    }
  }
  await withLake(command, async (lake) => putResult(await lake.query(linkedSql), false), false);
}

const linkedSql = `SELECT 'works on several boards' AS links, count(DISTINCT work_id) AS found FROM works WHERE posts > 1
  UNION ALL SELECT 'pairs of tags', count(*) FROM tag_links WHERE status = 'accepted'
  UNION ALL SELECT 'tags that are in MyAnimeList', count(*) FROM mal_links WHERE status = 'accepted'`;

async function simulated(posts: string, pictures: string): Promise<string> {
  for (const [name, given] of Object.entries({ posts, pictures })) if (!/^\d+$/.test(given)) throw new UserError(`--${name} takes a whole number, not "${given}"`, undefined, 2);
  const out = join(demoFolder, 'dumps');
  await mkdir(demoFolder, { recursive: true });
  say(`Simulating ${Number(posts).toLocaleString('en')} posts on four boards into ${out}`);
  await simulateWithProgress(Number(posts), 1, out, { pictures: Number(pictures) });
  return out;
}
