import { setImmediate } from 'node:timers/promises';
import type { BoardWriter } from './board-writer.js';
import { boardNames, boards, type BoardName, DANBOORU } from './boards.js';
import { DanbooruWriter } from './danbooru-writer.js';
import { dayStart } from './dates.js';
import { checkFormats } from './formats/formats.js';
import { FormatWriter } from './formats/format-writer.js';
import { toldPost } from './formats/told-post.js';
import { GelbooruWriter } from './gelbooru-writer.js';
import { writeJikan } from './jikan-writer.js';
import { KaggleWriter } from './kaggle-writer.js';
import { makeMal } from './mal.js';
import { MoebooruWriter } from './moebooru-writer.js';
import { writeFolder } from './out-folder.js';
import { quotas } from './plans.js';
import { PictureSample } from './picture-sample.js';
import { PostMaker } from './posts.js';
import { writeTaglist } from './taglist-writer.js';
import { TruthWriter } from './truth.js';
import { UploadStream } from './uploads.js';
import { makeWorld, type World } from './world.js';

const LEAST_POSTS = 100;
const MOST_CROSSOVERS = 0.5;
const MOST_CROSSPOSTS = 0.9;
const MOST_MISSPELT = 0.5;
const BREATH = 5000;

export interface SimulationOptions {
  /** Posts of all boards together, at least 100. */
  readonly posts: number;
  /** A safe integer, 0 or more. */
  readonly seed: number;
  /** Folder to make; an earlier simulation there is replaced. */
  readonly out: string;
  readonly boards?: readonly BoardName[];
  /** Day the dumps end, `YYYY-MM-DD`, 2009 to 2026; 2025-12-31 when not given. */
  readonly endDate?: string;
  /** Share of pictures of known works that join characters of two franchises, 0 to 0.5; 0.04 when not given. */
  readonly crossovers?: number;
  /** Share of every other board's posts that danbooru has, too, 0 to 0.9; each board's own share when not given. */
  readonly crossposts?: number;
  /** Share of names that other boards than danbooru misspell, 0 to 0.5; none when not given. */
  readonly misspelt?: number;
  /** Other formats to write the posts in as well, by name, or `all`. */
  readonly formats?: 'all' | readonly string[];
  /** How many posts, evenly among all, get a picture file in `pictures/`; none when not given. */
  readonly pictures?: number;
  readonly onProgress?: (done: number, total: number, doing: 'simulating' | 'drawing') => void;
}

export interface SimulationSummary {
  readonly out: string;
  readonly seed: number;
  readonly posts: number;
  readonly postsByBoard: Readonly<Partial<Record<BoardName, number>>>;
  readonly tagRows: number;
  readonly pictures: number;
  /** Picture files written. */
  readonly files: number;
  readonly franchises: number;
  readonly characters: number;
  readonly artists: number;
  readonly animeTitles: number;
}

interface Checked {
  readonly end: number;
  readonly chosen: readonly BoardName[];
  readonly formats: readonly string[];
}

function check(options: SimulationOptions): Checked {
  const { posts, seed, crossovers = 0, crossposts = 0, misspelt = 0, pictures = 0 } = options;
  if (!Number.isSafeInteger(posts) || posts < LEAST_POSTS) throw new Error(`posts must be a whole number of at least ${LEAST_POSTS}, not ${posts}`);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`seed must be a whole number from 0 on, not ${seed}`);
  if (!(crossovers >= 0 && crossovers <= MOST_CROSSOVERS)) throw new Error(`crossovers must be a share from 0 to ${MOST_CROSSOVERS}, not ${crossovers}`);
  if (!(crossposts >= 0 && crossposts <= MOST_CROSSPOSTS)) throw new Error(`crossposts must be a share from 0 to ${MOST_CROSSPOSTS}, not ${crossposts}`);
  if (!(misspelt >= 0 && misspelt <= MOST_MISSPELT)) throw new Error(`misspelt must be a share from 0 to ${MOST_MISSPELT}, not ${misspelt}`);
  if (!Number.isSafeInteger(pictures) || pictures < 0) throw new Error(`pictures must be a whole number from 0 on, not ${pictures}`);
  const end = dayStart(options.endDate ?? '2025-12-31');
  if (end < Date.UTC(2009, 0, 1) || end >= Date.UTC(2027, 0, 1)) throw new Error(`endDate must lie in 2009 to 2026, not ${options.endDate}`);
  const chosen = options.boards ?? boardNames;
  const unknown = chosen.find((name) => !boardNames.includes(name));
  if (unknown !== undefined || chosen.length === 0) throw new Error(`boards must be some of ${boardNames.join(', ')}${unknown === undefined ? '' : `, not ${String(unknown)}`}`);
  return { end, chosen, formats: checkFormats(options.formats ?? [], chosen) };
}

