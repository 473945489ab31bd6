import { describe, expect, it } from 'vitest';
import { partsFolder, shardOf, shardPlace } from '../../src/cli/shard-options.js';
import { isOfShard } from '../../src/images/shard.js';

const failure = (work: () => unknown): string => {
  try {
    return `no error: ${JSON.stringify(work())}`;
  } catch (error) {
    const { message, hint, exitCode } = error as Error & { hint?: string; exitCode?: number };
    return [message, hint, exitCode].join(' | ');
  }
};

describe('--shard', () => {
  it('counts from 1', () => {
    expect(shardOf({ shard: '3/16' }, {})).toEqual({ number: 3, count: 16 });
    expect(shardOf({ shard: '16/16' }, {})).toEqual({ number: 16, count: 16 });
    expect(shardOf({}, {})).toBeUndefined();
  });

  it('takes the number that a scheduler gives, whichever way it counts', () => {
    expect(shardOf({ shard: 'auto/16' }, { JOB_COMPLETION_INDEX: '0' })).toEqual({ number: 1, count: 16 });
    expect(shardOf({ shard: 'auto/16' }, { JOB_COMPLETION_INDEX: '15' })).toEqual({ number: 16, count: 16 });
    expect(shardOf({ shard: 'auto/16' }, { SLURM_ARRAY_TASK_ID: '16', SLURM_ARRAY_TASK_COUNT: '1' })).toEqual({ number: 16, count: 16 });
    expect(shardOf({ shard: 'auto/16' }, { PARALLEL_SEQ: '1', JOB_COMPLETION_INDEX: '' })).toEqual({ number: 1, count: 16 });
  });

  it.each(['3/0', '0', '3', 'x/3', '3/x', '-1/3', '1.5/3', '3/16/2', '', 'auto', '1/9999999'])('does not take "%s"', (shard) => {
    expect(failure(() => shardOf({ shard }, {}))).toBe(`--shard takes which of how many, such as 3/16 or auto/16, not "${shard}" |  | 2`);
  });

  it('says what there is not', () => {
    expect(failure(() => shardOf({ shard: '17/16' }, {}))).toBe('There is no shard 17 of 16 (--shard) | Shards are numbered 1 to 16. | 2');
    expect(failure(() => shardOf({ shard: '0/16' }, {}))).toContain('There is no shard 0 of 16');
    expect(failure(() => shardOf({ shard: 'auto/4' }, { JOB_COMPLETION_INDEX: '4' }))).toContain('There is no shard 5 of 4 (JOB_COMPLETION_INDEX is 4, counted from 0)');
    expect(failure(() => shardOf({ shard: 'auto/4' }, { SLURM_ARRAY_TASK_ID: '0' }))).toContain('There is no shard 0 of 4 (SLURM_ARRAY_TASK_ID is 0)');
    expect(failure(() => shardOf({ shard: 'auto/4' }, { PARALLEL_SEQ: 'two' }))).toContain('PARALLEL_SEQ is "two", which is no number');
    expect(failure(() => shardOf({ shard: 'auto/4' }, {}))).toContain('none of JOB_COMPLETION_INDEX, SLURM_ARRAY_TASK_ID, PARALLEL_SEQ is set');
    expect(failure(() => shardOf({ shard: 'auto/4' }, { PARALLEL_SEQ: '1', SLURM_ARRAY_TASK_ID: '1' }))).toContain('SLURM_ARRAY_TASK_ID and PARALLEL_SEQ are set');
  });

  it('puts parts beside the lake, or where --parts says', () => {
    expect(partsFolder({}, 'data/lake/')).toBe('data/lake-parts');
    expect(shardPlace({ shard: '1/2', parts: 'elsewhere' }, 'data/lake')).toEqual({ number: 1, count: 2, folder: 'elsewhere' });
    expect(failure(() => shardPlace({ parts: 'elsewhere' }, 'data/lake'))).toContain('--shard 3/16');
  });
});

describe('shards', () => {
  const paths = Array.from({ length: 8000 }, (_, i) => `${i % 40}/${i}.jpg`);

  it('share all paths among them, about evenly, each to one', () => {
    for (const count of [1, 2, 16]) {
      const shares = Array.from({ length: count }, (_, i) => paths.filter((path) => isOfShard(path, { number: i + 1, count })));
      expect(shares.flat().sort()).toEqual([...paths].sort());
      for (const share of shares) expect(Math.abs(share.length * count / paths.length - 1)).toBeLessThan(0.15);
    }
  });

  it('are the same on every machine and in every version', () => {
    expect(['a.jpg', 'b/ユニ コード🎨.jpg', ''].map((path) => [1, 2, 3, 4, 5].find((number) => isOfShard(path, { number, count: 5 })))).toEqual([3, 1, 1]);
  });
});
