import { describe, expect, it } from 'vitest';
import { address, pack, request, unpack, type Connection } from '../../src/reports/jupyter-messages.js';

const frames = (parts: string[]) => parts.map((part) => Buffer.from(part));

describe('Jupyter messages', () => {
  const message = request('execute_request', 'session', { code: '1 + 1 // 初音' });

  it('come back as they were packed', () => {
    expect(unpack(frames(pack(message, 'key')), 'key')).toEqual(message);
  });

  it('come back behind routing frames', () => {
    expect(unpack(frames(['route', ...pack(message, 'key')]), 'key')).toEqual(message);
  });

  it('carry the HMAC-SHA256 of their four parts', () => {
    const packed = pack({ header: message.header, parent: {}, metadata: {}, content: {} }, '');
    expect(packed[0]).toBe('<IDS|MSG>');
    expect(packed[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(packed.slice(3)).toEqual(['{}', '{}', '{}']);
  });

  it('are refused when signed with another key, changed, or cut', () => {
    const packed = pack(message, 'key');
    expect(() => unpack(frames(packed), 'other')).toThrow('wrong signature');
    expect(() => unpack(frames([...packed.slice(0, 5), '{"code":"evil()"}']), 'key')).toThrow('wrong signature');
    expect(() => unpack(frames(packed.slice(0, 5)), 'key')).toThrow('lacks frames');
    expect(() => unpack(frames(packed.slice(1)), 'key')).toThrow('lacks frames');
  });

  it('have an id each', () => {
    expect(request('a', 's').header.msg_id).not.toBe(request('a', 's').header.msg_id);
  });

  it('go to the address of a socket', () => {
    const connection = { transport: 'tcp', ip: '127.0.0.1', shell_port: 5001, iopub_port: 5002 } as Connection;
    expect(address(connection, 'iopub')).toBe('tcp://127.0.0.1:5002');
    expect(address({ ...connection, transport: 'ipc', ip: '/tmp/k' }, 'shell')).toBe('ipc:///tmp/k:5001');
  });
});
