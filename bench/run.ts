/** `npm run bench -- NAME`: runs one benchmark and prints its figures. */
const benches: Record<string, () => Promise<{ main(): Promise<void> }>> = {
  cooccurrence: () => import('./cooccurrence.js'),
  'cooccurrence-large': () => import('./cooccurrence-large.js'),
  duplicates: () => import('./duplicates.js'),
  embed: () => import('./embed.js'),
  export: () => import('./export.js'),
  faces: () => import('./faces.js'),
  franchises: () => import('./franchises.js'),
  increment: () => import('./increment.js'),
  kmeans: () => import('./kmeans.js'),
  'link-mal': () => import('./link-mal.js'),
  lists: () => import('./lists.js'),
  load: () => import('./load.js'),
  lookup: () => import('./lookup.js'),
  'name-rules': () => import('./name-rules.js'),
  pages: () => import('./pages.js'),
  pca: () => import('./pca.js'),
  queries: () => import('./queries.js'),
  scale: () => import('./scale.js'),
  scan: () => import('./scan.js'),
  sidecars: () => import('./sidecars.js'),
  sources: () => import('./sources.js'),
  start: () => import('./start.js'),
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench === undefined) {
  console.error(`Which benchmark? One of: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
void bench().then(({ main }) => main());
