import type { DueItem } from '../ledger/demand.store.ts';
import { RESUMPTION_DUE } from '../ledger/parts/resumption.part.ts';
import { SUSPENSION_DUE } from '../ledger/parts/suspension.part.ts';
import { WAITS } from '../ledger/parts/token.part.ts';
import type { Clock } from '../shared/clock.ts';
import { TransientFault } from '../shared/faults.ts';
import { logError, logInfo } from '../shared/logger.ts';
import { type AnswerDeps, answerWait } from './answer-wait.ts';
import { endSuspension } from './end-suspension.ts';
import type { ExecutionStarter } from './executions.ts';
import { startAgain } from './start-again.ts';

export type SweepDeps = AnswerDeps & { executions: ExecutionStarter; clock: Clock };
/** `resumed`: suspensions that ended; `again`: demands that failed and that a person took up. */
export type Swept = { started: number; again: number; answered: number; resumed: number; failed: number };

/** Most items of one kind that one round takes; the next round takes the rest. */
const LIMIT = 200;

/**
 * Repairs what a crash left behind between a write and what follows from it: starts executions that were not started,
 * and those of demands that a person took up after they failed; answers waits whose decision was not passed on, and goes on with demands whose time of waiting is over. Doing either twice is the same as once.
 * @throws TransientFault at the end when an item failed, so that the alarm sees it; the others were done
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const now = deps.clock().toISOString();
  const swept: Swept = { started: 0, again: 0, answered: 0, resumed: 0, failed: 0 };
  const each = async (items: readonly DueItem[], act: (item: DueItem) => Promise<void>, done: () => void) => {
    for (const item of items) {
      try {
        await act(item);
        done();
      } catch (error) {
        swept.failed += 1;
        logError('DUE_ITEM_FAILED', error, { demandId: item.demandId });
      }
    }
  };
  await each(
    await deps.dues.due('start', now, LIMIT),
    ({ demandId }) => deps.executions.start(demandId),
    () => {
      swept.started += 1;
    },
  );
  await each(
    await deps.dues.due(RESUMPTION_DUE, now, LIMIT),
    (item) => startAgain(item, deps),
    () => {
      swept.again += 1;
    },
  );
  for (const wait of WAITS)
    await each(
      await deps.dues.due(`answer-${wait}`, now, LIMIT),
      ({ demandId, key }) => answerWait(wait, demandId, key, deps),
      () => {
        swept.answered += 1;
      },
    );
  await each(
    await deps.dues.due(SUSPENSION_DUE, now, LIMIT),
    async ({ demandId, key }) => {
      if (await endSuspension(demandId, key, deps)) swept.resumed += 1;
    },
    () => {},
  );
  logInfo('SWEPT', swept);
  if (swept.failed > 0) throw new TransientFault('a sweep left items for the next round');
  return swept;
}
