import type { Random } from '../kernels/random.js';
import { titleCase, workTitle } from './names.js';
import { katakana, kunrei, shortVowels } from './romanisation.js';

interface Titles {
  readonly title: string;
  readonly english: string | null;
  readonly japanese: string;
  readonly synonyms: readonly string[];
}

const seasonEnds = ['', ' II', ' 2nd Season', ' Second Season', ': Zoku'];

function written(random: Random, tag: string): string {
  const plain = tag.replace(/_\(series\)$/, '');
  const spelled = random.chance(0.2) ? shortVowels(plain) : random.chance(0.08) ? kunrei(plain) : plain;
  return titleCase(spelled).replace(/ No /g, ' no ').replace(' & ', random.chance(0.3) ? ' and ' : ' & ');
}

/** The titles of an anime made from a work's tag; later seasons say so behind. */
export function malTitle(random: Random, tag: string, season: number): Titles {
  const end = season === 1 ? '' : random.pick(seasonEnds.slice(1));
  const title = written(random, tag) + end;
  const short = titleCase(tag.split(/_/).map((word) => word[0]).join('')).toUpperCase();
  return {
    title, english: random.chance(0.4) ? titleCase(tag.replace(/_\(series\)$/, '')) + end : null,
    japanese: katakana(tag.replace(/_\(series\)$/, '')) + (season === 1 ? '' : '２'),
    synonyms: random.chance(0.35) ? [short + end, title.replace(/[:!']/g, '')].filter((text) => text.length > 1 && text !== title) : [],
  };
}

/** The titles of an anime that no board has a tag for. */
export function strangerTitle(random: Random): Titles {
  return malTitle(random, `${workTitle(random)}_${random.pick(['movie', 'tv', 'shorts', 'special'])}`, 1);
}
