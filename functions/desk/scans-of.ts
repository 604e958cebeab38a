import type { VerdictStore } from '../intake/verdict.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DemandView } from './demand-view.schema.ts';

/** What is known of each document's bytes, in the version that the demand is bound to; it is said of no other version. */
export async function scansOf(
  { authorityId, demand, documents = [] }: DemandRecord,
  verdicts: VerdictStore,
): Promise<Pick<DemandView, 'scans'>> {
  const hashes = [...new Set((demand.documents ?? []).map(({ sha256 }) => sha256))];
  const scans = hashes.map(async (sha256) => {
    const pin = documents.find((one) => one.sha256 === sha256);
    return { sha256, verdict: pin ? await verdicts.of({ authorityId, ...pin }) : ('unscanned' as const) };
  });
  return scans.length > 0 ? { scans: await Promise.all(scans) } : {};
}
