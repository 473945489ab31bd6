/**
 * A small assembler for WebAssembly: functions on whole numbers of 32 bits without sign, over one shared memory. It covers what the
 * kernels use of the format (https://webassembly.github.io/spec/core/binary/). An expression leaves one number, a statement none.
 */
export type Code = readonly number[];

const unsigned = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]);

const signed = (value: number): number[] => (value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]);

const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];

const name = (text: string): number[] => vector([...text].map((letter) => [letter.charCodeAt(0)]));

const section = (id: number, items: readonly Code[]): number[] => {
  const body = vector(items);
  return [id, ...unsigned(body.length), ...body];
};

const int32 = 0x7f;
/** Of a block that leaves nothing. */
const empty = 0x40;
const end = 0x0b;

export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly locals: number;
  readonly returns: boolean;
  readonly body: Code;
}

/** A module that imports `env.memory`, shared memory of up to 4 GB, and exports the functions by name. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array {
  const types = functions.map(({ parameters, returns }) => [0x60, ...vector(Array.from({ length: parameters }, () => [int32])), ...vector(returns ? [[int32]] : [])]);
  const memory = [...name('env'), ...name('memory'), 0x02, 0x03, ...unsigned(0), ...unsigned(maximumPages)];
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector([[...unsigned(locals), int32]]), ...body, end];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, types), ...section(2, [memory]), ...section(3, functions.map((_, i) => unsigned(i))),
    ...section(7, functions.map((made, i) => [...name(made.name), 0x00, ...unsigned(i)])), ...section(10, bodies),
  ]);
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
  Memory: new (size: { initial: number; maximum: number; shared: true }) => WasmMemory;
}

/** The functions, ready to be called; numbers come back with a sign: `>>> 0` takes it off. */
export function instantiate(functions: readonly WasmFunction[], memory: WasmMemory): unknown {
  return new Instance(new Module(assemble(functions)), { env: { memory } }).exports;
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

/** A function of named numbers: the first `parameters` of them are given, the others start at 0. The body gets each as an expression. */
export function define<Name extends string>(called: string, parameters: readonly Name[], locals: readonly Name[], body: (numbers: Record<Name, Code>) => readonly Code[], result?: Name): WasmFunction {
  const numbers = Object.fromEntries([...parameters, ...locals].map((local, i) => [local, [0x20, i]])) as unknown as Record<Name, Code>;
  return { name: called, parameters: parameters.length, locals: locals.length, returns: result !== undefined, body: [...body(numbers).flat(), ...(result === undefined ? [] : numbers[result])] };
}

export const constant = (value: number): Code => [0x41, ...signed(value | 0)];

const operator = (code: number) => (a: Code, b: Code): Code => [...a, ...b, code];

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

/** Sets a number of the function. */
export const set = (local: Code, value: Code): Code => [...value, 0x21, local[1]!];
export const increase = (local: Code, by = 1): Code => set(local, add(local, constant(by)));

export const when = (condition: Code, ...then: readonly Code[]): Code => [...condition, 0x04, empty, ...then.flat(), end];
/** The condition stands twice, so that each round has one jump. */
export const loop = (condition: Code, ...body: readonly Code[]): Code => when(condition, [0x03, empty, ...body.flat(), ...condition, 0x0d, 0, end]);
