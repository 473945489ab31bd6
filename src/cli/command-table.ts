import type { Command } from 'commander';

/** What a command does, in a sentence, and the module that gives it its options and its action. */
export type CommandTable = Readonly<Record<string, readonly [about: string, load: () => Promise<{ define(command: Command): void }>]>>;

const undefinedCommands = new WeakMap<Command, () => Promise<void>>();

/** Commands of which only names are known until one is asked for: loading the modules of all takes ten times as long as starting. */
export function addCommands(parent: Command, table: CommandTable): void {
  for (const [name, [about, load]] of Object.entries(table)) {
    const command = parent.command(name).description(about);
    undefinedCommands.set(command, async () => (await load()).define(command));
  }
  parent.helpCommand(false).hook('preSubcommand', (_, command) => defined(command));
}

/** Gives a command its options, arguments and commands, if it has them not yet. */
export async function defined(command: Command): Promise<void> {
  const define = undefinedCommands.get(command);
  undefinedCommands.delete(command);
  await define?.();
}
