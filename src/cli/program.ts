import { Command } from 'commander';
import { addCommands } from './command-table.js';
import { version } from './version.js';

/** The command line with all its commands; `parseAsync` runs it. It throws instead of ending the process. */
export function boorulabProgram(): Command {
  const program = new Command('boorulab')
    .description('A data-mining workbench for booru metadata: dumps in, a Parquet lake in the middle, answers out.')
    .version(version)
    .option('--lake <dir>', 'folder of the lake (default: $BOORULAB_LAKE, else data/lake)')
    .option('--rating <level>', 'which posts to show: safe, sensitive or all (default: $BOORULAB_RATING, else sensitive)')
    .option('--memory <size>', 'memory DuckDB may use before it spills to disk, such as 2GB')
    .option('--debug', 'show the stack of an error')
    .addHelpText('after', '\nStart with: boorulab demo\nThen:       boorulab --lake data/lake load PATH...\n            boorulab sql --list\nMore:       boorulab COMMAND --help')
    .exitOverride();

  addCommands(program, {
    load: ['Load dump files and folders into the lake', () => import('./load.js')],
    tables: ['List the tables of the lake', () => import('./tables.js')],
    describe: ['Show the columns of a table: what each holds, with an example', () => import('./describe.js')],
    rejects: ['Show which rows were read and not loaded, and why', () => import('./rejects.js')],
    check: ['Read every file of the lake and hold it against the manifest: size, SHA-256, rows, schema version; then the ledger', () => import('./check.js')],
    sql: ['Ask the lake in SQL: a saved query, a .sql file, a text, a script on stdin, or a prompt', () => import('./sql.js')],
    cooccurrence: ['Count in how many posts two tags stand together, for all pairs, into the table cooccurrence', () => import('./cooccurrence.js')],
    related: ['List the tags most related to a tag, or write those of every tag into the table related_tags', () => import('./related.js')],
    franchises: ['Find which copyrights and characters belong together, into the tables franchises and franchise_members', () => import('./franchises.js')],
    embed: ['Make vectors of tags from the table cooccurrence, tags of like company close together, into the table tag_vectors', () => import('./embed.js')],
    clusters: ['Group tags by their vectors, and name each group by its most telling tags, into the table tag_clusters', () => import('./clusters.js')],
    classify: ['Learn to tell what is missing, score it on posts kept aside, and write the table predictions', () => import('./classify.js')],
    images: ['Look at picture files: what they are like, who is in them, which are alike, which are worth a look', () => import('./images.js')],
    link: ['Make sources speak to each other: which tag is which entry of MyAnimeList, which tags of two boards are one, which posts show one picture', () => import('./link.js')],
    score: ['Score a result of mining against known truth', () => import('./score.js')],
    list: ["Write any question's posts or pictures as a list for another program, or the pictures themselves; docs/lists.md has an example of each", () => import('./list.js')],
    lake: ['The lake elsewhere: export it for ClickHouse, Spark, Trino and whatever reads Parquet', () => import('./lake.js')],
    report: ['Render queries and notebooks as web pages that open without a network', () => import('./report.js')],
    portrait: ['Make one page about a tag, artist, character, work or franchise', () => import('./portrait.js')],
    notebook: ['Make the TypeScript kernel known to Jupyter and say how to start, or begin a notebook', () => import('./notebook.js')],
    simulate: ["Write made-up boards with known truth, in the boards' own formats", () => import('./simulate.js')],
    demo: ['The whole way in about two minutes: simulate boards, load them, ask, find franchises, look at pictures, link boards, and build a report', () => import('./demo.js')],
  });
  program
    .command('help')
    .description('Show the help of a command')
    .argument('[command...]')
    .action(async (names: string[]) => {
      const known = names.length === 0 || program.commands.some((command) => command.name() === names[0]);
      await program.parseAsync(known ? [...names, '--help'] : names, { from: 'user' });
    });
  return program;
}
