/** Finds faces in dumped letterboxes (512 x 512 x 3 bytes each): `faces-ours.ts FOLDER`. Prints seconds a step and the boxes of each pass. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaceCascade as Cascade, facePasses as Passes } from '../src/images/face-cascade.js';
import { cpuSince, importBuilt, printFigures } from './measure.js';

const [folder = ''] = process.argv.slice(2);
const { FaceCascade, facePasses } = await importBuilt<{ FaceCascade: typeof Cascade; facePasses: typeof Passes }>('images/face-cascade.js');
const cascade = await FaceCascade.open();
const names = readdirSync(folder).filter((name) => name.endsWith('.rgb')).sort();
const pictures = names.map((name) => readFileSync(join(folder, name)));
cascade.faces(pictures[0]!);
const before = process.cpuUsage();
const start = performance.now();
const found = pictures.map((rgb) => {
  cascade.levelled(rgb);
  return facePasses.map((pass) => cascade.pass(pass).map(({ x, y, w, h }) => [x, y, w, h]));
});
printFigures(start, { cpuSeconds: cpuSince(before) });
writeFileSync(join(folder, 'ours.json'), JSON.stringify(Object.fromEntries(names.map((name, i) => [name, found[i]]))));
