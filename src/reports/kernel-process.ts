/** The operating system's side of a notebook kernel: its process, its connection file, and their certain end. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Connection } from './jupyter-messages.js';
import { kernelPreload } from './kernel-preload.js';

export interface ProcessOptions {
  /** Folder the kernel runs in; cells resolve their imports from it. */
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Default ipc, tcp on Windows. */
  transport?: Connection['transport'];
}

export interface KernelProcess {
  readonly pid: number | undefined;
  readonly connection: Connection;
  /** Rejects with a UserError when the process ends for whatever reason. */
  readonly ended: Promise<never>;
  /** Resolves when the process is gone and its files are removed. */
  readonly gone: Promise<void>;
  kill(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Program and arguments that start a TypeScript kernel on a connection file. */
export function kernelCommand(connectionFile: string): [program: string, ...rest: string[]] {
  const manifest = createRequire(import.meta.url).resolve('tslab/package.json');
  return [
    process.execPath, '--disable-warning=ExperimentalWarning', `--import=${kernelPreload(manifest)}`,
    join(dirname(manifest), 'bin', 'tslab'), 'kernel', `--config-path=${connectionFile}`,
  ];
}

/** Starts a kernel process that cannot outlive this one, nor leave temporary files. */
export async function spawnKernel({ cwd, env = process.env, transport = process.platform === 'win32' ? 'tcp' : 'ipc' }: ProcessOptions): Promise<KernelProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'boorulab-'));
  const connection = await newConnection(folder, transport);
  const file = join(folder, 'connection.json');
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });

  const [program, ...rest] = kernelCommand(file);
  const child = spawn(program, rest, { cwd, env: { ...env, TMPDIR: folder, TMP: folder, TEMP: folder }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (log = (log + data).slice(-2000)));

  const kill = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const onSignal = (name: NodeJS.Signals) => {
    kill();
    if (process.listenerCount(name) === 0) process.kill(process.pid, name);
  };
  process.once('exit', kill);
  for (const name of signals) process.once(name, onSignal);

  const reason = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(`ended (${signal ?? `exit code ${code}`})`));
  });
  const gone = reason.then(() => {
    kill();
    process.off('exit', kill);
    for (const name of signals) process.off(name, onSignal);
  });
  const ended = gone.then(async () => {
    const words = log.trim();
    throw new UserError(`The notebook kernel ${await reason}.${words && `\n${words}`}`);
  });
  ended.catch(() => {});
  return { pid: child.pid, connection, ended, gone, kill };
}

async function newConnection(folder: string, transport: Connection['transport']): Promise<Connection> {
  const ports = transport === 'ipc' ? [1, 2, 3, 4, 5] : await freePorts(5);
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports as [number, number, number, number, number];
  return {
    transport, ip: transport === 'ipc' ? join(folder, 'kernel') : '127.0.0.1',
    shell_port, iopub_port, stdin_port, control_port, hb_port,
    key: randomBytes(32).toString('hex'), signature_scheme: 'hmac-sha256',
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(servers.map((server) => new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  })));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
