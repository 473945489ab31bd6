import { UserError } from '../lake/error.js';
import { outputLayout, readDetectorOutput, type DetectorBoxes } from '../kernels/detector-output.js';

interface Tensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly { readonly isTensor: boolean; readonly type?: string; readonly shape?: readonly (number | string)[] }[];
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** What is used of onnxruntime-node, which need not be installed. */
interface Runtime {
  readonly InferenceSession: { create(path: string, options: { logSeverityLevel: 4 }): Promise<Session> };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
}

const runtimeName = 'onnxruntime-node';

/** A detector in a file of ONNX, with one input [1, 3, size, size] of 0 to 1 and one output of YOLOv5's or YOLOv8's layout. */
export class OnnxModel {
  private constructor(private readonly runtime: Runtime, private readonly session: Session, readonly size: number, private readonly labels: readonly string[]) {}

  /**
   * Opens a model. `size` is asked for where the model leaves it open; where it does not, its own counts. Throws UserError without onnxruntime-node, for a file
   * that is no model, for one with another input, and for a size that the model does not take.
   */
  static async open(path: string, labels: readonly string[], size: number | undefined): Promise<OnnxModel> {
    const runtime = await loadRuntime();
    const session = await runtime.InferenceSession.create(path, { logSeverityLevel: 4 }).catch((error: Error) => {
      throw new UserError(`${path} is no ONNX model that can be run: ${error.message.split('\n')[0]}`);
    });
    const [input, more] = session.inputMetadata;
    if (input?.shape?.length !== 4 || more !== undefined) throw new UserError(`${path} does not take one picture of 1 x 3 x size x size`, inputHint);
    const [, channels, height, width] = input.shape;
    if (input.type !== 'float32' || channels !== 3 || (typeof height === 'number' && typeof width === 'number' && height !== width)) throw new UserError(`${path} takes ${input.type} of ${input.shape.join(' x ')}`, inputHint);
    const own = [height, width].find((side): side is number => typeof side === 'number');
    if (own !== undefined && size !== undefined && own !== size) throw new UserError(`${path} takes pictures of ${own} px, not ${size}`, 'Leave out --size.', 2);
    return new OnnxModel(runtime, session, own ?? size ?? 640, labels);
  }

  /** Boxes of at least a score in a picture of 3 x size x size numbers. Throws UserError when the output fits no layout for so many labels. */
  async run(planes: Float32Array, least: number): Promise<DetectorBoxes> {
    const { size, session, runtime, labels } = this;
    const outputs = await session.run({ [session.inputNames[0]!]: new runtime.Tensor('float32', planes, [1, 3, size, size]) });
    const output = outputs[session.outputNames[0]!]!;
    const layout = output.type === 'float32' ? outputLayout(output.dims, labels.length) : null;
    if (layout === null) {
      throw new UserError(`The model gives ${output.type} of ${output.dims.join(' x ')}, which is no list of boxes with ${labels.length} labels`,
        `It must be 1 x N x ${5 + labels.length} (as YOLOv5 gives it) or 1 x ${4 + labels.length} x N (as YOLOv8 does); is the labels file the right one, a label a line?`);
    }
    return readDetectorOutput(output.data as Float32Array, layout, labels.length, least);
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}

const inputHint = 'Detectors of the YOLO kind can be run: export yours with an input of float32, 1 x 3 x 640 x 640.';

async function loadRuntime(): Promise<Runtime> {
  try {
    // CommonJS: its names are there by default only.
    const module = (await import(runtimeName)) as unknown as Runtime & { default?: Runtime };
    return module.default ?? module;
  } catch (error) {
    throw new UserError(`Models need the package onnxruntime-node, which ${(error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' ? 'is not installed' : `does not start: ${(error as Error).message.split('\n')[0]}`}`,
      'Install it beside boorulab (about 300 MB): npm install onnxruntime-node@1');
  }
}
