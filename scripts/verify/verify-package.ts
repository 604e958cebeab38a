import { availableParallelism } from 'node:os';
import { DigestThread } from './digest-thread.ts';
import { openOnDisk } from './file-on-disk.ts';
import { StretchDigests } from './stretch-digests.ts';
import { type Options, type Verified, verifyFile } from './verify-file.ts';

/** A smaller archive is counted before a thread would have begun. */
const SMALL = 64 * 1024 * 1024;

/** Verifies a package that is a file of this machine. @throws PackageFault with the reasons not to believe it */
export const verifyPackage = (path: string, options: Options = {}): Promise<Verified> =>
  verifyFile(() => openOnDisk(path), {
    ...options,
    // This thread reads records meanwhile; with two cores it counts the whole besides, with more another one does.
    counterOf: (size, of) =>
      size < SMALL || (of === 'whole' && availableParallelism() < 3)
        ? new StretchDigests()
        : new DigestThread(),
  });
