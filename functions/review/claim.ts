import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { Claim } from '../ledger/claim.schema.ts';
import { claimAt, claimableBy } from '../ledger/claim.ts';
import { isEmergency } from '../ledger/danger-of.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import type { Act } from '../shared/acts.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { Claimed, ClaimRequest } from './claim.route.ts';
import { requirePresent } from './require-present.ts';

type Claimant = Principal<'reviewer' | 'releaser' | 'cleared-reviewer' | 'cleared-releaser'>;
export type ClaimDeps = LedgerDeps & {
  rulebook: { general: Pick<Rulebook['general'], 'desk'> } & SeparationLaw;
};

const MINUTE = 60_000;

/**
 * Claims a demand for whoever may decide on it as it stands, for as long as rulebook/desk.yaml has it, or gives it back.
 * Nothing of what is decided on changes. Asked for again it is prolonged once half of its time is over, so that a desk which
 * asks every minute fills no ledger; and not beyond what the rulebook lets one person hold, after which others have the time of
 * one claim to come.
 * @throws Problem 403, 404, 409
 */
export async function claimDemand(
  demandId: string,
  request: ClaimRequest & { on?: number },
  principal: Claimant,
  deps: ClaimDeps,
): Promise<Claimed> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<Claimed>(deps, seen, async (record, at) => {
    const actor = actorOf(principal);
    const live = claimAt(record, at);
    const isMine = live !== undefined && isSamePerson(live.by, principal.subject);
    if (request.action === 'give-back') {
      if (live && !isMine) throw problem('claimed', { until: live.until });
      if (!live) return { unchanged: { id: demandId } };
      return {
        // Who gives it back and claims it at once has held it all the time.
        set: { claim: { ...live, until: at, isGivenBack: true } },
        action: 'demand.unclaimed',
        actor,
        detail: {},
        result: { id: demandId },
      };
    }
    const as = claimableBy(record);
    if (as === undefined || as !== actor.kind) throw problem('nothing_to_claim');
    requirePresent(record, request);
    await requireEntitled(record, principal, deps);
    const urgent = isEmergency(record);
    if (live && !isMine && !urgent) throw problem('claimed', { until: live.until });
    const { claims } = deps.rulebook.general.desk;
    const { minutes, longest } = urgent ? claims.emergencies : claims;
    const lease = minutes * MINUTE;
    if (live && isMine && Date.parse(live.until) - Date.parse(at) > lease / 2)
      return { unchanged: { id: demandId, until: live.until } };
    const since = heldSince(record, principal, { at, as, lease });
    const end = Math.min(Date.parse(at) + lease, Date.parse(since) + longest * MINUTE);
    if (live && isMine && end <= Date.parse(live.until))
      return { unchanged: { id: demandId, until: live.until } };
    if (end <= Date.parse(at)) {
      const again = new Date(Date.parse(record.claim?.until ?? at) + lease).toISOString();
      throw problem('claim_at_limit', { since, again });
    }
    const until = new Date(end).toISOString();
    const takenOver = takenFrom(record, principal, live !== undefined);
    return {
      set: { claim: { by: principal.subject, as, until, since } },
      action: 'demand.claimed',
      actor,
      detail: { until, ...takenOver },
      result: { id: demandId, until, ...takenOver },
    };
  });
}

type Asking = { at: string; as: Claim['as']; lease: number };

/** When somebody began to hold it: a claim of their own that nobody has had the time of one to take over goes on. */
function heldSince({ claim }: DemandRecord, { subject }: Claimant, { at, as, lease }: Asking): string {
  if (!claim || claim.as !== as || !isSamePerson(claim.by, subject)) return at;
  return Date.parse(at) - Date.parse(claim.until) < lease ? (claim.since ?? at) : at;
}

/** Who may not decide on it keeps nobody else from it. */
async function requireEntitled(record: DemandRecord, principal: Claimant, deps: ClaimDeps): Promise<void> {
  requireOutsider(record, principal);
  await requireApart(actOf(record), record, principal, deps);
}

/** What somebody claims a demand for. */
function actOf({ status }: DemandRecord): Act {
  if (status === 'awaiting-release') return 'release';
  return status === 'failed' ? 'resume' : 'review';
}

/** Whether somebody else had claimed it for the same, and why they hold it no longer. */
function takenFrom(record: DemandRecord, { subject }: Claimant, isLive: boolean): Pick<Claimed, 'takenOver'> {
  const { claim } = record;
  if (!claim || claim.isGivenBack || claim.as !== claimableBy(record) || isSamePerson(claim.by, subject))
    return {};
  return { takenOver: isLive ? 'emergency' : 'ended' };
}
