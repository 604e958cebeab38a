import {
  type Change,
  changeDemand,
  type LedgerDeps,
  SERVICE,
  type Unchanged,
} from '../ledger/change-demand.ts';
import { TokenPart, tokenPart, type Wait } from '../ledger/parts/token.part.ts';
import { standingDecision } from '../workflow/standing-decision.ts';
import type { WaitInput } from '../workflow/step.schema.ts';
import type { TaskAnswer } from '../workflow/task-answer.ts';

const STATUS = { review: 'awaiting-review', release: 'awaiting-release' } as const;
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
    const earlier = await deps.store.readPart(demandId, tokenPart(wait), TokenPart);
    if (earlier?.round === round && earlier.token === token) return { unchanged: undefined };
    const change: Change<undefined> = {
      set: { status: STATUS[wait] },
      action: ACTION[wait],
      actor: SERVICE,
      detail: { round, again: earlier?.round === round },
      parts: [{ part: tokenPart(wait), body: { round, token, since: at }, mode: 'replace' }],
      result: undefined,
    };
    return change satisfies Change<undefined> | Unchanged<undefined>;
  });
  if (answer) await deps.tasks.answer(token, answer);
}
