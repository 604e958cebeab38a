import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isQuashed } from '../ledger/objections.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import type { DecidedOutput } from './step.schema.ts';

type Answer = ReturnType<typeof DecidedOutput.parse>;

/**
 * What has already been decided about a wait of one round, or undefined while it is open. The table decides, not the
 * order in which tokens and people arrive.
 */
export async function standingDecision(
  wait: Wait,
  round: number,
  record: DemandRecord,
  store: DemandStore,
): Promise<Answer | undefined> {
  const demandId = record.id;
  if (record.withdrawnAt) return { demandId, round, decision: 'withdraw' };
  // A court set it aside, whatever people decided.
  if (isQuashed(record)) return { demandId, round, decision: 'refuse' };
  if (wait === 'release') {
    const decided = await store.part(demandId, RELEASE_DECISION());
    return decided && { demandId, round, decision: decided.decision };
  }
  if (round < record.round) return { demandId, round: round + 1, decision: 'recheck' };
  const review = await store.part(demandId, REVIEW(round));
  return review && { demandId, round, decision: review.decision };
}
