import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand } from '../ledger/change-demand.ts';
import { looksOf } from '../ledger/looks-of.ts';
import { matterOf } from '../ledger/matter.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { SECRECY, type SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { requireApart } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { planOf } from '../notice/plan-of.ts';
import { readSecrecy } from '../notice/secrecy-known.ts';
import { isOutcomeOfReview, silenceClocks } from '../notice/silence-clocks.ts';
import { endOf } from '../shared/calendar.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import { isRefused, isSilent, replacedBy } from '../validity/decide/secrecy-now.ts';
import { becauseOf } from './because-of.ts';
import { answerOf, type Recorder, type SecrecyDeps } from './record-order.ts';
import { requireLaterRead } from './require-papers-read.ts';
import { type PresentOf, requirePresent } from './require-present.ts';
import type { SecrecyRecorded, SecrecyRequest } from './secrecy.route.ts';

type Reviewer = Principal<'reviewer' | 'cleared-reviewer'>;
type Decision = PresentOf<Extract<SecrecyRequest, { decide: unknown }>['decide']>;
const WHY = { accept: 'heed', refuse: 'disregard' } as const;

/**
 * A reviewer's decision on an order that somebody else brought, whose papers they have read: what a lift or a refusal frees
 * is told to the customer, and stays told. Given again by the same person, it is the same decision.
 */
export async function decideOrder(
  demandId: string,
  decision: Decision,
  principal: Recorder,
  deps: SecrecyDeps,
): Promise<SecrecyRecorded> {
  const reviewer = reviewerOf(principal);
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<SecrecyRecorded>(deps, seen, async (record, at) => {
    requireOutsider(record, reviewer);
    const known = await readSecrecy(record, deps);
    const order = known.orders.find((one) => one.order === decision.order);
    if (!order) throw problem('no_such_order');
    await requireApart('decide-order', record, reviewer, deps, { 'bring-order': [order.by] });
    const state = decision.decision === 'accept' ? ('accepted' as const) : ('refused' as const);
    if (order.state !== 'pending') {
      const isTheirs = order.decided !== undefined && isSamePerson(order.decided.by, reviewer.subject);
      if (isTheirs && order.state === state) return { unchanged: answerOf(demandId, order) };
      throw problem('order_decided');
    }
    requirePresent(record, decision);
    const looks = await looksOf(demandId, reviewer.subject, deps.store);
    const read = requireLaterRead(order.documents, looks, decision.readElsewhere);
    if (state === 'accepted') requireAcceptable(order, known.orders, at);
    const because = becauseOf(WHY[decision.decision], decision, record, deps.rulebook);
    const { dueKind: _kind, dueAt: _at, ...rest } = order;
    const decided: SecrecyPart = {
      ...rest,
      state,
      decided: {
        by: reviewer.subject,
        at,
        ...because,
      },
    };
    const orders = known.orders.map((one) => (one === order ? decided : one));
    const review = await deps.store.part(demandId, CLOCK('silence-review'));
    const isReviewed = state === 'accepted' && isOutcomeOfReview(review, order, deps.clocks);
    const { reviewAt: _asked, ...unasked } = known.silence ?? { since: at };
    const silence = isReviewed && known.silence ? unasked : known.silence;
    const after = { ...known, orders, silence };
    const { facts, parts, notice, reviewAt } = planOf(record, after, { at, times: deps.times });
    const watched = await silenceClocks(record, { orders, reviewAt, isReviewed }, at, deps);
    return {
      set: { facts, ...watched.set, ...withSession(record, reviewer) },
      action: 'secrecy.decided',
      actor: actorOf(reviewer),
      detail: {
        order: order.order,
        kind: order.kind,
        on: matterOf(record),
        decision: decision.decision,
        read,
        ...(because ? { reason: because.reason } : {}),
        ...(notice ? { state: notice.state, ...(notice.dueAt ? { dueAt: notice.dueAt } : {}) } : {}),
      },
      parts: [replaced(SECRECY(order.order), decided, order), ...parts, ...watched.parts],
      result: answerOf(demandId, decided),
    };
  });
}

/** Which of the route's roles it takes is in the body. */
export function reviewerOf(principal: Recorder): Reviewer {
  const { role } = principal;
  if (role === 'agent') throw problem('role_required', { roles: 'reviewer' });
  return { ...principal, role };
}

/** What binds nobody, has ended, or changes what another order has changed since, can be refused only. */
function requireAcceptable(
  { kind, of, duty, until }: SecrecyPart,
  orders: readonly SecrecyPart[],
  at: string,
): void {
  const by = of === undefined ? undefined : replacedBy(of, orders);
  if (by !== undefined) throw problem('order_replaced', { by });
  if (of !== undefined && isRefused(of, orders)) throw problem('no_such_order');
  if (kind !== 'ordered' && kind !== 'renewed') return;
  if (!duty || !isSilent(duty) || duty.regime === 'hold') throw problem('order_does_not_bind');
  if (until !== undefined && endOf(until) <= Date.parse(at)) throw problem('order_has_ended');
}
