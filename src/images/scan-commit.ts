import { UserError } from '../lake/error.js';
import type { StepOptions } from '../lake/step.js';
import { LakeWriter } from '../lake/writer.js';
import { ScanLedger } from './scan-ledger.js';
import type { ScanFacts, ScanPartOptions } from './scan-shard.js';
import { ScanTriage } from './scan-triage.js';
import type { ScanSummary } from './scan.js';
import { rowsOfSet, staleParts, type ShardSet } from './shard-set.js';

/** Makes the parts of a scan part of the lake, as if one process had scanned all. Throws UserError when the lake is not as the shards saw it. */
export async function commitScan(dir: string, set: ShardSet, options: StepOptions): Promise<ScanSummary> {
  const { work, state } = set.parts[0]!.header;
  const { root, place, board } = work.options as unknown as ScanPartOptions;
  const facts = set.parts.map(({ header }) => header.facts as ScanFacts);
  const writer = await LakeWriter.open(dir, options.memory === undefined ? {} : { memory: options.memory });
  const interrupt = () => writer.interrupt();
  options.signal?.addEventListener('abort', interrupt);
  try {
    const triage = await ScanTriage.open(writer, board);
    if ((await triage.state()) !== state!.lake) throw staleParts(work.step);
    const { seen } = await triage.seenUnder(root);
    const ledger = new ScanLedger(writer, board, options, set.count);
    await ledger.begin(root, place);
    await writer.connection.run(`CREATE TABLE scanned AS SELECT * REPLACE (row_number() OVER (ORDER BY walk_at, "row") AS "row") FROM (${rowsOfSet(set)})`);
    if ((await writer.connection.run('SELECT 1 FROM scanned LIMIT 1')).rowCount > 0) await ledger.commit();
    await ledger.keepArchives(facts.flatMap(({ archives }) => archives).sort((a, b) => a.at - b.at));
    const sum = (count: 'files' | 'unchanged' | 'excludedBefore' | 'passedOver' | 'seenBefore') => facts.reduce((total, one) => total + one[count], 0);
    const troubles = new Map(facts.flatMap((one) => one.troubles).map((trouble) => [`${trouble.path}\0${trouble.what}`, trouble]));
    const summary = ledger.summary({ files: sum('files'), unchanged: sum('unchanged'), excludedBefore: sum('excludedBefore'), passedOver: sum('passedOver') }, seen - sum('seenBefore'));
    return { roots: [summary], troubles: [...troubles.values()], adopted: await ledger.adopt() };
  } catch (error) {
    if (options.signal?.aborted) throw new UserError('Interrupted; the lake is whole and the parts are as they were', 'Run the same command again.');
    throw await writer.explain(error as Error);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    await writer.close();
  }
}
