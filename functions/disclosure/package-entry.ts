import type { Spooled } from '../retrieval/spool.ts';

/** One file of a package, known by hash and size before it is written. */
export type PackageEntry = {
  /** With `/`, relative, made of safe names. */
  path: string;
  sha256: string;
  size: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
  discard(): Promise<void>;
};

export function spooledEntry(path: string, spooled: Spooled): PackageEntry {
  return {
    path,
    sha256: spooled.sha256,
    size: spooled.size,
    open: async () => {
      const content = spooled.open();
      return content instanceof Uint8Array ? once(content) : content;
    },
    discard: () => spooled.discard(),
  };
}

async function* once(bytes: Uint8Array) {
  if (bytes.byteLength > 0) yield bytes;
}
