import type { DocumentPin } from '../ledger/demand-record.schema.ts';
import type { DocumentReference } from '../shared/demand.schema.ts';
import { type FieldFault, fault } from '../shared/field-faults.ts';
import { problem, problemOfFaults } from '../shared/problem.ts';
import type { DocumentStore, StoredDocument } from './document.store.ts';

const MIB = 1024 * 1024;
/** Most bytes that all documents of a demand have together. */
export const MAX_DOCUMENTS_BYTES = 250 * MIB;
/** Most bytes that are read while an agent waits, of documents whose hash the store did not verify itself. */
export const MAX_READ_BYTES = 50 * MIB;

/**
 * Holds the documents that a demand names against what was uploaded: each is looked at once, however often it is named.
 * @returns the versions that the demand is bound to: an upload after this one changes nothing of it
 * @throws Problem 422 for one that is missing, has other bytes or another type; 413 for too many bytes
 */
export async function checkDocuments(
  named: readonly DocumentReference[],
  authorityId: string,
  store: DocumentStore,
  /** JSON pointer of what holds `documents` in the body. */
  within = '',
): Promise<DocumentPin[]> {
  const hashes = [...new Set(named.map(({ sha256 }) => sha256))];
  const found = new Map(
    await Promise.all(hashes.map(async (sha256) => [sha256, await store.find(authorityId, sha256)] as const)),
  );
  refuse('document_missing', { named, within }, ({ sha256 }) => found.get(sha256) === undefined);
  refuse(
    'document_type_differs',
    { named, within },
    (one) => found.get(one.sha256)?.mediaType !== one.mediaType,
  );
  const documents = hashes.flatMap((sha256) => {
    const stored = found.get(sha256);
    return stored ? [{ named: sha256, stored }] : [];
  });
  refuseAbove(MAX_DOCUMENTS_BYTES, documents);
  const unverified = documents.filter(({ stored }) => stored.sha256 === undefined);
  refuseAbove(MAX_READ_BYTES, unverified);
  const verified = new Map(documents.map(({ named: sha256, stored }) => [sha256, stored.sha256]));
  // One after the other: memory holds one stream.
  for (const { named: sha256, stored } of unverified)
    verified.set(sha256, await store.hashOf(authorityId, { sha256, versionId: stored.versionId }));
  refuse('document_altered', { named, within }, ({ sha256 }) => verified.get(sha256) !== sha256);
  const pins = documents.map(({ named: sha256, stored: { versionId, size } }) => ({
    sha256,
    versionId,
    size,
  }));
  await Promise.all(pins.map((pin) => store.keep(authorityId, pin)));
  return pins;
}

type DocumentProblem = 'document_missing' | 'document_altered' | 'document_type_differs';

function refuse(
  code: DocumentProblem,
  { named, within }: { named: readonly DocumentReference[]; within: string },
  isWrong: (document: DocumentReference) => boolean,
): void {
  const member = code === 'document_type_differs' ? 'mediaType' : 'sha256';
  const faults = named.flatMap((document, index): FieldFault[] =>
    isWrong(document) ? [fault(`${within}/documents/${index}/${member}`, code)] : [],
  );
  if (faults.length > 0) throw problemOfFaults(code, faults);
}

function refuseAbove(max: number, documents: readonly { stored: StoredDocument }[]): void {
  const size = documents.reduce((sum, { stored }) => sum + stored.size, 0);
  if (size > max) throw problem('documents_too_large', { max: max / MIB });
}
