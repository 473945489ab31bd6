import type { Lake } from '../../lake/lake.js';
import { type Belonging, findFranchise, findMal, type MalEntry } from './belonging.js';
import { type Companion, findCompany } from './company.js';
import { countPosts, type Counts } from './counts.js';
import { type Composed, findComposition, findNeighbours, type Neighbour } from './looks.js';
import { findNames, type Names } from './names.js';
import { measurePopularity, type Popularity } from './popularity.js';
import { withPosts } from './posts.js';
import { findSubject, type Subject, type SubjectOptions } from './subject.js';

/** All that the lake says of a tag, an artist, a character, a work or a franchise, from the posts the session shows. */
export interface Portrait {
  readonly subject: Subject;
  readonly names: Names;
  readonly counts: Counts;
  readonly popularity: Popularity;
  readonly companions: readonly Companion[];
  readonly franchise: Belonging | null;
  readonly composition: Composed;
  readonly mal: readonly MalEntry[];
  readonly neighbours: readonly Neighbour[];
}

/** Draws the portrait of a tag, or of a franchise, by its name; null when the lake has neither. Throws UserError as `findSubject`. */
export async function drawPortrait(lake: Lake, name: string, options: SubjectOptions = {}): Promise<Portrait | null> {
  const subject = await findSubject(lake, name, options);
  if (subject === null) return null;
  return withPosts(lake, subject, async (tables): Promise<Portrait> => ({
    subject,
    names: await findNames(lake, subject),
    counts: await countPosts(lake, tables),
    popularity: await measurePopularity(lake, tables),
    companions: await findCompany(lake, subject, tables),
    franchise: await findFranchise(lake, subject),
    composition: await findComposition(lake, tables),
    mal: await findMal(lake, subject),
    neighbours: await findNeighbours(lake, subject),
  }));
}
