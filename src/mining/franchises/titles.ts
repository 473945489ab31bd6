import { nameParts, nameWords, placeOfWords, seriesWords } from '../../tags/name-parts.js';
import { bothPosts, eachNeighbour, isLarger, provenShare, type WorkGraph } from './graph.js';
import type { ForestLimits } from './limits.js';

/** Words that say nothing of a work. */
const common = new Set(['series', 'the', 'game', 'anime', 'movie', 'manga', 'no', 'of', 'and', 'a', 'to', 'wa', 'ga', 'ni', 'wo', 'character', 'company', 'idol', 'project']);
const rareWord = 4.5;
/** From so many posts on, complete counts decide and not the words. */
const enoughPosts = 10;

/** What the names of works say of which belong together. */
export class Titles {
  /** Words of each work's name without qualifiers; empty for characters. */
  readonly words: readonly (readonly string[])[];
  /** The same without the endings of sequels. */
  readonly series: readonly (readonly string[])[];
  private readonly frequency = new Map<string, number>();
  private readonly works: readonly number[];
  private readonly bySeries = new Map<string, number[]>();
  private readonly byPhrase = new Map<string, number[]>();
  private readonly linkage = new Map<number, { linked: number; all: number }>();

  constructor(private readonly graph: WorkGraph, private readonly limits: ForestLimits) {
    this.works = graph.names.flatMap((_, node) => (graph.isWork[node] === 1 ? [node] : []));
    this.words = graph.names.map((name, node) => (graph.isWork[node] === 1 ? nameWords(nameParts(name).base) : []));
    this.series = this.words.map(seriesWords);
    for (const work of this.works) {
      for (const word of new Set(nameWords(graph.names[work]!))) this.frequency.set(word, (this.frequency.get(word) ?? 0) + 1);
      add(this.bySeries, this.series[work]!.join(' '), work);
      for (const phrase of phrasesOf(this.words[work]!)) add(this.byPhrase, phrase, work);
    }
  }

  /** Larger works whose title, without the ending of a sequel, stands in the name of this one, when the names alone or with the counts tell that they belong together. */
  titled(work: number): number[] {
    const found = [...phrasesOf(this.words[work]!)].flatMap((phrase) => this.bySeries.get(phrase) ?? []);
    return found.filter((other) => other !== work && isLarger(this.graph, other, work) && this.belongs(other, work));
  }

  /** Whether two works share a rare word. */
  shareWord(a: number, b: number): boolean {
    const words = new Set(nameWords(this.graph.names[a]!));
    return nameWords(this.graph.names[b]!).some((word) => words.has(word) && this.information(word) >= rareWord);
  }

  /** Whether the title of a series stands in a work's name, whatever the counts say. */
  holds(series: number, work: number): boolean {
    return placeOfWords(this.series[series]!, this.words[work]!) !== null;
  }

  private belongs(larger: number, work: number): boolean {
    const title = this.series[larger]!;
    const place = placeOfWords(title, this.words[work]!)!;
    const { complete, posts } = this.graph;
    if (complete && posts[work]! >= enoughPosts) return provenShare(bothPosts(this.graph, larger, work), posts[work]!) >= this.limits.linkComplete;
    if (bothPosts(this.graph, larger, work) >= this.limits.link * posts[work]!) return true;
    const { linked, all } = this.namesakes(larger);
    if (place !== 'middle' && linked >= 3 && linked >= all / 2) return true;
    // Of three works of one title that counts could link, some would be linked if they belonged together.
    if (all >= 3 && linked < 2) return false;
    const information = title.reduce((sum, word) => sum + this.information(word), 0);
    if (title.join(' ') === this.series[work]!.join(' ')) return information >= this.limits.particular || linked >= 2;
    return place === 'start' && title.length >= 2 && information >= this.limits.particular;
  }

  /** Works with pairs whose names begin or end with the title of a work: how many there are, and how many of them counts link to another. A title of one word needs a link of the work itself, else none counts. */
  private namesakes(work: number): { linked: number; all: number } {
    const known = this.linkage.get(work);
    if (known !== undefined) return known;
    const title = this.series[work]!;
    const { offsets } = this.graph.pairs;
    const sharing = (this.byPhrase.get(title.join(' ')) ?? []).filter((other) => offsets[other + 1]! > offsets[other]! && placeOfWords(title, this.words[other]!) !== 'middle');
    const namesakes = new Set(sharing);
    const linked = new Set<number>();
    for (const member of sharing) {
      eachNeighbour(this.graph, member, (other, both) => {
        if (namesakes.has(other) && both >= this.limits.link * Math.min(this.graph.posts[member]!, this.graph.posts[other]!)) linked.add(member).add(other);
      });
    }
    const found = { linked: linked.has(work) || title.length > 1 ? linked.size : 0, all: sharing.length };
    this.linkage.set(work, found);
    return found;
  }

  /** Inverse document frequency of a word among the works, in nats; 0 for common words and for numbers. */
  private information(word: string): number {
    if (common.has(word) || /^(\d+|[ivx]+)$/.test(word)) return 0;
    return Math.log((this.works.length + 1) / ((this.frequency.get(word) ?? 0) + 1));
  }
}

/** Every run of words, each once. */
function phrasesOf(words: readonly string[]): Set<string> {
  return new Set(words.flatMap((_, from) => words.slice(from).map((_word, length) => words.slice(from, from + length + 1).join(' '))));
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
