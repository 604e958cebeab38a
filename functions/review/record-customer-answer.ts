import type { DocumentStore } from '../intake/document.store.ts';
import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { matterOf } from '../ledger/matter.ts';
import { created } from '../ledger/part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { CUSTOMER_ANSWER, type CustomerAnswerPart } from '../ledger/parts/customer-answer.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { endOf } from '../shared/calendar.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { CustomerAnswer } from '../shared/circumstances.schema.ts';
import { fault } from '../shared/field-faults.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem, problemOfFaults } from '../shared/problem.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { vouchedBy } from './clarify.ts';
import type { CustomerAnswered, CustomerAnswerRequest } from './customer-answers.route.ts';
import { papersOfMail } from './papers-of-mail.ts';
import { readOfBrought } from './read-of-brought.ts';
import { requirePresent } from './require-present.ts';
import { requireRound } from './require-round.ts';

export type CustomerAnswerDeps = LedgerDeps & AnswerDeps & { documents: DocumentStore };

/** Nobody is waited for longer: the law's own days are shorter. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * Records what the organisation said whose account a demand names, with its paper, and sends the demand through the checks
 * again, which read it. One that says nothing has a day; at its end the demand is judged again by itself.
 */
export async function recordCustomerAnswer(
  demandId: string,
  { documents, on, readElsewhere, ...answer }: CustomerAnswerRequest,
  principal: Principal<'reviewer' | 'cleared-reviewer'>,
  deps: CustomerAnswerDeps,
): Promise<CustomerAnswered> {
  const found = await deps.store.read(demandId);
  if (!found) throw notFound();
  const pins = await papersOfMail(documents, found.authorityId, deps.documents);
  const { round, part } = await changeDemand(deps, demandId, async (record, at) => {
    requireOutsider(record, principal);
    if (record.status !== 'awaiting-review' || record.withdrawnAt)
      throw problem('not_awaiting_review.customer');
    requirePresent(record, { on });
    await requireCustomer(record, answer, deps);
    if (answer.answer === 'silent') requireDay(answer.until, at);
    const before = record.customerAnswers ?? [];
    if (canonicalJson(before.at(-1) ?? null) === canonicalJson(answer)) throw problem('nothing_new.customer');
    const read = await readOfBrought(record, documents, { principal, readElsewhere }, deps.store);
    const round = record.round + 1;
    await requireRound(demandId, 'desk', deps.store);
    const part = CLARIFICATION(round);
    const kept: CustomerAnswerPart = {
      ...answer,
      documents,
      ...(pins.length > 0 ? { pins } : {}),
      by: principal.subject,
      at,
      round: record.round,
    };
    return {
      set: { round, customerAnswers: [...before, answer], ...vouchedBy(record, principal) },
      action: 'customer.answered' as const,
      actor: actorOf(principal),
      detail: {
        round,
        answer: answer.answer,
        ...(answer.answer === 'silent' ? { until: answer.until } : {}),
        ...(answer.targets ? { targets: answer.targets } : {}),
        on: matterOf(record),
        documents: documents.map(({ sha256 }) => sha256),
        read,
      },
      parts: [
        created(CUSTOMER_ANSWER(record.round), kept),
        created(part, { round, at, side: 'desk', customer: true, ...dueAnswer('review', at) }),
      ],
      result: { round, part: part.key },
    };
  });
  await tryAnswerWait('review', demandId, part, deps);
  return { id: demandId, round };
}

/**
 * Somebody other than a consumer must hold what the answer is about. Where several targets are such, they may be of several
 * organisations, and none of those speaks for another: the answer says of which it is.
 */
async function requireCustomer(
  { id, round, demand }: DemandRecord,
  { targets }: CustomerAnswer,
  { store }: CustomerAnswerDeps,
): Promise<void> {
  const accounts = (await store.part(id, DETERMINATION(round)))?.accounts ?? [];
  const theirs = new Set(
    accounts.filter(({ customer }) => customer !== 'consumer').map(({ target }) => target),
  );
  const about = targets ?? demand.targets.map((_, index) => index);
  if (!about.some((target) => theirs.has(target))) throw problem('no_customer_to_ask');
  if (targets === undefined && theirs.size > 1) throw problem('which_customer');
}

function requireDay(until: string, at: string): void {
  const left = endOf(until) - Date.parse(at);
  if (left <= 0 || left > LONGEST_MS)
    throw problemOfFaults('date_out_of_range', [fault('/until', 'date_out_of_range')]);
}
