import { BIGINT, DOUBLE, SMALLINT, TINYINT, VARCHAR } from '@duckdb/node-api';
import { createColumnTable } from '../../lake/column-table.js';
import type { Lake } from '../../lake/lake.js';
import type { PartWrite } from '../../lake/merge.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import type { LakeWriter } from '../../lake/writer.js';
import { UserError } from '../../lake/error.js';
import { crossValidated } from './cross-validate.js';
import { defaultModels } from './default-models.js';
import { plainScale, scaleOf, type Model, type Scale } from './fit-model.js';
import { fitWeights } from './fit-weights.js';
import { labelled, linkBoth, readMaterial, type LinkedSide, type Material, type OfKinds, type OnProgress } from './link-both.js';
import { linkRows, type LinkRow, type Limits } from './link-rows.js';
import { estimateWeights, flatWeights, type Teach, type Weights } from './model.js';
import type { MalKind } from './read-entries.js';
import { decidedLinks, type Side } from './side.js';
import { readTruth, type TrueLink } from './truth.js';

export interface LinkMalOptions extends StepOptions {
  /** Least score of a link that is accepted. Default as learned with the weights. */
  readonly accept?: number;
  /**
   * Where weights come from: `fit` to the labels and decisions of this lake, `learn` from its tags and entries without any of these. Default the built-in ones.
   */
  readonly weights?: 'built-in' | 'fit' | 'learn';
  /** Take the labels of the lake as known links. Default true. */
  readonly labels?: boolean;
}

export interface LinkMalSummary {
  readonly kind: MalKind;
  readonly tags: number;
  readonly entries: number;
  readonly accepted: number;
  /** Tags with candidates to look at. */
  readonly review: number;
  /** Links known from labels, and decisions of people, that were heeded. */
  readonly labels: number;
  readonly decisions: number;
  /** What the links were scored with. */
  readonly model: Model;
}

export const linkMalCommand = 'link mal';
const limits: Limits = { review: 0.1, candidates: 5 };
/** A kind with fewer known links keeps its built-in weights. */
const enough = 50;
const rounds = 8;

/**
 * Finds which entry of MyAnimeList each copyright and character is, and writes the table `mal_links` in one commit. Throws UserError when the lake has
 * no entries or no tags of these categories, or too few known links to fit weights to, and as `runStep`.
 */
export async function linkMal(lake: Lake, options: LinkMalOptions = {}): Promise<LinkMalSummary[]> {
  const { accept, weights = 'built-in', labels = true, signal } = options;
  return runStep(lake, linkMalCommand, options, async (writer) => {
    const onProgress: OnProgress = (label, done, total) => {
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total });
    };
    const bare = await readMaterial(lake);
    const truth = labels ? { anime: await readTruth(lake, 'anime'), character: await readTruth(lake, 'character') } : { anime: [], character: [] };
    const material = labelled(bare, truth);
    const teacher: Teacher = weights === 'fit' ? await fitting(bare, material, truth, onProgress) : weights === 'learn' ? learning : builtIn;
    const linked = await linkBoth(material, teacher.start, teacher.teach, onProgress);
    const models = kinds.map((kind): Model => ({ weights: linked[kind].linked.weights, ...teacher.scale[kind], ...(accept === undefined ? {} : { accept }) }));
    const rows = kinds.map((kind, at) => linkRows(linked[kind], models[at]!, limits));
    const summaries = kinds.map((kind, at) => summaryOf(linked[kind], rows[at]!, models[at]!));
    const write = await writeOf(writer, rows.flat());
    return { writes: [write], parameters: { accept: accept ?? null, weights, labels }, rows: kinds.reduce((sum, kind) => sum + material.sides[kind].tags.length + material.sides[kind].entries.length, 0), result: summaries };
  });
}

const kinds = ['anime', 'character'] as const;

/** Where weights start, how they are learned, and how what they give is scaled. */
interface Teacher {
  readonly start: OfKinds<Weights>;
  readonly teach: (side: Side) => Teach | undefined;
  readonly scale: OfKinds<Scale>;
}

const builtIn: Teacher = { start: { anime: defaultModels.anime.weights, character: defaultModels.character.weights }, teach: () => undefined, scale: defaultModels };

const learning: Teacher = { ...builtIn, teach: () => estimateWeights(rounds), scale: { anime: plainScale, character: plainScale } };

async function fitting(bare: Material, { sides }: Material, truth: OfKinds<readonly TrueLink[]>, onProgress: OnProgress): Promise<Teacher> {
  const known = ({ verdicts }: Side) => verdicts.links.size + verdicts.barred.size;
  const fits = (kind: MalKind) => known(sides[kind]) >= enough;
  if (!kinds.some(fits)) throw new UserError(`To fit weights takes ${enough} known links of a kind; there are ${known(sides.anime)} of titles and ${known(sides.character)} of characters`, 'Load a list with labels, or leave out --fit.');
  const decided = (kind: MalKind) => decidedLinks(sides[kind]);
  const all = { anime: [...truth.anime, ...decided('anime')], character: [...truth.character, ...decided('character')] };
  const guesses = await crossValidated(bare, all, { folds: 3, apart: 'franchises' }, onProgress);
  const pick = <T>(fitted: (kind: MalKind) => T, other: (kind: MalKind) => T): OfKinds<T> => ({ anime: (fits('anime') ? fitted : other)('anime'), character: (fits('character') ? fitted : other)('character') });
  return { start: pick((kind) => flatWeights[kind], (kind) => defaultModels[kind].weights), teach: (side) => (fits(side.kind) ? fitWeights(side.verdicts) : undefined), scale: pick((kind) => scaleOf(kind, guesses[kind]), (kind) => defaultModels[kind]) };
}

function summaryOf({ side: { kind, tags, entries, verdicts } }: LinkedSide, rows: readonly LinkRow[], model: Model): LinkMalSummary {
  const tagsWith = (status: string) => new Set(rows.filter((row) => row.status === status).map((row) => row.tag_name)).size;
  const { links, labelled: known, refused, barred } = verdicts;
  return { kind, tags: tags.length, entries: entries.length, accepted: tagsWith('accepted'), review: tagsWith('review'), labels: known.size, decisions: links.size - known.size + refused.size + barred.size, model };
}

async function writeOf(writer: LakeWriter, rows: readonly LinkRow[]): Promise<PartWrite> {
  const column = <K extends keyof LinkRow>(key: K) => rows.map((row) => row[key]);
  await createColumnTable(writer.connection, 'found_links', {
    tag_name: { type: VARCHAR, values: column('tag_name') }, tag_cat: { type: TINYINT, values: column('tag_cat') }, mal_kind: { type: VARCHAR, values: column('mal_kind') },
    mal_id: { type: BIGINT, values: column('mal_id').map(BigInt) }, mal_name: { type: VARCHAR, values: column('mal_name') }, score: { type: DOUBLE, values: column('score') },
    rule: { type: VARCHAR, values: column('rule') }, evidence: { type: VARCHAR, values: column('evidence') }, status: { type: VARCHAR, values: column('status') }, rank: { type: SMALLINT, values: column('rank') },
  });
  return { table: 'mal_links', part: '', select: 'SELECT * FROM found_links ORDER BY tag_name, tag_cat, mal_kind, mal_id' };
}
