import { UserError } from '../lake/error.js';

/** Does work that Ctrl-C interrupts; then it ends with a UserError that says so. */
export async function stoppable<T>(interrupt: () => void, work: () => Promise<T>): Promise<T> {
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    interrupt();
  };
  process.once('SIGINT', stop);
  try {
    return await work();
  } catch (error) {
    throw isStopped ? new UserError('Stopped.') : error;
  } finally {
    process.off('SIGINT', stop);
  }
}
