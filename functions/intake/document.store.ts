/** What intake needs of the documents bucket. Documents stand under the authority that uploaded them. */
export type DocumentStore = {
  /** Lower-case hex SHA-256 and number of the bytes that are really stored, or undefined where there are none. */
  digestOf(authorityId: string, sha256: string): Promise<{ sha256: string; size: number } | undefined>;
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
