import type { DemandStore } from '../ledger/demand.store.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { problem } from '../shared/problem.ts';

type Side = 'authority' | 'desk';

/**
 * How many rounds each side begins. An agent that keeps amending would keep reviewers from deciding; a reviewer can still record
 * what a call-back found of the last amendment, and then somebody decides.
 */
const MOST: Readonly<Record<Side, number>> = { authority: 9, desk: 19 };

/**
 * Refuses a side one more round than it has. The other's do not count: an agent would learn from the refusal how often the desk
 * called, or asked the organisation whose account it is.
 * @throws Problem 409
 */
export async function requireRound(id: string, side: Side, store: Pick<DemandStore, 'parts'>): Promise<void> {
  const rounds = await store.parts(id, CLARIFICATION(''));
  const own = rounds.filter((begun) => (begun.side ?? 'desk') === side);
  if (own.length < MOST[side]) return;
  throw problem(side === 'authority' ? 'too_many_rounds' : 'too_many_rounds.review');
}
