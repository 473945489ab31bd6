import type { StepOptions } from '../lake/step.js';
import { pinnedTime, type GlobalOptions } from './options.js';
import { Progress } from './progress.js';
import { version } from './version.js';

/** Does long work that Ctrl-C stops, with its progress shown in the given unit; a unit that depends on the label starts a count of its own for each. */
export async function withStep<T>({ memory }: Pick<GlobalOptions, 'memory'>, unit: string | ((label: string) => string), work: (options: StepOptions) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const now = pinnedTime();
  let shown: { count: string; progress: Progress } | null = null;
  try {
    return await work({
      version, signal: interrupted.signal, ...(memory === undefined ? {} : { memory }), ...(now ? { now } : {}),
      onStep: ({ label, done, total }) => {
        const count = typeof unit === 'string' ? '' : label;
        if (shown?.count !== count) {
          shown?.progress.end();
          shown = { count, progress: new Progress(typeof unit === 'string' ? unit : unit(label)) };
        }
        shown.progress.update(done, total, label);
      },
    });
  } finally {
    (shown as { progress: Progress } | null)?.progress.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
