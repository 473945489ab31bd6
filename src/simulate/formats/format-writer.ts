import { join } from 'node:path';
import { TextFile } from '../text-file.js';
import type { FormatFile, PostFormat } from './format.js';
import { postFormats, repackedFormats } from './formats.js';
import type { ToldPost } from './told-post.js';

/** Writes one file, or run of files, of a format as the posts come. */
class RunWriter {
  readonly #waiting: ToldPost[] = [];
  #runs = 0;
  #open: TextFile | undefined;

  constructor(readonly folder: string, readonly file: FormatFile) {}

  write(post: ToldPost): void {
    if (this.#waiting.push(post) >= this.file.run) this.#flush();
  }

  finish(): void {
    if (this.#waiting.length > 0) this.#flush();
    this.#open?.close();
  }

  #flush(): void {
    const posts = this.#waiting.splice(0);
    const number = ++this.#runs;
    const path = join(this.folder, this.file.path(posts, number));
    if (this.#open?.path !== path) {
      this.#open?.close();
      this.#open = new TextFile(path);
    }
    this.#open.write(this.file.text(posts, number));
  }
}

/** Writes the posts in other formats, each in a folder of its own below `formats/`. */
export class FormatWriter {
  readonly #writers: { format: PostFormat; runs: RunWriter[] }[];

  constructor(readonly out: string, readonly names: readonly string[]) {
    this.#writers = postFormats.filter(({ name }) => names.includes(name)).map((format) => ({ format, runs: format.files.map((file) => new RunWriter(this.#folder(format.name), file)) }));
  }

  write(post: ToldPost): void {
    for (const { format: { of, until = Infinity }, runs } of this.#writers) {
      if (of.includes(post.board) && post.time < until) for (const run of runs) run.write(post);
    }
  }

  /** Ends the files, and makes the formats that need those of the boards; these must be finished. */
  async finish(): Promise<void> {
    for (const { runs } of this.#writers) for (const run of runs) run.finish();
    for (const format of repackedFormats) if (this.names.includes(format.name)) await format.repack(this.out, this.#folder(format.name));
  }

  #folder(name: string): string {
    return join(this.out, 'formats', name);
  }
}
