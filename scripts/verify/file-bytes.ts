import type { FileHandle } from 'node:fs/promises';
import { PackageFault } from './package-fault.ts';

const READ = 1024 * 1024;

/** @throws PackageFault where the file is shorter */
export async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (at < 0) throw new PackageFault('the archive is too short', { rule: 'archive-end' });
  return fill(file, Buffer.allocUnsafe(length), at);
}

export async function fill(file: FileHandle, buffer: Buffer, at: number): Promise<Buffer> {
  for (let from = 0; from < buffer.length; ) {
    const { bytesRead } = await file.read(buffer, from, buffer.length - from, at + from);
    if (bytesRead === 0)
      throw new PackageFault('the archive is shorter than it says', { rule: 'archive-end' });
    from += bytesRead;
  }
  return buffer;
}

/** A part of the file, in chunks that their reader may keep. */
export async function* partOf(file: FileHandle, start: number, size: number): AsyncGenerator<Buffer> {
  for (let at = start; at < start + size; at += READ)
    yield await bytesAt(file, at, Math.min(READ, start + size - at));
}
