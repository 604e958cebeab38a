import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { DETERMINATION, type DeterminationPart } from '../ledger/parts/determination.part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { RELEASE } from '../ledger/parts/release.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { SUSPENSION, type SuspensionPart } from '../ledger/parts/suspension.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import { endInstant } from '../shared/calendar.ts';
import { checkDraft } from '../validity/check-draft.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { DemandSummary, DemandView } from './demand-view.schema.ts';

export function summarise(record: DemandRecord, isStaff: boolean): DemandSummary {
  return {
    id: record.id,
    status: record.status,
    ...(record.conclusion ? { conclusion: record.conclusion } : {}),
    ...(record.outcome && (isStaff || !isUndecided(record)) ? { outcome: record.outcome } : {}),
    instrument: record.demand.instrument,
    filedAt: record.filedAt,
  };
}

export async function viewDemand(
  record: DemandRecord,
  { store, rulebook }: { store: DemandStore; rulebook: Rulebook },
  isStaff: boolean,
): Promise<DemandView> {
  const isWaiting = isStaff && record.status === 'awaiting-review';
  const [checked, review, releases, disclosure, ahead, suspension] = await Promise.all([
    store.part(record.id, DETERMINATION(record.round)),
    store.part(record.id, REVIEW(record.round)),
    store.parts(record.id, RELEASE()),
    isStaff ? store.part(record.id, DISCLOSURE()) : undefined,
    isWaiting ? store.part(record.id, APPROVAL_AHEAD(record.round)) : undefined,
    isWaiting ? store.part(record.id, SUSPENSION(record.round)) : undefined,
  ]);
  return {
    id: record.id,
    status: record.status,
    ...(record.conclusion ? { conclusion: record.conclusion } : {}),
    instrument: record.demand.instrument,
    ...(record.demand.reference ? { reference: record.demand.reference } : {}),
    filedAt: record.filedAt,
    round: record.round,
    demand: record.demand,
    ...determinationFor(record, checked, isStaff, rulebook),
    ...(review
      ? {
          review: {
            decision: review.decision,
            at: review.at,
            items: review.items,
            targets: review.targets,
            ...(isStaff ? { by: review.by } : {}),
            ...(isStaff && review.accounts ? { accounts: review.accounts } : {}),
          },
        }
      : {}),
    ...(releases.length > 0
      ? { releases: releases.map(({ decision, at, by }) => ({ decision, at, ...(isStaff ? { by } : {}) })) }
      : {}),
    ...(record.packageSha256 && (isStaff || isAvailable(record))
      ? { package: { sha256: record.packageSha256, ...leftBehind(record, disclosure) } }
      : {}),
    ...(record.withdrawnAt ? { withdrawnAt: record.withdrawnAt } : {}),
    ...(isStaff
      ? {
          authorityId: record.authorityId,
          filedBy: record.filedBy,
          ...(record.authenticity ? { authenticity: record.authenticity } : {}),
          ...(ahead && suspension ? { approvedAhead: aheadOf(ahead, suspension) } : {}),
          ...(checked ? { circumstances: checked.circumstances, accounts: checked.accounts } : {}),
          ...(checked?.unmatched ? { unmatched: checked.unmatched } : {}),
        }
      : {}),
  };
}

const aheadOf = ({ by, at, items, targets, accounts }: ReviewPart, { until }: SuspensionPart) => ({
  by,
  at,
  items,
  targets,
  ...(accounts ? { accounts } : {}),
  takesEffect: endInstant(until),
});

/** What who decides on the release must know of the package, and cannot see from its hash. */
function leftBehind(record: DemandRecord, disclosure: DisclosurePart | undefined) {
  if (disclosure?.sha256 !== record.packageSha256) return {};
  const { setAside, noted } = disclosure ?? {};
  return { ...(setAside ? { setAside } : {}), ...(noted === undefined ? {} : { noted }) };
}

/** Until people have decided, an agent sees what its paper amounts to, and nothing that we know of accounts. */
function determinationFor(
  record: DemandRecord,
  checked: DeterminationPart | undefined,
  isStaff: boolean,
  rulebook: Rulebook,
): Pick<DemandView, 'determination'> {
  if (!checked) return {};
  if (isStaff || !isUndecided(record)) return { determination: checked.determination };
  const now = new Date(checked.decidedAt);
  return { determination: checkDraft(record.demand, { rulebook, now }).determination };
}

/** A demand that failed before anyone decided is as undecided as it was. */
const isUndecided = (record: DemandRecord) => {
  const place = placeOf(record) ?? 'filed';
  return place === 'filed' || place === 'awaiting-review';
};

const isAvailable = (record: DemandRecord) =>
  record.status === 'released' || (record.status === 'closed' && record.conclusion === 'disclosed');
