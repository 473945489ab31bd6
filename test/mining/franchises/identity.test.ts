import { describe, expect, it } from 'vitest';
import { carryIdentities } from '../../../src/mining/franchises/identity.js';

const earlier = [
  { id: 10, name: 'alpha', tags: new Set(['alpha', 'ann', 'amy']) },
  { id: 20, name: 'beta', tags: new Set(['beta', 'bea', 'bob', 'ben']) },
];

describe('franchises of a second run', () => {
  it('on the first run are called by their heads', () => {
    expect(carryIdentities([{ id: 3, name: 'x', tags: ['x'] }], [])).toEqual({ named: [{ id: 3, name: 'x', change: '' }], gone: [] });
  });

  it('keep number and name, also when another tag has become the head', () => {
    const { named, gone } = carryIdentities([{ id: 11, name: 'amy', tags: ['alpha', 'amy', 'ann', 'new'] }, { id: 20, name: 'beta', tags: ['beta', 'bea', 'bob', 'ben'] }], earlier);
    expect(named).toEqual([{ id: 10, name: 'alpha', change: 'same' }, { id: 20, name: 'beta', change: 'same' }]);
    expect(gone).toEqual([]);
  });

  it('take a new name when the tag of the old one has left', () => {
    expect(carryIdentities([{ id: 11, name: 'amy', tags: ['amy', 'ann'] }], earlier).named).toEqual([{ id: 10, name: 'amy', change: 'same' }]);
  });

  it('say what split, merged, appeared and is gone', () => {
    const split = carryIdentities([{ id: 20, name: 'beta', tags: ['beta', 'bea', 'bob'] }, { id: 21, name: 'ben', tags: ['ben'] }, { id: 30, name: 'gamma', tags: ['gamma'] }], earlier);
    expect(split.named.map(({ change }) => change)).toEqual(['same', 'split from beta', 'new']);
    expect(split.gone).toEqual(['alpha']);
    const merged = carryIdentities([{ id: 10, name: 'alpha', tags: ['alpha', 'ann', 'amy', 'beta', 'bea', 'bob', 'ben'] }], earlier);
    expect(merged).toEqual({ named: [{ id: 20, name: 'beta', change: 'merged with alpha' }], gone: ['alpha'] });
  });

  it('never give a new franchise the number of an earlier one', () => {
    const { named } = carryIdentities([{ id: 20, name: 'ann', tags: ['alpha', 'ann', 'amy'] }, { id: 10, name: 'gamma', tags: ['gamma'] }], earlier);
    expect(named[0]!.id).toBe(10);
    expect(named[1]!.id).not.toBe(10);
    expect(named[1]!.id).not.toBe(20);
  });
});
