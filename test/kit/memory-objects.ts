import { createHash } from 'node:crypto';
import type { ObjectReader, ObjectStamp, ObjectWriter } from '../../functions/retrieval/object-store.ts';

/** A bucket in memory. Like S3, it answers in chunks, keeps what is there, and a missing object is an error. */
export type MemoryObjects = Required<ObjectReader> & ObjectWriter & { objects: Map<string, Buffer> };

export function memoryObjects(objects = new Map<string, Buffer>()): MemoryObjects {
  const found = (key: string): Buffer => {
    const bytes = objects.get(key);
    if (!bytes) throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
    return bytes;
  };
  return {
    objects,
    read: async (key) => {
      const bytes = found(key);
      return Object.assign(chunks(bytes), { stamp: stampOf(bytes) });
    },
    stamp: async (key) => stampOf(found(key)),
    create: async (key, content) => {
      if (objects.has(key)) return;
      const body = content.open();
      const parts: Uint8Array[] = [];
      for await (const part of body instanceof Uint8Array ? [body] : body) parts.push(part);
      objects.set(key, Buffer.concat(parts));
    },
  };
}

/** As S3 marks what it has: by the bytes. */
const stampOf = (bytes: Buffer): ObjectStamp => ({
  tag: createHash('md5').update(bytes).digest('hex'),
  modified: '2026-11-20T12:00:00.000Z',
});

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
}
