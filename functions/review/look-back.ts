import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { matterOf } from '../ledger/matter.ts';
import { replaced } from '../ledger/part.ts';
import { LOOK_BACK } from '../ledger/parts/look-back.part.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { withSession } from '../ledger/sessions.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { AnswerLaw } from '../validity/decide/compose-answer.ts';
import type { Afterwards, AfterwardsRequest } from './afterwards.route.ts';
import { becauseOf } from './because-of.ts';
import { type Present, requirePresent } from './require-present.ts';

export type Staff = Principal<'reviewer' | 'auditor' | 'cleared-reviewer' | 'cleared-auditor'>;
type Finding = Present<Extract<AfterwardsRequest, { lookBack: unknown }>['lookBack']>;
export type LookBackDeps = LedgerDeps & { rulebook: AnswerLaw & SeparationLaw };

/**
 * What somebody without a part in an emergency found of it afterwards, for the desk and its auditors alone. It changes
 * nothing of what was given. The same again by the same person is the same finding.
 */
export async function lookBack(
  demandId: string,
  { finding, text, on }: Finding,
  principal: Staff,
  deps: LookBackDeps,
): Promise<Afterwards> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<Afterwards>(deps, seen, async (record, at) => {
    requireOutsider(record, principal);
    const before = await deps.store.part(demandId, LOOK_BACK());
    if (!before) throw problem('nothing_to_look_back_at');
    const { dueKind: _kind, dueAt: _at, found, ...rest } = before;
    const isAgain = found && isSamePerson(found.by, principal.subject) && found.finding === finding;
    if (isAgain && found.text === text) return { unchanged: { id: demandId, finding, at: found.at } };
    await requireApart('look-back', record, principal, deps);
    if (found) throw problem('looked_back_already');
    requirePresent(record, { on });
    becauseOf('finding', { reason: finding, text }, record, deps.rulebook);
    return {
      set: withSession(record, principal),
      action: 'emergency.reviewed',
      actor: actorOf(principal),
      detail: { on: matterOf(record), finding },
      parts: [
        replaced(LOOK_BACK(), { ...rest, found: { by: principal.subject, at, finding, text } }, before),
        ...(await stoppedClock(demandId, 'emergency-review', at, deps.store)),
      ],
      result: { id: demandId, finding, at },
    };
  });
}
