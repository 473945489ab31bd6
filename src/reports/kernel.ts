/** A running TypeScript kernel: code goes in over the shell socket, messages come out over iopub. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Dealer, Subscriber } from 'zeromq';
import { UserError } from '../lake/error.js';
import { address, pack, request, unpack, type Content, type Message } from './jupyter-messages.js';
import { spawnKernel, type KernelProcess, type ProcessOptions } from './kernel-process.js';

export interface KernelOptions extends ProcessOptions {
  /** How long the kernel may take to answer first, in seconds. Default 60. */
  startSeconds?: number;
  signal?: AbortSignal;
}

export interface ExecuteOptions {
  /** Default: no limit. */
  timeoutSeconds?: number;
  /** Every message the kernel publishes about this code, even after it has ended. */
  onMessage?: (message: Message) => void;
}

/** Thrown when code runs longer than it may. */
export class KernelTimeout extends Error {
  override readonly name = 'KernelTimeout';
}

interface Pending {
  onMessage?: (message: Message) => void;
  idle: boolean;
  reply?: Content;
  settle: () => void;
}

export class Kernel {
  readonly #session = randomUUID();
  readonly #requests = new Map<string, Pending>();
  readonly #broken: Promise<never>;
  #break!: (reason: unknown) => void;
  #heard = false;
  #busy = false;

  private constructor(
    private readonly process: KernelProcess,
    private readonly shell: Dealer,
    private readonly control: Dealer,
    private readonly iopub: Subscriber,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.#broken = new Promise((_, reject) => (this.#break = reject));
    this.#broken.catch(() => {});
    process.ended.catch(this.#break);
    signal?.addEventListener('abort', this.#abort, { once: true });
    iopub.subscribe();
    for (const [name, socket] of [['shell', shell], ['control', control], ['iopub', iopub]] as const) {
      socket.linger = 0;
      socket.reconnectInterval = 50;
      socket.receiveHighWaterMark = 0;
      socket.connect(address(process.connection, name));
      this.#listen(socket).catch(this.#break);
    }
  }

  /** Starts a kernel and waits until it answers. Throws a UserError when it does not, the signal's reason when aborted. */
  static async start(options: KernelOptions): Promise<Kernel> {
    options.signal?.throwIfAborted();
    const { Dealer, Subscriber } = await import('zeromq');
    const kernel = new Kernel(await spawnKernel(options), new Dealer(), new Dealer(), new Subscriber(), options.signal);
    const seconds = options.startSeconds ?? 60;
    try {
      await kernel.#within(seconds, kernel.#greet());
      return kernel;
    } catch (error) {
      await kernel.stop();
      throw error instanceof KernelTimeout ? new UserError(`The notebook kernel did not answer within ${seconds} s.`, 'Is the machine very busy? Try again, or reinstall with npm ci.') : error;
    }
  }

  /** Runs code, with what it sets going at once, and returns the content of the execute_reply. Throws KernelTimeout; the kernel is then still busy, so stop it. */
  async execute(code: string, { timeoutSeconds, onMessage }: ExecuteOptions = {}): Promise<Content> {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true };
    this.#busy = true;
    const work = async (): Promise<Content> => {
      const reply = await this.#ask(this.shell, 'execute_request', content, onMessage);
      await this.#ask(this.shell, 'kernel_info_request');
      return reply;
    };
    const reply = await this.#within(timeoutSeconds, work());
    this.#busy = false;
    return reply;
  }

  /** Ends the kernel process, politely when it listens, and removes its files. Never throws. */
  async stop(): Promise<void> {
    this.signal?.removeEventListener('abort', this.#abort);
    if (this.#heard && !this.#busy) {
      this.#ask(this.control, 'shutdown_request', { restart: false }).catch(() => {});
      await Promise.race([this.process.gone, delay(1000)]);
    }
    this.process.kill();
    await this.process.gone;
    for (const socket of [this.shell, this.control, this.iopub]) socket.close();
  }

  #abort = () => {
    this.#break(this.signal?.reason);
    this.process.kill();
  };

  /** What a publisher says before it knows its subscriber is lost, so ask until something has come through. */
  async #greet(): Promise<void> {
    while (!this.#heard) await Promise.race([this.#ask(this.shell, 'kernel_info_request'), delay(100)]);
  }

  #ask(socket: Dealer, type: string, content: Content = {}, onMessage?: (message: Message) => void): Promise<Content> {
    const message = request(type, this.#session, content);
    const answered = new Promise<Content>((resolve) => {
      const pending: Pending = { onMessage, idle: false, settle: () => pending.idle && pending.reply && resolve(pending.reply) };
      this.#requests.set(message.header.msg_id, pending);
    });
    return Promise.race([socket.send(pack(message, this.process.connection.key)).then(() => answered), this.#broken]);
  }

  async #listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = unpack(frames, this.process.connection.key);
      if (socket === this.iopub) this.#heard = true;
      const pending = this.#requests.get(message.parent.msg_id ?? '');
      if (!pending) continue;
      if (socket !== this.iopub) pending.reply = message.content;
      else if (message.header.msg_type !== 'status') pending.onMessage?.(message);
      else if (message.content['execution_state'] === 'idle') pending.idle = true;
      pending.settle();
    }
  }

  async #within<T>(seconds: number | undefined, work: Promise<T>): Promise<T> {
    if (seconds === undefined) return work;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new KernelTimeout(`No answer within ${seconds} s.`)), seconds * 1000)));
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
