import { claimAt } from '../ledger/claim.ts';
import { dangerOf } from '../ledger/danger-of.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { matterOf } from '../ledger/matter.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { CALL_BACK } from '../ledger/parts/call-back.part.ts';
import { CLOCK, type ClockPart } from '../ledger/parts/clock.part.ts';
import { COMMENT, type CommentPart } from '../ledger/parts/comment.part.ts';
import { COUNSEL } from '../ledger/parts/counsel.part.ts';
import { CUSTOMER_ANSWER, type CustomerAnswerPart } from '../ledger/parts/customer-answer.part.ts';
import { DEBT } from '../ledger/parts/debt.part.ts';
import { DETERMINATION, type DeterminationPart } from '../ledger/parts/determination.part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { LOOK, type LookPart } from '../ledger/parts/look.part.ts';
import { LOOK_BACK } from '../ledger/parts/look-back.part.ts';
import { NOTE } from '../ledger/parts/note.part.ts';
import { NOTICE, type NoticePart } from '../ledger/parts/notice.part.ts';
import { OBJECTION, type ObjectionPart } from '../ledger/parts/objection.part.ts';
import { PRESERVATION, type PreservationPart } from '../ledger/parts/preservation.part.ts';
import { QUESTION } from '../ledger/parts/question.part.ts';
import { RELEASE } from '../ledger/parts/release.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { SECRECY, type SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { SILENCE_LOOK } from '../ledger/parts/silence-look.part.ts';
import { SUSPENSION, type SuspensionPart } from '../ledger/parts/suspension.part.ts';
import { isPressing } from '../ledger/running-clocks.ts';
import { endInstant } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { DemandSummary, DemandView } from './demand-view.schema.ts';
import { isAtWork, progressOf } from './progress-of.ts';

export const summarise = (record: DemandRecord, now: Date): DemandSummary => ({
  id: record.id,
  status: record.status,
  ...(record.conclusion ? { conclusion: record.conclusion } : {}),
  ...(record.outcome ? { outcome: record.outcome } : {}),
  instrument: record.demand.instrument,
  filedAt: record.filedAt,
  ...(record.demand.reference ? { reference: record.demand.reference } : {}),
  authorityId: record.authorityId,
  country: record.facts.country,
  series: record.facts.series,
  ...(record.reasons ? { reasons: record.reasons } : {}),
  danger: dangerOf(record),
  ...(record.due ? { due: record.due } : {}),
  ...(record.atCounsel === undefined ? {} : { atCounsel: true as const }),
  round: record.round,
  matter: matterOf(record),
  ...heldNow(record, now),
});

/** Who works on it at an instant, until when. */
export function heldNow(record: DemandRecord, now: Date): Pick<DemandSummary, 'claim'> {
  const claim = claimAt(record, now.toISOString());
  return claim ? { claim: { by: claim.by, until: claim.until } } : {};
}

/** Whether its customer was kept from knowing of it. */
const wasSilent = ({ facts }: DemandRecord) => facts.secrecy || facts.gagLiftedAt !== undefined;

