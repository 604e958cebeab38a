/** What is written beside a package, so that a run that was cut off can find out what it had written. */
export type PackageMark = { packageSha256: string; manifestSha256: string; signature: string };

/** The bytes of a package, made anew at every read. */
export type Content = { sha256: string; size: number; bytes(): AsyncIterable<Uint8Array> };

/** Where packages are kept, locked against change and deletion until their retention ends. */
export type PackageStore = {
  /** Writes a package under a key that nothing has; `exists` when something has it. */
  put(key: string, content: Content, mark: PackageMark): Promise<{ versionId: string } | 'exists'>;
  /** The mark of a package that exists. */
  markOf(key: string): Promise<PackageMark & { versionId: string }>;
};

/** Makes links by which a package can be taken for a short time, without any other right. */
export type PackageLink = {
  link(stored: { key: string; versionId: string }, fileName: string, expiresIn: number): Promise<string>;
};
