import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { conclusionOfFacts } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { NOTICE } from '../ledger/parts/notice.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { noticeOf } from './notice-of.ts';

/**
 * Writes down, after a delivery, whether and when the customer is told. `send-due` does it at that time. A demand that was
 * withdrawn before anything was handed over has nothing to tell of.
 */
export async function planNotice({ demandId, round }: StepInput, deps: LedgerDeps): Promise<StepInput> {
  const known = await deps.store.read(demandId);
  if (known?.withdrawnAt && conclusionOfFacts(known.facts) !== 'disclosed') return { demandId, round };
  const step = { demandId, step: `plan-notice#${round}`, output: StepInput };
  return runStep(deps, step, async (record, at) => {
    const part = await deps.store.part(demandId, DETERMINATION(round));
    if (!part) throw new InconsistentState('a notice without a determination');
    const notice = noticeOf(part.determination.notice, at);
    const { state, regime, dueAt } = notice;
    return {
      set: { facts: { ...record.facts, notice: state } },
      action: 'notice.planned',
      actor: SERVICE,
      detail: { round, regime, state, ...(dueAt ? { dueAt } : {}) },
      parts: [created(NOTICE(), notice)],
      result: { demandId, round },
    };
  });
}
