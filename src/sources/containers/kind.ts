/** What a file is by its first bytes. */
export type FileKind = 'text' | 'gzip' | 'zstd' | 'xz' | 'zip' | 'tar' | 'parquet' | 'sqlite' | 'other';

/** Why a file of a known kind is not read. */
export interface Unreadable {
  kind: 'other';
  note: string;
}

const packed: readonly [signature: string, kind: FileKind][] = [
  ['1f8b', 'gzip'], ['28b52ffd', 'zstd'], ['fd377a585a00', 'xz'], ['504b0304', 'zip'], ['504b0506', 'zip'], ['50415231', 'parquet'], ['53514c69746520666f726d6174203300', 'sqlite'],
];

const unpackFirst: readonly [signature: string, how: string][] = [
  ['377abcaf271c', 'a 7z archive; unpack it first (7z x FILE) and load the folder'],
  ['526172211a07', 'a rar archive; unpack it first (unrar x FILE) and load the folder'],
  ['425a68', 'a bzip2 file; unpack it first (bunzip2 FILE)'],
];

const pictures = ['89504e47', 'ffd8ff', '47494638', '52494646', '1a45dfa3'];

/** Tells what a file is by its beginning. */
export function kindOf(head: Buffer): { kind: Exclude<FileKind, 'other'> } | Unreadable {
  const start = head.subarray(0, 16).toString('hex');
  const known = packed.find(([signature]) => start.startsWith(signature))?.[1];
  if (known !== undefined && known !== 'other') return { kind: known };
  if (/^5[0-9a-f]2a4d18/.test(start)) return { kind: 'zstd' };
  const how = unpackFirst.find(([signature]) => start.startsWith(signature))?.[1];
  if (how !== undefined && head.includes(0)) return { kind: 'other', note: how };
  if (pictures.some((signature) => start.startsWith(signature)) || head.toString('latin1', 4, 8) === 'ftyp') return { kind: 'other', note: 'not a text file: a picture or film; --source file-names FOLDER loads the names of pictures' };
  if (isTar(head)) return { kind: 'tar' };
  return head.subarray(0, 4096).includes(0) ? { kind: 'other', note: 'not a text file, and no archive that can be read' } : { kind: 'text' };
}

const block = 512;

/** True when the first block carries the checksum of a tar header. */
function isTar(head: Buffer): boolean {
  if (head.length < block || head[0] === 0) return false;
  const told = Number.parseInt(head.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
  let sum = 0;
  for (let at = 0; at < block; at++) sum += at >= 148 && at < 156 ? 32 : head[at]!;
  return told === sum;
}
