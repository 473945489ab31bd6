import { BOOLEAN, FLOAT, INTEGER, LIST, listValue, SMALLINT, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { setImmediate } from 'node:timers/promises';
import { createColumnTable } from '../lake/column-table.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { schemaOf } from '../lake/schema.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { candidates, createPairs, type Candidate } from './duplicate-candidates.js';
import { createFileTables } from './duplicate-files.js';
import { groupPairs } from './duplicate-groups.js';
import { planGroup, type Plan } from './duplicate-plan.js';
import { pairScore, scoreOf, type Score } from './duplicate-score.js';
import { BaseHashes, planFiles } from './duplicate-members.js';
import { PictureDetails, type DetailDifference } from './picture-details.js';
import { createLookPairs } from './near-looks.js';
import { replaceRows } from './picture-rows.js';

export interface DuplicateOptions extends StepOptions {
  /** phashes of one picture differ in at most so many bits, 0 to 16; dhashes in a quarter more. Default 8. */
  readonly distance?: number;
  /** Boards whose files are kept before those of others, all else being equal. */
  readonly prefer?: readonly string[];
}

export interface DuplicateSummary {
  /** Picture files looked at, and how many of them have hashes. */
  readonly pictures: number;
  readonly hashed: number;
  /** Hashes that are too common to say anything. */
  readonly common: number;
  /** Pairs that count as one picture: whole, mirrored, and where one is a crop of the other; only whole ones make groups. */
  readonly whole: number;
  readonly mirrored: number;
  readonly crops: number;
  readonly groups: number;
}

interface Pair extends Candidate, Score {}

/** The tool that these duplicates are of. */
export const duplicateTool = 'boorulab';

/** Ends of a group may be so many bits further apart than its pairs. */
const chainSlack = 4;

/**
 * Finds pictures that are one: by MD5, by hashes of the whole, without frame, mirrored and cropped, and by what their posts say; writes
 * `duplicate_pairs` and, with a plan which file of a group to keep, this tool's rows of `duplicates`, in one commit. No file is touched.
 * Throws UserError when the lake has no pictures.
 */
export async function findDuplicates(lake: Lake, options: DuplicateOptions = {}): Promise<DuplicateSummary> {
  const { distance = 8, prefer = [], signal } = options;
  const limits = { phash: distance, dhash: Math.round(1.25 * distance) };
  return runStep(lake, 'images duplicates', options, async (writer) => {
    const { connection } = writer;
    const say = async (label: string, done: number, total: number) => {
      await setImmediate();
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total });
    };
    await say('reading pictures', 0, 0);
    await createFileTables({ connection, scan: (table) => writer.scan(table) });
    const [counts] = (await (await connection.run('SELECT count(*)::INTEGER, count(phash)::INTEGER FROM dup_file')).getRowsJS()) as [number, number][];
    const [pictures, hashed] = counts!;
    if (pictures === 0) throw new UserError('The lake has no pictures', 'Scan a folder of them: boorulab images scan DIR');
    const { common } = await createLookPairs(connection, limits, (share) => say('comparing hashes', Math.round(share * hashed), hashed));
    await say('weighing pairs', 0, 0);
    await createPairs(connection);
    const found: Candidate[] = [];
    for await (const candidate of candidates(connection)) if (scoreOf(candidate).score >= pairScore) found.push(candidate);
    const pairs = await comparePictures(connection, found, (done) => say('comparing pictures', done, found.length));
    const groups = await groupsOf(connection, pairs, limits);
    await say('planning', 0, groups.length);
    await createPairTable(connection, pairs);
    await createGroupTable(connection, groups, pairs, prefer);
    const facts = 'f.booru, f.fid, f.post_key, f.path, f.file_name, f.file_size, f.width, f.height, f.file_dt';
    const made = `SELECT '${duplicateTool}' AS tool, left(md5(first.path), 12) AS dup_group, ${facts}, g.* EXCLUDE (id, first) FROM new_duplicate AS g JOIN dup_file AS f USING (id) JOIN dup_file AS first ON first.id = g.first`;
    const { columns, key } = schemaOf('duplicate_pairs');
    const pairRows = `SELECT ${Object.keys(columns).join(', ')} FROM (SELECT x.path AS path_a, y.path AS path_b, p.* FROM new_pair AS p JOIN dup_file AS x ON x.id = p.a JOIN dup_file AS y ON y.id = p.b) ORDER BY ${key.join(', ')}`;
    const count = (is: (pair: Pair) => boolean) => pairs.filter(is).length;
    return {
      writes: [replaceRows(writer, 'duplicates', made, `SELECT '${duplicateTool}' AS tool`, ['tool']), { table: 'duplicate_pairs', part: '', select: pairRows }],
      parameters: { distance, prefer }, rows: pictures,
      result: { pictures, hashed, common, whole: count(isSame), mirrored: count(({ relation }) => relation === 'mirrored'), crops: count(({ relation }) => relation === 'crop'), groups: groups.length },
    };
  });
}

const atATime = 8;

