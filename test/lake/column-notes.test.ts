import { describe, expect, it } from 'vitest';
import { columnNote } from '../../src/lake/column-notes.js';
import { schemas } from '../../src/lake/schema.js';

describe('notes on columns', () => {
  it('say of every column of every table what it holds', () => {
    for (const [name, { columns }] of schemas) {
      for (const column of Object.keys(columns)) expect(columnNote(name, column), `${name}.${column}`).toMatch(/\S/);
    }
  });

  it('differ where one name means two things', () => {
    expect(columnNote('images', 'orientation')).not.toBe(columnNote('compositions', 'orientation'));
    expect(columnNote('posts', 'score')).not.toBe(columnNote('mal_titles', 'score'));
  });

  it('know no column that a table has not', () => {
    expect(() => columnNote('posts', 'aired_from')).toThrow('posts.aired_from');
  });
});
