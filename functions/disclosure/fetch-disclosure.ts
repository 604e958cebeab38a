import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { requireStanding } from '../authorities/standing.ts';
import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { disclosureEntry } from '../ledger/log-entry.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { RELEASE } from '../ledger/parts/release.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import type { Proofs } from '../log/proofs.ts';
import { isSamePerson } from '../shared/person.ts';
import { type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';
import type { FetchedDisclosure } from './fetch-disclosure.route.ts';
import type { PackageLink } from './package-store.ts';

export const LINK_SECONDS = 300;

export type FetchDisclosureDeps = LedgerDeps & {
  authorities: AuthorityRegister;
  links: PackageLink;
  /** Of the log of this compartment, where it has one. */
  proofs?: Proofs | undefined;
};

/**
 * A link to the package of a demand of the agent's own authority. Each one is in the ledger before it is made, and is
 * made only while the demand stands, what was withdrawn since is gone; and while the register has authority and agent.
 * @throws Problem 403 where it has not, 404 for unknown and foreign demands alike, 409 before the release, 410 after a withdrawal
 */
export async function fetchDisclosure(
  demandId: string,
  principal: Principal<'agent'>,
  deps: FetchDisclosureDeps,
): Promise<FetchedDisclosure> {
  const authorityId = requireAuthority(principal);
  await requireStanding({ authorityId, subject: principal.subject }, deps);
  const known = await deps.store.read(requireDemandId(demandId));
  if (!known) throw notFound();
  if (known.authorityId !== authorityId) throw notTheirs();
  const disclosure = await changeDemand<DisclosurePart>(deps, demandId, async (record) => {
    refuseUnavailable(record);
    await refuseDeciders(record, principal, deps);
    const part = await deps.store.part(demandId, DISCLOSURE());
    if (!part || part.sha256 !== record.packageSha256) throw notAvailable();
    const change: Change<DisclosurePart> = {
      set: {},
      action: 'disclosure.fetched',
      actor: actorOf(principal),
      detail: { packageSha256: part.sha256, expiresIn: LINK_SECONDS },
      result: part,
    };
    return change;
  });
  const { sha256, size, sealedAt } = disclosure;
  const url = await deps.links.link(disclosure, `disclosure-${demandId}.zip`, LINK_SECONDS);
  const proof = await deps.proofs?.of(disclosureEntry(demandId, sha256));
  return { url, expiresIn: LINK_SECONDS, sha256, size, sealedAt, ...(proof ? { proof } : {}) };
}

/** Who let a package leave is not who takes it: the same person cannot be one of us and one of the authority's. */
async function refuseDeciders(
  { id, round, sessions = {} }: DemandRecord,
  { subject, session = '' }: Principal,
  { store }: FetchDisclosureDeps,
): Promise<void> {
  const [review, releases] = await Promise.all([store.part(id, REVIEW(round)), store.parts(id, RELEASE())]);
  const deciders = [...(review ? [review] : []), ...releases];
  // A session is one person's, whatever that one is called in it.
  const names = [subject, ...(Object.hasOwn(sessions, session) ? [sessions[session] ?? ''] : [])];
  if (deciders.some(({ by }) => names.some((name) => isSamePerson(by, name)))) throw problem('decided_on_it');
}

const notAvailable = () => problem('not_available');

function refuseUnavailable(record: DemandRecord): void {
  if (record.withdrawnAt) throw problem('withdrawn');
  const place = placeOf(record);
  const isAvailable = place === 'released' || (place === 'closed' && record.conclusion === 'disclosed');
  if (!isAvailable) throw notAvailable();
}