/** Looks closely at the files of pairs that look alike as they are; gives those that still count as one picture. */
async function comparePictures(connection: DuckDBConnection, found: readonly Candidate[], onProgress: (done: number) => Promise<void>): Promise<Pair[]> {
  const files = await planFiles(connection, found.flatMap(({ a, b }) => [a, b]));
  const details = new PictureDetails();
  const pairs: Pair[] = [];
  for (let start = 0; start < found.length; start += atATime) {
    const some = await Promise.all(found.slice(start, start + atATime).map(async (candidate) => {
      const isClose = isSame(candidate) && !candidate.sameFile && candidate.phash !== null;
      const difference = isClose ? await details.difference(files.get(candidate.a)!.path, files.get(candidate.b)!.path) : null;
      return difference === null ? candidate : withDetails(candidate, difference);
    }));
    for (const candidate of some) {
      const score = scoreOf(candidate);
      if (score.score >= pairScore) pairs.push({ ...candidate, ...score });
    }
    await onProgress(start);
  }
  return pairs;
}

/** Mean difference from which on pictures do not lie upon each other: something is cut off, added, or drawn anew. */
const shifted = 1.8;
/** A frame moves everything, if only a little: then cells differ by more than this all over, and the whole pictures say nothing. */
const moved = 2;

function withDetails(candidate: Candidate, { local, elsewhere, mean }: DetailDifference): Candidate {
  if (candidate.relation === 'frame') return elsewhere > moved ? candidate : { ...candidate, detail: local };
  return { ...candidate, detail: local, isShifted: mean > shifted };
}

/** True when the whole of one picture is the whole of the other, but for a frame. */
const isSame = ({ relation }: Candidate) => relation === 'whole' || relation === 'frame';

/** Groups of pictures, by number; a chain whose ends look different is cut at its weakest pair. */
async function groupsOf(connection: DuckDBConnection, pairs: readonly Pair[], { phash, dhash }: { phash: number; dhash: number }): Promise<number[][]> {
  const whole = pairs.filter(isSame);
  const hashes = await BaseHashes.read(connection, whole);
  const told = new Set(whole.filter(({ sameFile, samePost }) => sameFile || samePost).map(({ a, b }) => `${a} ${b}`));
  return groupPairs(whole, (a, b) => told.has(`${Math.min(a, b)} ${Math.max(a, b)}`) || hashes.areNear(a, b, phash + chainSlack, dhash + chainSlack));
}

async function createPairTable(connection: DuckDBConnection, pairs: readonly Pair[]): Promise<void> {
  const column = <T>(value: (pair: Pair) => T) => pairs.map(value);
  await createColumnTable(connection, 'new_pair', {
    a: { type: INTEGER, values: column(({ a }) => a) }, b: { type: INTEGER, values: column(({ b }) => b) },
    phash_distance: { type: SMALLINT, values: column(({ phash }) => phash) }, dhash_distance: { type: SMALLINT, values: column(({ dhash }) => dhash) },
    is_mirrored: { type: BOOLEAN, values: column(({ relation }) => relation === 'mirrored') }, score: { type: FLOAT, values: column(({ score }) => score) },
    reasons: { type: LIST(VARCHAR), values: column(({ reasons }) => listValue(reasons)) },
  });
}

interface Member extends Plan {
  readonly id: number;
  /** The first picture of its group. */
  readonly first: number;
  readonly distance: number | null;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Makes the table of the pictures of groups: how sure each belongs to it, by its surest pair, how far it is from the one to keep, and the plan. */
async function createGroupTable(connection: DuckDBConnection, groups: readonly number[][], pairs: readonly Pair[], prefer: readonly string[]): Promise<void> {
  const surest = new Map<number, Pair>();
  const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)));
  for (const pair of pairs) {
    if (!isSame(pair) || groupOf.get(pair.a) === undefined || groupOf.get(pair.a) !== groupOf.get(pair.b)) continue;
    for (const id of [pair.a, pair.b]) if (!(surest.get(id) !== undefined && surest.get(id)!.score >= pair.score)) surest.set(id, pair);
  }
  const files = await planFiles(connection, groups.flat());
  const hashes = await BaseHashes.read(connection, groups.flat().map((id) => ({ a: id, b: id })));
  const members = groups.flatMap((group): Member[] => {
    const plans = planGroup(group.map((id) => files.get(id)!), prefer);
    const kept = group[plans.findIndex(({ plan }) => plan === 'keep')]!;
    return group.map((id, at) => ({ id, first: group[0]!, ...plans[at]!, distance: id === kept || files.get(id)!.md5 !== null && files.get(id)!.md5 === files.get(kept)!.md5 ? 0 : hashes.distance(id, kept), score: surest.get(id)!.score, reasons: surest.get(id)!.reasons }));
  });
  const column = <T>(value: (member: Member) => T) => members.map(value);
  await createColumnTable(connection, 'new_duplicate', {
    id: { type: INTEGER, values: column(({ id }) => id) }, first: { type: INTEGER, values: column(({ first }) => first) },
    distance: { type: INTEGER, values: column(({ distance }) => distance) }, score: { type: FLOAT, values: column(({ score }) => score) },
    reasons: { type: LIST(VARCHAR), values: column(({ reasons }) => listValue([...reasons])) }, plan: { type: VARCHAR, values: column(({ plan }) => plan) }, why: { type: VARCHAR, values: column(({ why }) => why) },
  });
}
