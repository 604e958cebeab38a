import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { matterOf } from '../ledger/matter.ts';
import { created, replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { COUNSEL } from '../ledger/parts/counsel.part.ts';
import { QUESTION } from '../ledger/parts/question.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { withSession } from '../ledger/sessions.ts';
import { endOf } from '../shared/calendar.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { fault } from '../shared/field-faults.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem, problemOfFaults } from '../shared/problem.ts';
import type { AnswerLaw } from '../validity/decide/compose-answer.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import { becauseOf, isTheSameReason } from './because-of.ts';
import type { Consulted, ConsultRequest } from './consult.route.ts';
import { questionClock } from './question-clock.ts';
import { requirePresent } from './require-present.ts';

type Reviewer = Principal<'reviewer' | 'cleared-reviewer'>;
export type ConsultDeps = LedgerDeps & { rulebook: AnswerLaw; clocks: Pick<DeskClocks, 'start'> };

/** Who keeps asking would keep from deciding. */
const MAX_QUESTIONS = 20;
/** Nobody is given longer to answer. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * What a reviewer does before deciding: asks who filed the demand, who is told and answers by amending it; asks counsel, and
 * records what counsel said. The demand waits for its review as it did. Asked again to the letter, it is the same question.
 */
export async function consult(
  demandId: string,
  request: ConsultRequest,
  principal: Reviewer,
  deps: ConsultDeps,
): Promise<Consulted> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<Consulted>(deps, seen, async (record, at) => {
    requireOutsider(record, principal);
    // To who filed it, what was reopened is decided on: nothing is asked of them.
    if (record.status !== 'awaiting-review' || record.withdrawnAt || (record.isReopened && 'ask' in request))
      throw problem('not_awaiting_review');
    const who = { by: principal.subject, at, round: record.round };
    requirePresent(record, saidOf(request));
    const change =
      'ask' in request
        ? await asked(record, request.ask, who, deps)
        : 'counsel' in request
          ? await toCounsel(record, request.counsel, who, deps)
          : await answeredBy(record, request.answer, who, deps);
    if ('unchanged' in change) return change;
    return {
      ...change,
      detail: { ...change.detail, on: matterOf(record) },
      set: { ...change.set, ...withSession(record, principal) },
      actor: actorOf(principal),
    };
  });
}

const saidOf = (request: ConsultRequest) =>
  'ask' in request ? request.ask : 'counsel' in request ? request.counsel : request.answer;

type Who = { by: string; at: string; round: number };
type Outcome = Omit<Change<Consulted>, 'actor'> | { unchanged: Consulted };

async function asked(
  record: DemandRecord,
  { until, fields, on: _on, ...why }: Extract<ConsultRequest, { ask: unknown }>['ask'],
  who: Who,
  deps: ConsultDeps,
): Promise<Outcome> {
  const { store, rulebook } = deps;
  const before = await store.parts(record.id, QUESTION(''));
  const same = before.find(
    (one) =>
      isSamePerson(one.by, who.by) &&
      one.until === until &&
      canonicalJson(one.fields) === canonicalJson(fields) &&
      isTheSameReason(one.because, why) &&
      !one.answeredAt,
  );
  if (same) return { unchanged: { id: record.id, number: same.number, because: same.because } };
  const wait = endOf(until) - Date.parse(who.at);
  if (wait <= 0 || wait > LONGEST_MS)
    throw problemOfFaults('date_out_of_range', [fault('/ask/until', 'date_out_of_range')]);
  const because = becauseOf('ask', why, record, rulebook, { due: until, fields });
  if (!because) throw problem('reason_missing', { reasons: '' });
  if (before.length >= MAX_QUESTIONS) throw problem('too_many_questions', { max: MAX_QUESTIONS });
  const number = before.length + 1;
  return {
    set: {},
    action: 'demand.asked',
    detail: { number, round: record.round, reason: because.reason, fields, until },
    parts: [
      created(QUESTION(number), { number, fields, because, until, ...who }),
      ...(await questionClock(record.id, [...before, { until }], who.at, deps)),
    ],
    result: { id: record.id, number, because },
  };
}

async function toCounsel(
  record: DemandRecord,
  why: Extract<ConsultRequest, { counsel: unknown }>['counsel'],
  who: Who,
  { store, rulebook, clocks }: ConsultDeps,
): Promise<Outcome> {
  const before = await store.parts(record.id, COUNSEL(''));
  const open = before.find(({ answer }) => !answer);
  if (open && isSamePerson(open.by, who.by) && isTheSameReason(open.because, why))
    return { unchanged: { id: record.id, number: open.number } };
  if (open) throw problem('counsel_asked');
  const because = becauseOf('counsel', why, record, rulebook);
  if (!because) throw problem('reason_missing', { reasons: '' });
  const number = before.length + 1;
  return {
    set: { atCounsel: number },
    action: 'counsel.asked',
    detail: { number, round: record.round, reason: because.reason },
    parts: [
      created(COUNSEL(number), { number, because, ...who }),
      replaced(CLOCK('counsel'), clocks.start('counsel', { from: who.at })),
    ],
    result: { id: record.id, number },
  };
}

async function answeredBy(
  record: DemandRecord,
  said: Extract<ConsultRequest, { answer: unknown }>['answer'],
  { by, at }: Who,
  { store }: ConsultDeps,
): Promise<Outcome> {
  const before = await store.parts(record.id, COUNSEL(''));
  const open = before.find(({ answer }) => !answer);
  if (!open) {
    const same = before.find(
      ({ answer }) =>
        answer && isSamePerson(answer.by, by) && answer.counsel === said.counsel && answer.says === said.says,
    );
    if (same) return { unchanged: { id: record.id, number: same.number } };
    throw problem('counsel_not_asked');
  }
  return {
    set: {},
    unset: ['atCounsel'],
    action: 'counsel.answered',
    detail: { number: open.number, round: record.round },
    parts: [
      replaced(COUNSEL(open.number), { ...open, answer: { ...said, by, at } }, open),
      ...(await stoppedClock(record.id, 'counsel', at, store)),
    ],
    result: { id: record.id, number: open.number },
  };
}
