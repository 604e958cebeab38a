/** One uploaded document, as the store has it: in this version, whatever is put under its name later. */
export type StoredDocument = {
  versionId: string;
  /** Bytes. */
  size: number;
  mediaType: string;
  /** Lower-case hex SHA-256 of the bytes that the store verified as it took them; absent where it verified none. */
  sha256?: string;
};

/** What intake needs of the documents bucket. Documents stand under the authority that uploaded them. */
export type DocumentStore = {
  /** The newest version of what was uploaded under a hash, or undefined where there is none. */
  find(authorityId: string, sha256: string): Promise<StoredDocument | undefined>;
  /** Lower-case hex SHA-256 of all bytes of a version, read for it. */
  hashOf(authorityId: string, document: { sha256: string; versionId: string }): Promise<string>;
  /** A demand names this version: it stays as long as documents of demands do. */
  keep(authorityId: string, document: { sha256: string; versionId: string }): Promise<void>;
};

export type UploadGrant = { url: string; method: 'PUT'; headers: Record<string, string>; expiresIn: number };

export type UploadStore = {
  /** A URL that takes exactly these bytes, once signed: their SHA-256 and type are part of the signature. */
  uploadUrl(document: {
    authorityId: string;
    sha256: string;
    mediaType: string;
    size: number;
  }): Promise<UploadGrant>;
};
