export interface PictureType {
  /** As ExifTool names it. */
  readonly type: string;
  readonly extensions: readonly string[];
  /** False for what is a picture and cannot be decoded here. */
  readonly isDecoded: boolean;
}

const text = (head: Uint8Array, start: number, end: number): string => Buffer.from(head.subarray(start, end)).toString('latin1');

const types: readonly (PictureType & { fits(head: Uint8Array): boolean })[] = [
  { type: 'JPEG', extensions: ['jpg', 'jpeg', 'jfif', 'jpe'], isDecoded: true, fits: (head) => text(head, 0, 3) === '\xff\xd8\xff' },
  { type: 'PNG', extensions: ['png', 'apng'], isDecoded: true, fits: (head) => text(head, 0, 8) === '\x89PNG\r\n\x1a\n' },
  { type: 'GIF', extensions: ['gif'], isDecoded: true, fits: (head) => /^GIF8[79]a/.test(text(head, 0, 6)) },
  { type: 'WEBP', extensions: ['webp'], isDecoded: true, fits: (head) => text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP' },
  { type: 'AVIF', extensions: ['avif', 'avifs'], isDecoded: true, fits: (head) => text(head, 4, 8) === 'ftyp' && /avi[fs]/.test(text(head, 8, 40)) },
  { type: 'TIFF', extensions: ['tif', 'tiff'], isDecoded: true, fits: (head) => /^(?:II[*+]\0|MM\0[*+])/.test(text(head, 0, 4)) },
  { type: 'HEIC', extensions: ['heic', 'heif'], isDecoded: false, fits: (head) => /^ftyp(?:hei|hev|mif|msf)/.test(text(head, 4, 12)) },
  { type: 'BMP', extensions: ['bmp'], isDecoded: false, fits: (head) => /^BM[^]{4}\0{4}/.test(text(head, 0, 10)) },
  { type: 'JXL', extensions: ['jxl'], isDecoded: false, fits: (head) => text(head, 0, 2) === '\xff\x0a' || text(head, 0, 8) === '\0\0\0\x0cJXL ' },
  { type: 'PSD', extensions: ['psd'], isDecoded: false, fits: (head) => text(head, 0, 4) === '8BPS' },
];

/** Bytes from the beginning of a file that tell its type. */
export const typeBytes = 512;

/** What kind of picture a file is by its first bytes, or null. */
export function pictureType(head: Uint8Array): PictureType | null {
  return types.find(({ fits }) => fits(head)) ?? null;
}

const extensionOf = (name: string): string => /\.([A-Za-z0-9]{2,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** True when a file should be a picture by its name. */
export function isNamedPicture(name: string): boolean {
  const extension = extensionOf(name);
  return types.some(({ extensions }) => extensions.includes(extension));
}

/** True when the name says another type than the content. */
export function isMisnamed(name: string, { extensions }: PictureType): boolean {
  return !extensions.includes(extensionOf(name));
}
