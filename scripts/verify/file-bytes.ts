import { PackageFault } from './package-fault.ts';
import type { PackageFile } from './package-file.ts';

const READ = 1024 * 1024;

/** @throws PackageFault where the file is shorter */
export async function bytesAt(file: PackageFile, at: number, length: number): Promise<Buffer> {
  if (at < 0) throw new PackageFault('the archive is too short', { rule: 'archive-end' });
  return fill(file, Buffer.allocUnsafe(length), at);
}

export async function fill(file: PackageFile, buffer: Buffer, at: number): Promise<Buffer> {
  for (let from = 0; from < buffer.length; ) {
    const read = await file.read(buffer.subarray(from), at + from);
    if (read === 0) throw new PackageFault('the archive is shorter than it says', { rule: 'archive-end' });
    from += read;
  }
  return buffer;
}

/** A part of the file, in chunks that hold until the next is asked for: it is read while this one is used. */
export async function* partOf(file: PackageFile, start: number, size: number): AsyncGenerator<Buffer> {
  const length = Math.min(READ, size);
  const rooms = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)] as const;
  const read = (at: number) => {
    const room = rooms[(at / READ) % 2 === 0 ? 0 : 1];
    const filled = fill(file, room.subarray(0, Math.min(READ, size - at)), start + at);
    // Whoever waits for it is told; until then nobody waits.
    filled.catch(() => undefined);
    return filled;
  };
  let next = read(0);
  for (let at = 0; at < size; at += READ) {
    const chunk = await next;
    if (at + READ < size) next = read(at + READ);
    yield chunk;
  }
}
