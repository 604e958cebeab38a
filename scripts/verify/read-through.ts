import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entries, type Entry, LOCAL } from './archive-entries.ts';
import type { Faults } from './faults.ts';
import { partOf } from './file-bytes.ts';
import { compareFields, type Field, lengthOf } from './header-fields.ts';

/** Lower-case hex, of the bytes of one file. */
export type Digests = { sha256: string; sha512?: string; size: number };
export type Through = { sha256: string; digests: ReadonlyMap<string, Digests> };
/** Of which files SHA-512 is counted too. */
type Options = { size: number; needsSha512: (path: string) => boolean };

/**
 * Reads the archive once, from its first byte to its last: the SHA-256 of the whole, digests and CRC of each file, and the
 * headers that stand before and behind it are all of the same bytes.
 */
export async function readThrough(
  file: FileHandle,
  archive: Pick<Entries, 'entries' | 'form'> | undefined,
  { size, needsSha512 }: Options,
  faults: Faults,
): Promise<Through> {
  const whole = createHash('sha256');
  const digests = new Map<string, Digests>();
  const parts = archive ? partsOf(archive, { digests, needsSha512, faults }) : [].values();
  let part = parts.next().value;
  for await (const chunk of partOf(file, 0, size)) {
    whole.update(chunk);
    for (let at = 0; part && at < chunk.length; ) {
      const bytes = chunk.subarray(at, at + part.left);
      part.take(bytes);
      part.left -= bytes.length;
      at += bytes.length;
      if (part.left > 0) break;
      part.end();
      part = parts.next().value;
    }
  }
  return { sha256: whole.digest('hex'), digests };
}

/** A stretch of the archive, of at least one byte. */
type Part = { left: number; take(bytes: Buffer): void; end(): void };
type Counting = { digests: Map<string, Digests>; needsSha512: Options['needsSha512']; faults: Faults };

function* partsOf(
  { entries, form }: Pick<Entries, 'entries' | 'form'>,
  counting: Counting,
): Generator<Part, undefined> {
  for (const entry of entries) {
    yield localHeader(entry, form.local(entry), counting.faults);
    const data = fileBytes(entry, counting);
    if (entry.size > 0) yield data;
    else data.end();
    const fields = form.descriptor(entry);
    const place = { prefix: 'descriptor', file: entry.fullName, at: entry.start + entry.size };
    if (fields.length > 0)
      yield gathered(lengthOf(fields), (bytes) => compareFields(bytes, fields, place, counting.faults));
  }
  return undefined;
}

function gathered(left: number, check: (bytes: Buffer) => void): Part {
  const chunks: Buffer[] = [];
  // The chunk's memory is written over by what is read next.
  return { left, take: (bytes) => chunks.push(Buffer.from(bytes)), end: () => check(Buffer.concat(chunks)) };
}

function localHeader({ name, fullName, offset }: Entry, fields: readonly Field[], faults: Faults): Part {
  return gathered(LOCAL + name.length, (bytes) => {
    compareFields(bytes, fields, { prefix: 'local', file: fullName, at: offset }, faults);
    if (bytes.subarray(LOCAL).equals(name)) return;
    const text = 'a local header names another file than the directory';
    faults.add({ rule: 'local-name', file: fullName, offset: offset + LOCAL, text });
  });
}

function fileBytes({ path, size, crc, offset }: Entry, { digests, needsSha512, faults }: Counting): Part {
  const sha256 = createHash('sha256');
  const sha512 = needsSha512(path) ? createHash('sha512') : undefined;
  let counted = 0;
  return {
    left: size,
    take: (bytes) => {
      sha256.update(bytes);
      sha512?.update(bytes);
      counted = crc32(bytes, counted);
    },
    end: () => {
      if (counted !== crc)
        faults.add({
          rule: 'crc',
          file: path,
          offset: offset + 14,
          text: 'its CRC is not that of its bytes',
        });
      const more = sha512 ? { sha512: sha512.digest('hex') } : {};
      digests.set(path, { sha256: sha256.digest('hex'), size, ...more });
    },
  };
}
