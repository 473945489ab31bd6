/** A process that looks at pictures, one at a time: a task in, what was found out. Started by ExaminePool. */
import { examine, type Examined, type ExamineTask } from './examine.js';

export type ExamineMessage = 'ready' | { readonly examined: Examined; readonly memory: number };

const send = (message: ExamineMessage): unknown => process.send?.(message);

// Ctrl-C in a terminal reaches this process, too; the one that started it says when to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (task: ExamineTask) => {
  void examine(task).then((examined) => send({ examined, memory: process.memoryUsage.rss() }));
});
send('ready');
