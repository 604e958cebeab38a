import { checkDocuments } from '../intake/check-documents.ts';
import type { DocumentStore } from '../intake/document.store.ts';
import type { DocumentPin } from '../ledger/demand-record.schema.ts';
import type { DocumentReference } from '../shared/demand.schema.ts';

/** The versions of papers that the desk brings: one that came by mail is named by its hash, and may be no upload. */
export async function papersOfMail(
  documents: readonly DocumentReference[],
  authorityId: string,
  store: DocumentStore,
  field = '',
): Promise<DocumentPin[]> {
  const uploads = await Promise.all(documents.map(({ sha256 }) => store.find(authorityId, sha256)));
  const uploaded = documents.filter((_, index) => uploads[index] !== undefined);
  return checkDocuments(uploaded, authorityId, store, field);
}
