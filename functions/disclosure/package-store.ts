/** What is written beside a package, so that a run that was cut off can find out what it had written. */
export type PackageMark = { packageSha256: string; manifestSha256: string; signature: string };

/** The bytes of a package that is held whole. */
export type Content = { sha256: string; chunks: readonly Uint8Array[] };

/** One part of a package that is written in parts: its number, from 1, and what the store says of its bytes. */
export type UploadedPart = { number: number; etag: string; sha256: string };

/** A package that is written in parts and is not there before all are. */
export type Upload = { key: string; uploadId: string };

/** A package as it stands; `etag` is the store's mark of its bytes. */
export type StandingPackage = { key: string; versionId: string; size: number; etag: string };

/** The store has no such upload: it was given up, or its time is over. */
export class NoSuchUpload extends Error {
  override readonly name = 'NoSuchUpload';
}

/** A package that stands in the store. */
export type StoredPackage = {
  key: string;
  versionId: string;
  sha256: string;
  size: number;
  manifestSha256: string;
  signature: string;
  keyId: string;
  noted: number;
  /** Of one that is larger than a volume: SHA-256 of each. */
  volumes?: { bytes: number; sha256: string[] };
};

/** Where packages are kept, locked against change and deletion until their retention ends. */
export type PackageStore = {
  /** Writes a package under a key that nothing has; `exists` when something has it. */
  put(key: string, content: Content, mark: PackageMark): Promise<{ versionId: string } | 'exists'>;
  /** The mark of a package that exists. */
  markOf(key: string): Promise<PackageMark & { versionId: string }>;
  /** Begins a package in parts, under a key that nothing has. @returns the id of the upload */
  begin(key: string): Promise<string>;
  /** Writes one part, over what an earlier run wrote as it. All but the last have 5 MiB. @throws NoSuchUpload */
  upload(upload: Upload, number: number, bytes: Uint8Array): Promise<UploadedPart>;
  /** Makes the package of its parts. @throws NoSuchUpload also where an earlier run did */
  complete(upload: Upload, parts: readonly UploadedPart[]): Promise<void>;
  /** Takes back what was written in parts, as far as that can be done now. */
  giveUp(upload: Upload): Promise<void>;
  /** A package that is there; undefined where there is none. */
  find(key: string): Promise<StandingPackage | undefined>;
  /** Fills the room with bytes of a package, from that one on. */
  read(standing: StandingPackage, from: number, room: Uint8Array): Promise<void>;
};

/** Makes links by which a package can be taken for a short time, without any other right. */
export type PackageLink = {
  link(stored: { key: string; versionId: string }, fileName: string, expiresIn: number): Promise<string>;
};
