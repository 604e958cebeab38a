import type { SealedBytes } from '../disclosure/sealed-archive.ts';
import type { LedgerDeps } from '../ledger/change-demand.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';

export type Viewer = Principal<'releaser' | 'auditor' | 'cleared-releaser' | 'cleared-auditor'>;
export type PackageDeps = LedgerDeps & {
  /** Bytes of a package in one version. */
  sealedBytes(stored: Pick<DisclosurePart, 'key' | 'versionId'>): SealedBytes;
};

/** Until it is gone, who releases decides on it. */
const IN_DECISION: readonly string[] = ['awaiting-release', 'release-decided'];

/**
 * The package of a demand, for who may look into it: who releases, while it is theirs to decide on, and auditors.
 * Nobody sees there what they asked for: it would have left by them.
 * @throws Problem 403, 404, 409
 */
export async function sealedFor(
  id: string,
  principal: Viewer,
  { store, sealedBytes }: PackageDeps,
): Promise<{ record: DemandRecord; part: DisclosurePart; bytes: SealedBytes }> {
  const record = isDemandId(id) ? await store.read(id) : undefined;
  if (!record) throw notFound();
  requireOutsider(record, principal);
  if (!record.packageSha256) throw problem('nothing_sealed');
  const isAuditor = principal.role === 'auditor' || principal.role === 'cleared-auditor';
  if (!isAuditor && !IN_DECISION.includes(record.status)) throw problem('not_awaiting_release');
  const part = await store.part(id, DISCLOSURE());
  if (part?.sha256 !== record.packageSha256) throw new InconsistentState('a package that the ledger lacks');
  return { record, part, bytes: sealedBytes(part) };
}
