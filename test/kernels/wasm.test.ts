import { describe, expect, it } from 'vitest';
import { above, add, below, clear, compile, constant, countDown, define, divide, equal, f32, f64, fixedMemory, increase, instantiate, load128, load16, load32, loop, multiply, select, set, shiftLeft, splat32, splat64, store128, store16, store32, subtract, vectorOf, WasmArena, when, xor, zeros } from '../../src/kernels/wasm.js';

const arena = new WasmArena();

function compiled(...functions: Parameters<typeof compile>[0]): Record<string, (...numbers: number[]) => number> {
  return instantiate(compile(functions, 'shared'), arena.memory) as Record<string, (...numbers: number[]) => number>;
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

describe('vectors in memory of one thread', () => {
  const memory = fixedMemory(100_000);
  const run = (...functions: Parameters<typeof compile>[0]) => instantiate(compile(functions, 'unshared'), memory) as Record<string, (...numbers: number[]) => void>;
  const four = new Float32Array(memory.buffer, 0, 12);
  const two = new Float64Array(memory.buffer, 64, 6);

  it('live in whole pages', () => {
    expect(memory.buffer.byteLength).toBe(2 * 65_536);
  });

  it.each<[keyof typeof f32 & string, readonly number[]]>([
    ['add', [4, 4, 0, 3]], ['multiply', [3, 4, -4, -4]], ['lesser', [1, 2, -2, -1]], ['greater', [3, 2, 2, 4]],
  ])('%s four numbers', (operation, expected) => {
    four.set([1, 2, -2, 4, 3, 2, 2, -1]);
    run(define('run', ['at'], [], ({ at }) => [store128(at, f32[operation](load128(at), load128(at, 16)), 32)]))['run']!(0);
    expect([...four.subarray(8)]).toEqual(expected);
  });

  it.each<[keyof typeof f64 & string, readonly number[]]>([['add', [4, 7]], ['subtract', [-2, 3]], ['multiply', [3, 10]]])('%s two numbers', (operation, expected) => {
    two.set([1, 5, 3, 2]);
    run(define('run', ['at'], [], ({ at }) => [store128(at, f64[operation](load128(at), load128(at, 16)), 32)]))['run']!(64);
    expect([...two.subarray(4)]).toEqual(expected);
  });

  it('are chosen by number, spread from one, counted and kept', () => {
    four.set([1, 5, 2, 8]);
    run(define('choose', ['at'], [], ({ at }, vector) => {
      const limit = vector();
      return [set(limit, vectorOf(2, 2, 4, 4)), store128(at, select(limit, zeros, f32.less(limit, load128(at))), 16), store128(at, splat32(at, 4), 32)];
    }))['choose']!(0);
    expect([...four.subarray(4)]).toEqual([0, 2, 0, 4, 5, 5, 5, 5]);
    two.set([0.5, 3]);
    run(define('sum', ['at', 'times'], [], ({ at, times }, vector) => {
      const [total, step] = [vector(), vector()];
      return [set(step, splat64(at, 8)), countDown(times, set(total, f64.add(total, step))), store128(at, total, 16)];
    }))['sum']!(64, 200);
    expect([...two.subarray(2, 4)]).toEqual([600, 600]);
  });

  it('have locals beyond those that one byte counts', () => {
    run(define('many', ['at'], [], ({ at }, vector) => {
      const vectors = Array.from({ length: 200 }, vector);
      return [...vectors.map((each, i) => set(each, vectorOf(i, i, i, i))), store128(at, f32.add(vectors[130]!, vectors[199]!))];
    }))['many']!(0);
    expect([...four.subarray(0, 4)]).toEqual([329, 329, 329, 329]);
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