/** A demand as the desk sees it; `agent-view.ts` makes what its agents see. */
export async function viewDemand(
  record: DemandRecord,
  { store, clock }: { store: DemandStore; clock: Clock },
): Promise<DemandView> {
  const isWaiting = record.status === 'awaiting-review';
  const [
    checked,
    review,
    releases,
    disclosure,
    looks,
    calls,
    ahead,
    suspension,
    notice,
    orders,
    silenceLooks,
    comments,
    notes,
    answers,
    objections,
    questions,
    counsel,
    clocks,
    kept,
    debt,
    back,
    events,
  ] = await Promise.all([
    store.part(record.id, DETERMINATION(record.round)),
    store.part(record.id, REVIEW(record.round)),
    store.parts(record.id, RELEASE()),
    store.part(record.id, DISCLOSURE()),
    store.parts(record.id, LOOK()),
    store.parts(record.id, CALL_BACK()),
    isWaiting ? store.part(record.id, APPROVAL_AHEAD(record.round)) : undefined,
    isWaiting ? store.part(record.id, SUSPENSION(record.round)) : undefined,
    store.part(record.id, NOTICE()),
    store.parts(record.id, SECRECY('')),
    wasSilent(record) ? store.parts(record.id, SILENCE_LOOK()) : [],
    store.parts(record.id, COMMENT('')),
    store.parts(record.id, NOTE('')),
    store.parts(record.id, CUSTOMER_ANSWER('')),
    store.parts(record.id, OBJECTION('')),
    store.parts(record.id, QUESTION('')),
    store.parts(record.id, COUNSEL('')),
    store.parts(record.id, CLOCK('')),
    store.part(record.id, PRESERVATION()),
    store.part(record.id, DEBT()),
    store.part(record.id, LOOK_BACK()),
    isAtWork(record) ? store.events(record.id) : [],
  ]);
  const progress = progressOf(events, record.round);
  const pressing = clocks.filter((one) => isPressing(one, record, clock().toISOString()));
  return {
    id: record.id,
    status: record.status,
    ...(record.conclusion ? { conclusion: record.conclusion } : {}),
    instrument: record.demand.instrument,
    ...(record.demand.reference ? { reference: record.demand.reference } : {}),
    filedAt: record.filedAt,
    round: record.round,
    matter: matterOf(record),
    demand: record.demand,
    ...(checked ? checksOf(checked) : {}),
    ...(review ? { review: reviewOf(review) } : {}),
    ...(releases.length > 0
      ? {
          releases: releases.map(({ decision, at, by, because }) => ({
            decision,
            at,
            by,
            ...(because ? { because } : {}),
          })),
        }
      : {}),
    ...(progress ? { progress } : {}),
    ...(record.packageSha256
      ? { package: { sha256: record.packageSha256, ...leftBehind(record, disclosure) } }
      : {}),
    ...(record.withdrawnAt ? { withdrawnAt: record.withdrawnAt } : {}),
    ...(record.supersedes ? { supersedes: record.supersedes } : {}),
    ...(record.supersededBy ? { supersededBy: record.supersededBy } : {}),
    ...(pressing.length > 0 ? { clocks: bySoonest(pressing).map(dateOf) } : {}),
    ...(kept ? { preservation: keptOf(kept) } : {}),
    ...(notice ? { notice: planned(notice) } : {}),
    ...(orders.length > 0 ? { orders: orders.sort((a, b) => a.order - b.order).map(orderOf) } : {}),
    ...(silenceLooks.length > 0 ? { silenceLooks: inOrder(silenceLooks) } : {}),
    ...(comments.length > 0 ? { comments: numbered(comments).map(commentOf) } : {}),
    ...(notes.length > 0 ? { notes: numbered(notes) } : {}),
    ...(answers.length > 0 ? { customerAnswers: inOrder(answers).map(customerAnswerOf) } : {}),
    ...(objections.length > 0 ? { objections: inOrder(objections).map(objectionOf) } : {}),
    ...(record.pays ? { pays: record.pays } : {}),
    ...(debt ? { debt: undue(debt) } : {}),
    ...(back ? { lookBack: undue(back) } : {}),
    authorityId: record.authorityId,
    filedBy: record.filedBy,
    ...(record.authority ? { authority: record.authority } : {}),
    ...(record.signedWith ? { signedWith: record.signedWith } : {}),
    ...(record.authenticity ? { authenticity: record.authenticity } : {}),
    ...(record.competence ? { competence: record.competence } : {}),
    ...(questions.length > 0 ? { questions: inOrder(questions) } : {}),
    ...(counsel.length > 0 ? { counsel: inOrder(counsel) } : {}),
    ...(calls.length > 0 ? { callBacks: inOrder(calls) } : {}),
    ...(looks.length > 0 ? { looks: latestOf(looks) } : {}),
    ...(ahead && suspension ? { approvedAhead: aheadOf(ahead, suspension) } : {}),
  };
}

