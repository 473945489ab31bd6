import type { Command } from 'commander';
import { defined } from '../../src/cli/command-table.js';
import { boorulabProgram } from '../../src/cli/program.js';

/** The reference of commands: what `--help` says of each. */
export async function commandsReference(): Promise<string> {
  return `# Commands\n\nWhat \`--help\` says of every command.\n\n${(await sectionsOf(boorulabProgram())).join('\n')}`;
}

/** The help of a command as it stands before the commands below it are known in full, then theirs. */
async function sectionsOf(command: Command): Promise<string[]> {
  await defined(command);
  const sections = [`## ${pathOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`];
  for (const child of command.commands.filter((one) => one.name() !== 'help')) sections.push(...await sectionsOf(child));
  return sections;
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** The help in lines of 100 characters, whatever the terminal's width. */
function helpOf(command: Command): string {
  let text = '';
  command.configureHelp({ helpWidth: 100 }).configureOutput({ writeOut: (part) => { text += part; } });
  command.outputHelp();
  return text.trim();
}
