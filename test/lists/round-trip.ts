import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { writeList } from '../../src/lists/list.js';
import { loadFiles } from '../../src/sources/load.js';
import { folderOf } from '../sources/fixture.js';

/** The posts of a question as the tables of BOORU CHARS, and a lake that is loaded of these. */
export async function roundTrip(lake: Lake, sql: string): Promise<{ back: Lake; out: string; rejected: number }> {
  const out = join(folderOf({}), 'bc');
  await writeList(lake, sql, { to: 'booru-chars', out });
  const { files } = await loadFiles(join(out, '..', 'lake'), [out], { memory: '1GB' });
  const back = await openLake(join(out, '..', 'lake'), { rating: 'all' });
  onTestFinished(() => back.close());
  return { back, out, rejected: files.reduce((sum, file) => sum + file.rejected, 0) };
}
