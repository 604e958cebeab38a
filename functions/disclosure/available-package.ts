import type { Authority } from '../authorities/authority.schema.ts';
import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { requireStanding } from '../authorities/standing.ts';
import type { LedgerDeps } from '../ledger/change-demand.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import { placeOf } from '../ledger/transitions.ts';
import { type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';

export type HandOverDeps = LedgerDeps & { authorities: AuthorityRegister; rulebook: SeparationLaw };

/**
 * The demand of an agent's own authority, and the entry of that, while the register has authority and agent.
 * @throws Problem 403 where it has not, 404 for unknown and foreign demands alike
 */
export async function ownDemand(
  demandId: string,
  principal: Principal<'agent'>,
  deps: HandOverDeps,
): Promise<{ record: DemandRecord; authority: Authority }> {
  const authorityId = requireAuthority(principal);
  const authority = await requireStanding({ authorityId, subject: principal.subject }, deps);
  const known = await deps.store.read(requireDemandId(demandId));
  if (!known) throw notFound();
  if (known.authorityId !== authorityId) throw notTheirs();
  return { record: known, authority };
}

/**
 * The package of a demand that may be handed to who asks, as the demand stands now.
 * @throws Problem 403 for who decided on it, 409 before the release, 410 after a withdrawal
 */
export async function availablePackage(
  record: DemandRecord,
  principal: Principal<'agent'>,
  { store, rulebook }: Pick<HandOverDeps, 'store' | 'rulebook'>,
): Promise<DisclosurePart> {
  refuseUnavailable(record);
  // Who let a package leave is not who takes it: the same person cannot be one of us and one of the authority's.
  await requireApart('fetch', record, principal, { store, rulebook });
  const part = await store.part(record.id, DISCLOSURE());
  if (!part || part.sha256 !== record.packageSha256) throw problem('not_available');
  return part;
}

function refuseUnavailable(record: DemandRecord): void {
  if (record.withdrawnAt) throw problem('withdrawn');
  const place = placeOf(record);
  const isAvailable = place === 'released' || (place === 'closed' && record.conclusion === 'disclosed');
  if (!isAvailable) throw problem('not_available');
}