const checksOf = (part: DeterminationPart) => ({
  determination: part.determination,
  circumstances: part.circumstances,
  accounts: part.accounts,
  ...(part.unmatched ? { unmatched: part.unmatched } : {}),
  ...(part.matched ? { matched: part.matched } : {}),
  ...(part.tooManyAccounts ? { tooManyAccounts: part.tooManyAccounts } : {}),
  ...(part.aside ? { aside: part.aside } : {}),
});

const inOrder = <T extends { at: string }>(items: readonly T[]) =>
  [...items].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

const MOST_LOOKS = 100;
const latestOf = (looks: readonly LookPart[]) => inOrder(looks).reverse().slice(0, MOST_LOOKS);

const bySoonest = (clocks: readonly ClockPart[]) => [...clocks].sort((a, b) => (a.until < b.until ? -1 : 1));

const dateOf = ({ clock, cite, from, until, atEnd, to, missedAt }: ClockPart) => ({
  clock,
  cite,
  from,
  until,
  atEnd,
  to,
  ...(missedAt ? { missedAt } : {}),
});

const keptOf = ({ dueKind: _kind, dueAt: _at, accounts: _accounts, ...kept }: PreservationPart) => kept;

const reviewOf = ({ decision, at, items, targets, by, accounts, perTarget, because, more }: ReviewPart) => ({
  decision,
  at,
  items,
  targets,
  by,
  ...(accounts ? { accounts } : {}),
  ...(perTarget ? { narrowing: perTarget } : {}),
  ...(because ? { because } : {}),
  ...(more === undefined ? {} : { more }),
});

const planned = ({ state, regime, plannedAt, until, queuedAt, takenAt, sentAt, dueAt }: NoticePart) => ({
  state,
  regime,
  plannedAt,
  ...(until ? { until } : {}),
  ...(queuedAt ? { queuedAt } : {}),
  ...(takenAt ? { takenAt } : {}),
  ...(sentAt ? { sentAt } : {}),
  ...(dueAt ? { dueAt } : {}),
});

/** What a later deployment keeps of it stays here. */
const orderOf = ({ pins: _pins, dueKind: _kind, dueAt: _at, ...order }: SecrecyPart) => order;

const customerAnswerOf = ({ pins: _pins, ...answer }: CustomerAnswerPart) => answer;

function objectionOf({ pins: _pins, dueKind: _kind, dueAt: _at, ...objection }: ObjectionPart) {
  const { outcome, proposed, ...brought } = objection;
  return {
    ...brought,
    ...(outcome ? { outcome: unpinned(outcome) } : {}),
    ...(proposed ? { proposed: unpinned(proposed) } : {}),
  };
}

const unpinned = <T extends object>({ pins: _pins, ...rest }: T & { pins?: unknown }) => rest;

/** Without its place on the index of due things. */
const undue = <T extends object>({ dueKind: _kind, dueAt: _at, ...rest }: T & Due): Omit<T, keyof Due> =>
  rest;
type Due = { dueKind?: string | undefined; dueAt?: string | undefined };

const commentOf = ({ dueKind: _kind, dueAt: _at, ...comment }: CommentPart) => comment;

const numbered = <T extends { number: number }>(items: readonly T[]) =>
  [...items].sort((a, b) => a.number - b.number);

const aheadOf = ({ by, at, items, targets, accounts, perTarget }: ReviewPart, { until }: SuspensionPart) => ({
  by,
  at,
  items,
  targets,
  ...(accounts ? { accounts } : {}),
  ...(perTarget ? { narrowing: perTarget } : {}),
  takesEffect: endInstant(until),
});

/** What who decides on the release must know of the package, and cannot see from its hash. */
function leftBehind(record: DemandRecord, disclosure: DisclosurePart | undefined) {
  if (disclosure?.sha256 !== record.packageSha256) return {};
  const { setAside, noted } = disclosure ?? {};
  return { ...(setAside ? { setAside } : {}), ...(noted === undefined ? {} : { noted }) };
}
