import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { type Principal, requireAuthority, requireRole } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { FetchedDisclosure } from './fetch-disclosure.route.ts';
import type { PackageLink } from './package-store.ts';

export const LINK_SECONDS = 300;

export type FetchDisclosureDeps = LedgerDeps & { links: PackageLink };

/**
 * A link to the package of a demand of the agent's own authority. Each one is in the ledger before it is made, and is
 * made only while the demand stands: what was withdrawn since is gone.
 * @throws Problem 404 for unknown and foreign demands alike, 409 before the release, 410 after a withdrawal
 */
export async function fetchDisclosure(
  demandId: string,
  principal: Principal,
  deps: FetchDisclosureDeps,
): Promise<FetchedDisclosure> {
  requireRole(principal, 'agent');
  const authorityId = requireAuthority(principal);
  const known = await deps.store.read(requireDemandId(demandId));
  if (known?.authorityId !== authorityId) throw notFound();
  const disclosure = await changeDemand<DisclosurePart>(deps, demandId, async (record) => {
    refuseUnavailable(record);
    const part = await deps.store.part(demandId, DISCLOSURE());
    if (!part || part.sha256 !== record.packageSha256) throw notAvailable();
    const change: Change<DisclosurePart> = {
      set: {},
      action: 'disclosure.fetched',
      actor: { kind: 'agent', subject: principal.subject },
      detail: { packageSha256: part.sha256, expiresIn: LINK_SECONDS },
      result: part,
    };
    return change;
  });
  const { sha256, size, sealedAt } = disclosure;
  const url = await deps.links.link(disclosure, `disclosure-${demandId}.zip`, LINK_SECONDS);
  return { url, expiresIn: LINK_SECONDS, sha256, size, sealedAt };
}

const notAvailable = () => problem('not_available');

function refuseUnavailable({ status, conclusion, withdrawnAt }: DemandRecord): void {
  if (withdrawnAt) throw problem('withdrawn');
  const isAvailable = status === 'released' || (status === 'closed' && conclusion === 'disclosed');
  if (!isAvailable) throw notAvailable();
}
