import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { aspectOf } from '../../src/images/aspect.js';
import { pictureMetadata } from '../../src/images/picture-metadata.js';
import { isMisnamed, isNamedPicture, pictureType } from '../../src/images/picture-type.js';
import { drawn } from './scan-fixture.js';

describe('the aspect', () => {
  it.each([
    [9, 16, 'tall', null], [1, 2, 'tall', null], [2, 3, 'portrait', null], [3, 4, 'portrait', null], [600, 1000, 'portrait', 'tall'], [590, 1000, 'tall', 'portrait'], [1, 1, 'square', null], [88, 100, 'portrait', 'square'],
    [91, 100, 'square', 'portrait'], [100, 91, 'square', 'landscape'], [4, 3, 'landscape', null], [3, 2, 'landscape', null], [16, 10, 'landscape', null], [1000, 590, 'wide', 'landscape'], [16, 9, 'wide', null], [1, 60_000, 'tall', null], [60_000, 1, 'wide', null],
  ] as const)('of %d x %d is %s, near %s', (width, height, aspect, near) => expect(aspectOf(width, height)).toEqual({ aspect, near }));

  it('of a picture on its side is the mirrored one', () => {
    const mirrored = { tall: 'wide', portrait: 'landscape', square: 'square', landscape: 'portrait', wide: 'tall' } as const;
    for (let width = 50; width < 2000; width += 7) {
      const [upright, turned] = [aspectOf(width, 313), aspectOf(313, width)];
      expect([width, turned.aspect, turned.near]).toEqual([width, mirrored[upright.aspect], upright.near === null ? null : mirrored[upright.near]]);
    }
  });
});

describe('the type', () => {
  it.each(['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff'] as const)('of %s is told by its bytes', async (format) => {
    const type = pictureType(await drawn(20, 20).toFormat(format).toBuffer())!;
    expect([type.type, type.isDecoded, isMisnamed(`a.${format}`, type), isMisnamed('a.txt', type)]).toEqual([format.toUpperCase(), true, false, true]);
  });

  it('of other things is none', () => {
    for (const text of ['', 'BM', 'BMW is a car', 'RIFF....WAVE', '<svg xmlns="http://www.w3.org/2000/svg"/>', '\0\0\0\x20ftypisom', 'II*']) expect(pictureType(Buffer.from(text))).toBeNull();
    expect(['a.JPG', 'a.b.jfif', 'a.txt', 'jpg', 'a.mp4', 'a.svg'].map(isNamedPicture)).toEqual([true, true, false, false, false, false]);
  });
});

describe('metadata', () => {
  it('are short texts of EXIF and XMP, with keywords and resolution', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two words</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;
    const bytes = await drawn(20, 20).withExif({ IFD0: { Software: 'danbooru - 5', ImageDescription: 'x'.repeat(30_000) } }).withXmp(xmp).withMetadata({ density: 300 }).jpeg().toBuffer();
    const { json, software, keywords, resolution } = pictureMetadata(bytes);
    const { exif } = JSON.parse(json!) as { exif: Record<string, string> };
    expect([exif['Software'], exif['ImageDescription']?.length, software, keywords, resolution]).toEqual(['danbooru - 5', 500, 'danbooru - 5', ['one', 'two words'], { x: 300, y: 300, unit: 'PixelsPerInch' }]);
  });

  it('never fail, and never are more than they may', async () => {
    const bytes = await drawn(20, 20).withExif({ IFD0: Object.fromEntries(['Artist', 'Copyright', 'Make', 'Model', 'Software'].map((name) => [name, `${name} "<>'`.repeat(5000)])) }).jpeg().toBuffer();
    for (let at = 0; at < 600; at++) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at]! + 97) & 255;
      const { json } = pictureMetadata(at % 2 === 0 ? broken : bytes.subarray(0, at));
      if (json !== null) expect([JSON.parse(json) !== null, json.length < 20_000]).toEqual([true, true]);
    }
    expect(pictureMetadata(await sharp(bytes).png().toBuffer())).toMatchObject({ json: null, software: null, keywords: [] });
  });
});
