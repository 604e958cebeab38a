import type { DemandStore, DueStore } from '../ledger/demand.store.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import type { TokenStore } from '../ledger/token.store.ts';
import { logError } from '../shared/logger.ts';
import type { TaskAnswer } from './executions.ts';
import { standingDecision } from './standing-decision.ts';

/** After this the sweep takes a decision whose wait was not answered for one that a crash left behind. */
export const ANSWER_GRACE_MS = 30_000;

export type AnswerDeps = {
  store: DemandStore;
  dues: Pick<DueStore, 'settle'>;
  tokens: TokenStore;
  tasks: TaskAnswer;
};

/**
 * Passes a decision that is in the table on to the execution that waits for it, and takes the item of this key, which
 * says so, off the index of due things. Where nobody waits any more it stays there: the sweep looks after the execution.
 */
export async function answerWait(
  wait: Wait,
  demandId: string,
  key: string,
  deps: AnswerDeps,
): Promise<'settled' | 'gone'> {
  const [record, token] = await Promise.all([deps.store.read(demandId), deps.tokens.read(demandId, wait)]);
  // Without a token nobody waits yet: the wait will find the decision when it begins.
  if (record && token) {
    const standing = await standingDecision(wait, token.round, record, deps.store);
    if (standing && (await deps.tasks.answer(token.token, standing)) === 'gone') return 'gone';
  }
  await deps.dues.settle({ demandId, key });
  return 'settled';
}

/** The same for callers whose own work is done: what cannot be passed on now is left to the sweep. */
export async function tryAnswerWait(
  wait: Wait,
  demandId: string,
  key: string,
  deps: AnswerDeps,
): Promise<void> {
  try {
    await answerWait(wait, demandId, key, deps);
  } catch (error) {
    logError('TOKEN_NOT_ANSWERED', error, { demandId });
  }
}

/** What marks an item as a decision still to be passed on. `dueKind` names the wait. */
export const dueAnswer = (wait: Wait, at: string) => ({
  dueKind: `answer-${wait}`,
  dueAt: new Date(Date.parse(at) + ANSWER_GRACE_MS).toISOString(),
});
