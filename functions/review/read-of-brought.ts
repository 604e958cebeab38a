import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { looksOf } from '../ledger/looks-of.ts';
import { laterPapers } from '../ledger/named-papers.ts';
import type { Principal } from '../shared/principal.ts';
import { requireLaterRead } from './require-papers-read.ts';

/**
 * What somebody had read of the papers that come with what they record. One that the demand had already, with
 * its upload, was opened here; one that nobody could be shown before is named by who brings it.
 * @throws Problem 409
 */
export async function readOfBrought(
  { id, documents: own = [] }: DemandRecord,
  brought: readonly { sha256: string }[],
  { principal, readElsewhere }: { principal: Principal; readElsewhere?: readonly string[] | undefined },
  store: Pick<DemandStore, 'part' | 'parts'>,
) {
  const [looks, later] = await Promise.all([looksOf(id, principal.subject, store), laterPapers(id, store)]);
  const known = [...own, ...later.flatMap(({ pin }) => pin ?? [])].map(({ sha256 }) => sha256);
  return requireLaterRead(brought, looks, readElsewhere, known);
}
