import type { DocumentStore, StoredDocument } from '../../functions/intake/document.store.ts';

/** An upload: its newest version, and the hash of its bytes where the store did not verify one. */
export type Uploaded = Partial<StoredDocument> & { bytes?: string };

/** Documents in memory, by `authority/hash`; `asked` says what was looked at, read and kept. */
export function memoryDocuments(uploads: (path: string) => Uploaded | undefined) {
  const asked = { found: [] as string[], read: [] as string[], kept: [] as string[] };
  const store: DocumentStore = {
    find: async (authorityId, sha256) => {
      asked.found.push(sha256);
      const upload = uploads(`${authorityId}/${sha256}`);
      if (!upload) return undefined;
      const { bytes, ...stored } = upload;
      const verified = bytes === undefined ? { sha256 } : {};
      return { versionId: 'v1', size: 9, mediaType: 'application/pdf', ...verified, ...stored };
    },
    hashOf: async (authorityId, { sha256, versionId }) => {
      asked.read.push(`${sha256} ${versionId}`);
      return uploads(`${authorityId}/${sha256}`)?.bytes ?? sha256;
    },
    keep: async (_authorityId, { sha256, versionId }) => {
      asked.kept.push(`${sha256} ${versionId}`);
    },
  };
  return { store, asked };
}
