import type { DocumentReference } from '../shared/demand.schema.ts';
import type { DemandStore } from './demand.store.ts';
import type { DemandRecord, DocumentPin } from './demand-record.schema.ts';
import { CUSTOMER_ANSWER } from './parts/customer-answer.part.ts';
import { OBJECTION } from './parts/objection.part.ts';
import { PRESERVATION } from './parts/preservation.part.ts';
import { SECRECY } from './parts/secrecy.part.ts';

/** A paper that a demand names: the version that was uploaded, if any was, and when it came. */
export type NamedPaper = { named: DocumentReference; pin: DocumentPin | undefined; at: string };

type Later = {
  documents: readonly DocumentReference[];
  pins?: readonly DocumentPin[] | undefined;
  at: string;
};

/**
 * The papers that came after a demand's own: of orders about its silence, of answers of organisations, of objections and what
 * came of them, of renewals. One that was named by hash first and uploaded later is there with its upload.
 */
export async function laterPapers(
  id: string,
  store: Pick<DemandStore, 'part' | 'parts'>,
): Promise<NamedPaper[]> {
  const [orders, answers, objections, kept] = await Promise.all([
    store.parts(id, SECRECY('')),
    store.parts(id, CUSTOMER_ANSWER('')),
    store.parts(id, OBJECTION('')),
    store.part(id, PRESERVATION()),
  ]);
  const outcomes = objections.flatMap(({ outcome, proposed }) => outcome ?? proposed ?? []);
  const later: Later[] = [...orders, ...answers, ...objections, ...outcomes, ...(kept?.renewals ?? [])];
  const papers = later.flatMap(({ documents, pins, at }) =>
    documents.map((named) => ({ named, pin: pins?.find(({ sha256 }) => sha256 === named.sha256), at })),
  );
  return papers.sort((a, b) => Number(a.pin === undefined) - Number(b.pin === undefined));
}

/** One paper of a demand by its hash, of its own papers or of those that came later. */
export async function namedPaper(
  record: DemandRecord,
  sha256: string,
  store: Pick<DemandStore, 'part' | 'parts'>,
): Promise<NamedPaper | undefined> {
  const isIt = (one: { sha256: string }) => one.sha256 === sha256;
  const own = record.demand.documents?.find(isIt);
  if (own) return { named: own, pin: record.documents?.find(isIt), at: record.filedAt };
  return (await laterPapers(record.id, store)).find(({ named }) => isIt(named));
}
