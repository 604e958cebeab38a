import {
  type Change,
  changeDemand,
  type LedgerDeps,
  SERVICE,
  type Unchanged,
} from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { dueAtEnd, SUSPENSION } from '../ledger/parts/suspension.part.ts';
import { TOKEN, type Wait } from '../ledger/parts/token.part.ts';
import type { TaskAnswer } from '../workflow/executions.ts';
import { standingDecision } from '../workflow/standing-decision.ts';
import type { WaitInput } from '../workflow/step.schema.ts';

const ACTION = { review: 'review.requested', release: 'release.requested' } as const;

/**
 * Stores the task token of a wait, so that a person's decision can answer it. Where the decision stands already (the
 * execution was started again after a crash), the token is answered at once.
 */
export async function awaitDecision(
  wait: Wait,
  { demandId, round, token }: WaitInput,
  deps: LedgerDeps & { tasks: TaskAnswer },
): Promise<void> {
  const answer = await changeDemand(deps, demandId, async (record, at) => {
    const standing = await standingDecision(wait, round, record, deps.store);
    if (standing) return { unchanged: standing };
    const earlier = await deps.store.part(demandId, TOKEN(wait));
    if (earlier?.round === round && earlier.token === token) return { unchanged: undefined };
    const change: Change<undefined> = {
      set: {},
      action: ACTION[wait],
      actor: SERVICE,
      detail: { round, again: earlier?.round === round },
      parts: [
        replaced(TOKEN(wait), { round, token, since: at }, earlier),
        ...(wait === 'review' ? await stillSuspended(demandId, round, deps.store) : []),
      ],
      result: undefined,
    };
    return change satisfies Change<undefined> | Unchanged<undefined>;
  });
  if (answer) await deps.tasks.answer(token, answer);
}

/** A suspension that fell due while the demand was failed is due again when its wait begins again. */
async function stillSuspended(demandId: string, round: number, store: DemandStore): Promise<PartWrite[]> {
  const suspension = await store.part(demandId, SUSPENSION(round));
  if (!suspension || suspension.dueKind) return [];
  const { until } = suspension;
  return [replaced(SUSPENSION(round), { round, until, ...dueAtEnd(until) }, suspension)];
}
