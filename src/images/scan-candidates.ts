import { archivePictures, sortOf, type FileSort, type FoundMember } from './picture-archive.js';
import type { FoundFile, Trouble } from './picture-files.js';
import { isNamedPicture } from './picture-type.js';
import type { ScanTriage, Verdict } from './scan-triage.js';

/** A file to look at. With a `fault` it cannot be: then this is its reject. */
export interface Candidate {
  /** Its number among those of one walk that are looked at, from 1. */
  readonly row: number;
  readonly file: FoundFile;
  /** Of a member of an archive. */
  readonly bytes: Uint8Array | null;
  readonly fault: string | null;
  /** True of one whose post must not be in the lake. */
  readonly isExcluded: boolean;
}

/** What a walk passed, beside the files that are looked at. */
export interface WalkCounts {
  /** Files and members of archives, whatever they are. */
  files: number;
  unchanged: number;
  excludedBefore: number;
  /** No pictures. */
  passedOver: number;
  /** Archives that were read, all of them. */
  readonly archives: FoundFile[];
  readonly troubles: Trouble[];
}

const batchFiles = 1000;
const batchBytes = 64 << 20;

type Found = Omit<Candidate, 'row'>;

/** Those of some files that are to be looked at, in order. */
export async function* candidatesOf(files: AsyncIterable<FoundFile>, place: string, triage: ScanTriage, counts: WalkCounts): AsyncIterable<Candidate> {
  let row = 0;
  for await (const found of foundOf(files, place, triage, counts)) yield { row: ++row, ...found };
}

async function* foundOf(files: AsyncIterable<FoundFile>, place: string, triage: ScanTriage, counts: WalkCounts): AsyncIterable<Found> {
  const onTrouble = (trouble: Trouble) => void counts.troubles.push(trouble);
  for await (const [file, verdict] of judged(files, place, triage)) {
    counts.files++;
    if (verdict === 'unchanged archive') {
      const seen = await triage.seenBelow(file.path);
      counts.files += seen;
      counts.unchanged += seen;
      continue;
    }
    if (verdict !== 'look') {
      yield* passed(file, verdict, counts);
      continue;
    }
    const sort = await sortOf(file.path).catch((error: NodeJS.ErrnoException) => error);
    if (sort instanceof Error) yield* unreadable(file, sort, onTrouble);
    else if (sort === 'archive') yield* membersOf(file, place, triage, counts);
    else yield* ofSort(file, sort, counts);
  }
}

function* passed(file: FoundFile, verdict: Verdict, counts: WalkCounts): Iterable<Found> {
  if (verdict === 'unchanged') counts.unchanged++;
  else if (verdict === 'excluded before') counts.excludedBefore++;
  else yield { file, bytes: null, fault: null, isExcluded: true };
}

function* ofSort(file: FoundFile, sort: FileSort, counts: WalkCounts): Iterable<Found> {
  if (sort === 'picture') yield { file, bytes: null, fault: null, isExcluded: false };
  else counts.passedOver++;
}

function* unreadable(file: FoundFile, error: NodeJS.ErrnoException, onTrouble: (trouble: Trouble) => void): Iterable<Found> {
  const fault = error.code === 'ENOENT' ? 'gone while the scan ran' : `cannot be read (${error.code})`;
  if (isNamedPicture(file.path)) yield { file, bytes: null, fault, isExcluded: false };
  else onTrouble({ path: file.path, what: fault });
}

async function* membersOf(archive: FoundFile, place: string, triage: ScanTriage, counts: WalkCounts): AsyncIterable<Found> {
  let isWhole = true;
  const onFault = () => (isWhole = false);
  for await (const [member, verdict] of judged(soundMembers(archive, counts, onFault), place, triage)) {
    counts.files++;
    if (verdict !== 'look') yield* passed(member, verdict, counts);
    else yield { file: member, bytes: member.bytes, fault: member.fault, isExcluded: false };
  }
  if (isWhole) counts.archives.push(archive);
}

/** The pictures of an archive; what is wrong with the archive itself is told as a fault of it. */
async function* soundMembers(archive: FoundFile, counts: WalkCounts, onFault: () => void): AsyncIterable<FoundMember> {
  try {
    yield* archivePictures(archive, () => (counts.files++, counts.passedOver++), (trouble) => counts.troubles.push(trouble));
  } catch (error) {
    onFault();
    yield { ...archive, bytes: new Uint8Array(), fault: `the archive is damaged or cut off (${(error as Error).message.slice(0, 200)})` };
  }
}

/** Files with what is to be done with each, in order: many are asked of at a time. */
async function* judged<T extends FoundFile & { readonly bytes?: Uint8Array }>(files: AsyncIterable<T>, place: string, triage: ScanTriage): AsyncIterable<[T, Verdict]> {
  let batch: T[] = [];
  let bytes = 0;
  const judge = async function* (): AsyncIterable<[T, Verdict]> {
    const verdicts = batch.length > 0 ? await triage.verdicts(batch, place) : [];
    for (const [at, file] of batch.entries()) yield [file, verdicts[at]!];
    batch = [];
    bytes = 0;
  };
  for await (const file of files) {
    batch.push(file);
    bytes += file.bytes?.length ?? 0;
    if (batch.length >= batchFiles || bytes >= batchBytes) yield* judge();
  }
  yield* judge();
}
