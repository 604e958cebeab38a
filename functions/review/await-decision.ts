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
import type { Wait } from '../ledger/parts/token.part.ts';
import type { TokenStore } from '../ledger/token.store.ts';
import type { TaskAnswer } from '../workflow/executions.ts';
import { standingDecision } from '../workflow/standing-decision.ts';
import type { WaitInput } from '../workflow/step.schema.ts';

const WAITING = { review: 'awaiting-review', release: 'awaiting-release' } as const;
const ACTION = { review: 'review.requested', release: 'release.requested' } as const;

/**
 * Stores the task token of a wait, so that a person's decision can answer it. Where the decision stands already (the
 * execution was started again after a crash), the token is answered at once.
 * @param begins what is written with the word that the wait began
 */
export async function awaitDecision(
  wait: Wait,
  { demandId, round, token }: WaitInput,
  deps: LedgerDeps & { tokens: TokenStore; tasks: TaskAnswer },
  begins: (at: string) => Promise<PartWrite[]> = async () => [],
): Promise<void> {
  const earlier = await deps.tokens.read(demandId, wait);
  const isTheSame = earlier?.round === round && earlier.token === token;
  // Before the ledger tells of the wait: whoever decides then finds whom to answer.
  if (!isTheSame) await deps.tokens.keep(demandId, wait, { round, token, since: deps.clock().toISOString() });
  const answer = await changeDemand(deps, demandId, async (record, at) => {
    const standing = await standingDecision(wait, round, record, deps.store);
    if (standing) return { unchanged: standing };
    if (isTheSame && record.status === WAITING[wait]) return { unchanged: undefined };
    const change: Change<undefined> = {
      set: {},
      action: ACTION[wait],
      actor: SERVICE,
      detail: { round, again: earlier?.round === round },
      parts: [
        ...(wait === 'review' ? await stillSuspended(demandId, round, deps.store) : []),
        ...(await begins(at)),
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
  return [replaced(SUSPENSION(round), { ...suspension, ...dueAtEnd(suspension.until) }, suspension)];
}
