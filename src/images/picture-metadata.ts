import ExifReader from 'exifreader';

/** Longest text kept of one value, and of all of them as JSON, characters. */
const valueLimit = 500;
const jsonLimit = 8000;

/** Groups of values that are kept. */
const groups = ['exif', 'iptc', 'xmp', 'pngText'] as const;

/** Values that are bytes or say where others stand. */
const unwanted = /^(?:_raw|MakerNote|.*Pointer|ImageSourceData|PrintImageMatching|ThumbnailImage|JPEGInterchangeFormat.*|Raw Profile.*|xpacket)$/i;

export interface PictureMetadata {
  /** EXIF, IPTC, XMP and texts of PNG as JSON: group, name, text. Null when there are none. */
  readonly json: string | null;
  /** EXIF Software, by which renamed pictures of BOORU CHARS tell their post. */
  readonly software: string | null;
  /** Keywords (IPTC Keywords, XMP dc:subject). */
  readonly keywords: readonly string[];
  readonly resolution: { readonly x: number; readonly y: number; readonly unit: string } | null;
}

type Tags = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

const nothing: PictureMetadata = { json: null, software: null, keywords: [], resolution: null };

/** Reads what a picture file says of itself. What cannot be read is left out: never throws. */
export function pictureMetadata(bytes: Buffer): PictureMetadata {
  let tags: Tags;
  try {
    tags = ExifReader.load(bytes, { expanded: true }) as unknown as Tags;
  } catch {
    return nothing;
  }
  const kept: Record<string, Record<string, string>> = {};
  let length = 2;
  for (const group of groups) {
    for (const [name, tag] of Object.entries(tags[group] ?? {})) {
      const value = unwanted.test(name) ? '' : textOf(tag);
      length += name.length + value.length + group.length + 8;
      if (value === '' || length > jsonLimit) continue;
      (kept[group] ??= {})[plain(name).slice(0, 100)] = value;
    }
  }
  const keywords = [...listOf(tags['iptc']?.['Keywords']), ...listOf(tags['xmp']?.['subject'])];
  return { json: Object.keys(kept).length > 0 ? JSON.stringify(kept) : null, software: textOf(tags['exif']?.['Software']) || null, keywords, resolution: resolutionOf(tags) };
}

/** Text that any database and any page can hold: no zero bytes, no halves of characters. */
const plain = (text: string): string => text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\ufffd');

function textOf(tag: unknown): string {
  const description = (tag as { description?: unknown } | undefined)?.description;
  if (typeof description !== 'string' && typeof description !== 'number') return '';
  const text = plain(String(description)).trim();
  return text.length > valueLimit ? `${plain(text.slice(0, valueLimit - 1))}…` : text;
}

/** The parts of a list, however it is kept. */
function listOf(tag: unknown): string[] {
  if (Array.isArray(tag)) return tag.flatMap(listOf);
  const { value, description } = (tag ?? {}) as { value?: unknown; description?: unknown };
  if (Array.isArray(value) && value.every((part) => typeof part === 'object')) return value.flatMap(listOf);
  return typeof description === 'string' ? description.split(/[,;]/).map((word) => plain(word).trim()).filter((word) => word !== '') : [];
}

const units: Readonly<Record<number, string>> = { 2: 'PixelsPerInch', 3: 'PixelsPerCentimeter' };

/** Resolution by EXIF, else JFIF, else PNG's pHYs, with the units spelled as ImageMagick does. */
function resolutionOf({ exif, jfif, png }: Tags): PictureMetadata['resolution'] {
  const [x, y] = [ratio(exif?.['XResolution']), ratio(exif?.['YResolution'])];
  if (x !== null && y !== null) return { x, y, unit: units[ratio(exif?.['ResolutionUnit']) ?? 2] ?? 'Undefined' };
  const [jfifX, jfifY] = [ratio(jfif?.['XResolution']), ratio(jfif?.['YResolution'])];
  if (jfifX !== null && jfifY !== null) return { x: jfifX, y: jfifY, unit: units[(ratio(jfif?.['Resolution Unit']) ?? 0) + 1] ?? 'Undefined' };
  const [perX, perY] = [ratio(png?.['Pixels Per Unit X']), ratio(png?.['Pixels Per Unit Y'])];
  if (perX === null || perY === null) return null;
  const isMetre = ratio(png?.['Pixel Units']) === 1;
  return { x: isMetre ? perX / 100 : perX, y: isMetre ? perY / 100 : perY, unit: isMetre ? 'PixelsPerCentimeter' : 'Undefined' };
}

/** A number over 0, or null. Fractions are kept as numerator and denominator. */
function ratio(tag: unknown): number | null {
  const value = (tag as { value?: unknown } | undefined)?.value;
  const number = Array.isArray(value) ? (value.length === 2 ? Number(value[0]) / Number(value[1]) : Number(value[0])) : Number(value ?? Number.NaN);
  return Number.isFinite(number) && number > 0 ? number : null;
}
