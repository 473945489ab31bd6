import type { Message } from './jupyter-messages.js';
import type { Output } from './notebook-file.js';

/** What one cell may print, in characters; more is cut, so that an endless printer fills no memory. */
const mostPrinted = 1_000_000;

/** Gathers what a kernel publishes about one cell in the form a notebook stores. */
export class CellOutputs {
  readonly outputs: Output[] = [];
  /** The last text on stderr: where tslab puts an error. */
  lastError = '';
  /** Error of a promise nobody awaited, or thrown in a callback: tslab prints it and goes on. */
  stray?: string;
  #printed = 0;
  readonly #displays = new Map<string, Extract<Output, { output_type: 'display_data' | 'execute_result' }>>();

  add({ header, content }: Message): void {
    switch (header.msg_type) {
      case 'stream': return this.#print(content['name'] === 'stderr' ? 'stderr' : 'stdout', String(content['text']));
      case 'display_data':
      case 'execute_result': return this.#show(header.msg_type, content);
      case 'update_display_data': return this.#update(content);
      case 'error': this.outputs.push({ output_type: 'error', ename: String(content['ename']), evalue: String(content['evalue']), traceback: content['traceback'] as string[] });
    }
  }

  #print(name: 'stdout' | 'stderr', text: string): void {
    if (name === 'stderr') {
      this.lastError = text;
      const [, stray] = /^(?:UnhandledPromiseRejection|UncaughtException): ([\s\S]*)/.exec(text) ?? [];
      this.stray ??= stray;
    }
    if (this.#printed > mostPrinted) return;
    this.#printed += text.length;
    const kept = this.#printed > mostPrinted ? `${text.slice(0, mostPrinted)}\n(cut: this cell prints more than ${mostPrinted} characters)\n` : text;
    const last = this.outputs.at(-1);
    if (last?.output_type === 'stream' && last.name === name) last.text += kept;
    else this.outputs.push({ output_type: 'stream', name, text: kept });
  }

  #show(output_type: 'display_data' | 'execute_result', content: Message['content']): void {
    const count = output_type === 'execute_result' ? { execution_count: content['execution_count'] as number } : {};
    const output = { output_type, data: content['data'] as Record<string, unknown>, metadata: content['metadata'] as Record<string, unknown>, ...count };
    this.outputs.push(output);
    const id = displayId(content);
    if (id) this.#displays.set(id, output);
  }

  #update(content: Message['content']): void {
    const shown = this.#displays.get(displayId(content) ?? '');
    if (shown) Object.assign(shown, { data: content['data'], metadata: content['metadata'] });
  }
}

function displayId(content: Message['content']): string | undefined {
  return (content['transient'] as { display_id?: string } | undefined)?.display_id;
}
