/** Code of WebAssembly as bytes: nested lists are joined when a module is made. */
export type Code = number | readonly Code[];

export interface WasmFunction {
  readonly name: string;
  /** All parameters are i32; the first local after them has the number `params`. */
  readonly params: number;
  /** Locals of type i32, then of type v128, behind the parameters. */
  readonly integers: number;
  readonly vectors: number;
  readonly body: Code;
}

/** What of the WebAssembly API is used here; its types do not come with Node's. */
interface WasmApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, (...values: number[]) => void> };
  Memory: new (size: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
}

export const wasm = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

/** A whole number in LEB128, signed or (not below 0) unsigned. */
export function leb(value: number, signed = false): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const byte = rest & 0x7f;
    rest = signed ? rest >> 7 : rest >>> 7;
    const isLast = signed ? rest === (byte & 0x40 ? -1 : 0) : rest === 0;
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const vector = (code: number, ...rest: number[]): Code => [0xfd, leb(code), rest];
const memory = (code: number) => (offset: number): Code => vector(code, 0, ...leb(offset));

/** Instructions, by their names in the specification (WebAssembly 2.0, chapter 5.4). */
export const op = {
  get: (local: number): Code => [0x20, leb(local)],
  set: (local: number): Code => [0x21, leb(local)],
  tee: (local: number): Code => [0x22, leb(local)],
  i32: (value: number): Code => [0x41, leb(value, true)],
  add: 0x6a,
  subtract: 0x6b,
  /** Repeats the body until it does not end with a branch. */
  loop: (...body: Code[]): Code => [0x03, 0x40, body, 0x0b],
  branchIf: [0x0d, 0] as Code,
  load: memory(0x00),
  splat32: memory(0x09),
  splat64: memory(0x0a),
  store: memory(0x0b),
  zero: vector(0x0c, ...Array<number>(16).fill(0)),
  /** Four 32-bit numbers. */
  numbers: (...values: readonly [number, number, number, number]): Code => vector(0x0c, ...new Uint8Array(Float32Array.from(values).buffer)),
  /** Of three vectors, bits of the first where the third has ones, else of the second. */
  select: vector(0x52),
  /** The lesser and the greater do as a < b says, which is one instruction of the processor. */
  f32: { less: vector(0x43), add: vector(0xe4), subtract: vector(0xe5), multiply: vector(0xe6), lesser: vector(0xea), greater: vector(0xeb) },
  f64: { add: vector(0xf0), subtract: vector(0xf1), multiply: vector(0xf2) },
} as const;

/** local += bytes, or minus when below 0. */
export const advance = (local: number, bytes: Code): Code => [op.get(local), bytes, op.add, op.set(local)];

/** A loop that runs as often as the local says (at least once) and leaves it at 0. */
export const countDown = (local: number, ...body: Code[]): Code => op.loop(...body, op.get(local), op.i32(1), op.subtract, op.tee(local), op.branchIf);

/** Compiles functions that work on a memory imported as `env.memory`. */
export function compile(functions: readonly WasmFunction[]): object {
  const section = (id: number, items: readonly Code[]) => [id, sized([leb(items.length), items])];
  const text = (name: string) => sized([...new TextEncoder().encode(name)]);
  const i32 = 0x7f;
  const v128 = 0x7b;
  return new wasm.Module(Uint8Array.from(flat([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, functions.map(({ params }) => [0x60, leb(params), Array<number>(params).fill(i32), 0])),
    section(2, [[text('env'), text('memory'), 0x02, 0x01, leb(0), leb(65536)]]),
    section(3, functions.map((_, index) => leb(index))),
    section(7, functions.map(({ name }, index) => [text(name), 0x00, leb(index)])),
    section(10, functions.map(({ integers, vectors, body }) => sized([2, leb(integers), i32, leb(vectors), v128, body, 0x0b]))),
  ])));
}

function sized(code: Code): Code {
  const bytes = flat(code);
  return [leb(bytes.length), bytes];
}

function flat(code: Code): number[] {
  return typeof code === 'number' ? [code] : (code.flat(Infinity as 1) as number[]);
}
