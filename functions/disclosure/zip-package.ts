import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { InconsistentState } from '../shared/faults.ts';
import type { PackageEntry } from './package-entry.ts';

/** A package as a file on disk. */
export type ZippedPackage = { sha256: string; size: number; open(): ReadStream; discard(): Promise<void> };

/**
 * Zips entries in the order of their paths: stored, with fixed times and modes, so that the same entries make the same
 * bytes. DOS times have no zone; yazl takes the local one, and so this date is local.
 */
const FIXED = { compress: false, mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

export async function zipPackage(entries: readonly PackageEntry[]): Promise<ZippedPackage> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => zip.on('error', reject));
  failed.catch(() => undefined);
  for (const entry of [...entries].sort((a, b) => (a.path < b.path ? -1 : 1)))
    zip.addReadStreamLazy(entry.path, { ...FIXED, size: entry.size }, (take) => {
      checkedStream(entry).then(
        (stream) =>
          take(
            null,
            stream.on('error', (error) => zip.emit('error', error)),
          ),
        (error) => zip.emit('error', error),
      );
    });
  zip.end();
  const path = join(tmpdir(), `package-${randomUUID()}.zip`);
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.byteLength;
      done(null, chunk);
    },
  });
  const output = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await Promise.race([pipeline(zip.outputStream, measure, output), failed]);
  } catch (error) {
    output.destroy();
    await rm(path, { force: true });
    throw error;
  }
  const discard = () => rm(path, { force: true });
  return { sha256: hash.digest('hex'), size, open: () => createReadStream(path), discard };
}

/** The entry's bytes; a fault at their end when they are not those that the manifest lists. */
async function checkedStream(entry: PackageEntry): Promise<Readable> {
  const source = await entry.open();
  const hash = createHash('sha256');
  async function* checked() {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== entry.sha256)
      throw new InconsistentState('bytes changed while they were packed');
  }
  return Readable.from(checked(), { objectMode: false });
}
