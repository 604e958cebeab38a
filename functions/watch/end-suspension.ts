import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { created } from '../ledger/part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { SUSPENSION } from '../ledger/parts/suspension.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type AnswerDeps, answerWait, dueAnswer } from '../workflow/answer-wait.ts';

/** What the time for somebody else's decision led to: the next round, or nothing since the demand has moved on. */
type Ended = { part: string } | 'moved-on' | 'not-yet';

/**
 * Begins the next round of a demand whose time of waiting for somebody else is over: the law is applied again on the
 * day on which it answers.
 * @returns whether it did: a demand that has moved on is left alone
 */
export async function endSuspension(
  demandId: string,
  key: string,
  deps: LedgerDeps & AnswerDeps,
): Promise<boolean> {
  const ended = await changeDemand<Ended>(deps, demandId, async (record, at) => {
    const suspension = await deps.store.part(demandId, SUSPENSION(record.round));
    const isOpen = SUSPENSION(record.round).key === key && !record.withdrawnAt;
    if (!isOpen) return { unchanged: 'moved-on' };
    if (!suspension) throw new InconsistentState('a suspension that is not there');
    // The wait for a review has not begun: the next round of the sweep finds it.
    if (record.status === 'filed') return { unchanged: 'not-yet' };
    if (record.status !== 'awaiting-review') return { unchanged: 'moved-on' };
    const round = record.round + 1;
    const next = CLARIFICATION(round);
    return {
      set: { round },
      action: 'suspension.ended',
      actor: SERVICE,
      detail: { round, until: suspension.until },
      parts: [
        created(next, {
          round,
          at,
          suspensionEnded: true,
          ...(suspension.customer ? { customer: true } : {}),
          ...dueAnswer('review', at),
        }),
      ],
      result: { part: next.key },
    };
  });
  if (ended === 'not-yet') return false;
  const isResumed = ended !== 'moved-on';
  if (isResumed) await answerWait('review', demandId, ended.part, deps);
  await deps.dues.settle({ demandId, key });
  return isResumed;
}
