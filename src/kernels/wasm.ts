/**
 * A small assembler for WebAssembly: functions on whole numbers of 32 bits without sign and on vectors of 128 bits, over one memory.
 * It covers what the kernels use of the format (https://webassembly.github.io/spec/core/binary/). An expression leaves one number or
 * vector, a statement nothing.
 */
export type Code = readonly number[];

const unsigned = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]);

const signed = (value: number): number[] => (value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]);

const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];

const name = (text: string): number[] => list([...text].map((letter) => [letter.charCodeAt(0)]));

const sized = (body: Code): number[] => [...unsigned(body.length), ...body];

const section = (id: number, items: readonly Code[]): number[] => [id, ...sized(list(items))];

const int32 = 0x7f;
const vector128 = 0x7b;
/** Of a block that leaves nothing. */
const empty = 0x40;
const end = 0x0b;

export interface WasmFunction {
  readonly name: string;
  /** All parameters, and the first locals behind them, are whole numbers. */
  readonly parameters: number;
  readonly locals: number;
  readonly vectors: number;
  readonly returns: boolean;
  readonly body: Code;
}

/** A module that imports `env.memory`, of up to 4 GB, and exports the functions by name. */
export function compile(functions: readonly WasmFunction[], memory: 'shared' | 'unshared'): object {
  const types = functions.map(({ parameters, returns }) => [0x60, ...list(Array.from({ length: parameters }, () => [int32])), ...list(returns ? [[int32]] : [])]);
  const imported = [...name('env'), ...name('memory'), 0x02, memory === 'shared' ? 0x03 : 0x01, ...unsigned(0), ...unsigned(maximumPages)];
  const bodies = functions.map(({ locals, vectors, body }) => sized([...list([[...unsigned(locals), int32], [...unsigned(vectors), vector128]]), ...body, end]));
  return new Module(Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, types), ...section(2, [imported]), ...section(3, functions.map((_, i) => unsigned(i))),
    ...section(7, functions.map((made, i) => [...name(made.name), 0x00, ...unsigned(i)])), ...section(10, bodies),
  ]));
}

const maximumPages = 65_536;
const pageBytes = 65_536;

/** Memory that threads share. */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** What is used of WebAssembly; the types of Node leave it out. */
const { Instance, Memory, Module } = (globalThis as unknown as { WebAssembly: WebAssemblyParts }).WebAssembly;

interface WebAssemblyParts {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
  Memory: {
    new (size: { initial: number; maximum: number; shared: true }): WasmMemory;
    new (size: { initial: number; maximum: number }): { readonly buffer: ArrayBuffer };
  };
}

/** Memory of one thread that stays as big as it is, at most 4 GB. */
export function fixedMemory(bytes: number): { readonly buffer: ArrayBuffer } {
  const pages = Math.ceil(bytes / pageBytes);
  return new Memory({ initial: pages, maximum: pages });
}

/** The functions of a module, ready to be called; numbers come back with a sign: `>>> 0` takes it off. */
export function instantiate(module: object, memory: { readonly buffer: ArrayBufferLike }): unknown {
  return new Instance(module, { env: { memory } }).exports;
}

/** Memory given back: the runtime does not know how big it is, and would not collect it before much more was taken. */
let spare: WasmMemory | null = null;

/** Shared memory that is handed out piece by piece. */
export class WasmArena {
  readonly memory = spare ?? new Memory({ initial: 0, maximum: maximumPages, shared: true });
  private readonly worn = this.memory.buffer.byteLength;
  private used = 8;

  constructor() {
    spare = null;
  }

  /** Gives the memory back for the next arena. Nothing may use it afterwards. */
  release(): void {
    spare = this.memory;
  }

  /** The address of zeroed bytes. Throws RangeError when 4 GB are used up. */
  take(bytes: number): number {
    const address = this.used;
    if (address < this.worn) new Uint8Array(this.memory.buffer, address, Math.min(bytes, this.worn - address)).fill(0);
    this.used += Math.ceil(bytes / 8) * 8;
    if (this.used >= maximumPages * pageBytes) throw new RangeError('more than 4 GB of memory are needed');
    const more = Math.ceil(this.used / pageBytes) - this.memory.buffer.byteLength / pageBytes;
    if (more > 0) this.memory.grow(more);
    return address;
  }

  /** A view of `length` numbers of 4 bytes. */
  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }
}

/**
 * A function of named numbers: the first `parameters` of them are given, the others start at 0. The body gets each as an expression,
 * and `vector`, which makes one more local each time it is called: a vector, 0 at first.
 */
