import type { ObjectReader, ObjectWriter } from '../../functions/retrieval/object-store.ts';

/** A bucket in memory. Like S3, it answers in chunks, keeps what is there, and a missing object is an error. */
export type MemoryObjects = ObjectReader & ObjectWriter & { objects: Map<string, Buffer> };

export function memoryObjects(objects = new Map<string, Buffer>()): MemoryObjects {
  return {
    objects,
    read: async (key) => {
      const bytes = objects.get(key);
      if (!bytes) throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
      return chunks(bytes);
    },
    create: async (key, content) => {
      if (objects.has(key)) return;
      const body = content.open();
      const parts: Uint8Array[] = [];
      for await (const part of body instanceof Uint8Array ? [body] : body) parts.push(part);
      objects.set(key, Buffer.concat(parts));
    },
  };
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
}
