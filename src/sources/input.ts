import type { OpenedFile } from './open-file.js';
import type { Sample } from './sample.js';

/** Size and hash of a file as the ledger keeps them. */
export interface FileFacts {
  bytes: number;
  sha256: string;
}

/** A file to load: on disk, or a member of an archive, unpacked. To be used before the next one is asked for. */
export interface Input {
  /** Path as given; of a member, below its archive. */
  path: string;
  /** True when the user named this very file. */
  named: boolean;
  content:
    /** All of a small file. */
    | { kind: 'small'; bytes: Buffer; disk: string | null; facts(): Promise<FileFacts> }
    /** The beginning of another; `open` unpacks it if need be. */
    | { kind: 'large'; head: Buffer; open(sample: Sample): Promise<OpenedFile> }
    /** A table (Parquet) that lies at `disk` until the next input; `open` keeps it for longer. */
    | { kind: 'table'; disk: string; open(sample: Sample): Promise<OpenedFile> }
    /** Nothing to load. `failed` when it should have been. */
    | { kind: 'none'; note: string; failed: boolean };
}
