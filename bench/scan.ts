import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../src/kernels/random.js';
import { thumbSide } from '../src/images/decode.js';
import { findPython, madeOnce, median, outFolder, printMachine } from './measure.js';

const pictures = 600;
const magickPictures = Number(process.env['MAGICK_PICTURES'] ?? 40);
const rounds = Number(process.env['ROUNDS'] ?? 3);
const folder = join(outFolder, `scan-${pictures}`);
const here = import.meta.dirname;
const cli = join(here, '..', 'dist', 'cli', 'main.js');

/** A figure and things before a sky, with the grain of a drawing that was scanned. */
function drawing(random: Random): string {
  const colour = () => `hsl(${random.int(360)} ${random.between(20, 95)}% ${random.between(10, 90)}%)`;
  const place = () => random.int(thumbSide);
  const shapes = Array.from({ length: random.between(20, 60) }, () => {
    const size = random.between(5, 110);
    return random.chance(0.5)
      ? `<ellipse cx="${place()}" cy="${place()}" rx="${size}" ry="${random.between(5, 110)}" fill="${colour()}" stroke="${colour()}" stroke-width="${random.int(5)}"/>`
      : `<path d="M${place()} ${place()}Q${place()} ${place()} ${place()} ${place()}" fill="none" stroke="${colour()}" stroke-width="${random.between(1, 14)}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${thumbSide}" height="${thumbSide}"><defs><linearGradient id="sky" x2="${random.uniform()}" y2="1"><stop stop-color="${colour()}"/><stop offset="1" stop-color="${colour()}"/></linearGradient>
<filter id="grain"><feTurbulence baseFrequency="0.8" seed="${random.int(1000)}"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 0.25 0"/></filter></defs>
<rect width="100%" height="100%" fill="url(#sky)"/>${shapes.join('')}<rect width="100%" height="100%" filter="url(#grain)" opacity="0.4"/></svg>`;
}

async function draw(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const random = new Random(1);
  for (let i = 0; i < pictures; i++) await sharp(Buffer.from(drawing(random))).removeAlpha().jpeg({ quality: 90 }).toFile(join(folder, `picture-${String(i).padStart(4, '0')}.jpg`));
}

interface Peer {
  readonly name: string;
  readonly pictures: number;
  /** Runs it as processes of its own. */
  run(): Run;
}

interface Run {
  readonly seconds: number;
  /** Of it and its children: what a busy machine changes less. */
  readonly cpuSeconds: number;
  readonly printed: string;
}

/** A shell says at its end what its children took. */
function runProcess(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const start = performance.now();
  const child = spawnSync('sh', ['-c', '"$@" && times >&2', 'sh', command, ...args], { encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
  const seconds = (performance.now() - start) / 1000;
  if (child.status !== 0) throw new Error(`${command} failed: ${child.stderr}`);
  const times = [...child.stderr.trim().split('\n').at(-1)!.matchAll(/(\d+)m([\d.]+)s/g)];
  return { seconds, cpuSeconds: times.reduce((sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest), 0), printed: child.stdout };
}

/** The three commands of the original for a picture ("$1"): what is of it, of its HCL, of its edges. */
const magickCommands = [
  `convert "$1" -format '%[entropy];%[skewness];%[fx:mean];%[fx:standard_deviation];%k;%[fx:mean.r];%[fx:mean.g];%[fx:mean.b];%@' info:`,
  `convert "$1" -colorspace HCL -format '%[fx:mean.g];%[fx:maxima.g]' info:`,
  `convert "$1" -edge 2 -format '%[fx:mean]' info:`,
].join('; echo; ');

function peers(): Peer[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jpg')).sort().map((name) => join(folder, name));
  const python = findPython('PIL, numpy');
  const hasMagick = spawnSync('convert', ['-version']).status === 0;
  const hasScan = existsSync(join(here, '..', 'dist', 'cli', 'images-scan.js'));
  const found: (Peer | string)[] = [
    hasScan ? { name: 'boorulab images scan', pictures, run: scan } : 'boorulab images scan',
    { name: 'decode and kernels alone', pictures, run: () => runProcess(process.execPath, ['--import', 'tsx', join(here, 'scan-ours.ts'), folder]) },
    python === null ? 'Pillow and numpy' : { name: 'Pillow and numpy', pictures, run: () => runProcess(python, [join(here, 'peers', 'picture_stats.py'), folder]) },
    hasMagick ? { name: 'ImageMagick', pictures: magickPictures, run: () => magick(files.slice(0, magickPictures)) } : 'ImageMagick',
  ];
  for (const missing of found.filter((each) => typeof each === 'string')) console.log(`  ${missing} skipped, not installed`);
  return found.filter((each): each is Peer => typeof each !== 'string');
}

/** Two at a time, each with one thread: with more they are slower. */
function magick(files: readonly string[]): Run {
  const list = join(outFolder, 'scan-magick.txt');
  writeFileSync(list, files.join('\0'));
  return runProcess('xargs', ['-0', '-a', list, '-P', '2', '-I', '{}', 'sh', '-c', magickCommands, 'sh', '{}'], { MAGICK_THREAD_LIMIT: '1' });
}

/** Into a fresh lake. */
function scan(): Run {
  const lake = join(outFolder, 'scan-lake');
  rmSync(lake, { recursive: true, force: true });
  return runProcess(process.execPath, [cli, '--lake', lake, 'images', 'scan', folder]);
}

/** Statistics of pictures of 512 x 512 on two cores, processes as a whole: ours, the original's three commands of ImageMagick a picture, Pillow with numpy. In turns. */
export async function main(): Promise<void> {
  await madeOnce(join(folder, `picture-${String(pictures - 1).padStart(4, '0')}.jpg`), draw);
  printMachine();
  const runs = peers().map((peer) => ({ peer, all: [] as Run[] }));
  for (let round = 0; round < rounds; round++) for (const { peer, all } of runs) all.push(peer.run());
  const rates = runs.map(({ peer, all }) => ({ peer, all, rate: peer.pictures / median(all.map((run) => run.seconds)), cpuRate: peer.pictures / median(all.map((run) => run.cpuSeconds)) }));
  for (const { peer, all, rate, cpuRate } of rates) {
    const [slowest, fastest] = [Math.max, Math.min].map((most) => peer.pictures / most(...all.map((run) => run.seconds)));
    console.log(`  ${peer.name.padEnd(26)} ${rate.toFixed(1).padStart(7)} pictures/s (${slowest!.toFixed(1)} to ${fastest!.toFixed(1)}), ${cpuRate.toFixed(1).padStart(6)} a CPU second; ${rates[0]!.peer.name} is ${(rates[0]!.rate / rate).toFixed(1)} times as fast, by CPU seconds ${(rates[0]!.cpuRate / cpuRate).toFixed(1)}`);
  }
  for (const { peer, all } of rates) if (all[0]!.printed.startsWith('{')) console.log(`  means of ${peer.name}: ${all[0]!.printed.trim()}`);
}
