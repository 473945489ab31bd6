import { boards } from '../tags/boards.js';

/** What the plan weighs of a picture file; null where it is not known. */
export interface PlanFile {
  readonly path: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Width and height of the picture without its frame, as parts of the whole. */
  readonly inner: { readonly width: number; readonly height: number } | null;
  readonly fileType: string | null;
  readonly jpegQuality: number | null;
  readonly fileSize: number | null;
  readonly booru: string | null;
  /** Milliseconds since 1970. */
  readonly postedAt: number | null;
}

export interface Plan {
  readonly plan: 'keep' | 'drop';
  /** The rule that decided. */
  readonly why: string;
}

interface Rule {
  readonly keep: string;
  readonly drop: string;
  /** The more the better; what is not known counts least. */
  readonly value: (file: PlanFile) => number;
  /** Values that fall short of the best by no more than this part of it count as equal. */
  readonly slack: number;
}

const lossless = /png|bmp|tiff?/i;
const least = Number.NEGATIVE_INFINITY;

/** JPEG's quality, or more for what loses nothing; 0 for what may lose. */
const fidelity = ({ fileType, jpegQuality }: PlanFile) => (lossless.test(fileType ?? '') ? 101 : jpegQuality ?? 0);

function rulesFor(preferred: readonly string[]): Rule[] {
  const list = [...preferred, ...boards.map(({ name }) => name)];
  return [
    { keep: 'more pixels', drop: 'fewer pixels', slack: 0.02, value: ({ width, height, inner }) => (width ?? 0) * (height ?? 0) * (inner?.width ?? 1) * (inner?.height ?? 1) },
    { keep: 'no frame', drop: 'a frame', slack: 0.01, value: ({ inner }) => (inner === null ? 1 : inner.width * inner.height) },
    { keep: 'less compressed', drop: 'more compressed', slack: 0, value: fidelity },
    { keep: 'larger file', drop: 'smaller file', slack: 0, value: ({ fileSize }) => fileSize ?? 0 },
    { keep: 'preferred board', drop: 'other board', slack: 0, value: ({ booru }) => (booru === null || !list.includes(booru) ? least : -list.indexOf(booru)) },
    { keep: 'older post', drop: 'newer post', slack: 0, value: ({ postedAt }) => (postedAt === null ? least : -postedAt) },
  ];
}

/**
 * Which file of a group to keep: rule after rule, the best stay, until one is left; of equal ones the first by path. `preferred` are boards that
 * come before the others. In the order of the files, which must not be empty.
 */
export function planGroup(files: readonly PlanFile[], preferred: readonly string[] = []): Plan[] {
  const plans = new Map<PlanFile, Plan>();
  let rest = [...files];
  let why = 'first path';
  for (const { keep, drop, value, slack } of rulesFor(preferred)) {
    if (rest.length === 1) break;
    const values = rest.map(value);
    const best = Math.max(...values);
    const isBest = (at: number) => values[at] === best || values[at]! >= best - slack * Math.abs(best);
    const out = rest.filter((_, at) => !isBest(at));
    for (const file of out) plans.set(file, { plan: 'drop', why: drop });
    if (out.length > 0) why = keep;
    rest = rest.filter((_, at) => isBest(at));
  }
  const kept = rest.reduce((first, file) => (file.path < first.path ? file : first));
  for (const file of rest) plans.set(file, file === kept ? { plan: 'keep', why: rest.length > 1 ? 'first path' : why } : { plan: 'drop', why: 'later path' });
  return files.map((file) => plans.get(file)!);
}
