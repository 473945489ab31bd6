import type { Command } from 'commander';
import { boorulabProgram } from '../../src/cli/program.js';

/** The reference of commands: what `--help` says of each. */
export function commandsReference(): string {
  const program = boorulabProgram();
  const texts = [program, ...commandsOf(program)].map((command) => `## ${pathOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`);
  return `# Commands\n\nWhat \`--help\` says of every command.\n\n${texts.join('\n')}`;
}

function commandsOf(command: Command): Command[] {
  return command.commands.filter((child) => child.name() !== 'help').flatMap((child) => [child, ...commandsOf(child)]);
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
