import { describe, expect, it } from 'vitest';
import { above, add, below, clear, constant, define, divide, equal, increase, instantiate, load16, load32, loop, multiply, set, shiftLeft, store16, store32, subtract, WasmArena, when, xor } from '../../src/kernels/wasm.js';

const arena = new WasmArena();

function compiled(...functions: Parameters<typeof instantiate>[0]): Record<string, (...numbers: number[]) => number> {
  return instantiate(functions, arena.memory) as Record<string, (...numbers: number[]) => number>;
}

describe('assembled functions', () => {
  it.each([0, 1, 63, 64, 127, 128, 8191, 8192, 2 ** 20, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])('know the number %i', (number) => {
    expect(compiled(define('make', [], ['n'], ({ n }) => [set(n, constant(number))], 'n'))['make']!() >>> 0).toBe(number);
  });

  it.each<[string, (a: readonly number[], b: readonly number[]) => readonly number[], (a: number, b: number) => number]>([
    ['add', add, (a, b) => a + b], ['subtract', subtract, (a, b) => a - b], ['multiply', multiply, Math.imul], ['divide', divide, (a, b) => Math.floor(a / b)], ['xor', xor, (a, b) => a ^ b],
    ['shift', shiftLeft, (a, b) => a << b], ['equal', equal, (a, b) => Number(a === b)], ['below', below, (a, b) => Number(a < b)], ['above', above, (a, b) => Number(a > b)],
  ])('%s as numbers without sign', (_, operation, expected) => {
    const run = compiled(define('run', ['a', 'b'], ['n'], ({ a, b, n }) => [set(n, operation(a, b))], 'n'))['run']!;
    for (const a of [0, 1, 7, 2 ** 31, 2 ** 32 - 1]) for (const b of [1, 7, 2 ** 31]) expect(run(a, b) >>> 0).toBe(expected(a, b) >>> 0);
  });

  it('loop, choose and use memory', () => {
    const at = arena.take(64);
    const { sum, low } = compiled(
      define('sum', ['from', 'to'], ['total'], ({ from, to, total }) => [loop(below(from, to), when(above(from, constant(2)), set(total, add(total, from))), increase(from)), store32(constant(at), total)], 'total'),
      define('low', ['n'], ['half'], ({ n, half }) => [store16(constant(at + 8), n), set(half, load16(constant(at + 8)))], 'half'),
    );
    expect([sum!(0, 6), sum!(6, 6), low!(0x12345)]).toEqual([12, 0, 0x2345]);
    expect([...arena.words(at, 3)]).toEqual([0, 0, 0x2345]);
    const back = compiled(define('back', [], ['n'], ({ n }) => [set(n, load32(constant(at + 8))), clear(constant(at), constant(64))], 'n'))['back']!;
    expect(back()).toBe(0x2345);
    expect([...arena.words(at, 3)]).toEqual([0, 0, 0]);
  });
});

describe('memory', () => {
  it('is handed out zeroed, aligned and apart, and ends at 4 GB', () => {
    const own = new WasmArena();
    const first = own.take(3);
    const second = own.take(200_000);
    expect([first % 8, second % 8, second - first >= 3]).toEqual([0, 0, true]);
    own.words(first, 1)[0] = 2 ** 32 - 1;
    expect(own.words(second, 50_000).every((word) => word === 0)).toBe(true);
    expect(() => own.take(2 ** 32)).toThrow(RangeError);
  });

  it('given back is zeroed before it is used again', () => {
    const first = new WasmArena();
    first.words(first.take(400_000), 100_000).fill(7);
    first.release();
    const second = new WasmArena();
    const third = new WasmArena();
    expect(second.memory).toBe(first.memory);
    expect(third.memory).not.toBe(first.memory);
    expect(second.words(second.take(600_000), 150_000).every((word) => word === 0)).toBe(true);
  });
});
