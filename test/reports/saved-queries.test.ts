import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listQueries } from '../../src/reports/query.js';

const queries = await listQueries();
const test = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(test, path), 'utf8');

describe('saved queries', () => {
  it('each has a test that knows an answer', () => {
    const tests = readdirSync(test, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).map(read).join('\n');
    expect(queries.map(({ name }) => name).filter((name) => !tests.includes(`ask('${name}'`))).toEqual([]);
  });

  it('stand under the topics of the first page', () => {
    const topics = /const topics = \[(.*)\]/.exec(read('../src/reports/index-page.ts'))![1]!;
    for (const { name, topic } of queries) expect(topics, name).toContain(`'${topic}'`);
  });

  it('are counted right in the README', () => {
    const counts = [...read('../README.md').matchAll(/(\d+) saved (?:questions|queries)/g)].map((match) => Number(match[1]));
    expect(counts).toEqual(counts.map(() => queries.length));
    expect(counts.length).toBeGreaterThan(0);
  });
});
