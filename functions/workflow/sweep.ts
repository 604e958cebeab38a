import { RESUMPTION_DUE } from '../ledger/parts/resumption.part.ts';
import { SUSPENSION_DUE } from '../ledger/parts/suspension.part.ts';
import { WAITS } from '../ledger/parts/token.part.ts';
import { logInfo } from '../shared/logger.ts';
import { type AnswerDeps, answerWait } from './answer-wait.ts';
import { type DoDueDeps, type Done, doDue, type Job, requireNoneFailed } from './do-due.ts';
import { endSuspension } from './end-suspension.ts';
import type { ExecutionStarter } from './executions.ts';
import { startAgain } from './start-again.ts';

export type SweepDeps = AnswerDeps & DoDueDeps & { executions: ExecutionStarter };
/** `resumed`: suspensions that ended; `again`: demands that failed and that a person took up. */
type Name = 'started' | 'again' | 'answered' | 'resumed';
export type Swept = Done<Name>;

/**
 * Repairs what a crash left behind between a write and what follows from it: starts executions that were not started,
 * and those of demands that a person took up after they failed; answers waits whose decision was not passed on, and goes on
 * with demands whose time of waiting is over. Doing either twice is the same as once.
 * @throws TransientFault at the end when an item failed, so that the alarm sees it; the others were done
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const jobs: Job<Name>[] = [
    { kind: 'start', as: 'started', act: ({ demandId }) => did(deps.executions.start(demandId)) },
    { kind: RESUMPTION_DUE, as: 'again', act: (item) => did(startAgain(item, deps)) },
    ...WAITS.map(
      (wait): Job<Name> => ({
        kind: `answer-${wait}`,
        as: 'answered',
        act: ({ demandId, key }) => did(answerWait(wait, demandId, key, deps)),
      }),
    ),
    {
      kind: SUSPENSION_DUE,
      as: 'resumed',
      act: ({ demandId, key }) => endSuspension(demandId, key, deps),
    },
  ];
  const swept = await doDue(jobs, deps);
  logInfo('SWEPT', swept);
  requireNoneFailed(swept);
  return swept;
}

const did = (doing: Promise<void>) => doing.then(() => true);
