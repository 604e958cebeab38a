import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { matterOf } from '../ledger/matter.ts';
import { type Allowed, isQuashed, type StandingObjection } from '../ledger/objections.ts';
import { replaced } from '../ledger/part.ts';
import { OBJECTION } from '../ledger/parts/objection.part.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import { requireApart } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { isWithin } from '../shared/period.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { answerClock } from './answer-clock.ts';
import { becauseOf } from './because-of.ts';
import { allowedOf, isOnPaper, isRepeated, isSameOutcome } from './came-of-it.ts';
import { vouchedBy } from './clarify.ts';
import type { Objected } from './objected.schema.ts';
import type { OutcomeRequest } from './objection-outcome.route.ts';
import { papersOfMail } from './papers-of-mail.ts';
import { readOfBrought } from './read-of-brought.ts';
import { type ObjectionDeps, requireNotAhead, requirePart } from './record-objection.ts';
import { requireNotBefore } from './require-not-before.ts';
import { type PresentOf, requirePresent } from './require-present.ts';

type Outcome = PresentOf<OutcomeRequest>;
type Modified = Extract<Outcome, { outcome: 'modified' }>;

/**
 * Records what the court or the authority said. Denied, the demand goes on; granted, it is refused, or its part is never
 * produced; modified, no more is approved and released than was left of it. Whoever records it has read its papers, and did not
 * bring the objection. Where its papers are not here it counts when another person has recorded the same, and the objection is
 * open until then. Sent again by who recorded it, it is the same outcome.
 */
export async function decideObjection(
  demandId: string,
  number: number,
  request: Outcome,
  principal: Principal<'reviewer' | 'cleared-reviewer'>,
  deps: ObjectionDeps & AnswerDeps,
): Promise<Objected> {
  const found = await deps.store.read(demandId);
  if (!found) throw notFound();
  const pins = await papersOfMail(request.documents, found.authorityId, deps.documents);
  const { objected, wait } = await changeDemand<{ objected: Objected; wait?: Wait }>(
    deps,
    demandId,
    async (record, at) => {
      requireOutsider(record, principal);
      // Whose word an outcome would rest on alone; who ended another objection may end this one.
      const requireOther = (than: readonly string[]) =>
        requireApart('end-objection', record, principal, deps, { 'end-objection': than });
      await requireOther([]);
      const before = record.objections ?? [];
      const part = await deps.store.part(demandId, OBJECTION(number));
      if (!part || !before.some(({ objection }) => objection === number)) throw problem('no_such_objection');
      const answer = { id: demandId, objection: number, state: part.state };
      if (part.state !== 'open') {
        if (isRepeated(part.outcome && { ...part, ...part.outcome }, request, principal))
          return { unchanged: { objected: answer } };
        throw problem('objection_decided');
      }
      const proposed = isOnPaper(part, record, { request, pins }) ? undefined : part.proposed;
      if (isRepeated(proposed, request, principal))
        return { unchanged: { objected: { ...answer, needsAnother: true } } };
      const first = isSameOutcome(proposed, request) ? proposed.by : undefined;
      if (first !== undefined) await requireOther([first]);
      requirePresent(record, request);
      const { readElsewhere } = request;
      const read = await readOfBrought(record, request.documents, { principal, readElsewhere }, deps.store);
      const because = becauseOf('outcome', request, record, deps.rulebook);
      requireNotAhead('/decided', request.decided, at);
      requireNotBefore('/decided', request.decided, part.brought);
      const said: Pick<StandingObjection, 'state' | 'allowed'> = {
        state: request.outcome,
        ...(request.outcome === 'modified' ? { allowed: leftBy(request, record, deps.rulebook) } : {}),
      };
      const { decided, documents } = request;
      const came = {
        decided,
        ...because,
        documents,
        ...(pins.length > 0 ? { pins } : {}),
        by: principal.subject,
        at,
      };
      const told = {
        actor: actorOf(principal),
        detail: {
          objection: number,
          on: matterOf(record),
          outcome: request.outcome,
          read,
          ...(because ? { reason: because.reason } : {}),
          documents: documents.map(({ sha256 }) => sha256),
        },
      };
      if (first === undefined && !isOnPaper(part, record, { request, pins }))
        return {
          ...told,
          set: vouchedBy(record, principal),
          action: 'objection.proposed',
          parts: [replaced(OBJECTION(number), { ...part, proposed: { ...said, ...came } }, part)],
          result: { objected: { ...answer, needsAnother: true } },
        };
      const objections = before.map((one) => (one.objection === number ? { ...one, ...said } : one));
      const others = (await deps.store.parts(demandId, OBJECTION(''))).filter(
        (one) => one.objection !== number,
      );
      const clocks = await answerClock(demandId, others, at, deps);
      const isOver = isQuashed({ objections });
      const wait = isOver ? waitOf(record.status) : undefined;
      const { proposed: _proposed, ...open } = part;
      const outcome = { ...came, ...(first === undefined ? {} : { first }) };
      return {
        ...told,
        set: { objections, ...vouchedBy(record, principal) },
        action: 'objection.decided',
        parts: [
          replaced(
            OBJECTION(number),
            { ...open, ...said, outcome, ...(wait ? dueAnswer(wait, at) : {}) },
            part,
          ),
          ...clocks,
        ],
        result: {
          objected: { id: demandId, objection: number, state: request.outcome },
          ...(wait ? { wait } : {}),
        },
      };
    },
  );
  if (wait) await tryAnswerWait(wait, demandId, OBJECTION(number).key, deps);
  return objected;
}

/** Where a wait is not open yet it finds what stands when it begins. */
const waitOf = (status: string): Wait =>
  status === 'awaiting-review' || status === 'filed' ? 'review' : 'release';

/** @throws Problem for what the demand does not name, and where nothing or one thing twice is said */
function leftBy(outcome: Modified, record: DemandRecord, rulebook: ObjectionDeps['rulebook']): Allowed {
  const { items, targets, period, narrowing } = outcome;
  const isWhole = (items ?? targets ?? period) !== undefined;
  if (!isWhole && !narrowing) throw problem('objection_leaves_nothing_said');
  const named = narrowing?.map(({ target }) => target);
  if (narrowing && (isWhole || new Set(named).size < narrowing.length)) throw problem('narrowed_twice');
  const all = [...(items ?? []), ...(narrowing ?? []).flatMap((one) => one.items ?? [])];
  requirePart({ items: all, targets: targets ?? named }, record, rulebook);
  const periods = [period, ...(narrowing ?? []).map((one) => one.period)];
  if (periods.some((one) => one && !isWithin(one, record.demand.period))) throw problem('widens.period');
  return allowedOf(outcome);
}
