import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median, outFolder, printMachine } from './measure.js';

const program = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
const folder = join(outFolder, 'start');
const lake = join(folder, 'lake');
const rounds = 9;

const starts: Readonly<Record<string, string[]>> = {
  'node itself': ['-e', '0'],
  '--version': [program, '--version'],
  '--help': [program, '--help'],
  'list --help': [program, 'list', '--help'],
  "sql -c 'select 1'": [program, '--lake', lake, 'sql', '-c', 'select 1'],
};

/** How long a command takes to start: seconds by the clock and of processor, under this Node and those of BOORULAB_NODES (paths, parted by colons). */
export async function main(): Promise<void> {
  printMachine();
  if (!existsSync(lake)) {
    for (const words of [['simulate', '--posts', '2000', '--out', join(folder, 'boards')], ['--lake', lake, 'load', join(folder, 'boards')]]) execFileSync(process.execPath, [program, ...words], { stdio: 'ignore' });
  }
  for (const node of [process.execPath, ...(process.env['BOORULAB_NODES'] ?? '').split(':').filter((path) => path !== '')]) {
    console.log(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim());
    for (const [name, words] of Object.entries(starts)) {
      const runs = Array.from({ length: rounds }, () => timed(node, words));
      const [seconds, cpu] = [runs.map((run) => run.seconds), runs.map((run) => run.cpuSeconds)];
      console.log(`  ${name.padEnd(20)} ${median(seconds).toFixed(3)} s (${Math.min(...seconds).toFixed(3)} to ${Math.max(...seconds).toFixed(3)}), processor ${median(cpu).toFixed(3)} s`);
    }
  }
}

/** Says at its end how much processor time a process took, microseconds. */
const tellCpu = "data:text/javascript,process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(`\\n${user + system}`); });";

function timed(node: string, words: string[]): { seconds: number; cpuSeconds: number } {
  const start = performance.now();
  const { status, stderr } = spawnSync(node, ['--import', tellCpu, ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} failed: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: Number(stderr.split('\n').at(-1)) / 1e6 };
}
