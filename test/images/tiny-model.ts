/** Writes a tiny ONNX model by hand: the messages of onnx.proto as bytes (field number, kind, value). */
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]);
const whole = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const message = (field: number, ...parts: readonly (readonly number[])[]): number[] => {
  const body = parts.flat();
  return [...varint((field << 3) | 2), ...varint(body.length), ...body];
};
const text = (field: number, value: string): number[] => message(field, [...Buffer.from(value)]);

const float = 1;
const int64 = 7;

const floats = (name: string, dims: readonly number[], values: readonly number[]): number[] =>
  message(5, ...dims.map((dim) => whole(1, dim)), whole(2, float), text(8, name), message(9, [...new Uint8Array(Float32Array.from(values).buffer)]));
const integers = (name: string, values: readonly number[]): number[] =>
  message(5, whole(1, values.length), whole(2, int64), text(8, name), message(9, [...new Uint8Array(BigInt64Array.from(values, BigInt).buffer)]));

/** GraphProto's node: operator, inputs, output, integer attributes. */
const node = (operator: string, inputs: readonly string[], output: string, attributes: Readonly<Record<string, number | readonly number[]>> = {}): number[] =>
  message(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, operator), ...Object.entries(attributes).map(([name, value]) =>
    message(5, text(1, name), ...(typeof value === 'number' ? [whole(3, value), whole(20, 2)] : [...value.map((item) => whole(8, item)), whole(20, 7)]))));

const tensor = (field: number, name: string, dims: readonly (number | string)[]): number[] =>
  message(field, text(1, name), message(2, message(1, whole(1, float), message(2, ...dims.map((dim) => message(1, typeof dim === 'number' ? whole(1, dim) : text(2, dim)))))));

export interface TinyModel {
  /** Side of the input, or null where it is left open. */
  readonly side: number | null;
  readonly layout: 'rows' | 'columns';
  readonly input?: readonly (number | string)[];
}

/**
 * A detector of bright squares for two labels. It cuts its input into cells of 32 px, takes the brightness of each (red at the least point of the cell), and gives
 * 16 boxes: those of the first four rows and columns of cells, 32 px wide, of label 0 where red is over half, with the brightness as score.
 */
export function tinyModel({ side, layout, input = [1, 3, side ?? 'side', side ?? 'side'] }: TinyModel): Buffer {
  const cells = Array.from({ length: 16 }, (_, i) => [i % 4, i >> 2] as const);
  const places = cells.flatMap(([x, y]) => [32 * x + 16, 32 * y + 16, 32, 32]);
  const nodes = [
    // The least of a cell is minus the greatest of minus.
    node('Neg', ['images'], 'dark'), node('MaxPool', ['dark'], 'darkest', { kernel_shape: [32, 32], strides: [32, 32] }), node('Neg', ['darkest'], 'bright'),
    node('Slice', ['bright', 'from', 'to', 'axes'], 'red'), node('Reshape', ['red', 'list'], 'score'),
    ...(layout === 'rows'
      ? [node('Concat', ['places', 'ones', 'score', 'zeros'], 'output', { axis: 2 })]
      : [node('Concat', ['places', 'score', 'zeros'], 'wide', { axis: 2 }), node('Transpose', ['wide'], 'output', { perm: [0, 2, 1] })]),
  ];
  const constants = [
    integers('from', [0, 0, 0]), integers('to', [1, 4, 4]), integers('axes', [1, 2, 3]), integers('list', [1, 16, 1]),
    floats('places', [1, 16, 4], places), floats('ones', [1, 16, 1], Array<number>(16).fill(1)), floats('zeros', [1, 16, 1], Array<number>(16).fill(0)),
  ];
  const outputs = layout === 'rows' ? [1, 16, 7] : [1, 6, 16];
  const graph = message(7, ...nodes, text(2, 'tiny'), ...constants, tensor(11, 'images', input), tensor(12, 'output', outputs));
  return Buffer.from([...whole(1, 8), ...graph, ...message(8, text(1, ''), whole(2, 13))]);
}
