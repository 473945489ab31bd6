/** Figures of one class. */
export interface ClassScore {
  /** Number of the class. */
  readonly label: number;
  /** Items that are of it, that were said to be, and that are both. */
  readonly items: number;
  readonly predicted: number;
  readonly right: number;
  /** 0 when it was never predicted. */
  readonly precision: number;
  /** 0 when no item is of it. */
  readonly recall: number;
  readonly f1: number;
}

export interface Confusion {
  readonly truth: number;
  readonly predicted: number;
  readonly items: number;
}

export interface ClassScores {
  readonly items: number;
  /** Share of items that are right; 0 of none. */
  readonly accuracy: number;
  /** Mean F1 of the classes that some item is of or was said to be. */
  readonly macroF1: number;
  /** The classes that some item is of or was said to be, by number. */
  readonly classes: ClassScore[];
  /** Every pair of true and wrongly predicted class, the most frequent first. */
  readonly confusions: Confusion[];
}

/** Scores predicted classes, numbered from 0, against the true ones. Throws RangeError when the lengths differ. */
export function classScores(truth: Int32Array, predicted: Int32Array, classes: number): ClassScores {
  if (truth.length !== predicted.length) throw new RangeError(`${truth.length} true classes but ${predicted.length} predicted ones`);
  const items = new Uint32Array(classes);
  const said = new Uint32Array(classes);
  const right = new Uint32Array(classes);
  const wrong = new Map<number, number>();
  truth.forEach((label, item) => {
    const other = predicted[item]!;
    items[label]!++;
    said[other]!++;
    if (label === other) right[label]!++;
    else wrong.set(label * classes + other, (wrong.get(label * classes + other) ?? 0) + 1);
  });
  const rows = Array.from(items, (count, label): ClassScore => ({
    label, items: count, predicted: said[label]!, right: right[label]!,
    precision: right[label]! / Math.max(1, said[label]!), recall: right[label]! / Math.max(1, count), f1: (2 * right[label]!) / Math.max(1, count + said[label]!),
  })).filter((row) => row.items + row.predicted > 0);
  const confusions = [...wrong].map(([cell, count]): Confusion => ({ truth: Math.floor(cell / classes), predicted: cell % classes, items: count }));
  return {
    items: truth.length, accuracy: right.reduce((sum, count) => sum + count, 0) / Math.max(1, truth.length),
    macroF1: rows.reduce((sum, row) => sum + row.f1, 0) / Math.max(1, rows.length), classes: rows,
    confusions: confusions.sort((a, b) => b.items - a.items || a.truth - b.truth || a.predicted - b.predicted),
  };
}
