import { interruptEvent } from '../lake/interrupt.js';
import { pageVariable } from './workbench.js';

/** Ends the kernel with the process that started it. */
const endTogether = `
  process.on('disconnect', () => process.exit());
  process.channel?.unref();`;

/**
 * Lets a cell print any amount: zeromq refuses a message while another is on its way (EBUSY), as the 500th or so sent in one turn, or a second reply,
 * and tslab loses it; here such messages wait in a queue.
 */
const queuedMessages = `
  const zmq = require('zeromq');
  const queued = (Socket) => class extends Socket {
    #queue = [];
    #sent = Promise.resolve();
    constructor(options) {
      super({ ...options, sendHighWaterMark: 0 });
    }
    send(frames) {
      if (this.#queue.length === 0) {
        try {
          return (this.#sent = super.send(frames));
        } catch (error) {
          if (error.code !== 'EBUSY') throw error;
          void this.#drain();
        }
      }
      this.#queue.push(frames);
      return Promise.resolve();
    }
    async #drain() {
      await this.#sent;
      for (let at = 0; at < this.#queue.length; at++) await super.send(this.#queue[at]);
      this.#queue = [];
    }
  };
  zmq.Publisher = queued(zmq.Publisher);
  zmq.Router = queued(zmq.Router);`;

/**
 * Interrupting. On SIGINT tslab drops the cell, but its query would go on; on Windows Jupyter sends a message instead of a signal;
 * and whoever interrupts wants a word, not a stack, nor does one who can do something about the error; a page is told all of it.
 */
const interrupts = `
  process.on('SIGINT', () => process.emit(${JSON.stringify(interruptEvent)}));
  const { ZmqServer } = require('./dist/jupyter.js');
  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = function (socket, ...frames) {
    const body = frames.findIndex((frame) => frame.toString('latin1') === '<IDS|MSG>') + 1;
    const [signature, ...parts] = frames.slice(body);
    if (JSON.parse(parts[0]).msg_type !== 'interrupt_request') return handleShellMessage.call(this, socket, ...frames);
    const sign = (texts) => texts.reduce((hash, text) => hash.update(text), createHmac('sha256', this.connInfo.key)).digest('hex');
    if (signature.toString() !== sign(parts)) return;
    process.emit('SIGINT');
    const header = { ...JSON.parse(parts[0]), msg_id: randomUUID(), msg_type: 'interrupt_reply', date: new Date().toISOString() };
    const reply = [JSON.stringify(header), parts[0].toString(), '{}', '{"status":"ok"}'];
    socket.send([...frames.slice(0, body), sign(reply), ...reply]);
  };
  const executor = require('./dist/executor.js');
  const { createExecutor } = executor;
  const isInterrupt = (error) => error?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' || /^(Interrupted asynchronously|INTERRUPT Error)/.test(error?.message);
  const wordOf = (error) => {
    if (isInterrupt(error)) return 'Interrupted. The names of earlier cells are kept.';
    return error?.name === 'UserError' && process.env.${pageVariable} === undefined ? [error.message, error.hint].filter((line) => line).join('\\n') : error;
  };
  executor.createExecutor = (root, converters, { log, error }) => createExecutor(root, converters, { log, error: (first, ...words) => error(wordOf(first), ...words) });`;

/** Code the kernel process loads before tslab, as an address for node --import. @param manifest path of tslab's package.json */
export function kernelPreload(manifest: string): string {
  const code = `
  import { createHmac, randomUUID } from 'node:crypto';
  import { createRequire } from 'node:module';
  const require = createRequire(${JSON.stringify(manifest)});${endTogether}${queuedMessages}${interrupts}`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
