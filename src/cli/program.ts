import { Command } from 'commander';
import { addCheck } from './check.js';
import { addClassify } from './classify.js';
import { addClusters } from './clusters.js';
import { addCooccurrence } from './cooccurrence.js';
import { addDemo } from './demo.js';
import { addEmbed } from './embed.js';
import { addFranchises } from './franchises.js';
import { addImages } from './images.js';
import { addLake } from './lake.js';
import { addLink } from './link.js';
import { addList } from './list.js';
import { addLoad } from './load.js';
import { addNotebook } from './notebook.js';
import { version } from './options.js';
import { addPortrait } from './portrait.js';
import { addRejects } from './rejects.js';
import { addRelated } from './related.js';
import { addReport } from './report.js';
import { addScore } from './score.js';
import { addSimulate } from './simulate.js';
import { addSql } from './sql.js';
import { addTables } from './tables.js';

/** The command line with all its commands; `parseAsync` runs it. It throws instead of ending the process. */
export function boorulabProgram(): Command {
  const program = new Command('boorulab')
    .description('A data-mining workbench for booru metadata: dumps in, a Parquet lake in the middle, answers out.')
    .version(version)
    .option('--lake <dir>', 'folder of the lake (default: $BOORULAB_LAKE, else data/lake)')
    .option('--rating <level>', 'which posts to show: safe, sensitive or all (default: $BOORULAB_RATING, else sensitive)')
    .option('--memory <size>', 'memory DuckDB may use before it spills to disk, such as 2GB')
    .option('--debug', 'show the stack of an error')
    .addHelpText('after', '\nStart with: boorulab demo\nThen:       boorulab --lake data/lake load PATH...\n            boorulab sql --list')
    .exitOverride();

  for (const add of [
    addLoad, addTables, addRejects, addCheck, addSql, addCooccurrence, addRelated, addFranchises, addEmbed, addClusters, addClassify, addImages, addLink, addScore, addList, addLake, addReport, addPortrait, addNotebook, addSimulate, addDemo,
  ]) add(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}
