/**
 * Code the kernel process loads before tslab. It ends the kernel with the process that started it, and lets a cell print any amount:
 * zeromq refuses the 500th or so message sent in one turn (EBUSY) and tslab loses it; here such messages wait in a queue.
 */
const code = (manifest: string) => `
  import { createRequire } from 'node:module';
  process.on('disconnect', () => process.exit());
  process.channel?.unref();
  const zmq = createRequire(${JSON.stringify(manifest)})('zeromq');
  zmq.Publisher = class extends zmq.Publisher {
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
  };`;

/** The code as an address for node --import. @param manifest path of tslab's package.json */
export function kernelPreload(manifest: string): string {
  return `data:text/javascript,${encodeURIComponent(code(manifest))}`;
}
