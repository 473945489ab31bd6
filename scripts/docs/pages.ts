/** The pages of the site by section, in reading order: files below docs/, without `.md`, or one of `outside`. */
export const sections: readonly { title: string; pages: readonly string[] }[] = [
  { title: 'Start', pages: ['index', 'walk', 'how-to', 'design'] },
  { title: 'Load', pages: ['sources', 'mapping', 'own-sources', 'lake', 'scale'] },
  { title: 'Ask', pages: ['sql', 'queries', 'macros', 'portraits', 'lists'] },
  { title: 'Mine and link', pages: ['franchises', 'vectors', 'classification', 'linking'] },
  { title: 'Pictures', pages: ['pictures', 'composition', 'simulated-pictures'] },
  { title: 'Show', pages: ['reports', 'notebooks'] },
  { title: 'Look up', pages: ['reference/tables', 'reference/queries', 'reference/commands', 'benchmarks', 'reliability', 'contributing', 'changelog'] },
];

/** Pages that do not lie in docs/. */
export const outside: Readonly<Record<string, string>> = { index: 'README.md', contributing: 'CONTRIBUTING.md', changelog: 'CHANGELOG.md' };
