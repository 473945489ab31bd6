import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { boards, DANBOORU } from './boards.js';
import { namesOf, type ToldPost } from './formats/told-post.js';
import type { MalWorld } from './mal.js';
import { toParquet } from './parquet.js';
import type { PostedFile } from './picture-files.js';
import { picturePairs } from './picture-pairs.js';
import type { Picture } from './pictures.js';
import type { Post } from './posts.js';
import { franchiseOf } from './taglist-writer.js';
import { TextFile, writeText } from './text-file.js';
import type { World } from './world.js';

/** Tables of the truth and their columns, in file order. */
export const truthTables = {
  posts: { booru: 'VARCHAR', fid: 'VARCHAR', picture_id: 'BIGINT', revision: 'TINYINT', quality: 'DOUBLE', year: 'SMALLINT', scene: 'VARCHAR', created_at: 'TIMESTAMP WITH TIME ZONE' },
  pictures: { picture_id: 'BIGINT', artist: 'VARCHAR', characters: 'VARCHAR[]', franchise_ids: 'INTEGER[]', crossover: 'BOOLEAN', scene: 'VARCHAR', quality: 'DOUBLE' },
  franchises: { franchise_id: 'INTEGER', name: 'VARCHAR', kind: 'VARCHAR', copyrights: 'INTEGER', characters: 'INTEGER', start_year: 'SMALLINT', weight: 'DOUBLE' },
  franchise_members: { franchise_id: 'INTEGER', concept_id: 'INTEGER', tag_name: 'VARCHAR', tag_cat: 'TINYINT' },
  umbrellas: { concept_id: 'INTEGER', tag_name: 'VARCHAR', kind: 'VARCHAR' },
  characters: { concept_id: 'INTEGER', tag_name: 'VARCHAR', main: 'BOOLEAN', looks: 'VARCHAR[]', outfit: 'VARCHAR[]' },
  tag_equivalents: { concept_id: 'INTEGER', booru: 'VARCHAR', tag_name: 'VARCHAR', tag_cat: 'TINYINT' },
  post_facts: {
    booru: 'VARCHAR', fid: 'VARCHAR', created_at: 'TIMESTAMP WITH TIME ZONE', updated_at: 'TIMESTAMP WITH TIME ZONE', rating: 'TINYINT', score: 'INTEGER', favs: 'INTEGER', md5: 'VARCHAR', file_ext: 'VARCHAR', file_size: 'BIGINT',
    width: 'INTEGER', height: 'INTEGER', source: 'VARCHAR', parent_fid: 'VARCHAR', tags: 'VARCHAR[]',
  },
  picture_files: {
    path: 'VARCHAR', booru: 'VARCHAR', fid: 'VARCHAR', picture_id: 'BIGINT', width: 'INTEGER', height: 'INTEGER', kind: 'VARCHAR', amount: 'DOUBLE', quality: 'DOUBLE', scene: 'VARCHAR', scale: 'VARCHAR',
    figures: 'TINYINT',
  },
  boxes: { path: 'VARCHAR', figure: 'TINYINT', character: 'VARCHAR', label: 'VARCHAR', x: 'INTEGER', y: 'INTEGER', w: 'INTEGER', h: 'INTEGER', ref_w: 'INTEGER', ref_h: 'INTEGER' },
  duplicates: { path_a: 'VARCHAR', path_b: 'VARCHAR', kind: 'VARCHAR', amount_a: 'DOUBLE', amount_b: 'DOUBLE' },
  mal: { concept_id: 'INTEGER', tag_name: 'VARCHAR', tag_cat: 'TINYINT', mal_kind: 'VARCHAR', mal_id: 'BIGINT', mal_name: 'VARCHAR', main: 'BOOLEAN' },
} as const;

type Table = keyof typeof truthTables;
/** Tables that are there only when something was written into them. */
const optional: readonly Table[] = ['post_facts', 'picture_files', 'boxes', 'duplicates'];

/** What the simulator knows and the boards do not say, as Parquet in `truth/`; rows wait in text files, never in memory. */
export class TruthWriter {
  readonly #folder: string;
  readonly #waiting: string;
  readonly #files = new Map<Table, TextFile>();

