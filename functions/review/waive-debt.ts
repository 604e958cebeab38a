import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand } from '../ledger/change-demand.ts';
import { matterOf } from '../ledger/matter.ts';
import { replaced } from '../ledger/part.ts';
import { DEBT } from '../ledger/parts/debt.part.ts';
import { requireApart } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { withSession } from '../ledger/sessions.ts';
import { isSamePerson } from '../shared/person.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Afterwards, AfterwardsRequest } from './afterwards.route.ts';
import { becauseOf } from './because-of.ts';
import type { LookBackDeps, Staff } from './look-back.ts';
import { type Present, requirePresent } from './require-present.ts';

type Waiver = Present<Extract<AfterwardsRequest, { waive: unknown }>['waive']>;

/**
 * Lets a debt of legal process go, by somebody who did not give what it is owed for. The authority is told that it owes no
 * longer, not why. The same again by the same person is the same waiver.
 */
export async function waiveDebt(
  demandId: string,
  { reason, text, on }: Waiver,
  principal: Staff,
  deps: LookBackDeps,
): Promise<Afterwards> {
  // Who audits looks, and changes nothing of what is owed.
  if (!['reviewer', 'cleared-reviewer'].includes(principal.role))
    throw problem('role_required', { roles: 'reviewer' });
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<Afterwards>(deps, seen, async (record, at) => {
    requireOutsider(record, principal);
    const debt = await deps.store.part(demandId, DEBT());
    const { waived, endedAt } = debt ?? {};
    const isAgain = waived && isSamePerson(waived.by, principal.subject) && waived.reason === reason;
    if (isAgain && waived.text === text && endedAt !== undefined)
      return { unchanged: { id: demandId, waived: reason, at: endedAt } };
    if (debt?.state !== 'owed') throw problem('no_debt.waive');
    await requireApart('waive', record, principal, deps);
    requirePresent(record, { on });
    becauseOf('waive', { reason, text }, record, deps.rulebook);
    const { dueKind: _kind, dueAt: _at, ...kept } = debt;
    const why = { by: principal.subject, reason, ...(text === undefined ? {} : { text }) };
    return {
      set: withSession(record, principal),
      unset: ['owes'],
      action: 'debt.waived',
      actor: actorOf(principal),
      detail: { on: matterOf(record), reason },
      parts: [
        replaced(DEBT(), { ...kept, state: 'waived', waived: why, endedAt: at }, debt),
        ...(await stoppedClock(demandId, 'process-debt', at, deps.store)),
      ],
      result: { id: demandId, waived: reason, at },
    };
  });
}
