/** Texts of a JPEG's EXIF by their fields. sharp's own writer leaves ASCII only, and drops what stands in parentheses behind a space. */
export interface ExifTexts {
  readonly make?: string;
  readonly model?: string;
  readonly software?: string;
  readonly artist?: string;
  readonly copyright?: string;
}

/** Numbers of the fields (TIFF 6.0), in their order. */
const fields = [['make', 0x010f], ['model', 0x0110], ['software', 0x0131], ['artist', 0x013b], ['copyright', 0x8298]] as const;

/** Bytes a text may have: all of them must fit into one segment of 64 KB. */
const textLimit = 8000;

const header = 8;
const entrySize = 12;

function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim());
  const whole = bytes.length < textLimit ? bytes : Buffer.from(bytes.subarray(0, textLimit).toString().replace(/\uFFFD+$/, ''));
  return Buffer.concat([whole, Buffer.alloc(1)]);
}

/** A TIFF directory of texts, little-endian. */
function directory(texts: readonly (readonly [number: number, bytes: Buffer])[]): Buffer {
  const bytes = Buffer.alloc(header + 2 + entrySize * texts.length + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(header, 4);
  bytes.writeUInt16LE(texts.length, header);
  const behind: Buffer[] = [];
  let at = bytes.length;
  for (const [i, [number, text]] of texts.entries()) {
    const entry = header + 2 + entrySize * i;
    bytes.writeUInt16LE(number, entry);
    bytes.writeUInt16LE(2, entry + 2);
    bytes.writeUInt32LE(text.length, entry + 4);
    if (text.length <= 4) {
      text.copy(bytes, entry + 8);
      continue;
    }
    bytes.writeUInt32LE(at, entry + 8);
    // Values begin at even bytes.
    const padded = text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.alloc(1)]);
    behind.push(padded);
    at += padded.length;
  }
  return Buffer.concat([bytes, ...behind]);
}

/** The JPEG with EXIF of these texts (UTF-8), behind its JFIF segment if it has one. It must have no EXIF yet. */
export function withExifTexts(jpeg: Buffer, texts: ExifTexts): Buffer {
  const given = fields.flatMap(([name, number]) => {
    const text = texts[name];
    return text === undefined ? [] : [[number, textBytes(text)] as const];
  });
  if (given.length === 0) return jpeg;
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), directory(given)]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(content.length + 2, 2);
  const start = jpeg.readUInt16BE(2) === 0xffe0 ? 4 + jpeg.readUInt16BE(4) : 2;
  return Buffer.concat([jpeg.subarray(0, start), marker, content, jpeg.subarray(start)]);
}