/**
 * Writes boards with known truth into `out`: each board's dump in its own format, the BOORU CHARS tag list, Jikan's answers, and the truth
 * as Parquet in `truth/`; pictures in `pictures/`, when asked for. Posts stream through; the world (tags, characters, artists) and the tag counts are what stays in memory.
 * The same options give the same bytes (of pictures, with the same version of sharp). Throws an Error on options out of range or when `out` holds anything else.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationSummary> {
  const checked = check(options);
  return writeFolder(options.out, (folder) => writeBoards(options, folder, checked));
}

async function writeBoards(options: SimulationOptions, out: string, { end, chosen, formats }: Checked): Promise<SimulationSummary> {
  const { posts, seed, onProgress, pictures: wanted = 0 } = options;
  const world = makeWorld(seed, posts, end, options.misspelt);
  const quota = quotas(posts, chosen);
  const makers: (() => BoardWriter)[] = [() => new DanbooruWriter(world, out), () => new GelbooruWriter(world, out, quota[1]!), () => new MoebooruWriter(world, out), () => new KaggleWriter(world, out)];
  const writers = makers.map((make, board) => (chosen.includes(boardNames[board]!) ? make() : undefined));
  const counts = boards.map(() => new Int32Array(world.book.size));
  const truth = new TruthWriter(world, out);
  const others = new FormatWriter(out, formats);
  const maker = new PostMaker(world);
  const sample = new PictureSample(seed, wanted, posts);
  let pictures = 0;
  let tagRows = 0;
  let done = 0;
  const uploads = new UploadStream(world, quota, (picture) => {
    pictures++;
    truth.picture(picture);
  }, options.crossovers, options.crossposts);
  for (const upload of uploads) {
    const post = maker.make(upload);
    const own = writers[post.board]!.write(post);
    truth.post(post);
    if (wanted > 0) sample.add(post);
    for (const rank of post.ranks) counts[post.board]![rank]!++;
    if (formats.length > 0) {
      const told = toldPost(world, post, own, counts[post.board]!);
      truth.facts(told);
      others.write(told);
    }
    tagRows += post.ranks.length;
    if (++done % BREATH === 0) {
      onProgress?.(done, posts, 'simulating');
      await setImmediate();
    }
  }
  writers.forEach((writer, board) => writer?.finish(counts[board]!));
  await others.finish();
  const mal = makeMal(world);
  if (chosen.includes('danbooru')) writeTaglist(world, out, counts[DANBOORU]!, mal);
  writeJikan(out, seed, end, mal);
  onProgress?.(posts, posts, 'simulating');
  const files = wanted === 0 ? 0 : await draw(world, sample, out, truth, onProgress);
  await truth.finish(counts, mal);
  return {
    out: options.out, seed, posts, tagRows, pictures, files, franchises: world.franchises.length, artists: world.artists.length, animeTitles: mal.anime.length,
    characters: world.franchises.reduce((sum, franchise) => sum + franchise.characters.length, 0),
    postsByBoard: Object.fromEntries(chosen.map((name) => [name, quota[boardNames.indexOf(name)]!])),
  };
}

async function draw(world: World, sample: PictureSample, out: string, truth: TruthWriter, onProgress: SimulationOptions['onProgress']): Promise<number> {
  const { writePictures } = await import('./picture-files.js');
  const chosen = sample.pictures();
  const total = chosen.reduce((sum, { posts }) => sum + posts.length, 0);
  const files = await writePictures(world, chosen, out, (done) => onProgress?.(done, total, 'drawing'));
  truth.files(files);
  return files.length;
}
