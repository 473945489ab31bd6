import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Budget } from '../sources/containers/budget.js';
import { decompressed } from '../sources/containers/decompress.js';
import { kindOf } from '../sources/containers/kind.js';
import { isHidden, unsafeName, type Member } from '../sources/containers/member.js';
import { Peeked } from '../sources/containers/peeked.js';
import { tarMembers } from '../sources/containers/tar.js';
import { zipMembers } from '../sources/containers/zip.js';
import { fileLimit } from './limits.js';
import type { FoundFile, Trouble } from './picture-files.js';
import { isNamedPicture, pictureType, typeBytes } from './picture-type.js';

/** A member of an archive, unpacked. */
export interface FoundMember extends FoundFile {
  readonly bytes: Uint8Array;
  /** Why it could not be unpacked, or null. */
  readonly fault: string | null;
}

export type FileSort = 'picture' | 'archive' | 'other';

/** What a file on disk is by its first bytes; by its name, where it should be a picture and is none. Throws the error of the system. */
export async function sortOf(path: string): Promise<FileSort> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(typeBytes), 0, typeBytes, 0);
    return sortOfBytes(path, buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function sortOfBytes(path: string, head: Buffer): FileSort {
  if (pictureType(head) !== null) return 'picture';
  const { kind } = kindOf(head);
  if (kind === 'zip' || kind === 'tar' || ((kind === 'gzip' || kind === 'zstd' || kind === 'xz') && /\.(?:tar\.[a-z0-9]+|tgz|txz|tzst)$/i.test(path))) return 'archive';
  return isNamedPicture(path) ? 'picture' : 'other';
}

/**
 * The pictures in a .zip or .tar archive (also a packed .tar), as files below its path; as old as the archive is. `onOther` counts members that
 * are no pictures. An archive in an archive is not opened. Throws Error when the archive is damaged, and UserError when it unpacks to too much.
 */
export async function* archivePictures(archive: FoundFile, onOther: () => void, onTrouble: (trouble: Trouble) => void): AsyncIterable<FoundMember> {
  const budget = new Budget(archive.path, archive.size);
  for await (const member of membersOf(archive.path, budget)) {
    const path = `${archive.path}/${member.name}`;
    const unsafe = unsafeName(member.name);
    if (unsafe === null && isHidden(member.name)) continue;
    if (unsafe !== null || 'refused' in member) {
      onTrouble({ path, what: unsafe ?? ('refused' in member ? member.refused : '') });
      continue;
    }
    let bytes: Buffer | null;
    try {
      bytes = await pictureBytes(path, budget.counted(member.bytes()));
    } catch (error) {
      if (error instanceof Error && error.name === 'UserError') throw error;
      const fault = `damaged in its archive (${(error as Error).message.slice(0, 200)})`;
      if (isNamedPicture(path)) yield { path, size: 0, changed: archive.changed, at: archive.at, bytes: new Uint8Array(), fault };
      else onTrouble({ path, what: fault });
      continue;
    }
    if (bytes === null) onOther();
    else yield { path, size: bytes.length, changed: archive.changed, at: archive.at, bytes, fault: null };
  }
}

async function* membersOf(path: string, budget: Budget): AsyncIterable<Member> {
  const disk = createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  const peeked = await Peeked.of(disk);
  try {
    const { kind } = kindOf(peeked.head);
    if (kind === 'zip') yield* zipMembers(path);
    else if (kind === 'gzip' || kind === 'zstd' || kind === 'xz') yield* tarMembers(budget.counted(decompressed(kind, peeked.bytes())));
    else yield* tarMembers(peeked.bytes());
  } finally {
    await peeked.close();
  }
}

/** All bytes of a member that is a picture or should be one by its name, cut where they are too many; null of another, of which only the beginning is read. */
async function pictureBytes(path: string, stream: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  let isKnown = false;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (!isKnown && length >= typeBytes) {
      if (sortOfBytes(path, Buffer.concat(pieces)) !== 'picture') return null;
      isKnown = true;
    }
    if (length > fileLimit) break;
  }
  const bytes = Buffer.concat(pieces);
  return isKnown || sortOfBytes(path, bytes) === 'picture' ? bytes : null;
}
