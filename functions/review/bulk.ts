import { asProblem } from '../shared/as-problem.ts';
import { logError } from '../shared/logger.ts';
import type { Principal } from '../shared/principal.ts';
import { Problem, problem } from '../shared/problem.ts';
import type { BulkAnswer, BulkRequest } from './bulk.route.ts';
import { type ClaimDeps, claimDemand } from './claim.ts';
import { type DecideReviewDeps, decideReview } from './decide-review.ts';
import { addNote } from './note.ts';

type Caller = Principal<'reviewer' | 'releaser' | 'cleared-reviewer' | 'cleared-releaser'>;
/** `trace`: hears of each refusal, as it would of one that answered a call of its own. */
export type BulkDeps = DecideReviewDeps &
  ClaimDeps & { trace(error: unknown, demandId: string): Promise<void> };
type One = { id: string; on: number };

/** What is not begun by then is answered so, and is asked for again; the function has twenty seconds. */
const TIME_MS = 12_000;

/**
 * Does the same to many demands, one after another through the use case that does it to one: each is done whole or not at
 * all, and answered by itself. Asked again, what was done already is answered as done.
 */
export async function actOnMany(request: BulkRequest, caller: Caller, deps: BulkDeps): Promise<BulkAnswer> {
  const act = actOf(request, caller, deps);
  const begun = deps.clock().getTime();
  const answers: BulkAnswer['answers'] = [];
  for (const demand of request.demands) {
    try {
      if (deps.clock().getTime() - begun > TIME_MS) throw problem('busy');
      await act(demand);
      answers.push({ id: demand.id, status: 200 });
    } catch (error) {
      if (!(error instanceof Problem)) logError('API_FAULT', error);
      await deps.trace(error, demand.id);
      const { status, code, detail } = asProblem(error);
      answers.push({ id: demand.id, status, code, detail });
    }
  }
  return { done: answers.filter(({ status }) => status === 200).length, answers };
}

function actOf(request: BulkRequest, caller: Caller, deps: BulkDeps): (one: One) => Promise<unknown> {
  switch (request.action) {
    case 'claim':
      return ({ id, on }) => claimDemand(id, { action: 'claim', on }, caller, deps);
    case 'note':
      return ({ id, on }) => addNote(id, { text: request.text, on }, caller, deps);
    case 'refuse': {
      const { role } = caller;
      if (role !== 'reviewer' && role !== 'cleared-reviewer')
        throw problem('role_required', { roles: 'reviewer' });
      const { action: _action, demands: _demands, ...why } = request;
      return async ({ id, on }) => {
        // What is read here only names the round: whether that is what the caller read, `on` says.
        const round = (await deps.store.read(id))?.round ?? 1;
        return decideReview(id, { ...why, decision: 'refuse', round, on }, { ...caller, role }, deps);
      };
    }
  }
}
