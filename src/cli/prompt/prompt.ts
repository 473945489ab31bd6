import type { ReadStream, WriteStream } from 'node:tty';
import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { listQueries } from '../../reports/query.js';
import { isBlank, isFinished, splitScript } from '../../reports/sqltext.js';
import { leaving, runCommand } from './commands.js';
import { QueryProgress } from '../query-progress.js';
import { completions } from './completion.js';
import { PromptHistory } from './history.js';
import { LineEditor } from './line-editor.js';
import { boardsStarting, readNames, tagsStarting, type SessionNames } from './names.js';
import { page } from './pager.js';
import { Session, type SessionOptions } from './session.js';

export interface PromptOptions extends Pick<SessionOptions, 'format'> {
  input: ReadStream;
  /** The terminal that the prompt is drawn on. */
  screen: WriteStream;
  /** Where results go: the terminal too, or a file. */
  data: NodeJS.WriteStream;
  /** Where what is typed is kept; nowhere when null. Default: the user's state folder. */
  historyFile?: string | null;
}

/** Reads statements and commands from a terminal until .quit or Ctrl-D, and shows what they give. Errors are shown, never thrown. */
export async function startPrompt(lake: Lake, { input, screen, data, format, historyFile }: PromptOptions): Promise<void> {
  await QueryProgress.enable(lake);
  const history = new PromptHistory(historyFile);
  const queries = (await listQueries().catch(() => [])).map(({ name }) => name);
  let names: SessionNames | undefined;
  let isRunning = false;
  const editor: LineEditor = new LineEditor({
    input, output: screen, history: history.entries,
    isFinished: (text) => /^\s*(\.[^\n]*)?$/.test(text) || (isFinished(text) && !isBlank(text)),
    complete: (before) => completions(before, {
      names: async () => (names = names === undefined || session.hasNewNames ? await readNames(lake, queries) : names),
      tags: (start) => tagsStarting(lake, start),
      boards: (start) => boardsStarting(lake, start),
      resultColumns: async () => (await session.lastResult())?.columns.map(({ name }) => name) ?? [],
    }).finally(() => { session.hasNewNames = false; }),
    onInterrupt: () => { if (isRunning) session.interrupt(); },
  });
  const session = new Session(lake, {
    data, words: screen, isPrompt: true, ...(format ? { format } : {}),
    width: () => (data.isTTY ? data.columns : undefined),
    page: async (text) => {
      if (!data.isTTY || text.split('\n').length < (data.rows ?? 24)) return false;
      editor.suspend();
      try {
        return await page(text);
      } finally {
        editor.resume();
      }
    },
  });
  session.say(`Lake ${lake.dir}: ${await lake.about()}\nEnd a statement with ; and Enter. .help lists commands.`);
  try {
    for (let text = await editor.read(); text !== null; text = await editor.read()) {
      if (text.trim() === '') continue;
      history.add(text.trim());
      if (leaving.includes(text.trim().slice(1)) && text.trim().startsWith('.')) break;
      isRunning = true;
      await runTyped(session, text).catch((error: Error) => tell(session, error));
      isRunning = false;
    }
    await session.close().catch((error: Error) => tell(session, error));
  } finally {
    editor.suspend();
  }
}

async function runTyped(session: Session, text: string): Promise<void> {
  for (const { text: part, isCommand, line } of splitScript(text)) {
    if (isCommand) await runCommand(session, part.slice(1));
    else await session.run({ sql: part, name: 'SQL', above: line - 1 });
  }
}

function tell(session: Session, error: Error): void {
  if (/INTERRUPT/i.test(error.message)) return session.say('Stopped.');
  session.say(`${error.message}${error instanceof UserError && error.hint ? `\n${error.hint}` : ''}`);
}