export function define<Name extends string>(called: string, parameters: readonly Name[], locals: readonly Name[], body: (numbers: Record<Name, Code>, vector: () => Code) => readonly Code[], result?: Name): WasmFunction {
  const local = (index: number): Code => [0x20, ...unsigned(index)];
  const names = [...parameters, ...locals];
  const numbers = Object.fromEntries(names.map((each, i) => [each, local(i)])) as unknown as Record<Name, Code>;
  let vectors = 0;
  const code = body(numbers, () => local(names.length + vectors++)).flat();
  return { name: called, parameters: parameters.length, locals: locals.length, vectors, returns: result !== undefined, body: [...code, ...(result === undefined ? [] : numbers[result])] };
}

export const constant = (value: number): Code => [0x41, ...signed(value | 0)];

const operator = (...code: Code) => (a: Code, b: Code): Code => [...a, ...b, ...code];

export const add = operator(0x6a);
export const subtract = operator(0x6b);
export const multiply = operator(0x6c);
export const divide = operator(0x6e);
export const xor = operator(0x73);
export const shiftLeft = operator(0x74);
export const equal = operator(0x46);
export const differ = operator(0x47);
export const below = operator(0x49);
export const above = operator(0x4b);
export const both = operator(0x71);

/** Memory at an address; aligned to the size of what is read or written. */
export const load32 = (address: Code): Code => [...address, 0x28, 2, 0];
export const load16 = (address: Code): Code => [...address, 0x2f, 1, 0];
export const store32 = (address: Code, value: Code): Code => [...address, ...value, 0x36, 2, 0];
export const store16 = (address: Code, value: Code): Code => [...address, ...value, 0x3b, 1, 0];
/** Writes zeros to `bytes` of memory. */
export const clear = (address: Code, bytes: Code): Code => [...address, ...constant(0), ...bytes, 0xfc, 0x0b, 0];

const simd = (code: number): Code => [0xfd, ...unsigned(code)];
const simdOperator = (code: number) => operator(...simd(code));
const simdLoad = (code: number) => (address: Code, offset = 0): Code => [...address, ...simd(code), 0, ...unsigned(offset)];

/** Operators on vectors of four 32-bit numbers; `lesser` and `greater` do as a < b says, which is one instruction of the processor. */
export const f32 = { less: simdOperator(0x43), add: simdOperator(0xe4), multiply: simdOperator(0xe6), lesser: simdOperator(0xea), greater: simdOperator(0xeb) };
/** Operators on vectors of two 64-bit numbers. */
export const f64 = { add: simdOperator(0xf0), subtract: simdOperator(0xf1), multiply: simdOperator(0xf2) };
/** Operators on vectors of eight whole numbers of 16 bits with a sign. */
export const i16 = { add: simdOperator(0x8e), subtract: simdOperator(0x91), multiply: simdOperator(0x95), lesser: simdOperator(0x96), greater: simdOperator(0x98) };
/** Operators on vectors of four whole numbers of 32 bits. */
export const i32 = { add: simdOperator(0xae) };
/** The sums of neighbours of eight whole numbers of 16 bits without a sign: four of 32 bits. */
export const addPairs = (vector: Code): Code => [...vector, ...simd(0x7f)];
/** One of the four numbers of 32 bits of a vector. */
export const lane32 = (vector: Code, lane: number): Code => [...vector, ...simd(0x1b), lane];

/** Eight whole numbers of 16 bits, all the same. */
export const eightOf = (value: number): Code => [...simd(0x0c), ...new Uint8Array(new Int16Array(8).fill(value).buffer)];
/** Four 32-bit numbers. */
export const vectorOf = (...values: readonly [number, number, number, number]): Code => [...simd(0x0c), ...new Uint8Array(Float32Array.from(values).buffer)];
export const zeros = vectorOf(0, 0, 0, 0);
/** Bits of a where `mask` has ones, else of b. */
export const select = (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...simd(0x52)];

/** Memory `offset` bytes behind an address, of any alignment. */
export const load128 = simdLoad(0x00);
/** Eight bytes of memory as whole numbers of 16 bits. */
export const loadBytes = simdLoad(0x02);
/** A vector whose numbers are all the one in memory. */
export const splat32 = simdLoad(0x09);
export const splat64 = simdLoad(0x0a);
export const store128 = (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(0x0b), 0, ...unsigned(offset)];

/** Sets a number or vector of the function. */
export const set = (local: Code, value: Code): Code => [...value, 0x21, ...local.slice(1)];
export const increase = (local: Code, by = 1): Code => set(local, add(local, constant(by)));

export const when = (condition: Code, ...then: readonly Code[]): Code => [...condition, 0x04, empty, ...then.flat(), end];
/** The condition stands twice, so that each round has one jump. */
export const loop = (condition: Code, ...body: readonly Code[]): Code => when(condition, [0x03, empty, ...body.flat(), ...condition, 0x0d, 0, end]);
/** As often as the number says, at least once; leaves it at 0. */
export const countDown = (local: Code, ...body: readonly Code[]): Code => [0x03, empty, ...body.flat(), ...subtract(local, constant(1)), 0x22, ...local.slice(1), 0x0d, 0, end];
