import { spawn } from 'node:child_process';

/**
 * Shows a text in $PAGER, else in `less -S`. Resolves to false when no pager can be started.
 * The terminal must be free: no raw mode, nobody else reading.
 */
export async function page(text: string): Promise<boolean> {
  const pager = process.env['PAGER'] || (process.platform === 'win32' ? 'more' : 'less -S');
  const env = { ...process.env, LESS: process.env['LESS'] ?? 'FRX', LESSCHARSET: 'utf-8' };
  // Ctrl-C goes to the whole group; it is the pager's.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    return await new Promise<boolean>((resolve) => {
      const child = spawn(pager, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env });
      child.on('error', () => resolve(false));
      child.on('close', (code) => resolve(code !== 126 && code !== 127));
      // A pager left early closes its end.
      child.stdin.on('error', ignore);
      child.stdin.end(text);
    });
  } finally {
    process.off('SIGINT', ignore);
  }
}
