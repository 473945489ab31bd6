import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const small = 0xffff_ffff;
/** Names are UTF-8. */
const flags = 0x0800;
/** The first day of DOS, so that the same files give the same bytes. */
const [time, date] = [0, (1 << 5) | 1];

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly at: number;
}

/** Writes files into a .zip one after the other, as they are: pictures are packed already. Zip64 where numbers outgrow the old format (PKWARE APPNOTE 6.3.10, 4.3 to 4.5). */
export class ZipArchive {
  private readonly entries: Entry[] = [];
  private at = 0;

  constructor(private readonly file: Pick<FileHandle, 'writeFile'>) {}

  async add(name: string, bytes: Buffer): Promise<void> {
    const entry = { name: Buffer.from(name), crc: crc32(bytes), size: bytes.length, at: this.at };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    this.shared(head, 4, entry, false);
    await this.put(head, entry.name, bytes);
    this.entries.push(entry);
  }

  /** Writes the directory; nothing can be added after. */
  async finish(): Promise<void> {
    const start = this.at;
    for (const entry of this.entries) await this.put(...this.directoryEntry(entry));
    const [count, size] = [this.entries.length, this.at - start];
    const isLarge = count >= 0xffff || this.at >= small;
    if (isLarge) {
      const [end, locator] = [Buffer.alloc(56), Buffer.alloc(20)];
      end.writeUInt32LE(0x06064b50, 0);
      end.writeBigUInt64LE(44n, 4);
      end.writeUInt16LE(45, 12);
      end.writeUInt16LE(45, 14);
      for (const [i, value] of [count, count, size, start].entries()) end.writeBigUInt64LE(BigInt(value), 24 + 8 * i);
      locator.writeUInt32LE(0x07064b50, 0);
      locator.writeBigUInt64LE(BigInt(this.at), 8);
      locator.writeUInt32LE(1, 16);
      await this.put(end, locator);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    for (const at of [8, 10]) end.writeUInt16LE(isLarge ? 0xffff : count, at);
    end.writeUInt32LE(isLarge ? small : size, 12);
    end.writeUInt32LE(isLarge ? small : start, 16);
    await this.put(end);
  }

  private directoryEntry(entry: Entry): Buffer[] {
    const head = Buffer.alloc(46);
    const extra = Buffer.alloc(entry.at >= small ? 12 : 0);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(45, 4);
    this.shared(head, 6, entry, extra.length > 0);
    head.writeUInt16LE(extra.length, 30);
    head.writeUInt32LE(Math.min(entry.at, small), 42);
    if (extra.length > 0) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(entry.at), 4);
    }
    return [head, entry.name, extra];
  }

  /** The fields that both headers of a file have in common, from the version needed to the length of the name. */
  private shared(head: Buffer, at: number, { name, crc, size }: Entry, isLarge: boolean): void {
    for (const [i, value] of [isLarge ? 45 : 20, flags, 0, time, date].entries()) head.writeUInt16LE(value, at + 2 * i);
    for (const [i, value] of [crc, size, size].entries()) head.writeUInt32LE(value, at + 10 + 4 * i);
    head.writeUInt16LE(name.length, at + 22);
  }

  private async put(...parts: readonly Buffer[]): Promise<void> {
    for (const part of parts) {
      await this.file.writeFile(part);
      this.at += part.length;
    }
  }
}
