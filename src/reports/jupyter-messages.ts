/** The Jupyter wire protocol 5.3: messages as signed ZeroMQ frames. https://jupyter-client.readthedocs.io/en/stable/messaging.html */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** The connection file a kernel reads when it starts. */
export interface Connection {
  transport: 'ipc' | 'tcp';
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
  key: string;
  signature_scheme: 'hmac-sha256';
}

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export type Content = Record<string, unknown>;

export interface Message {
  header: Header;
  parent: Partial<Header>;
  metadata: Content;
  content: Content;
}

const delimiter = '<IDS|MSG>';

/** A request of our own, ready to send. */
export function request(type: string, session: string, content: Content = {}): Message {
  const header = { msg_id: randomUUID(), msg_type: type, session, username: 'boorulab', date: new Date().toISOString(), version: '5.3' };
  return { header, parent: {}, metadata: {}, content };
}

/** Message to frames: delimiter, signature, header, parent header, metadata, content. */
export function pack(message: Message, key: string): string[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map((part) => JSON.stringify(part));
  return [delimiter, sign(parts, key), ...parts];
}

/** Frames to message; routing frames before the delimiter are skipped. Throws when frames are missing or the signature is wrong. */
export function unpack(frames: readonly Buffer[], key: string): Message {
  const start = frames.findIndex((frame) => frame.toString('latin1') === delimiter);
  const [signature, ...parts] = frames.slice(start + 1);
  if (start < 0 || !signature || parts.length < 4) throw new Error('A kernel message lacks frames.');
  const wanted = Buffer.from(sign(parts, key));
  if (signature.length !== wanted.length || !timingSafeEqual(signature, wanted)) throw new Error('A kernel message carries a wrong signature.');
  const [header, parent, metadata, content] = parts.slice(0, 4).map((part) => JSON.parse(part.toString()));
  return { header, parent, metadata, content };
}

function sign(parts: readonly (string | Buffer)[], key: string): string {
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Address of one of the five sockets, spelled as tslab spells it for both transports. */
export function address(connection: Connection, socket: 'shell' | 'iopub' | 'stdin' | 'control' | 'hb'): string {
  return `${connection.transport}://${connection.ip}:${connection[`${socket}_port`]}`;
}
