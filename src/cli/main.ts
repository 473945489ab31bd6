#!/usr/bin/env node
import { CommanderError } from 'commander';
import { UserError } from '../lake/error.js';
import { say } from './print.js';
import { boorulabProgram } from './program.js';

const program = boorulabProgram();

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error as Error);
}

function report(error: Error): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  say(`boorulab: ${error.message}`);
  if (error instanceof UserError && error.hint !== undefined) say(error.hint);
  if (program.opts<{ debug?: boolean }>().debug) say(error.stack ?? '');
  else if (!(error instanceof UserError)) say('This is not an error we expected; --debug shows where it came from.');
  return error instanceof UserError ? error.exitCode : 1;
}
