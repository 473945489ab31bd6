import { crc32, deflateRawSync } from 'node:zlib';

interface ZipMember {
  name: string;
  content: string | Buffer;
  /** Unix mode; none by default. */
  mode?: number;
}

/** A zip file of any names. The bytes of the members in `damage` are not what their checksums say. */
export function zipOf(members: readonly ZipMember[], { damage = [] }: { damage?: readonly string[] } = {}): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, mode = 0 } of members) {
    const plain = Buffer.from(content);
    const data = deflateRawSync(damage.includes(name) ? Buffer.from(plain.map((byte, i) => (i === plain.length - 5 ? byte ^ 1 : byte))) : plain);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(plain), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(plain.length, 18);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2);
    const fileName = Buffer.from(name);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(fileName.length, 0);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, lengths, fileName, data]);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE((mode << 16) >>> 0, 8);
    tail.writeUInt32LE(at, 12);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), facts, lengths.subarray(0, 2), tail, fileName]));
    pieces.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, entries, end]);
}
