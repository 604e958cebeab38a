import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { conclusionOfFacts } from '../ledger/demand-record.schema.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { planOf } from './plan-of.ts';
import { readSecrecy } from './secrecy-known.ts';
import { type SilenceClockDeps, silenceClocks } from './silence-clocks.ts';

/**
 * Writes down, after a delivery, whether and when the customer is told, by the paper and by every order that came since.
 * `send-due` does it at that time. A demand that was
 * withdrawn before anything was handed over has nothing to tell of.
 */
export async function planNotice(
  { demandId, round }: StepInput,
  deps: LedgerDeps & SilenceClockDeps & { times: SecrecyTimes },
): Promise<StepInput> {
  const known = await deps.store.read(demandId);
  if (known?.withdrawnAt && conclusionOfFacts(known.facts) !== 'disclosed') return { demandId, round };
  const step = {
    demandId,
    step: `plan-notice#${round}`,
    output: StepInput,
    ...(known ? { seen: known } : {}),
  };
  return runStep(deps, step, async (record, at) => {
    const part = await deps.store.part(demandId, DETERMINATION(round));
    if (!part) throw new InconsistentState('a notice without a determination');
    const known = await readSecrecy(record, deps);
    const { notice, facts, parts, reviewAt } = planOf(record, known, { at, times: deps.times, first: true });
    if (!notice) throw new InconsistentState('a notice that was planned before');
    const watched = await silenceClocks(record, { orders: known.orders, reviewAt }, at, deps);
    const { state, regime, dueAt } = notice;
    return {
      set: { facts, ...watched.set },
      action: 'notice.planned',
      actor: SERVICE,
      detail: { round, regime, state, ...(dueAt ? { dueAt } : {}) },
      parts: [...parts, ...watched.parts],
      result: { demandId, round },
    };
  });
}
