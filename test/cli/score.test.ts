import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, load, tempFolder, writeLines } from '../load/fixtures.js';
import { putTable } from '../mining/rows.js';

const dir = tempFolder('score-cli');
const lake = join(dir, 'lake');

beforeAll(async () => {
  const rows = ['3;1;red;900;1;;;', '4;2;rita;80;1;;;', '4;3;ruth;60;1;;;', '3;4;blue;500;4;;;', '4;5;gus;7;4;;;'];
  await load(lake, writeLines(join(dir, 'danbooru_taglist.csv'), ['TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT', ...rows]));
  const found = [['red', 3, 1], ['rita', 4, 1], ['ruth', 4, 2], ['blue', 3, 2]] as const;
  await putTable(lake, 'franchise_members', found.map(([tag_name, tag_cat, franchise_id]) => ({ tag_name, tag_cat, franchise_id, franchise_name: franchise_id === 1 ? 'red' : 'blue', posts: 50 })));
});

describe('score franchises', () => {
  it('prints the figures, the faults by name and the coverage', () => {
    const ran = cli(['--lake', lake, 'score', 'franchises']);
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/all tags +4 +2 +2 +0\.5 +0\.333/);
    expect(ran.stdout).toMatch(/Wrongly put together[\s\S]*Wrongly split[\s\S]*red +3 +2 +1 +red \(2\), blue \(1\)/);
    expect(ran.stderr).toMatch(/4 of 5 labelled tags have a franchise \(80\.0%\)/);
  });

  it('prints the same as JSON', () => {
    const found = JSON.parse(cli(['--lake', lake, 'score', 'franchises', '--json', '--limit', '1']).stdout) as { scores: { scope: string }[] };
    expect(found).toMatchObject({ labelled: 5, covered: 4, splits: [{ franchise: 'red', tags_lost: 1 }] });
    expect(found.scores[0]).toMatchObject({ scope: 'all tags', precision: 0.5, recall: 1 / 3 });
  });
});