  constructor(readonly world: World, out: string) {
    this.#folder = join(out, 'truth');
    this.#waiting = join(this.#folder, 'waiting');
    mkdirSync(this.#waiting, { recursive: true });
  }

  post(post: Post): void {
    const { picture } = post;
    this.#row('posts', [boards[post.board]!.booru, String(post.id), picture.id, post.revision, picture.quality, new Date(post.time).getUTCFullYear(), picture.scene.name, new Date(post.time).toISOString()]);
  }

  picture(picture: Picture): void {
    this.#row('pictures', [picture.id, this.#name(picture.artist.concept), picture.characters.map((character) => this.#name(character.concept)), picture.franchises, picture.crossover, picture.scene.name, picture.quality]);
  }

  /** All that a post's board says of it, for comparing what is loaded. */
  facts(post: ToldPost): void {
    const { file } = post.picture;
    const [created, updated] = [post.time, post.updated].map((time) => new Date(time).toISOString());
    this.#row('post_facts', [
      boards[post.board]!.booru, String(post.id), created, updated, post.rating, post.score.score, post.score.favs, post.shownMd5, post.ext, post.size, file.width, file.height, file.source || null,
      post.parent === null ? null : String(post.parent), namesOf(post),
    ]);
  }

  /** What is in the picture files, and which are alike. */
  files(files: readonly PostedFile[]): void {
    for (const { path, post, width, height, resave, drawing, boxes } of files) {
      const { picture } = post;
      this.#row('picture_files', [path, boards[post.board]!.booru, String(post.id), picture.id, width, height, resave.kind, resave.amount, picture.quality, picture.scene.name, drawing.scale, drawing.figures.length]);
      for (const { figure, character, label, box } of boxes) this.#row('boxes', [path, figure, character, label, box.x, box.y, box.w, box.h, width, height]);
    }
    for (const { a, b, kind } of picturePairs(files)) this.#row('duplicates', [a.path, b.path, kind, a.resave.amount, b.resave.amount]);
  }

  /** Writes the rest and turns all rows into Parquet. `counts` are by board and rank. */
  async finish(counts: readonly Int32Array[], mal: MalWorld): Promise<void> {
    const { book, franchises, umbrellas } = this.world;
    for (const franchise of franchises) {
      this.#row('franchises', [franchise.index, this.#name(franchise.head), franchise.kind, new Set([franchise.head, ...franchise.parts.map((part) => part.concept)]).size, franchise.characters.length, Math.floor(franchise.start), franchise.weight]);
      for (const { concept, main, face, outfit } of franchise.characters) this.#row('characters', [concept, this.#name(concept), main, face.map((tag) => this.#name(tag)), outfit.map((tag) => this.#name(tag))]);
    }
    for (const [concept, franchise] of franchiseOf(this.world)) this.#row('franchise_members', [franchise, concept, this.#name(concept), book.concepts[concept]!.category]);
    for (const umbrella of umbrellas) this.#row('umbrellas', [umbrella.concept, this.#name(umbrella.concept), umbrella.kind]);
    for (const concept of book.concepts) {
      boards.forEach((board, at) => {
        if (counts[at]![this.world.rankOf[at]![concept.id]!]! > 0) this.#row('tag_equivalents', [concept.id, board.booru, concept.names[at]!, concept.categories[at]!]);
      });
    }
    for (const link of mal.truth) this.#row('mal', [link.concept, this.#name(link.concept), book.concepts[link.concept]!.category, link.kind, link.id, link.name, link.main]);
    await this.#toParquet();
  }

  #name(concept: number): string {
    return this.world.book.concepts[concept]!.names[DANBOORU]!;
  }

  #row(table: Table, values: readonly unknown[]): void {
    let file = this.#files.get(table);
    if (!file) this.#files.set(table, (file = new TextFile(join(this.#waiting, `${table}.jsonl`))));
    const columns = Object.keys(truthTables[table]);
    file.write(`{${values.map((value, at) => `"${columns[at]}":${JSON.stringify(value)}`).join(',')}}\n`);
  }

  async #toParquet(): Promise<void> {
    const pathOf = (table: Table): string => join(this.#waiting, `${table}.jsonl`);
    const tables = (Object.keys(truthTables) as Table[]).filter((table) => this.#files.has(table) || !optional.includes(table));
    for (const table of tables) {
      if (this.#files.has(table)) this.#files.get(table)!.close();
      else writeText(pathOf(table), '');
    }
    await toParquet(this.#waiting, tables.map((table) => ({ from: pathOf(table), to: join(this.#folder, `${table}.parquet`), columns: truthTables[table] })));
    rmSync(this.#waiting, { recursive: true, force: true });
  }
}
