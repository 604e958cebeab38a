import { type Digested, digestsOf } from './digests.ts';
import type { KeptBytes } from './kept-bytes.ts';

/** One file of a package, known by its digests before it is written. */
export type PackageEntry = Digested & {
  /** With `/`, relative to the package's base folder, made of safe names. */
  path: string;
  content: KeptBytes;
  /** What it means that its bytes are no longer those; of bytes that are read again from where others write. */
  changed?(): Error;
};

/** What is left of a file when it is in the archive. */
export type PackedFile = Digested & Pick<PackageEntry, 'path'>;

/** A file that is held in memory. */
export function textEntry(path: string, content: string | Uint8Array): PackageEntry {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { path, ...digestsOf([bytes]), content: [bytes] };
}
